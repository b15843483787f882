-- How do all indicators of one level differ between its areas, each in its latest period with a value?
-- Grain: one row per indicator and area of $level_key that has an observation for everyone. Order: indicator, area.
with observed as (
    select fact_observation.*, ends_on
    from fact_observation
    join dim_area using (area_key)
    join dim_period using (period_id)
    where level_key = $level_key and stratum_id = 'everyone'
),
latest as (
    select indicator_id, period_id
    from observed
    group by indicator_id, period_id, ends_on
    having count(value) > 0
    qualify row_number() over (partition by indicator_id order by ends_on desc nulls last, period_id desc) = 1
)
select
    indicator_id, area_key, period_id, value, ci_low, ci_high, ci_level, ci_kind, numerator, denominator, status, symbol,
    reliability, source_id
from observed
join latest using (indicator_id, period_id)
order by indicator_id, area_key
