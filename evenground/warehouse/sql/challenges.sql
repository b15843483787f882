-- Which challenges did partners raise, who helped, and what came of it?
-- Grain: one row per challenge. Order: latest first.
select challenge_id, raised_on, challenge, raised_by, supported_by, outcome, status, visibility from challenge order by raised_on desc, challenge_id
