-- When was each engagement of the log, and what are its words?
-- Grain: one row per engagement. Order: its number.
select datediff('day', date '1970-01-01', held_on) as day, word_no, from mart_engagement order by engagement_no
