"""A calendar of weeks: sessions held and planned, weeks ahead without any, and the themes that run over them."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from evenground.catalog.words import say
from evenground.charts.frame import CLEAR, Trace, framed
from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.dates import day
from evenground.look.palette import Palette, palette

WEEK = 7 * 86_400_000
THEME_LANE = 17


def plan_weeks(
    weeks: pd.DataFrame, themes: pd.DataFrame, as_of: date, caption: Caption, *, theme: str = "light", width: int = 560
) -> go.Figure:
    """Bars of sessions by week; a week ahead without any carries an open mark just above the axis.

    Parameters
    ----------
    weeks : DataFrame
        `week` (its Monday), `held`, `planned`, `is_gap`.
    themes : DataFrame
        `name`, `starts_on`, `ends_on`; drawn as bands below the bars.
    """
    colours = palette(theme)
    language = caption.language
    traces = [_bars(weeks, "held", "plan.held", colours.classes(5)[3], "", caption), _bars(weeks, "planned", "plan.planned_bar", colours.classes(5)[1], "/", caption)]
    empty, top = weeks[weeks["is_gap"]], max(float(weeks[["held", "planned"]].sum(axis=1).max()), 3)
    if len(empty):
        traces.append(_empty(empty, 0.06 * top, caption, colours))
    axis = {"gridcolor": colours.grid, "zeroline": False, "fixedrange": True}
    first, last = weeks["week"].iloc[0], weeks["week"].iloc[-1] + pd.Timedelta(days=7)
    months = pd.date_range(first, last, freq="MS")
    shown = months if width >= 500 or len(months) < 4 else months[::2]
    below = 30 + THEME_LANE * len(themes)
    layout = {
        "height": 210 + below, "margin": {"l": 8, "r": 8, "t": 40, "b": below, "pad": 0}, "barmode": "stack", "bargap": 0.12,
        "xaxis": {
            **axis, "type": "date", "range": [str(first.date()), str(last.date())], "tickmode": "array", "showgrid": True,
            "tickvals": [str(one.date()) for one in shown], "ticktext": [text.plotly(day(one.date(), language)) for one in shown], "ticklabelposition": "outside right" if width >= 500 else "outside",
        },
        "yaxis": {**axis, "range": [0, top * 1.12], "nticks": 5, "tickformat": "d", "automargin": "left", "title": {"text": text.plotly(caption.unit)}},
        "shapes": [_today(as_of, colours), *(shape for row, one in enumerate(themes.to_dict("records")) for shape in [_band(row, one, first, last, colours, below)])],
        "annotations": [_name(row, one, first, last, language, width) for row, one in enumerate(themes.to_dict("records"))],
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "xref": "container", "y": 1, "yref": "container", "yanchor": "top", "bgcolor": CLEAR, "traceorder": "normal"},
    }  # fmt: skip
    return framed(traces, layout, caption, colours)


def _bars(weeks: pd.DataFrame, column: str, key: str, colour: str, pattern: str, caption: Caption) -> Trace:
    told = [text.plotly(f"{say('plan.week', caption.language)} {day(one.date(), caption.language)}") for one in weeks["week"]]
    return {
        "type": "bar", "x": [str((one + timedelta(days=3)).date()) for one in weeks["week"]], "y": weeks[column].tolist(), "width": WEEK * 0.86,
        "name": text.plotly(say(key, caption.language)), "marker": {"color": colour, "pattern": {"shape": pattern, "fgopacity": 0.4, "size": 6, "fillmode": "overlay"}},
        "customdata": told, "hovertemplate": "<b>%{customdata}</b><br>%{fullData.name}: %{y}<extra></extra>",
    }  # fmt: skip


def _empty(weeks: pd.DataFrame, height: float, caption: Caption, colours: Palette) -> Trace:
    told = [text.plotly(f"{say('plan.week', caption.language)} {day(one.date(), caption.language)}") for one in weeks["week"]]
    return {
        "type": "scatter", "mode": "markers", "x": [str((one + timedelta(days=3)).date()) for one in weeks["week"]], "y": [height] * len(weeks),
       
        "name": text.plotly(say("plan.gap_mark", caption.language)), "cliponaxis": False,
        "marker": {"symbol": "diamond-open", "size": 11, "color": colours.dots["worse"], "line": {"width": 2, "color": colours.dots["worse"]}},
        "customdata": told, "hovertemplate": "<b>%{customdata}</b><br>%{fullData.name}<extra></extra>",
    }  # fmt: skip


def _today(as_of: date, colours: Palette) -> dict[str, object]:
    ends = {"x0": as_of.isoformat(), "x1": as_of.isoformat(), "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", **ends, "line": {"color": colours.text, "width": 1.5, "dash": "dash"}, "layer": "above"}


def _band(row: int, theme: dict[str, object], first: pd.Timestamp, last: pd.Timestamp, colours: Palette, below: int) -> dict[str, object]:
    """A theme's days, as a line in a lane of its own below the axis."""
    start, end = max(pd.Timestamp(theme["starts_on"]), first), min(pd.Timestamp(theme["ends_on"]) + pd.Timedelta(days=1), last)
    height = -(30 + THEME_LANE * row + THEME_LANE / 2)
    return {
        "type": "line", "x0": str(start.date()), "x1": str(end.date()), "yref": "paper", "ysizemode": "pixel", "yanchor": 0, "y0": height, "y1": height,
        "line": {"color": colours.circle, "width": 5}, "layer": "above",
    }  # fmt: skip


def _name(row: int, theme: dict[str, object], first: pd.Timestamp, last: pd.Timestamp, language: str, width: int) -> dict[str, object]:
    """The theme's name beside its days, on the side that has more room."""
    start, end = max(pd.Timestamp(theme["starts_on"]), first), min(pd.Timestamp(theme["ends_on"]) + pd.Timedelta(days=1), last)
    before = (start - first) > (last - end)
    name = text.distinct([str(theme["name"])], 60 if width >= 500 else 34)[0]
    return {
        "text": text.plotly(name), "showarrow": False, "yref": "paper", "y": 0, "yshift": -(30 + THEME_LANE * row + THEME_LANE / 2), "yanchor": "middle",
        "x": str((start if before else end).date()), "xanchor": "right" if before else "left", "xshift": -4 if before else 4, "font": {"size": 11},
    }  # fmt: skip
