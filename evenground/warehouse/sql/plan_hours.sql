-- How long does a session of each type last?
-- Grain: one row per type of engagement. Order: type.
select type, median(hours) as hours, count(hours) as sessions, from fact_engagement where status = 'held' group by type order by type
