-- What was promised to communities, by when, and were they told what came of it?
-- Grain: one row per commitment. Order: due first.
select
    commitment_id, said, promised, made_on, owner_role, due_on, done_on, told_back_on, outcome, area_key, engagement_id, visibility
from commitment
order by due_on nulls last, commitment_id
