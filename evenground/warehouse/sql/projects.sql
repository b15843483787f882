-- Which projects are there, in which phase, since when, and what is linked to each?
-- Grain: one row per project. Order: the project that entered its phase first.
select
    project.project_id, title_en, title_fr, title_iu, phase, area_key, lead_partner, initiated_by, indicators, about, visibility,
    entered.entered_on, begun.begun_on, coalesce(held.sessions, 0) as sessions, held.last_held_on, coalesce(asked.requests, 0) as requests
from project
left join (select project_id, phase, max(entered_on) as entered_on from project_phase group by all) as entered using (project_id, phase)
left join (select project_id, min(entered_on) as begun_on from project_phase group by all) as begun using (project_id)
left join (
    select project_id, count(*) as sessions, max(starts_on) as last_held_on
    from fact_engagement where status = 'held' and project_id is not null group by all
) as held using (project_id)
left join (
    select project_id, count(*) as requests from support_request where project_id is not null and initiated_by = 'community' group by all
) as asked using (project_id)
order by entered_on nulls last, project.project_id
