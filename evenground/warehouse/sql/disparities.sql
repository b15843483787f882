-- How large is every gap of one geography and dimension, for every indicator?
-- Grain: one row per indicator, period, measure, variant and kind of interval. Order: indicator, latest period first, measure.
select indicator_id, period_id, measure, variant, ci_kind, estimate, ci_low, ci_high, ci_level, status, reason, groups, groups_missing
from fact_inequality
join dim_period using (period_id)
where area_key = $area_key and level_key = $level_key and stratifier_id = $stratifier_id and basis = $basis
order by indicator_id, ends_on desc nulls last, period_id desc, measure, variant, ci_kind
