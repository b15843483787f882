-- Which spans of time do figures belong to?
-- Grain: one row per period. Order: start.
select period_id, starts_on, ends_on, is_cumulative
from dim_period
order by starts_on, period_id
