-- Which series of recurring sessions are there, and in which rhythm?
-- Grain: one row per series and the day from which a rhythm was agreed. Order: series, day.
select series_id, name_en, name_fr, every, starts_on, ends_on from series order by series_id, starts_on
