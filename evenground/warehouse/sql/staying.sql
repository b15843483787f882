-- How many people stayed in each setting that has people of its own, when they were last counted?
-- Grain: one row per setting and area it stands in (empty where none is recorded). Order: setting, area.
select setting, coalesce(area_key, '') as area_key, max_by(people, counted_on) as staying, max(counted_on) as counted_on,
from setting_count group by all order by all
