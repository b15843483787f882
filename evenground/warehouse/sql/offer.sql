-- What is there to choose from: which indicator, level, period and group has data?
-- Grain: one row per indicator, level, period and stratum. Order: indicator, level, latest period first, stratum.
select
    indicator_id, level_key, period_id, stratum_id,
    count(*) as areas, count(value) as with_value, count(ci_low) as with_interval, count(numerator) as with_count,
    any_value(ends_on) as ends_on
from fact_observation
join dim_area using (area_key)
join dim_period using (period_id)
group by indicator_id, level_key, period_id, stratum_id
order by indicator_id, level_key, ends_on desc nulls last, period_id desc, stratum_id
