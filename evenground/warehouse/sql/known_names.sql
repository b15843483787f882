-- By which names is each area known, beside those on the map?
-- Grain: one row per area, language and name. Order: area, language, name.
select area_key, language, name, kind, cited
from area_name
order by area_key, language, name
