-- What was decided about the next sessions, by which role, and until when?
-- Grain: one row per decision. Order: the latest first.
select decision_id, subject, area_key, choice, reason, until, by_role, decided_on, decided_at
from decision
order by decided_on desc, decided_at desc nulls last, decision_id desc
