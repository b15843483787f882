-- Which days does each period cover?
-- Grain: one row per period. Order: period.
select period_id, starts_on, ends_on, is_cumulative from dim_period order by period_id
