-- How far does one level reach?
-- Grain: one row.
select min(west) as west, min(south) as south, max(east) as east, max(north) as north, count(*) as areas
from area_shape
join dim_area using (area_key)
where level_key = $level_key and drawing = $drawing
