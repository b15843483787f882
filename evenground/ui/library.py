"""Tables and texts of Data & methods."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from evenground.answers.shelf import names_in, shelf
from evenground.look.text import markdown
from evenground.ui.downloads import table_button
from evenground.ui.scope import Scope

SOURCE_COLUMNS = {
    "title": "sources.title", "publisher": "about.publisher", "vintage": "sources.vintage", "licence": "sources.licence",
    "retrieved_on": "about.retrieved", "rows_in": "data.rows_in", "rows_loaded": "data.rows_loaded",
    "rows_rejected": "data.rows_rejected", "rows_out_of_scope": "data.rows_out_of_scope", "areas": "sources.areas",
    "download": "about.where", "note": "about.note", "sha256": "data.sha256",
}  # fmt: skip


def definitions(table: pd.DataFrame) -> None:
    """Name and text, one below the other; texts come from declarations and are shown as written."""
    for name, text in zip(table["name"], table["text"], strict=True):
        st.markdown(f"**{markdown(name)}**  \n{markdown(text)}")


def indicators(view: Scope, table: pd.DataFrame) -> None:
    keys = {
        "title": "choose.indicator", "domain": "choose.domain", "unit": "define.unit", "direction": "define.direction",
        "levels": "sources.levels", "periods": "sources.periods", "groups": "sources.groups",
    }  # fmt: skip
    shown = table[list(keys)].rename(columns={name: view.say(key) for name, key in keys.items()})
    st.dataframe(shown, hide_index=True, width="stretch", alt=view.say("sources.indicators"))
    table_button(view, lambda: shown, "indicators")


def sources(view: Scope, table: pd.DataFrame) -> None:
    shown = table[list(SOURCE_COLUMNS)].rename(columns={name: view.say(key) for name, key in SOURCE_COLUMNS.items()})
    st.dataframe(shown, hide_index=True, width="stretch", alt=view.say("data.sources"))
    table_button(view, lambda: shown, "sources")


def left_out(view: Scope, table: pd.DataFrame) -> None:
    keys = {"source_id": "sources.title", "counted": "sources.counted", "selector": "sources.selector", "number": "sources.number"}
    shown = table[list(keys)].rename(columns={name: view.say(key) for name, key in keys.items()})
    st.dataframe(shown, hide_index=True, width="stretch", alt=view.say("sources.selector"))


def rejects(view: Scope, table: pd.DataFrame | None) -> None:
    """Rejected records, masked, for analysts; the public release holds none."""
    if table is None:
        st.info(view.say("data.rejects_hidden"))
    elif table.empty:
        st.success(view.say("data.rejects_none"))
    else:
        keys = {"source_id": "sources.title", "line": "data.reject_line", "column_name": "data.reject_column",
                "value_masked": "data.reject_value", "reason": "data.reject_reason", "remedy": "data.reject_remedy"}  # fmt: skip
        shown = table[list(keys)].rename(columns={name: view.say(key) for name, key in keys.items()})
        st.dataframe(shown, hide_index=True, width="stretch", alt=view.say("data.rejects"))
        table_button(view, lambda: shown, "rejects")


def method_notes(view: Scope) -> None:
    """How intervals, classes, comparison, missing marks and the equal-area map are made, in a few sentences each."""
    for key in ("method_interval", "method_classes", "method_comparison", "method_missing", "method_hexagon", "policy"):
        with st.expander(view.say(f"data.{key}")):
            st.markdown(view.say(f"how.{key}", **_policy(view)))


def _policy(view: Scope) -> dict[str, str]:
    policy = view.folder.place.policy
    note = (policy.note or {}).get(view.language) or (policy.note or {}).get("en", "")
    rule = policy.public
    return {
        "version": policy.version, "min_count": str(rule.min_count), "min_rates": str(rule.min_population_rates),
        "min_counts": str(rule.min_population_counts), "min_base": str(rule.min_denominator), "note": note,
    }  # fmt: skip


def facts(view: Scope, table: pd.DataFrame) -> None:
    """Published statements and associations, in their publishers' words; never mapped."""
    if table.empty:
        st.info(view.say("facts.none"))
        return
    st.caption(view.say("data.association_note"))
    shown = pd.DataFrame(
        {
            view.say("facts.kind"): [view.say(f"facts.{kind}") for kind in table["kind"]],
            view.say("facts.statement"): table["title"],
            view.say("choose.group"): table["population_group"],
            view.say("table.value"): table["value_text"].fillna("") + " " + table["unit"].fillna(""),
            view.say("choose.period"): table["period"],
            view.say("about.publisher"): table["publisher"],
            view.say("sources.title"): table["source_title"],
            view.say("about.note"): table["note"],
        }
    )
    st.dataframe(shown, hide_index=True, width="stretch", alt=view.say("start.facts"))
    table_button(view, lambda: shown, "facts")


def area_sets(view: Scope) -> None:
    table = shelf(view.release, "area_sets")
    for name, basis in zip(names_in(table, "name", view.language), names_in(table, "basis", view.language), strict=True):
        st.markdown(f"**{markdown(name)}**  \n{markdown(basis)}")
