-- What does each community say of its own priorities and strengths, in its own words?
-- Grain: one row per priority or strength. Order: area, latest first.
select priority_id, area_key, kind, words_en, words_fr, words_iu, stated_on, stated_by, topic, visibility
from community_priority
order by area_key, stated_on desc nulls last, priority_id
