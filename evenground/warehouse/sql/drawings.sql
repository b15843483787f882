-- In which ways can each level be drawn?
-- Grain: one row per level and drawing; has_area says whether every shape can be filled. Order: level, drawing.
select
    level_key, drawing, count(*) as areas,
    bool_and(geometry like '{"type":"Polygon"%' or geometry like '{"type":"MultiPolygon"%') as has_area
from area_shape
join dim_area using (area_key)
group by level_key, drawing
order by level_key, drawing
