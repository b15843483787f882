"""Reports on the screen: which are received, which are not yet, which posts are vacant; for the public, totals only."""

from __future__ import annotations

import streamlit as st

from evenground.answers.community import log, totals
from evenground.answers.community.reporting import STATES, by_coordinator, reporting
from evenground.charts.grids import SIGNS, state_grid
from evenground.look.text import markdown
from evenground.ui import community, window
from evenground.ui.scope import Scope

COLUMNS = {
    "area": "community.area", "month": "activity.month", "state_words": "community.status", "post": "activity.post", "organization": "activity.organization",
    "coordinator": "activity.coordinator",
}  # fmt: skip
COORDINATORS = {"coordinator": "activity.coordinator", "month": "activity.month", "received": "activity.received", "expected": "activity.expected", "vacant": "activity.vacant"}


def reports(view: Scope) -> None:
    """Each post by month, the latest month in sentences first."""
    answer = reporting(view.release, view.language)
    if answer.table.empty:
        st.info(answer.sentences[0])
        return
    st.markdown("  \n".join(f"- {markdown(sentence)}" for sentence in answer.sentences))
    st.caption(markdown(answer.notes[0]))
    names = {state: view.say(f"activity.report_{state}") for state in STATES}
    said = log.caption(view.release, view.language, title=view.say("activity.reports"), subtitle=view.say("activity.reports_subtitle"), unit="", note=answer.notes[0])
    table = answer.table.assign(lane=[area or post for area, post in zip(answer.table["area"], answer.table["post"], strict=True)])
    st.markdown(" · ".join(f"{SIGNS[state]} {markdown(name)}" for state, name in names.items()))
    figure = state_grid(table, names, said, columns=answer.facts["months"], theme=window.theme(), width=community.width())
    community.drawn(figure, said, "chart-reports", view.say("activity.reports_alt", posts=table["post_id"].nunique(), months=len(answer.facts["months"])))
    latest = answer.table[answer.table["month"] == answer.facts["month"]]
    community.listed(view, latest, COLUMNS, "reports-latest", said)
    with st.expander(view.say("community.table"), icon=":material/table:"):
        community.listed(view, answer.table, COLUMNS, "reports", said)
        community.listed(view, by_coordinator(answer.table), COORDINATORS, "reports-coordinators", said)


def public_totals(view: Scope) -> None:
    """What the public sees of activity: totals of the whole place."""
    reach, received = totals.reach_total(view.release, view.language), totals.reports_total(view.release, view.language)
    if reach.table.empty and received.table.empty:
        st.info(community.nothing(view))
    parts = (
        ("public_title", reach, {"quarter_words": "activity.quarter", "basis_words": "activity.basis", "sessions": "activity.sessions", "people": "activity.people", "status_words": "community.status"}),
        ("public_reports_title", received, {"month_words": "activity.month", "received": "activity.received", "filled": "activity.filled", "posts": "activity.posts"}),
    )  # fmt: skip
    for title, answer, columns in parts:
        if len(answer.table):
            st.header(view.say(f"activity.{title}"))
            st.markdown("  \n".join(markdown(sentence) for sentence in answer.sentences))
            st.caption(markdown(answer.notes[0]))
            said = log.caption(view.release, view.language, title=view.say(f"activity.{title}"), subtitle=" ".join(answer.sentences), unit="", note=answer.notes[0])
            community.listed(view, answer.table, columns, title, said)
