-- Which lists of areas are there, and how many of their members lie wholly or partly in them?
-- Grain: one row per area set. Order: level, set.
select area_set.*, count(area_key) as members, count(*) filter (where weight < 1) as split
from area_set
left join area_set_member using (area_set_id)
group by all
order by level_key, area_set_id
