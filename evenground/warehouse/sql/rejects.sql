-- Which records were rejected, and what would put them right?
-- Grain: one row per rejected record. Order: source, line.
select * from reject order by source_id, line, column_name
