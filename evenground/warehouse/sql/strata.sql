-- Which groups are people counted in?
-- Grain: one row per stratum. Order: as declared.
select * from dim_stratum order by position
