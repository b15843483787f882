-- Which number has each engagement of the log? A table of the build, beside the marts.
-- Grain: one row per engagement, from 0. Order: day, engagement.
create or replace temp table numbered as
select engagement_id, row_number() over (order by starts_on, engagement_id) - 1 as engagement_no, from fact_engagement
