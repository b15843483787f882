-- How do groups differ where one area stands for the whole place?
-- Grain: one row per indicator, period and stratum of a level with a single area. Order: indicator, latest period first, stratum.
select
    indicator_id, level_key, area_key, period_id, stratum_id, value, ci_low, ci_high, ci_level, ci_kind, numerator,
    denominator, status, fact_observation.source_id, ends_on
from fact_observation
join dim_area using (area_key)
join dim_period using (period_id)
where level_key in (select level_key from dim_area group by level_key having count(*) = 1)
order by indicator_id, ends_on desc nulls last, period_id desc, stratum_id
