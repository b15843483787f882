"""Coverage on the screen: its views in their order, and what the public sees instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.community import log as community_log
from evenground.answers.outreach.log_choices import LogChoices
from evenground.look.numbers import number
from evenground.look.text import markdown
from evenground.ui import (
    cached_outreach,
    coverage_along,
    coverage_list,
    coverage_lists,
    coverage_need,
    outreach_scope,
    tables,
)
from evenground.ui.downloads import table_button
from evenground.ui.scope import Scope


def careful(view: Scope, answer: Answer) -> None:
    st.markdown(f"**{view.say('careful.title')}.** " + " ".join(markdown(note) for note in answer.notes))


def public(view: Scope) -> None:
    """What the public release holds of outreach: protected sums, and nothing that was made from small ones."""
    found = cached_outreach.public_reach(view.release, view.language, 3)
    for sentence in found.sentences:
        st.markdown(markdown(outreach_scope.first_word(view) + sentence))
    if found.table.empty:
        return
    shown = found.table.copy()
    for measure in ("sessions", "attendances"):
        hidden = shown.pop(f"{measure}_hidden")
        shown[measure] = [view.say("status.suppressed") if is_hidden else number(value, view.language) for value, is_hidden in zip(shown[measure], hidden, strict=True)]
    names = {"name": "col_name", "residents": "col_residents", "sessions": "measure_name_sessions", "attendances": "measure_name_attendances"}
    shown = shown[list(names)].rename(columns={name: view.say(f"coverage.{key}") for name, key in names.items()})
    tables.table(view, shown, alt=markdown(view.say("coverage.title_list")))
    words = community_log.caption(
        view.release, view.language, title=" ".join(map(str, found.sentences)), subtitle=", ".join(list(shown)[2:]), unit="",
        groups=view.say(f"coverage.basis_name_{found.facts['basis']}"),
    )  # fmt: skip
    words = replace(words, period=community_log.window_words(view.release, view.language))
    st.caption(markdown(f"{words.measure}. {words.context[:1].upper()}{words.context[1:]}. {words.credit}"))
    table_button(view, lambda: shown, "coverage", words)


DRAWN: tuple[Callable[[Scope, LogChoices, Answer], None], ...] = (
    coverage_need.heading, coverage_need.need_map, coverage_need.quadrants, coverage_list.listed, coverage_along.along_need, coverage_along.who,
    coverage_along.strip, coverage_lists.lists, coverage_lists.apart,
)  # fmt: skip
"""The views of the page, in order."""
