-- Which themes does the place's calendar have, and where were they published?
-- Grain: one row per theme. Order: first day.
select theme_id, starts_on, ends_on, name_en, name_fr, name_iu, topic, source, from calendar_theme order by starts_on, theme_id
