-- How is it known in which area of the further level a session was?
-- Grain: one row per way (named, point, middle; empty where no area of that level holds it). Order: way.
select coalesce(a.further_by, '') as further_by, count(distinct e.engagement_id) as sessions,
from fact_engagement e join engagement_area a using (engagement_id)
where list_contains($types, e.type) and list_contains($statuses, e.status) and e.starts_on between cast($start as date) and cast($end as date)
group by all order by all
