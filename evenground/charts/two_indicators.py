"""Two indicators of the same areas as points, with the two medians as lines and names where they tell most."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.catalog.declaration import say as said
from evenground.catalog.indicator import Indicator
from evenground.charts import hover, plane
from evenground.charts.frame import Trace, framed
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.palette import Palette, palette

ALL_NAMED = 20
"""So many points, or fewer, all carry their names; of more, only those that lie farthest out."""
FARTHEST = 8
NAME = 26


def two_indicators(
    table: pd.DataFrame, pair: tuple[Indicator, Indicator], medians: tuple[float, float], caption: Caption, *, theme: str = "light",
    width: int = 900, chosen: str | None = None,
) -> go.Figure:  # fmt: skip
    """Points of areas: `pair` across and up. Those on the less favourable side of both medians are filled diamonds.

    `table` is that of `answers.comparing.scatter.two_indicators`.
    """
    colours, language = palette(theme), caption.language
    named = to_name(table, chosen, width)
    span = (float(table["x"].min()), float(table["x"].max())) if len(table) else (0.0, 1.0)
    traces = [
        _points(table[table["side"] == side], side, pair, named, span, caption, colours)
        for side in (0, 1) if (table["side"] == side).any()
    ]  # fmt: skip
    if chosen in set(table["area_key"]):
        traces.append(_ring(table[table["area_key"] == chosen], colours))
    x, y = (plane.axis(_title(one, language), colours, width, _decimals(table[axis], one)) for one, axis in zip(pair, "xy", strict=True))
    marks = {
        "shapes": [
            plane.line(colours, x0=medians[0], x1=medians[0], yref="paper", y0=0, y1=1),
            plane.line(colours, y0=medians[1], y1=medians[1], xref="paper", x0=0, x1=1),
        ],
        "annotations": _medians(medians, pair, language, colours),
    }
    directed = (table["side"] == 1).any()
    above = {"l": 8, "r": 14, "t": 48 if width > plane.NARROW else 70, "b": 8, "pad": 0}
    return framed(traces, {**plane.around(language, colours, margin=above), "xaxis": x, "yaxis": y, **marks, "showlegend": bool(directed)}, caption, colours)


def to_name(table: pd.DataFrame, chosen: str | None, width: int) -> set[str]:
    """Areas whose names are drawn: the chosen one, then those that lie farthest out; only names that can be read."""
    out = np.zeros(len(table))
    for axis in "xy":
        spread = table[axis].std()
        out += ((table[axis] - table[axis].median()) / spread).to_numpy() ** 2 if spread > 0 else 0
    first = table.assign(out=np.where(table["area_key"] == chosen, np.inf, out)).sort_values("out", ascending=False, kind="stable")
    most = (ALL_NAMED if len(table) <= ALL_NAMED else FARTHEST) if width > plane.NARROW else 4
    labels = [text.shortened(name, NAME) for name in first["name"]]
    return set(first["area_key"][plane.legible(first["x"].tolist(), first["y"].tolist(), labels, most, width)])


def _points(part: pd.DataFrame, side: int, pair: tuple[Indicator, Indicator], named: set[str], span: tuple[float, float], caption: Caption, colours: Palette) -> Trace:
    label = words.say("compare.key_both" if side else "compare.key_others", caption.language)
    colour = colours.dots["worse"] if side else colours.dots["similar"]
    texts = [text.plotly(text.shortened(name, NAME)) if key in named else "" for key, name in zip(part["area_key"], part["name"], strict=True)]
    custom, template = hover.packed([
        [f"<b>{text.plotly(name)}</b><br>" for name in part["name"]],
        *([text.plotly(line) + end for line in _told(part, axis, one, caption.language)] for axis, one, end in zip("xy", pair, ("<br>", ""), strict=True)),
    ])  # fmt: skip
    return {
        "type": "scatter", "mode": "markers+text" if any(texts) else "markers", "x": part["x"].tolist(), "y": part["y"].tolist(),
        "text": texts, "textposition": [_beside(one, span) for one in part["x"]], "textfont": {"size": 11, "color": colours.text}, "cliponaxis": False,
        "name": f"{label} ({numbers.number(len(part), caption.language)})", "customdata": custom, "hovertemplate": template,
        "marker": {"symbol": "diamond" if side else "circle", "size": 9, "color": colour, "opacity": 0.85, "line": {"width": 1, "color": colours.background}},
    }  # fmt: skip


def _beside(x: float, span: tuple[float, float]) -> str:
    """A name stands above its point, and towards the middle where the point is near an edge."""
    low, high = span
    share = (x - low) / (high - low) if high > low else 0.5
    return "top left" if share > 0.8 else "top right" if share < 0.2 else "top center"


def _told(part: pd.DataFrame, axis: str, one: Indicator, language: str) -> list[str]:
    unit, title = said(one.unit, numbers.written(language)), said(one.title, numbers.written(language))
    return [f"{title}: {numbers.with_unit(value, unit, language, one.decimals)}" for value in part[axis]]


def _ring(row: pd.DataFrame, colours: Palette) -> Trace:
    return {
        "type": "scatter", "mode": "markers", "x": row["x"].tolist(), "y": row["y"].tolist(), "hoverinfo": "skip", "showlegend": False,
        "marker": {"symbol": "circle-open", "size": 18, "color": colours.chosen, "line": {"width": 2.5, "color": colours.chosen}},
    }  # fmt: skip


def _title(one: Indicator, language: str) -> str:
    return f"{said(one.title, numbers.written(language))} ({said(one.unit, numbers.written(language))})"


def _decimals(values: pd.Series, one: Indicator) -> int:
    return plane.tick_decimals(float(values.min()), float(values.max()), one.decimals) if len(values) else 0


def _medians(medians: tuple[float, float], pair: tuple[Indicator, Indicator], language: str, colours: Palette) -> list[dict[str, object]]:
    shown = [words.say("compare.median", language, value=numbers.number(value, language, one.decimals)) for value, one in zip(medians, pair, strict=True)]
    common = {"showarrow": False, "font": {"size": 12, "color": colours.muted}}
    return [
        {**common, "x": medians[0], "yref": "paper", "y": 1, "yanchor": "bottom", "text": text.plotly(shown[0])},
        {**common, "y": medians[1], "xref": "paper", "x": 1, "xanchor": "right", "yanchor": "bottom", "text": text.plotly(shown[1])},
    ]
