"""Two dated lists of areas side by side, and what stands in no area."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.outreach import wording
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.shelf import shelf, text_in
from evenground.catalog.declaration import say as said
from evenground.look.dates import day
from evenground.look.numbers import number
from evenground.look.text import labelled, markdown, natural
from evenground.ui import cached_outreach, tables
from evenground.ui import coverage_parts as parts
from evenground.ui.outreach_scope import choose_of_page
from evenground.ui.scope import Scope

AGREEMENTS = {"both": "coverage.lists_both", "first": "coverage.lists_first_alone", "second": "coverage.lists_second_alone"}
"""Where an area stands, and the words for it."""
ON_LISTS = 24
"""Areas of two lists that are named in the text; more stand in a table."""


def lists(view: Scope, log: LogChoices, answer: Answer) -> None:
    """Two dated lists of areas side by side, by name, and lists that cannot be drawn."""
    outreach = view.folder.place.outreach
    sets = shelf(view.release, "area_sets").pipe(lambda table: table[table["level_key"] == log.level]).set_index("area_set_id", drop=False)
    names = {key: f"{text_in(row, 'name', view.language)}" for key, row in zip(sets.index, sets.to_dict("records"), strict=True)}
    if answer.facts["need_kind"] != "none":
        names["fifth"] = view.say("coverage.lists_fifth")
    unmapped = outreach.unmapped_lists if outreach else ()
    if len(names) < 2 and not unmapped:
        return
    parts.title(view, "title_lists")
    if len(names) > 1:
        own = [one for one in (*outreach.own_lists, *outreach.other_lists) if one in names] or list(names)
        left, right = st.columns(2)
        with left:
            first = choose_of_page("list1", view.say("coverage.lists_first"), list(names), own[0], names.__getitem__)
        rest = [one for one in names if one != first]
        with right:
            second = choose_of_page("list2", view.say("coverage.lists_second"), rest, next((one for one in outreach.other_lists if one in rest), "fifth" if "fifth" in rest else rest[0]), names.__getitem__)
        _agreement(view, log, cached_outreach.two_lists(log, view.release, first, second).table)
        for one in (first, second):
            if one in sets.index:
                st.caption(markdown(". ".join(part.rstrip(".") for part in (text_in(sets.loc[one], "name", view.language), text_in(sets.loc[one], "authority", view.language), text_in(sets.loc[one], "basis", view.language)) if part) + "."))
    for one in unmapped:
        st.markdown(markdown(view.say("coverage.lists_unmapped", name=said(one.name, view.language), authority=said(one.authority, view.language), dated=day(one.dated, view.language), members=", ".join(one.members), why=said(one.why, view.language))))


def _agreement(view: Scope, log: LogChoices, found: pd.DataFrame) -> None:
    """How many areas stand on both lists and on one alone, the first of each by name, and all of them in a table."""
    for key, words in AGREEMENTS.items():
        names = sorted(found.loc[found["agreement"] == key, "name"], key=natural)
        label = f"**{view.say(words)}** ({number(len(names), view.language)})"
        told = wording.named(names, view.language, ON_LISTS) if names else view.say("coverage.lists_nothing")
        st.markdown("- " + labelled(label, markdown(told), view.language))
    if found["agreement"].value_counts().max() > ON_LISTS:
        with st.expander(view.say("community.table"), icon=":material/table:"):
            shown = found.assign(order=found["name"].map(natural)).sort_values(["agreement", "order"])[["name", "agreement"]]
            shown["agreement"] = [view.say(AGREEMENTS[key]) for key in shown["agreement"]]
            names = {"name": view.say("coverage.col_name"), "agreement": view.say("coverage.lists_stands")}
            tables.table(view, shown.rename(columns=names), alt=markdown(view.say("coverage.title_lists")))


def apart(view: Scope, log: LogChoices, answer: Answer) -> None:
    """Settings with people of their own, and what is in no area's total, with the whole."""
    parts.title(view, "title_settings")
    found = cached_outreach.settings(log, view.release).table
    if found.empty:
        st.write(view.say("coverage.settings_none"))
    else:
        shown = found[["setting", "area", "sessions", "people", "hours", "days_since", "staying", "counted_on", "per_100"]].copy()
        shown[["hours", "people", "per_100"]] = shown[["hours", "people", "per_100"]].astype(float).round(1)
        shown["counted_on"] = [day(one.date(), view.language) if not pd.isna(one) else "" for one in pd.to_datetime(shown["counted_on"])]
        tables.table(view, shown.rename(columns={name: view.say(f"coverage.col_{name}") for name in shown.columns}), alt=markdown(view.say("coverage.title_settings")))
    parts.title(view, "title_totals")
    everything, language = answer.facts["everything"], view.language
    decimals = {"sessions": 0, "people": 0, "hours": 0, "series": 0}
    st.markdown(markdown(view.say("coverage.totals", **{key: number(everything[key], language, places) for key, places in decimals.items()})))
    inside = {key: everything[key] - sum(part[key] for part in answer.facts["elsewhere"].values()) for key in ("sessions", "people")}
    st.markdown("- " + markdown(view.say("coverage.in_areas", **{key: number(value, language, wording.decimals(value)) for key, value in inside.items()})))
    for line in answer.missing:
        st.markdown(f"- {markdown(line)}")
