-- What was answered to each question, by the area the engagement visited? Fills mart_answer at build.
-- Grain: one row per row of mart_session and question that was answered there. Order: day, engagement, question.
insert into mart_answer
with counted as (
    select engagement_id, question, sum(case when answer = 'yes' then people else 0 end) as yes, sum(case when answer = 'no' then people else 0 end) as no,
    from engagement_group where answer in ('yes', 'no') group by engagement_id, question
)
select
    s.engagement_id, s.held_on, s.status, s.type, s.audience, s.area_basis, s.place, s.area_no, s.cluster, s.is_alone, c.question,
    c.yes * s.sessions, c.no * s.sessions,
from mart_session s join counted c using (engagement_id)
order by s.held_on, s.engagement_id, c.question
