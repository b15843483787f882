"""Reach along the order of need, among groups, and over the months."""

from __future__ import annotations

import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.outreach import coverage as answers
from evenground.answers.outreach import wording
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.stories.log_choices import address
from evenground.charts import coverage as charts
from evenground.look.numbers import number
from evenground.look.text import markdown
from evenground.ui import cached_outreach, outreach_scope, views, window
from evenground.ui import coverage_parts as parts
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

STRIP = 24
"""Areas in the strip of months."""
BESIDE = 460
"""Pixels of a figure that has another one beside it."""


def along_need(view: Scope, log: LogChoices, answer: Answer) -> None:
    """The equity curve and the fifths."""
    facts = answer.facts
    if facts["curve"] is None or not facts["everything"]["sessions"]:
        return
    words, need = parts.caption(view, log, answer, ""), facts["need"]
    name = need.title if facts["need_kind"] == "people" else view.say("coverage.col_residents")
    left, right = st.columns(2, gap="medium")
    with left:
        parts.title(view, "title_curve")
        parts.chart(charts.equity_curve(facts["curve"], name, words, view.say, theme=window.theme(), width=min(parts.width(), BESIDE)), "equity", view.say("coverage.alt_curve", sentence=" ".join(answer.sentences[:1])))
    with right:
        parts.title(view, "title_fifths")
        parts.chart(charts.fifth_bars(facts["fifths"], name, words, view.say, theme=window.theme(), width=parts.width()), "fifths", " ".join(answer.sentences[:1]) or view.say("coverage.title_fifths"))
    parts.source(view, log, answer)
    add_button(view, "reach_fifths", address(log))


def who(view: Scope, log: LogChoices, answer: Answer) -> None:
    """Groups beside residents, the unknown drawn, and where a group had less than its share."""
    found = cached_outreach.groups(log, view.release)
    if found.table.empty:
        return
    parts.title(view, "title_groups")
    if found.table["share"].notna().any():
        parts.chart(charts.group_bars(found.table, parts.caption(view, log, answer, ""), view.say, theme=window.theme()), "groups", view.say("coverage.alt_groups", sentence=" ".join(found.sentences)))
    for sentence, row in zip(found.sentences, found.table.itertuples(), strict=True):
        st.markdown(f"- {markdown(outreach_scope.first_word(view) + sentence)} {markdown(row.difference)}")
    by_area = wording.group_findings(log, answer)
    if by_area and views.ranks(view):
        st.markdown(markdown(outreach_scope.first_word(view) + by_area))
    parts.source(view, log, answer)
    if found.table["share"].notna().any():
        add_button(view, "reach_groups", address(log))


def strip(view: Scope, log: LogChoices, answer: Answer) -> None:
    """Areas by months: the listed areas, those with the greatest need first."""
    table = answer.table[answer.table["inside"] & (answer.table["residents"] > 0)]
    listed_first = table[table["in_list"] >= answers.IN_LIST] if (table["in_list"] >= answers.IN_LIST).any() else table
    chosen = (wording.greatest_need_first(listed_first) if views.ranks(view) else listed_first.sort_values("name")).head(STRIP)
    if chosen.empty:
        return
    parts.title(view, "title_months")
    found = cached_outreach.months(log, view.release, tuple(chosen["area_key"]))
    names = dict(zip(chosen["area_key"], chosen["name"], strict=True))
    alt = view.say("coverage.alt_months", areas=number(len(found.table), view.language), months=number(found.table.shape[1], view.language))
    parts.chart(charts.month_strip(found.table, names, parts.caption(view, log, answer, ""), theme=window.theme(), width=parts.width()), "months", alt)
    most = number(int(found.table.to_numpy().max(initial=0)), view.language)
    st.caption(markdown(view.say("coverage.months_note" if views.ranks(view) else "coverage.months_note_by_name", most=most)))
