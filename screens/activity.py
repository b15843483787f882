"""Activity: who does what, with whom, and in what rhythm?"""

import streamlit as st

from evenground.answers.shelf import shelf
from evenground.ui import activity, community, outreach_scope, reports, scope
from evenground.ui.audience import audience

view = scope.current()
community.opened(view, "activity")

if audience() == "public":
    reports.public_totals(view)
elif not outreach_scope.has_log(view):
    outreach_scope.no_log(view)
else:
    picked = {}
    has_reports = not shelf(view.release, "posts").empty
    chosen = outreach_scope.choose_log(view, more=lambda: picked.update(part=activity.choose_part(view, with_reports=has_reports)))
    if picked["part"] in ("shared", "reports"):
        st.caption(view.say("activity.no_filters"))
        activity.show(view, chosen, picked["part"])
    elif outreach_scope.about_window(view, chosen):
        activity.show(view, chosen, picked["part"])
