-- What was left out of each source, by which declared selector?
-- Grain: one row per source and selector. Order: source, what was counted, most first.
select * from source_scope where number > 0 order by source_id, counted, number desc, selector
