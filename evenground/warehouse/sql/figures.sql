-- Every figure of the release, for comparing two releases.
-- Grain: one row per observation. Order: key.
select indicator_id, area_key, period_id, stratum_id, value, status
from fact_observation
order by indicator_id, area_key, period_id, stratum_id
