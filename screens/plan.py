"""Plan: where next, or, where communities initiate, what did they ask for and when?"""

from evenground.ui import plan, plan_ahead, plan_decide, scope

view = scope.current()
plan.opened(view)

if not plan.is_open(view):
    plan.shut(view)
elif plan.is_proposed(view):
    chosen = plan.choose(view)
    plan.proposal(view, chosen)
    plan_decide.decide(view, chosen)
    plan_ahead.ahead(view, chosen.log.as_of)
    plan_ahead.follow_ups(view, chosen.log.as_of)
else:
    as_of = plan.read_on(view)
    plan_ahead.communities(view, as_of)
    plan_ahead.ahead(view, as_of)
    plan_ahead.follow_ups(view, as_of)
