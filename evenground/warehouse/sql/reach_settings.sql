-- What was done in settings that have people of their own?
-- Grain: one row per engagement and area it stood in (empty where none is recorded). Order: setting, area, engagement.
select setting, coalesce(area_key, '') as area_key, engagement_no, kind_no, datediff('day', date '1970-01-01', held_on) as day, people, hours,
from mart_setting order by setting, area_key, engagement_no
