"""What areas had, what is planned and what is proposed, beside what is expected of each."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from evenground.catalog.words import say
from evenground.charts.bars import LANE, name_length
from evenground.charts.frame import CLEAR, Trace, framed
from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.numbers import number, written
from evenground.look.palette import Palette, palette

STAGES = (("had", 3, ""), ("planned", 1, "/"), ("proposed", None, "x"))
"""Column, class of the palette (none is the colour of what was chosen) and pattern, so that grey print tells them apart."""


def plan_bars(areas: pd.DataFrame, caption: Caption, *, theme: str = "light", width: int = 560) -> go.Figure:
    """Stacked bars with a mark at what is expected; the area that lacks most at the top.

    Parameters
    ----------
    areas : DataFrame
        One row per area, in order: `name`, `had`, `planned`, `proposed`, `expected`.
    """
    colours = palette(theme)
    rows = list(range(len(areas)))
    traces = [_bars(areas, *stage, caption, colours) for stage in STAGES if stage[0] == "had" or areas[stage[0]].any()]
    traces.append(_expected(areas, caption, colours))
    axis = {"gridcolor": colours.grid, "zeroline": False, "fixedrange": True}
    top = float(areas[["expected"]].assign(all=areas[["had", "planned", "proposed"]].sum(axis=1)).max().max() or 1)
    layout = {
        "height": LANE * max(len(rows), 1) + 102, "margin": {"l": 8, "r": 14, "t": 62 if width < 500 else 36, "b": 40, "pad": 0},
        "barmode": "stack", "bargap": 0.34, "separators": ",\u00a0" if written(caption.language) == "fr" else ".,",
        "xaxis": {**axis, "range": [0, top * 1.06], "nticks": 6, "title": {"text": text.plotly(caption.unit)}, "tickformat": ",d"},
        "yaxis": {
            **axis, "tickmode": "array", "tickvals": rows, "automargin": "left", "range": [len(rows) - 0.5, -0.5], "showgrid": False,
            "ticktext": [text.plotly(name) for name in text.distinct(areas["name"].tolist(), name_length(width))], "ticklabelstandoff": 6,
        },
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "xref": "container", "y": 1, "yref": "container", "yanchor": "top", "bgcolor": CLEAR, "traceorder": "normal"},
    }  # fmt: skip
    return framed(traces, layout, caption, colours)


def _bars(areas: pd.DataFrame, stage: str, shade: int | None, pattern: str, caption: Caption, colours: Palette) -> Trace:
    colour = colours.chosen if shade is None else colours.classes(5)[shade]
    return {
        "type": "bar", "orientation": "h", "x": areas[stage].tolist(), "y": list(range(len(areas))), "name": text.plotly(say(f"plan.{stage}", caption.language)),
        "marker": {"color": colour, "line": {"width": 0}, "pattern": {"shape": pattern, "fgcolor": colours.text, "fgopacity": 0.4, "size": 6, "fillmode": "overlay"}},
        "customdata": _told(areas, stage, caption), "hovertemplate": "<b>%{customdata[0]}</b><br>%{fullData.name}: %{customdata[1]}<extra></extra>",
    }  # fmt: skip


def _expected(areas: pd.DataFrame, caption: Caption, colours: Palette) -> Trace:
    return {
        "type": "scatter", "mode": "markers", "x": areas["expected"].tolist(), "y": list(range(len(areas))), "name": text.plotly(say("plan.expected", caption.language)),
        "marker": {"symbol": "line-ns-open", "size": 20, "color": colours.text, "line": {"width": 2.5, "color": colours.text}},
        "customdata": _told(areas, "expected", caption), "hovertemplate": "<b>%{customdata[0]}</b><br>%{fullData.name}: %{customdata[1]}<extra></extra>",
    }  # fmt: skip


def _told(areas: pd.DataFrame, column: str, caption: Caption) -> list[list[str]]:
    return [[text.plotly(name), number(value, caption.language)] for name, value in zip(areas["name"], areas[column], strict=True)]
