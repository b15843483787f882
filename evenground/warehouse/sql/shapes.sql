-- What do the areas of one level look like, and what are they called?
-- Grain: one row per area of $level_key drawn as $drawing; n is its place among all areas of the level. Order: area.
select area_key, n, name_en, name_fr, name_iu, geometry, west, south, east, north
from area_shape
join (
    select area_key, name_en, name_fr, name_iu, row_number() over (order by area_key) - 1 as n
    from dim_area
    where level_key = $level_key
) using (area_key)
where drawing = $drawing
order by area_key
