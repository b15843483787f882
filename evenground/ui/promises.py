"""You said, we did, on the screen: where each promise stands, and the form that adds one to the record."""

from __future__ import annotations

import streamlit as st

from evenground.answers.community import log
from evenground.look.dates import day
from evenground.look.text import labelled, markdown
from evenground.ui import cached_community as cached
from evenground.ui import community
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

COLUMNS = {
    "said": "commitment.said", "promised": "commitment.promised", "owner_role": "commitment.owner", "made_on": "commitment.made_on", "due_on": "commitment.due_on",
    "standing_words": "community.status", "days_overdue": "commitment.days_overdue", "done_on": "commitment.done_on",
    "told_back_on": "commitment.told_on", "outcome": "commitment.outcome", "area": "community.area",
}  # fmt: skip
MARKS = {"overdue": ":material/error:", "open": ":material/schedule:", "done_not_told": ":material/campaign:", "told_back": ":material/check_circle:"}
SHOWN = 6
"""Promises that stand as cards: the first to ask for attention; the table has all of them."""


def promises(view: Scope) -> None:
    answer = cached.commitments(view.release, view.language)
    st.caption(view.say("commitment.note"))
    community.told(answer)
    if answer.table.empty:
        return
    columns = st.columns(2)
    for number, promise in enumerate(answer.table.head(SHOWN).to_dict("records")):
        with columns[number % 2], st.container(border=True):
            card(view, promise)
    words = log.caption(view.release, view.language, title=view.say("commitment.title"), subtitle=" ".join(answer.sentences), unit="")
    community.listed(view, answer.table, COLUMNS, "commitments", words)
    add_button(view, "promises", {})


def card(view: Scope, promise: dict[str, object]) -> None:
    """What was said, what was promised, who owns it, and where it stands, in words beside the sign."""
    late = f" ({community.days(view, promise['days_overdue'])})" if promise["standing"] == "overdue" else ""
    st.markdown(f"{MARKS[promise['standing']]} **{markdown(promise['standing_words'] + late)}**")
    told = {name: promise[name] for name in ("said", "promised", "owner_role", "due_on", "told_back_on", "outcome")}
    lines = [
        labelled(view.say(COLUMNS[name]), markdown(day(str(value), view.language)), view.language) for name, value in told.items() if value is not None and value == value and value != ""
    ]
    st.markdown("  \n".join(lines))
