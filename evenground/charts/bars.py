"""Horizontal bars: one for each name, in one colour, with the number at its end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from evenground.charts.frame import framed
from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.numbers import number, written
from evenground.look.palette import palette

LANE, AROUND = 30, 46
"""Pixels of one bar with the space around it, and of what stands below all of them."""


def name_length(width: int) -> int:
    """Signs of the longest name beside the bars of a figure so wide."""
    return min(max(width // 19, 16), 44)


def bars(
    names: Sequence[str], values: Sequence[float], caption: Caption, *, theme: str = "light", width: int = 560, decimals: int = 0,
) -> go.Figure:  # fmt: skip
    """Bars from zero, the first name at the top; a missing value has no bar and an en dash."""
    colours = palette(theme)
    shown = np.asarray(values, dtype=float)
    rows = list(range(len(names)))
    labels = [number(value, caption.language, decimals) for value in shown]
    trace = {
        "type": "bar", "orientation": "h", "x": [None if np.isnan(value) else float(value) for value in shown], "y": rows,
        "text": labels, "textposition": "outside", "cliponaxis": False, "marker": {"color": colours.classes(5)[3]}, "showlegend": False,
        "customdata": [text.plotly(name) for name in names], "hovertemplate": "<b>%{customdata}</b><br>%{text} " + text.plotly(caption.unit) + "<extra></extra>",
    }  # fmt: skip
    top = np.nanmax(shown, initial=0) or 1
    axis = {"gridcolor": colours.grid, "zeroline": False, "fixedrange": True}
    ticks = {"dtick": 1, "tickformat": "d"} if not decimals and top < 5 else {"nticks": 6, "tickformat": ",d" if top >= 5 else ""}  # counts are whole
    layout = {
        "height": LANE * max(len(rows), 1) + AROUND, "margin": {"l": 8, "r": 16, "t": 4, "b": 40, "pad": 0}, "bargap": 0.3,
        "separators": ",\u00a0" if written(caption.language) == "fr" else ".,",
        "xaxis": {**axis, "range": [0, float(top) * 1.14], "title": {"text": text.plotly(caption.unit)}, **ticks},
        "yaxis": {
            **axis, "tickmode": "array", "tickvals": rows, "automargin": "left", "range": [len(rows) - 0.5, -0.5], "showgrid": False,
            "ticktext": [text.plotly(name) for name in text.distinct(list(names), name_length(width))], "ticklabelstandoff": 6,
        },
    }  # fmt: skip
    return framed([trace], layout, caption, colours)
