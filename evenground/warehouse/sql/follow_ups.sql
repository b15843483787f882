-- What was to be followed up, by which role, and was it done?
-- Grain: one row per engagement with a follow-up. Order: due first.
select
    e.engagement_id, e.starts_on, e.type, e.title, e.follow_up_owner, e.follow_up_due, e.follow_up_done,
    (select string_agg(a.area_key, ';' order by a.area_key) from engagement_area a where a.engagement_id = e.engagement_id) as areas,
from fact_engagement e
where e.follow_up_due is not null
order by e.follow_up_due, e.engagement_id
