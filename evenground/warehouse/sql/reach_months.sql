-- In which months were sessions held in each of some areas?
-- Grain: one row per area of $areas and month with a session. Order: area, month.
select area_no, strftime(held_on, '%Y-%m') as month, count(distinct engagement_id) as sessions, sum(people) as people,
from mart_session
where list_contains($areas, area_no) and area_basis = $basis and held_on between cast($start as date) and cast($end as date)
    and (len($types) = 0 or list_contains($types, type)) and (len($statuses) = 0 or list_contains($statuses, status))
    and (len($audiences) = 0 or list_contains($audiences, audience))
group by area_no, month order by area_no, month
