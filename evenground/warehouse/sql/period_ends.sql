-- On which day does each period end?
-- Grain: one row per period. Order: period.
select period_id, ends_on from dim_period order by period_id
