-- What was answered to each question? Fills mart_answer at build.
-- Grain: one row per engagement and question that was asked there. Order: question, engagement.
insert into mart_answer
select
    g.question, n.engagement_no, sum(case when g.answer = 'yes' then g.people end), sum(case when g.answer = 'no' then g.people end),
from engagement_group g join numbered n using (engagement_id)
group by g.question, n.engagement_no
order by g.question, n.engagement_no
