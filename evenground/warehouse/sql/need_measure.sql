-- How great is need in each area, by one measure?
-- Grain: one row per area of the level, with or without a figure. Order: area.
select
    d.area_key, d.code, d.name_en, d.name_fr, d.name_iu, d.population, d.lon, d.lat,
    o.value, o.ci_low, o.ci_high, o.numerator, o.denominator, coalesce(o.status, 'not_reported') as status, o.source_id,
from dim_area d
left join fact_observation o on o.area_key = d.area_key and o.indicator_id = $indicator and o.period_id = $period and o.stratum_id = 'everyone'
where d.level_key = $level_key order by d.area_key
