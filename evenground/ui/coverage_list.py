"""The list of areas with its reasons, least share first where the place ranks its areas."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.outreach import captions, wording
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.need import Need
from evenground.answers.shelf import row_of, text_in
from evenground.answers.stories.log_choices import address
from evenground.look.dates import day
from evenground.look.numbers import number
from evenground.look.text import labelled, markdown
from evenground.ui import coverage_parts as parts
from evenground.ui import tables, views
from evenground.ui.downloads import table_button
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

TABLE = (
    "name", "verdict", "need_value", "people_in_need", "ratio", "ratio_low", "ratio_high", "reach", "rate", "rate_low", "rate_high", "sessions",
    "series", "residents", "days_since", "in_list",
)  # fmt: skip


def listed(view: Scope, log: LogChoices, answer: Answer) -> None:
    """The list with reasons: verdicts in words, least share first (by name where the place does not rank), and who comes next."""
    parts.title(view, "title_list" if views.ranks(view) else "title_list_plain")
    table = answer.table[answer.table["inside"]]
    ranked = views.ranks(view)
    table = wording.in_order(table, ranked=ranked)
    shown = _twin(view, log, table, answer.facts["need"])
    tables.table(view, shown, height=min(36 * (len(shown) + 1) + 3, 430), alt=markdown(view.say("coverage.title_list")))
    after = wording.next_below(answer.table)
    if len(after) and ranked:
        names = "; ".join(f"{row.name} ({number(row.ratio, view.language, 2)})" for row in after.itertuples())
        label = view.say("coverage.title_next", measure=wording.measure(log), of=wording.of_yardstick(log, table))
        st.caption(markdown(labelled(label, f"{names}.", view.language)))
    st.caption(markdown(view.say("coverage.days_note", date=day(log.as_of, view.language))))
    table_button(view, lambda: shown, "coverage", parts.caption(view, log, answer, str(answer.facts["headline"])))
    add_button(view, "reach_list", address(log))


def _unit(view: Scope, log: LogChoices) -> str:
    """The unit of need, without its period; nothing where need is not measured."""
    return text_in(row_of(view.release, "indicators", "indicator_id", log.need), "unit", view.language) if log.need else ""


def _headings(view: Scope, log: LogChoices, table: pd.DataFrame) -> dict[str, str]:
    """Headings that say what is counted, in which unit and beside what."""
    own = captions.headings(log, table) | {"need_value": view.say("coverage.head_need", unit=_unit(view, log))}
    return {name: own.get(name) or view.say(f"coverage.col_{name}") for name in (*TABLE, "reason")}


def _twin(view: Scope, log: LogChoices, table: pd.DataFrame, need: Need) -> pd.DataFrame:
    kept = [name for name in TABLE if name != "in_list" or table["in_list"].gt(0).any()]
    if table["need_value"].isna().all():
        kept = [name for name in kept if name not in ("need_value", "people_in_need")]
    elif table["people_in_need"].isna().all():
        kept = [name for name in kept if name != "people_in_need"]
    if not views.ranks(view):
        kept = [name for name in kept if name not in ("verdict", "ratio", "ratio_low", "ratio_high")]
    shown = table[kept].copy()
    for name, decimals in (("ratio", 2), ("ratio_low", 2), ("ratio_high", 2), ("rate", 1), ("rate_low", 1), ("rate_high", 1), ("reach", 0), ("people_in_need", 0), ("need_value", need.decimals), ("in_list", 2)):
        if name in shown:
            shown[name] = shown[name].round(decimals)
    for name in ("rate_low", "rate_high"):
        shown[name] = shown[name].where(table["enough"])
    if "verdict" in shown:
        shown["verdict"] = [view.say(f"coverage.verdict_{word}") for word in table["verdict"]]
        shown.insert(2, "reason", wording.reasons(log, table))
    return shown.rename(columns=_headings(view, log, table))
