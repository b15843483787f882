"""The answer of Coverage in three figures, each with what it may be set beside and what it does not say."""

from __future__ import annotations

import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.outreach import wording
from evenground.answers.outreach.log_choices import LogChoices
from evenground.look.numbers import is_missing, number, percent, phrase, span
from evenground.look.text import markdown
from evenground.ui import outreach_scope, views
from evenground.ui.scope import Scope


def cards(view: Scope, log: LogChoices, answer: Answer) -> None:
    """Up to three figures beside each other; one that cannot be said is left out."""
    shown = [one for one in (_fifth(view, log, answer), _less(view, log, answer), _visited(view, log, answer)) if one]
    if not shown:
        return
    for column, (label, value, note) in zip(st.columns(len(shown), border=True), shown, strict=True):
        with column:
            said = outreach_scope.first_word(view) + label
            st.markdown(f"**{markdown(said)}**")
            st.metric(said, value, label_visibility="collapsed")  # its own label is cut off instead of broken
            st.caption(markdown(note))


def _fifth(view: Scope, log: LogChoices, answer: Answer) -> tuple[str, str, str] | None:
    if not wording.went_where(answer):
        return None
    fifths, language = answer.facts["fifths"], view.language
    ci = phrase("closed_form", language, level="95", range=span(100 * fifths.low[0], 100 * fifths.high[0], language))
    of = "people" if answer.facts["need_kind"] == "people" else "residents"
    note = view.say(f"coverage.card_fifth_{of}", need=percent(100 * fifths.need[0], language), ci=ci[:1].upper() + ci[1:])
    label = f"{view.say('coverage.card_fifth')} ({wording.measure(log)})"
    return label, percent(100 * fifths.reach[0], language), note


def _less(view: Scope, log: LogChoices, answer: Answer) -> tuple[str, str, str] | None:
    table = answer.table[answer.table["inside"]]
    judged = table["verdict"].isin(("less", "about", "more")).sum()
    if not views.ranks(view) or not judged:
        return None
    counts = {"count": number(int((table["verdict"] == "less").sum()), view.language), "of": number(int(judged), view.language)}
    few = number(int((table["verdict"] == "too_few").sum()), view.language)
    areas = wording.among(log, view.release)
    return view.say("coverage.card_less"), view.say("coverage.card_less_of", **counts), view.say("coverage.card_less_note", areas=areas[:1].upper() + areas[1:], few=few)


def _visited(view: Scope, log: LogChoices, answer: Answer) -> tuple[str, str, str] | None:
    share = answer.facts["visited"]
    if is_missing(share):
        return None
    return view.say("coverage.card_visited", count=log.k), percent(100 * share, view.language), view.say("coverage.card_visited_note")
