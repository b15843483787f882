-- Which area codes does this place know?
-- Grain: one row per area. Order: level, code.
select area_key, level_key, code from dim_area order by level_key, code
