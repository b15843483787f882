"""The choices of Coverage: what is set beside what, on which basis, among which areas."""

from __future__ import annotations

import streamlit as st

from evenground.answers.outreach import need as needs
from evenground.answers.outreach import wording
from evenground.answers.outreach.log_choices import MEASURES, YARDSTICKS, LogChoices
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.ui import outreach_scope, window
from evenground.ui.outreach_scope import choose_of_page
from evenground.ui.scope import Scope

VISITS = ("1", "3", "5", "10")
"""Sessions from which an area may be called visited."""


def choose(view: Scope) -> LogChoices:
    """Window and filters, shared with the other pages of the log, and below them what coverage alone asks."""
    log = outreach_scope.choose_log(view)
    none = view.say("coverage.need_no")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        log = log.but(level=_choose_level(view, log))
        on_offer = needs.measures(log, view.release)
        need = choose_of_page("need", view.say("coverage.need"), list(on_offer) or [""], next(iter(on_offer), ""), lambda key: on_offer.get(key, none), width=390)
        kind = needs.need_of(log.but(need=need), view.release).kind
        if not window.is_narrow():
            return log.but(need=need, **_choose_how(view, log, kind))
        with st.popover(view.say("coverage.how"), icon=":material/tune:"):  # six more choices would bury the finding on a phone
            return log.but(need=need, **_choose_how(view, log, kind))


def _choose_how(view: Scope, log: LogChoices, kind: str) -> dict[str, object]:
    """What is counted and what it is set beside: fields of `LogChoices`."""
    measure = choose_of_page("measure", view.say("coverage.measure"), list(MEASURES), MEASURES[0], lambda key: view.say(f"coverage.measure_name_{key}"), width=150)
    found = {"measure": measure, "basis": _choose_basis(view), "yardstick": _choose_yardstick(view, kind), "among": _choose_among(view, log)}
    k = choose_of_page("visits", view.say("coverage.k"), list(VISITS), "3", lambda key: view.say("coverage.k_count", count=int(key)), width=150)
    return found | {"k": int(k)}


def _choose_level(view: Scope, log: LogChoices) -> str:
    """The kind of area that sessions are counted in, where the place declares a second one and this release holds it."""
    further = view.folder.place.outreach.further
    if further is None or not needs.measures(log.but(level=further.level), view.release):
        return log.level
    names = {key: text_in(row_of(view.release, "levels", "level_key", key), "name", view.language) for key in (log.level, further.level)}
    return choose_of_page("counted_in", view.say("coverage.counted_in"), list(names), log.level, names.__getitem__, width=270)


def _choose_basis(view: Scope) -> str:
    options = outreach_scope.bases(view)
    if len(options) < 2:
        return options[0]
    return choose_of_page("basis", view.say("coverage.basis"), options, options[0], lambda key: view.say(f"coverage.basis_name_{key}"), width=290)


def _choose_yardstick(view: Scope, kind: str) -> str:
    if kind == "none":
        return YARDSTICKS[0]
    names = {"equal": "coverage.yardstick_equal", "equitable": "coverage.yardstick_equitable" if kind == "people" else "coverage.yardstick_fifth"}
    return choose_of_page("yardstick", view.say("coverage.yardstick"), list(YARDSTICKS), YARDSTICKS[0], lambda key: view.say(names[key]), width=300)


def _choose_among(view: Scope, log: LogChoices) -> str:
    sets = shelf(view.release, "area_sets").pipe(lambda table: table[table["level_key"] == log.level])
    names = {row["area_set_id"]: text_in(row, "short", view.language) for row in sets.to_dict("records")}
    if not names:
        return ""
    every = view.say("coverage.among_all", areas=wording.place_word(log, "areas"))
    return choose_of_page("among", view.say("coverage.among"), ["", *names], "", lambda key: names.get(key, every), width=200)
