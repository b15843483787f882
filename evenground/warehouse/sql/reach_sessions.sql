-- What did each engagement that reaches residents bring to each area it visited, and to none?
-- Grain: one row per engagement and area (-1 is none). Order: those of no series (`cluster` -1) first, then area, series, day.
select
    coalesce(area_no, -1) as area_no, cluster, datediff('day', date '1970-01-01', held_on) as day, engagement_no, kind_no, share, people, hours,
from mart_session order by cluster >= 0, coalesce(area_no, -1), cluster, held_on, engagement_no
