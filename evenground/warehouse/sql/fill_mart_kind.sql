-- By which words may sessions be told apart? Fills mart_kind at build.
-- Grain: one row per combination of words in the log, a session of an area once more as one without. Order: its words.
insert into mart_kind
with known as (
    select distinct status, type, audience, area_basis, place from outreach
    union
    select distinct status, type, audience, area_basis, 'not_recorded' from outreach where place = 'area'
)
select row_number() over (order by status, type, audience, area_basis, place) - 1, status, type, audience, area_basis, place, from known
