"""Grids: numbers between pairs, and states by month; each cell says in signs what its colour says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from evenground.charts.bars import LANE, name_length
from evenground.charts.frame import framed
from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.dates import short_month
from evenground.look.numbers import number
from evenground.look.palette import Palette, palette

SIGNS = {"received": "●", "not_received": "○", "vacant": "×", "not_due": "–"}
"""What stands in a cell for each state, so that it survives a black-and-white printer."""


def pair_grid(pairs: pd.DataFrame, caption: Caption, *, theme: str = "light", width: int = 560) -> go.Figure:
    """A square grid of counts, the number in each cell; the diagonal is pale, because it is not a pair, and so is a pair with nothing.

    Parameters
    ----------
    pairs : DataFrame
        Square, names on both sides.
    """
    colours = palette(theme)
    values = pairs.to_numpy(dtype=float)
    between = np.where(np.eye(len(values), dtype=bool) | (values == 0), np.nan, values)
    names = text.distinct([str(name) for name in pairs.index], name_length(width))
    told = [[f"<b>{text.plotly(one)}</b><br>{text.plotly(other)}<br>{number(values[i, j], caption.language)} {text.plotly(caption.unit.lower())}"
             for j, other in enumerate(pairs.columns)] for i, one in enumerate(pairs.index)]  # fmt: skip
    trace = {
        "type": "heatmap", "z": [[None if np.isnan(cell) else float(cell) for cell in row] for row in between], "colorscale": _scale(colours), "showscale": False,
        "text": [[number(cell, caption.language) if cell else "" for cell in row] for row in values], "texttemplate": "%{text}", "customdata": told,
        "hovertemplate": "%{customdata}<extra></extra>", "hoverongaps": True, "xgap": 2, "ygap": 2,
    }  # fmt: skip
    short = [str(place + 1) for place in range(len(names))]
    sides = {"tickmode": "array", "tickvals": list(range(len(names))), "showgrid": False, "zeroline": False, "fixedrange": True}
    layout = {
        "height": LANE * len(names) + 40, "margin": {"l": 8, "r": 8, "t": 28, "b": 8, "pad": 0},
        "xaxis": {**sides, "side": "top", "ticktext": short, "tickangle": 0},
        "yaxis": {**sides, "autorange": "reversed", "automargin": "left", "ticktext": [f"{place} {text.plotly(name)}" for place, name in zip(short, names, strict=True)]},
    }  # fmt: skip
    return framed([trace], layout, caption, colours)


def _scale(colours: Palette) -> list[list[object]]:
    shades = colours.classes(5)
    return [[0, shades[0]], [0.5, shades[1]], [1, shades[2]]]


def state_grid(
    table: pd.DataFrame, names: Mapping[str, str], caption: Caption, *, columns: Sequence[str], theme: str = "light", width: int = 560
) -> go.Figure:
    """Rows by month with a sign in each cell: received, not yet received, vacant, not due.

    Parameters
    ----------
    table : DataFrame
        One row per lane and month: `lane`, `month`, `month_words`, `state`.
    names : mapping
        Each state in the reader's words, for the hover and the key.
    columns : sequence of str
        Months, in order.
    """
    colours = palette(theme)
    lanes = list(dict.fromkeys(table["lane"]))
    codes = {state: code for code, state in enumerate(SIGNS)}
    shades = (colours.classes(5)[0], colours.fills["worse"], colours.missing["suppressed"], colours.surface)
    z, signs, told = ([["" for _ in columns] for _ in lanes] for _ in range(3))
    for row in table.itertuples():
        i, j = lanes.index(row.lane), list(columns).index(row.month)
        z[i][j], signs[i][j] = codes[row.state], SIGNS[row.state]
        told[i][j] = f"<b>{text.plotly(row.lane)}</b><br>{text.plotly(row.month_words)}<br>{text.plotly(names[row.state])}"
    steps = [[edge / 4, shades[code]] for code in range(4) for edge in (code, code + 1)]
    trace = {
        "type": "heatmap", "z": z, "zmin": -0.5, "zmax": 3.5, "colorscale": steps, "showscale": False, "text": signs, "texttemplate": "%{text}",
        "textfont": {"size": 14}, "customdata": told, "hovertemplate": "%{customdata}<extra></extra>", "xgap": 2, "ygap": 2,
    }  # fmt: skip
    fixed = {"tickmode": "array", "showgrid": False, "zeroline": False, "fixedrange": True}
    every = 1 if width >= 500 or len(columns) <= 4 else 3
    layout = {
        "height": LANE * len(lanes) + 40, "margin": {"l": 8, "r": 8, "t": 28, "b": 8, "pad": 0},
        "xaxis": {**fixed, "side": "top", "tickvals": list(range(0, len(columns), every)), "ticktext": [short_month(one, caption.language) for one in columns][::every], "tickangle": 0, "tickfont": {"size": 11}},
        "yaxis": {**fixed, "autorange": "reversed", "automargin": "left", "tickvals": list(range(len(lanes))), "ticktext": [text.plotly(name) for name in text.distinct(lanes, name_length(width))]},
    }  # fmt: skip
    return framed([trace], layout, caption, colours)
