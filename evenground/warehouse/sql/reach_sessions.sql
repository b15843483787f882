-- What did each engagement that reaches residents bring to each area it visited, and to none?
-- Grain: one row per engagement and area (-1 is none). Order: those of no series (`cluster` -1) first, then area, series, day.
-- $further counts in areas of the further level.
with placed as (select *, coalesce(case when $further then further_no else area_no end, -1) as place, from mart_session)
select
    place as area_no, cluster, datediff('day', date '1970-01-01', held_on) as day, engagement_no, kind_no, share, people, hours,
from placed order by cluster >= 0, place, cluster, held_on, engagement_no
