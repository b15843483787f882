"""Activity on the screen, languages: sessions in each beside the residents who know it."""

from __future__ import annotations

import streamlit as st

from evenground.answers.community import tongues
from evenground.answers.outreach.log_choices import LogChoices
from evenground.look.caption import Caption
from evenground.look.numbers import percent
from evenground.look.text import markdown
from evenground.ui import community, outreach_scope
from evenground.ui.activity_words import words
from evenground.ui.scope import Scope

MATCH = {
    "name": "activity.match_name", "residents": "activity.match_residents", "share": "activity.match_share", "sessions": "activity.match_sessions",
    "sessions_share": "activity.match_sessions_share", "areas": "activity.match_areas", "areas_without": "activity.match_areas_without", "visited_otherwise": "activity.match_otherwise", "without": "activity.match_without",
    "not_known": "activity.match_not_known",
}  # fmt: skip
LEAST = ("1", "2", "5", "10", "20")
"""Shares of residents, in %, from which an area is said to have many who know a language."""


def tongues_known(view: Scope, chosen: LogChoices) -> None:
    """Sessions by language beside the residents who know it, and the areas where many do and no session was held in it."""
    st.header(view.say("activity.match_title"))
    least = outreach_scope.choose_of_page("least", view.say("activity.match_least"), list(LEAST), "5", lambda one: percent(float(one), view.language, 0), width=230)
    answer = tongues.language_match(chosen, view.release, float(least))
    community.told(answer)
    if answer.table.empty:
        return
    for row in answer.table[answer.table["areas_without"] > 0].to_dict("records"):
        st.markdown("- " + markdown(outreach_scope.first_word(view) + tongues.gap_said(row, float(least), view.language)))
    for note in answer.notes:
        st.caption(markdown(note))
    said = words(view, chosen, view.say("activity.match_title"), answer.sentences[0], view.say("activity.sessions"))
    said = Caption(**{**said.__dict__, "source": "; ".join([said.source, *(one.line for one in answer.provenance)])})
    table = answer.table.round({"residents": 0, "share": 2, "sessions_share": 1})
    community.listed(view, table, MATCH, "language-match", said)
