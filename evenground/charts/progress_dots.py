"""How far each measured goal is from its baseline to its target, on one scale of percent."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from evenground.catalog.words import say
from evenground.charts.bars import LANE, name_length
from evenground.charts.frame import CLEAR, Trace, framed
from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.numbers import percent
from evenground.look.palette import Palette, palette

LEAST, MOST = -0.5, 1.5
"""Shares beyond these are drawn at the edge; the hover has them whole."""


def measured(goals: pd.DataFrame) -> pd.DataFrame:
    """Goals that can be placed between baseline and target: measured, not modelled, with both in the plan."""
    return goals[goals["share"].notna() & (goals["standing"] != "modelled")]


def progress_dots(goals: pd.DataFrame, caption: Caption, *, theme: str = "light", width: int = 560) -> go.Figure:
    """A dot for the average, a diamond for the least favourable group, a tick for the time that had passed.

    Parameters
    ----------
    goals : DataFrame
        One row per goal: `title`, `share`, `group_share`, `time_share`, `standing_words`, `group_words`.
    """
    colours = palette(theme)
    shown = measured(goals)
    marks = (("time_share", "goal.chart_time", "line-ns-open", colours.muted, 20), ("share", "goal.chart_average", "circle", colours.classes(5)[3], 13),
             ("group_share", "goal.chart_group", "diamond", colours.dots["worse"], 13))  # fmt: skip
    traces = [_marks(shown, *one, caption, colours) for one in marks if shown[one[0]].notna().any()]
    axis = {"gridcolor": colours.grid, "zeroline": False, "fixedrange": True}
    low = min(0.0, float(shown[["share", "group_share"]].min().min())) if len(shown) else 0.0
    layout = {
        "height": LANE * max(len(shown), 1) + 110, "margin": {"l": 8, "r": 16, "t": 62 if width < 500 else 40, "b": 44, "pad": 0},
        "xaxis": {**axis, "range": [max(low, LEAST) - 0.08, 1.12 if shown["share"].max() <= 1.05 else MOST], "tickformat": ".0%", "nticks": 6, "title": {"text": text.plotly(caption.unit)}},
        "yaxis": {
            **axis, "tickmode": "array", "tickvals": list(range(len(shown))), "automargin": "left", "range": [len(shown) - 0.5, -0.5], "griddash": "dot",
            "ticktext": [text.plotly(name) for name in text.distinct(shown["title"].tolist(), name_length(width))], "ticklabelstandoff": 6,
        },
        "shapes": [_line(0, colours, "dot"), _line(1, colours, "solid")], "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "xref": "container", "y": 1, "yref": "container", "yanchor": "top", "bgcolor": CLEAR},
    }  # fmt: skip
    return framed(traces, layout, caption, colours)


def _line(at: float, colours: Palette, dash: str) -> dict[str, object]:
    return {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": {"color": colours.text, "width": 1.3, "dash": dash}, "layer": "below"}


def _marks(shown: pd.DataFrame, column: str, key: str, symbol: str, colour: str, size: int, caption: Caption, colours: Palette) -> Trace:
    shares = shown[column]
    words = shown["group_words"] if column == "group_share" else shown["standing_words"]
    told = [
        [text.plotly(title), percent(100 * share, caption.language, 0), text.plotly(said) if column != "time_share" else ""]
        for title, share, said in zip(shown["title"], shares, words, strict=True)
    ]
    return {
        "type": "scatter", "mode": "markers", "x": [None if share != share else float(min(max(share, LEAST), MOST)) for share in shares], "y": list(range(len(shown))),
        "name": text.plotly(say(key, caption.language)), "marker": {"symbol": symbol, "size": size, "color": colour, "line": {"width": 2, "color": colour if symbol.endswith("open") else colours.background}},
        "customdata": told, "hovertemplate": "<b>%{customdata[0]}</b><br>%{fullData.name}: %{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    }  # fmt: skip
