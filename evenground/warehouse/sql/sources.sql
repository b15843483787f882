-- Where do this release's figures come from, and how was every record accounted for?
-- Grain: one row per source. Order: source.
select * from dim_source order by source_id
