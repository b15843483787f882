"""Every indicator of a geography and dimension on the Disparities page: which gaps matter most, and several side by side."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.disparities.choice import Comparison
from evenground.catalog.library import indicators
from evenground.charts import priority_matrix, small_multiples
from evenground.look.text import markdown
from evenground.ui import cached_disparities as cached
from evenground.ui import disparity_tables, window
from evenground.ui.disparities import BOX, NARROW, drawn
from evenground.ui.disparity_choice import Chosen
from evenground.ui.downloads import table_button

MOST_PANELS, FIRST_PANELS = 8, 4
WIDE = 1000
COLUMN_WIDTHS = (40, 170, 150, 150, 70, 80, "large", "medium")
"""Of the columns of `disparity_tables.priorities`, in their order."""


def _every(chosen: Chosen) -> Comparison:
    """The geography and dimension alone."""
    return chosen.comparison.but(indicator="", period="", group="", reference="")


def matrix(chosen: Chosen) -> None:
    """Every indicator of this geography and dimension, as a chart and a table."""
    answer, view = cached.matrix(_every(chosen), chosen.release), chosen.view
    st.markdown(markdown(answer.sentences[0]))
    if answer.table.empty:
        return
    if answer.table["people"].notna().any():
        make = partial(priority_matrix.priority_matrix, answer.table, chosen.words, theme=window.theme())
        drawn(chosen, "matrix", make, lambda: view.say("disparities.matrix_alt", told=" ".join(answer.table["sentence"].head(5))))
    table = cached.priorities(_every(chosen), chosen.release)
    widths = dict(zip(table.column_names, COLUMN_WIDTHS, strict=True))
    st.dataframe(
        table, hide_index=True, width="stretch", row_height=124, height=BOX if len(answer.table) > 5 else "auto", alt=markdown(view.say("disparities.matrix_title")),
        column_config={name: st.column_config.Column(width=width) for name, width in widths.items()},
    )  # fmt: skip
    said = replace(chosen.words, title=answer.sentences[0], subtitle=view.say("disparities.matrix_title"), unit="", period="", interval="", source="", licence="", retrieved="", note="")
    table_button(view, partial(disparity_tables.priorities_file, answer, view.language), "priority", said)


@st.fragment
def multiples(chosen: Chosen) -> None:
    """The largest gaps of this geography and dimension as small equiplots."""
    view, ranked = chosen.view, cached.matrix(_every(chosen), chosen.release)
    if len(ranked.table) < 2:
        return
    titles = dict(zip(ranked.table["indicator_id"], ranked.table["title"], strict=True))
    picked = st.multiselect(view.say("disparities.multiples_pick"), list(titles), default=list(titles)[:FIRST_PANELS], format_func=titles.__getitem__, max_selections=MOST_PANELS, key="panels")
    names = "; ".join(titles[one] for one in picked)
    drawn(chosen, "multiples", partial(_panels, chosen, ranked, tuple(picked)), lambda: view.say("disparities.multiples_alt", names=names), *picked)


def _panels(chosen: Chosen, ranked: Answer, picked: tuple[str, ...]) -> go.Figure | None:
    """One panel for each indicator that has two groups to compare; None without any."""
    titles = dict(zip(ranked.table["indicator_id"], ranked.table["title"], strict=True))
    panels = [panel for one in picked if (panel := _panel(chosen, one, titles[one]))]
    if not panels:
        return None
    return small_multiples.small_multiples(panels, chosen.words, theme=window.theme(), width=NARROW if window.is_narrow() else WIDE)


def _panel(chosen: Chosen, indicator: str, title: str) -> tuple[str, pd.DataFrame, int] | None:
    """Title with unit, the groups with their values in words, and decimals."""
    way, one = chosen.way, indicators()[indicator]
    ways = cached.ways(chosen.release, indicator, chosen.view.chosen.area or chosen.area)
    period = next(each.periods[0] for each in ways if (each.where, each.by) == (way.where, way.by))
    found = cached.groups(chosen.all_groups.but(indicator=indicator, period=period), chosen.release)
    table = found.known.assign(told=disparity_tables.told(found, found.known))
    unit = one.unit.get(chosen.view.language) or one.unit["en"]
    return (f"{title}, {unit}", table, one.decimals) if len(table) > 1 else None
