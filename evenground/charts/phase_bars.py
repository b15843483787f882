"""Time that projects have spent in each phase: one lane a project, on one calendar."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from evenground.charts.bars import LANE, name_length
from evenground.charts.frame import CLEAR, Trace, framed
from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.dates import day, short_month
from evenground.look.numbers import number
from evenground.look.palette import Palette, palette

SHADES = {"planning": 1, "implementation": 2, "continuation": 4}
"""Class of the palette by phase: further along is deeper. The pattern says the same without colour."""
PATTERNS = {"planning": "/", "implementation": ".", "continuation": ""}


def phase_bars(spans: pd.DataFrame, caption: Caption, *, theme: str = "light", width: int = 560) -> go.Figure:
    """Bars from the day a phase was entered to the next, or to the last day of the log; the present phase has an edge.

    Parameters
    ----------
    spans : DataFrame
        One row per project and phase: `project_id`, `title`, `phase`, `phase_words`, `from_day`, `to_day`, `days`, `is_now`.
    """
    colours = palette(theme)
    first = spans.drop_duplicates("project_id")
    titles, lane = first["title"].tolist(), {key: number for number, key in enumerate(first["project_id"])}
    traces = [_bars(spans[spans["phase"] == phase], phase, lane, caption, colours) for phase in SHADES if (spans["phase"] == phase).any()]
    axis = {"gridcolor": colours.grid, "zeroline": False, "fixedrange": True}
    layout = {
        "height": LANE * max(len(titles), 1) + 76, "margin": {"l": 8, "r": 12, "t": 40, "b": 30, "pad": 0}, "barmode": "overlay", "bargap": 0.3,
        "xaxis": {**axis, "type": "date", **_months(spans, 3 if width < 500 else 9, caption.language), "tickangle": 0},
        "yaxis": {
            **axis, "tickmode": "array", "tickvals": list(lane.values()), "automargin": "left", "range": [len(titles) - 0.5, -0.5],
            "showgrid": False, "ticktext": [text.plotly(name) for name in text.distinct(titles, name_length(width))], "ticklabelstandoff": 6,
        },
        "legend": {"orientation": "h", "x": 0, "xref": "container", "y": 1, "yref": "container", "yanchor": "top", "bgcolor": CLEAR, "traceorder": "normal"},
        "showlegend": True,
    }  # fmt: skip
    return framed(traces, layout, caption, colours)


def _months(spans: pd.DataFrame, most: int, language: str) -> dict[str, object]:
    """First days of months, at most that many, spread over the calendar and written in words."""
    starts = pd.date_range(pd.Timestamp(spans["from_day"].min()).replace(day=1), pd.Timestamp(spans["to_day"].max()), freq="MS")
    shown = starts[:: -(-len(starts) // most)] if len(starts) else starts
    return {"tickmode": "array", "tickvals": [f"{one:%Y-%m-%d}" for one in shown], "ticktext": [short_month(f"{one:%Y-%m}", language) for one in shown]}


def _bars(part: pd.DataFrame, phase: str, lane: dict[str, int], caption: Caption, colours: Palette) -> Trace:
    language = caption.language
    told = [
        [text.plotly(row.title), text.plotly(f"{day(row.from_day, language)} – {day(row.to_day, language)}"), number(row.days, language)]
        for row in part.itertuples()
    ]
    return {
        "type": "bar", "orientation": "h", "base": [str(one) for one in part["from_day"]], "y": [lane[key] for key in part["project_id"]],
        "x": [max(float(days), 1) * 86_400_000 for days in part["days"]], "name": text.plotly(part["phase_words"].iloc[0]), "width": 0.62,
        "marker": {
            "color": colours.classes(5)[SHADES[phase]], "pattern": {"shape": PATTERNS[phase], "fillmode": "overlay", "fgcolor": colours.text, "fgopacity": 0.5, "size": 6},
            "line": {"color": colours.text, "width": [2.0 if now else 0.0 for now in part["is_now"]]},
        },
        "customdata": told, "hovertemplate": "<b>%{customdata[0]}</b><br>%{fullData.name}<br>%{customdata[1]}<br>%{customdata[2]} " + text.plotly(caption.unit.lower()) + "<extra></extra>",
    }  # fmt: skip
