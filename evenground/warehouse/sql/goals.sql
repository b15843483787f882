-- What does the plan set out to do, in each of its versions?
-- Grain: one row per goal, objective or action and version. Order: plan, result before objective before action, goal, version.
select *
from goal
order by plan, case kind when 'result' then 0 when 'objective' then 1 else 2 end, goal_id, version
