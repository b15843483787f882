-- Which practices did partners share, who took them up, and what came of it?
-- Grain: one row per practice. Order: latest first.
select practice_id, shared_on, practice, shared_by, taken_up_by, outcome, visibility from practice order by shared_on desc, practice_id
