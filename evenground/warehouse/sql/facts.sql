-- What has been published in words, or as an association?
-- Grain: one row per fact. Order: fact.
select * from fact order by fact_id
