-- By which words may any engagement be told apart? Fills mart_word at build.
-- Grain: one row per combination of words in the log. Order: its words.
insert into mart_word
select row_number() over (order by status, type, audience) - 1, status, type, audience,
from (select distinct status, type, audience from fact_engagement)
