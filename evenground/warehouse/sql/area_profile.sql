-- What is measured in one area, and where does it stand in the range of all areas of its level?
-- Grain: one row per indicator measured on $level_key, in its latest period, for everyone. Order: indicator.
with observed as (
    select indicator_id, area_key, period_id, ends_on, value, ci_low, ci_high, ci_level, ci_kind, fact_observation.status, reliability, fact_observation.source_id
    from fact_observation
    join dim_area using (area_key)
    left join dim_period using (period_id)
    where level_key = $level_key and stratum_id = 'everyone'
), latest as (
    select indicator_id, max_by(period_id, (coalesce(ends_on, date '1000-01-01'), period_id)) as period_id
    from observed where value is not null group by indicator_id
), ranges as (
    select indicator_id, period_id, count(value) as areas, min(value) as lowest, quantile_cont(value, 0.25) as quarter, median(value) as middle,
        quantile_cont(value, 0.75) as three_quarters, max(value) as highest
    from observed join latest using (indicator_id, period_id) group by all
)
select
    ranges.*, own.value, own.ci_low, own.ci_high, own.ci_level, own.ci_kind, coalesce(own.status, 'not_reported') as status, own.reliability, own.source_id
from ranges
left join (select * from observed where area_key = $area_key) as own using (indicator_id, period_id)
order by indicator_id
