-- What is the outline of one list of areas?
-- Grain: at most one row.
select geometry from area_set_shape where area_set_id = $area_set_id and drawing = $drawing
