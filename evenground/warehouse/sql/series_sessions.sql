-- On which days did each series meet, or should it have met?
-- Grain: one row per engagement that belongs to a series. Order: series, day.
select series, starts_on, status from fact_engagement where series is not null and series <> '' order by series, starts_on, engagement_id
