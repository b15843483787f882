-- How much does this release hold?
-- Grain: one row.
select
    count(*) as observations, count(value) as with_value, count(distinct indicator_id) as indicators,
    count(distinct source_id) as sources, count(*) filter (where status = 'suppressed') as suppressed
from fact_observation
