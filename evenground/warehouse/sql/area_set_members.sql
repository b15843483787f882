-- Which areas belong to one list, and with what share?
-- Grain: one row per member. Order: area.
select area_key, weight
from area_set_member
where area_set_id = $area_set_id
order by area_key
