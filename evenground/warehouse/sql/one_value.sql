-- What is one area's figure for an indicator, period and group?
-- Grain: at most one row.
select value, ci_low, ci_high, ci_level, ci_kind, numerator, denominator, status
from fact_observation
where indicator_id = $indicator_id and period_id = $period_id and stratum_id = $stratum_id and area_key = $area_key
