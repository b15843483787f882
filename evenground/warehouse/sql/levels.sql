-- Which kinds of area, in which edition, does this place have?
-- Grain: one row per level. Order: as declared.
select dim_level.*, count(area_key) as areas
from dim_level
left join dim_area using (level_key)
group by all
order by position
