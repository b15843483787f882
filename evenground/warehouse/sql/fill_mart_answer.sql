-- What was answered to each question at engagements that reach residents? Fills mart_answer at build.
-- Grain: one row per engagement and question that was asked there. Order: question, engagement.
insert into mart_answer
select
    g.question, o.engagement_no, sum(case when g.answer = 'yes' then g.people end), sum(case when g.answer = 'no' then g.people end),
from engagement_group g join outreach o using (engagement_id)
group by g.question, o.engagement_no
order by g.question, o.engagement_no
