-- What is the outline of one area, and how far does it reach?
-- Grain: at most one row.
select geometry, west, south, east, north from area_shape where area_key = $area_key and drawing = 'geographic'
