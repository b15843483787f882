-- What outreach did one area receive, on each basis of place?
-- Grain: one row per basis. Order: basis. Settings with people of their own are counted apart, because they are not the area's residents.
select
    coalesce(area_basis, 'held_in') as basis, list_contains($own_population, coalesce(setting, '')) as in_setting, count(*) as sessions,
    sum(people * share) as people, sum(hours * share) as hours, count(*) filter (where people is null) as uncounted, min(starts_on) as first_on,
    max(starts_on) as last_on
from fact_engagement
join engagement_area using (engagement_id)
where area_key = $area_key and status = 'held' and list_contains($types, type) and starts_on <= cast($as_of as date)
group by all
order by in_setting, basis
