-- Which areas does this place know, by code and by name?
-- Grain: one row per area. Order: level, code.
select area_key, level_key, code, name_en, name_fr, name_iu, population
from dim_area
order by level_key, code
