-- Where is the middle of each area's shape in one drawing?
-- Grain: one row per area of $level_key drawn as $drawing. Order: area.
select area_key, (west + east) / 2 as lon, (south + north) / 2 as lat
from area_shape
join dim_area using (area_key)
where level_key = $level_key and drawing = $drawing
order by area_key
