-- By which words may sessions be told apart?
-- Grain: one row per combination of words. Order: its number.
select kind_no, status, type, audience, area_basis, place, from mart_kind order by kind_no
