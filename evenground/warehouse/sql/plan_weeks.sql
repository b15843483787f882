-- What was held, planned and called off, week by week?
-- Grain: one row per week (its Monday), status and whether it reaches residents. Order: week, status.
select
    cast(date_trunc('week', starts_on) as date) as week, status, list_contains($types, type) as is_outreach, count(*) as engagements,
from fact_engagement
where starts_on between cast($start as date) and cast($end as date)
group by all
order by week, status, is_outreach
