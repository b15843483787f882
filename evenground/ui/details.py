"""What stands below a map: the chosen area, notes, table twin, downloads and sources."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.shelf import row_of, text_in
from evenground.catalog.words import spoken_as
from evenground.look import numbers
from evenground.look.caption import Caption
from evenground.look.text import markdown
from evenground.ui import fact_sheets
from evenground.ui.downloads import table_button
from evenground.ui.scope import Scope
from evenground.ui.stills import still_map
from evenground.ui.views import indicator_of, ranks

COLUMNS = (
    "name", "code", "value", "ci_low", "ci_high", "ci_level", "ci_kind", "numerator", "denominator", "status", "reliability",
    "symbol", "verdict", "rank", "population", "set_weight",
)  # fmt: skip
HEADINGS = {"name": "table.area", "set_weight": "table.weight"}


def empty(view: Scope, answer: Answer) -> None:
    """Why there is nothing to draw, and what to try."""
    withheld = len(answer.table) and answer.table["status"].eq("suppressed").all()
    said = view.say("empty.all_withheld") if withheld else view.say("answer.nothing")
    st.info(f"{said} {view.say('empty.try')}", icon=":material/search_off:")


def chosen_area(view: Scope, answer: Answer) -> None:
    """The chosen area's figure with its context."""
    row = answer.table[answer.table["area_key"] == view.chosen.area]
    if row.empty:
        return
    one, indicator = row.iloc[0], indicator_of(view)
    unit = indicator.unit.get(view.language) or indicator.unit["en"]
    with st.container(border=True, key="area-card"):
        st.markdown(f"#### {markdown(one['name'])}")
        outreach = view.folder.place.outreach
        if outreach and view.chosen.level == outreach.level:
            st.page_link("screens/portrait.py", label=view.say("map.profile_link", name=markdown(one["name"])), icon=":material/home_pin:")
        fact_sheets.of_area(view, view.chosen.level, view.chosen.area)
        if pd.isna(one["value"]):
            st.write(view.say(f"status.{one['status']}"))
            return
        limits = None if indicator.kind == "count" else (one["ci_low"], one["ci_high"])
        shown = numbers.estimate(
            one["value"], unit, view.language, indicator.decimals, ci=limits, level=one["ci_level"], kind=one["ci_kind"] or "published"
        )
        st.markdown(f"**{markdown(shown)}**")
        counts = _counts(view, one)
        if counts:
            st.write(counts)
        if ranks(view) and indicator.higher_is != "neither" and answer.facts["comparator"].method != "none":
            st.write(view.say(f"verdict.{one['verdict']}"))


def _counts(view: Scope, one: pd.Series) -> str:
    parts = [
        f"{view.say(f'table.{name}')}: {numbers.number(one[name], view.language)}"
        for name in ("numerator", "denominator", "population")
        if not pd.isna(one[name])
    ]
    return " · ".join(parts)


def careful(view: Scope, answer: Answer) -> None:
    """Notes to read with care, in full."""
    if answer.notes:
        st.markdown(f"**{view.say('careful.title')}.** " + " ".join(markdown(note) for note in answer.notes))


def twin(view: Scope, answer: Answer) -> pd.DataFrame:
    """The table behind the map, in the reader's words; statuses and verdicts as words, numbers as numbers."""
    kept = [name for name in COLUMNS if name in answer.table and answer.table[name].replace("", None).notna().any()]
    if not ranks(view):
        kept = [name for name in kept if name not in ("rank", "verdict")]
    table = answer.table[kept].copy()
    for name in ("status", "verdict"):
        if name in table:
            table[name] = [view.say(f"{name}.{word}") for word in table[name]]
    if "reliability" in table:
        table["reliability"] = [view.say(f"reliability.{word or 'unknown'}") for word in table["reliability"]]
    if "ci_kind" in table:
        table["ci_kind"] = [view.say(f"interval.{word}", level=95) if word else view.say("interval.none") for word in table["ci_kind"]]
    return table.rename(columns={name: view.say(HEADINGS.get(name, f"table.{name}")) for name in kept})


def table(view: Scope, answer: Answer, words: Caption) -> None:
    """The table twin of the map; it is sent when a reader opens it."""
    opened = st.expander(view.say("table.title"), icon=":material/table:", key="table", on_change="rerun")
    if opened.open:
        alt = markdown(f"{words.subtitle}, {words.context}")
        opened.dataframe(twin(view, answer), hide_index=True, width="stretch", alt=alt)


def downloads(view: Scope, answer: Answer, words: Caption, colour_by: str) -> None:
    """Table and image with title, legend, unit, period, geography, source, licence and date; images are drawn when asked for."""
    st.markdown(f"**{view.say('download.title')}**")
    with st.container(horizontal=True):
        table_button(view, partial(twin, view, answer), view.chosen.indicator, words)
        for kind, label, mime in (("png", "download.image", "image/png"), ("svg", "download.image_svg", "image/svg+xml")):
            st.download_button(
                view.say(label), spoken_as(view.folder.folder, partial(still_map, view, answer, words, colour_by, kind)), mime=mime, key=f"download-{kind}",
                file_name=f"{view.folder.id}-{view.chosen.indicator}-{view.chosen.period}.{kind}", icon=":material/image:",
                on_click="ignore",
            )  # fmt: skip
    st.caption(view.say("download.carries"))


def outlined(view: Scope) -> None:
    """What the outlined list is: who made it, when, for what, and how areas were counted into it."""
    if not view.chosen.area_set:
        return
    listed = row_of(view.release, "area_sets", "area_set_id", view.chosen.area_set)
    texts = {name: text_in(listed, name, view.language).rstrip(".") for name in ("name", "authority", "purpose", "basis")}
    st.caption(markdown(view.say("legend.outlined_list", **texts)))


def sources(view: Scope, words: Caption) -> None:
    st.caption(markdown(words.credit))
