-- Which areas of one level share a border?
-- Grain: one row per pair, each pair once. Order: key.
select area_key, neighbour_key from contiguity where level_key = $level_key order by area_key, neighbour_key
