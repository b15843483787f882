-- What is planned after a day, where and by whom?
-- Grain: one row per planned engagement. Order: soonest first.
select
    e.engagement_id, e.starts_on, e.ends_on, e.type, e.title, e.initiated_by, e.setting,
    (select string_agg(a.area_key, ';' order by a.area_key) from engagement_area a where a.engagement_id = e.engagement_id) as areas,
    (select min(p.partner_id) from engagement_partner p where p.engagement_id = e.engagement_id and p.role = 'lead') as lead,
from fact_engagement e
where e.status = 'planned' and e.starts_on > cast($as_of as date)
order by e.starts_on, e.engagement_id
