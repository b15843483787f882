-- How does one indicator differ between the areas of one level, for one period and group?
-- Grain: one row per area of $level_key, with or without a value. Order: area.
select
    dim_area.area_key, code, dim_area.name_en, dim_area.name_fr, dim_area.name_iu, parent_key, population, lon, lat,
    value, ci_low, ci_high, ci_level, ci_kind, se, numerator, denominator,
    coalesce(status, 'not_reported') as status, symbol, reliability, fact_observation.source_id
from dim_area
left join fact_observation
    on fact_observation.area_key = dim_area.area_key
    and indicator_id = $indicator_id and period_id = $period_id and stratum_id = $stratum_id
where level_key = $level_key
order by dim_area.area_key
