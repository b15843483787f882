-- What log is behind this release, and on which day is it read?
-- Grain: one row.
select kind, as_of, begins_on, rows_in, rows_loaded, rows_rejected, from outreach_log
