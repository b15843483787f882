-- How do groups, and everyone, differ in the areas of one level, in every period?
-- Grain: one row per area of $level_key, period and stratum. Order: period, area, stratum.
select
    indicator_id, area_key, period_id, stratum_id, value, ci_low, ci_high, ci_level, ci_kind, se, numerator, denominator, status,
    reliability, fact_observation.source_id, dim_area.name_en, dim_area.name_fr, dim_area.name_iu, population, ends_on
from fact_observation
join dim_area using (area_key)
join dim_period using (period_id)
where indicator_id = $indicator_id and level_key = $level_key
order by ends_on desc nulls last, period_id desc, area_key, stratum_id
