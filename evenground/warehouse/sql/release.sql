-- Which release is this?
-- Grain: one row.
select * from release
