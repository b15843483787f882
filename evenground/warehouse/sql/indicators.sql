-- Which indicators does this release hold, and what do they mean?
-- Grain: one row per indicator. Order: domain, indicator.
select * from dim_indicator order by domain, indicator_id
