-- Which stories do communities tell, and may each be shown?
-- Grain: one row per story. Order: latest shared first.
select story_id, area_key, title_en, title_fr, title_iu, body_en, body_fr, body_iu, consent, is_named, moderated_by, shared_on, withdrawn_on
from story
order by shared_on desc nulls last, story_id
