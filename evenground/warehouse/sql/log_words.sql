-- By which words may any engagement be told apart?
-- Grain: one row per combination of words. Order: its number.
select word_no, status, type, audience, from mart_word order by word_no
