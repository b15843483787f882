-- Which areas are a whole place in themselves, and what is measured there?
-- Grain: one row per area that is alone on its level and indicator measured there. Order: indicator, level.
select indicator_id, dim_area.area_key, count(value) as with_value
from dim_area
join (select level_key from dim_area group by level_key having count(*) = 1) as alone using (level_key)
join dim_level using (level_key)
join fact_observation using (area_key)
group by indicator_id, dim_area.area_key, position
order by indicator_id, with_value desc, position
