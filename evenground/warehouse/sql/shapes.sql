-- What do the areas of one level look like?
-- Grain: one row per area of $level_key drawn as $drawing. Order: area.
select area_key, code, geometry, west, south, east, north
from area_shape
join dim_area using (area_key)
where level_key = $level_key and drawing = $drawing
order by area_key
