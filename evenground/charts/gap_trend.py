"""The gap over time below the groups that it lies between."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from evenground.charts.frame import CLEAR, framed
from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.palette import Palette, palette


def gap_trend(table: pd.DataFrame, caption: Caption, *, group: str, reference: str, gap: str, theme: str = "light") -> go.Figure:
    """Two panels on one axis of periods: both groups with their intervals above, their difference with its interval below.

    `table` has `period`, `value`, `ci_low`, `ci_high`, `other`, `other_low`, `other_high`, `difference`, `low`, `high`, one row per
    period, earliest first; `gap` is the title of the lower panel.
    """
    colours = palette(theme)
    strong = colours.classes(5)[3]
    traces = [
        _line(table, "value", "ci_low", "ci_high", group, strong, "y", colours), _line(table, "other", "other_low", "other_high", reference, colours.muted, "y", colours),
        {**_line(table, "difference", "low", "high", gap, colours.text, "y2", colours), "showlegend": False},
    ]  # fmt: skip
    grid = {"gridcolor": colours.grid, "zeroline": False, "fixedrange": True, "automargin": True}
    layout = {
        "height": 460, "margin": {"l": 8, "r": 16, "t": 40, "b": 8, "pad": 0}, "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "bgcolor": CLEAR, "itemclick": False, "itemdoubleclick": False},
        "xaxis": {**grid, "type": "category", "anchor": "y2"}, "yaxis": {**grid, "domain": [0.48, 1], "title": {"text": text.plotly(caption.unit), "font": {"size": 12}}},
        "yaxis2": {**grid, "domain": [0, 0.38], "zeroline": True, "zerolinecolor": colours.muted, "title": {"text": text.plotly(gap), "font": {"size": 12}}},
    }  # fmt: skip
    return framed(traces, layout, caption, colours)


def _line(table: pd.DataFrame, value: str, low: str, high: str, name: str, colour: str, axis: str, colours: Palette) -> dict[str, object]:
    up, down = (table[high] - table[value]).fillna(0), (table[value] - table[low]).fillna(0)
    return {
        "type": "scatter", "mode": "lines+markers", "x": table["period"].tolist(), "y": table[value].tolist(), "yaxis": axis, "name": text.plotly(name),
        "line": {"color": colour, "width": 2}, "marker": {"size": 9, "color": colour},
        "error_y": {"type": "data", "symmetric": False, "array": up.tolist(), "arrayminus": down.tolist(), "thickness": 1.5, "width": 4, "color": colour},
    }  # fmt: skip
