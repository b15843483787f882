-- Which workshops were planned and held, where, with how many people, and for which project?
-- Grain: one row per workshop. Order: latest first.
select
    engagement_id, starts_on, status, type, fact_engagement.title, people, audience, depth, project_id, project.title_en as project_en,
    project.title_fr as project_fr, string_agg(engagement_area.area_key, ';' order by engagement_area.area_key) as areas
from fact_engagement
left join engagement_area using (engagement_id)
left join project using (project_id)
where type in ('workshop', 'action_planning_workshop')
group by all
order by starts_on desc, engagement_id
