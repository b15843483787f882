"""Concentration curve, and bars of fifths of residents."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.catalog.declaration import say as said
from evenground.catalog.indicator import Indicator
from evenground.charts.frame import CLEAR, framed, wrapped
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.palette import palette

ORDINALS = ("first", "second", "third", "fourth", "fifth")


def concentration_curve(table: pd.DataFrame, caption: Caption, *, by: str, theme: str = "light") -> go.Figure:
    """Cumulative share of what is measured against residents from the least advantaged; the diagonal is equality.

    `table` has `residents` and `measured`, shares of 0 to 1, from the origin on; `by` names the order.
    """
    colours, language = palette(theme), caption.language
    residents, measured = (100 * table[name] for name in ("residents", "measured"))
    equal = words.say("disparities.curve_equal", language)
    line = colours.classes(5)[3]
    hover = [
        text.plotly(words.say("disparities.curve_point", language, residents=numbers.percent(x, language, 0), measured=numbers.percent(y, language, 1)))
        for x, y in zip(residents, measured, strict=True)
    ]
    traces = [
        {"type": "scatter", "mode": "lines", "x": [0, 100], "y": [0, 100], "name": equal, "line": {"color": colours.muted, "width": 1.5, "dash": "dash"}, "hoverinfo": "skip"},
        {"type": "scatter", "mode": "lines", "x": residents.round(3).tolist(), "y": measured.round(3).tolist(), "name": caption.subtitle, "line": {"color": line, "width": 3}, "hovertext": hover, "hovertemplate": "%{hovertext}<extra></extra>"},
    ]  # fmt: skip
    grid = {"gridcolor": colours.grid, "zeroline": False, "fixedrange": True, "range": [0, 100], "ticksuffix": "\u00a0%" if numbers.written(language) == "fr" else "%", "automargin": True}
    layout = {
        "height": 400, "margin": {"l": 8, "r": 28, "t": 44, "b": 8, "pad": 0},
        "xaxis": {**grid, "title": {"text": "<br>".join(_two_lines(words.say("disparities.curve_x", language, by=by))), "font": {"size": 12}}},
        "yaxis": {**grid, "title": {"text": text.plotly(words.say("disparities.curve_y", language)), "font": {"size": 12}}},
        "showlegend": True, "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "bgcolor": CLEAR, "font": {"size": 12}, "itemclick": False, "itemdoubleclick": False},
    }  # fmt: skip
    return framed(traces, layout, caption, colours)


def _two_lines(label: str) -> list[str]:
    return wrapped(label, 46)


def fifth_bars(table: pd.DataFrame, indicator: Indicator, caption: Caption, *, theme: str = "light") -> go.Figure:
    """The mean of each fifth of residents, least advantaged at the left, with its interval where one is known.

    `table` has `name`, `value`, `ci_low`, `ci_high`. An axis that does not begin at 0 would make bars lie, so values far from
    0 are drawn as dots.
    """
    colours, language = palette(theme), caption.language
    low, high = float(np.nanmin(table[["value", "ci_low"]].to_numpy())), float(np.nanmax(table[["value", "ci_high"]].to_numpy()))
    as_bars = not 0.5 * high < low
    up, down = (table["ci_high"] - table["value"]).fillna(0), (table["value"] - table["ci_low"]).fillna(0)
    colour = colours.classes(5)[3]
    labels = [numbers.number(value, language, indicator.decimals) for value in table["value"]]
    hover = [
        f"<b>{text.plotly(row['name'])}</b><br>"
        + text.plotly(numbers.estimate(row["value"], said(indicator.unit, numbers.written(language)), language, indicator.decimals, ci=(row["ci_low"], row["ci_high"]), kind=row.get("ci_kind") or "closed_form"))
        for _, row in table.iterrows()
    ]
    whiskers = {"type": "data", "symmetric": False, "array": up.round(4).tolist(), "arrayminus": down.round(4).tolist(), "thickness": 1.6, "width": 4, "color": colours.text}
    mark = {"type": "bar", "marker": {"color": colour}} if as_bars else {"type": "scatter", "mode": "markers+text", "marker": {"color": colour, "size": 13}, "textposition": "middle right"}
    trace = {**mark, "x": list(range(1, len(table) + 1)), "y": table["value"].tolist(), "text": labels, "error_y": whiskers, "hovertext": hover, "hovertemplate": "%{hovertext}<extra></extra>"}
    if as_bars:
        trace |= {"textposition": "inside", "insidetextanchor": "start"}
    room = (high - low) * 0.3 or 1
    grid = {"gridcolor": colours.grid, "zeroline": False, "fixedrange": True, "automargin": True}
    layout = {
        "height": 400, "margin": {"l": 8, "r": 16, "t": 44, "b": 8, "pad": 0}, "showlegend": False, "bargap": 0.25,
        "xaxis": {**grid, "showgrid": False, "tickmode": "array", "tickvals": list(range(1, len(table) + 1)), "tickangle": 0, "ticktext": ["<br>".join(wrapped(words.say(f"disparities.fifth_short_{one}", language), 10)) for one in ORDINALS[: len(table)]], "range": [0.4, len(table) + 0.6]},
        "yaxis": {**grid, "range": [0, high * 1.1] if as_bars else [low - room, high + room], "title": {"text": text.plotly(caption.unit), "font": {"size": 12}}},
        "separators": ",\u00a0" if numbers.written(language) == "fr" else ".,",
    }  # fmt: skip
    return framed([trace], layout, caption, colours)
