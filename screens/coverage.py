"""Coverage: did outreach reach the greatest need?"""

import streamlit as st

from evenground.answers.outreach.log_offer import outreach_types
from evenground.ui import cached_outreach, coverage_choice, coverage_views, outreach_scope, scope
from evenground.ui.audience import audience

view = scope.current()
st.title(view.say("nav.coverage"))
st.caption(view.say("coverage.question"))
outreach_scope.notice(view)

if audience() == "public":
    coverage_views.public(view)
elif not outreach_scope.has_log(view):
    outreach_scope.no_log(view)
else:
    log = coverage_choice.choose(view)
    if outreach_scope.about_window(view, log, outreach_types()):
        answer = cached_outreach.coverage(log, view.release)
        for draw in coverage_views.DRAWN:
            draw(view, log, answer)
        coverage_views.careful(view, answer)
