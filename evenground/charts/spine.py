"""One area against the range of all areas: a lane for each indicator, from the lowest value to the highest."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from evenground.catalog.words import say
from evenground.charts.bars import name_length
from evenground.charts.frame import CLEAR, framed
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.palette import Palette, palette

LANE, TALL_LANE = 26, 44
"""Pixels of an indicator, with its name beside the lane and with its name above."""
NARROW = 500
"""Below it names stand above their lanes: beside them they would be cut to what they have in common."""


def spine(profile: pd.DataFrame, caption: Caption, *, theme: str = "light", width: int = 560) -> go.Figure:
    """A thin line from the lowest to the highest area, a band for the middle half of areas, a tick for the middle area, and a
    dot for this area. Left is lower and right is higher; nothing here says which is better.

    Parameters
    ----------
    profile : DataFrame
        One row per indicator with a value: `title`, `unit`, `decimals`, `value`, `period`, `place`, `low_place`, `middle_place`,
        `high_place`, `lowest`, `highest`, `areas`.
    """
    colours = palette(theme)
    shown = profile[profile["place"].notna()].reset_index(drop=True)
    rows = list(range(len(shown)))
    told = [
        [
            text.plotly(row.title), text.plotly(numbers.with_unit(row.value, row.unit, caption.language, int(row.decimals))), text.plotly(row.period),
            text.plotly(say("portrait.range_hover", caption.language, low=numbers.number(row.lowest, caption.language, int(row.decimals)), high=numbers.number(row.highest, caption.language, int(row.decimals)), count=int(row.areas))),
        ]
        for row in shown.itertuples()
    ]  # fmt: skip
    band = {
        "type": "bar", "orientation": "h", "base": shown["low_place"].tolist(), "x": (shown["high_place"] - shown["low_place"]).tolist(), "y": rows, "width": 0.5,
        "marker": {"color": colours.classes(5)[0]}, "name": text.plotly(say("portrait.middle_half", caption.language)), "hoverinfo": "skip",
    }  # fmt: skip
    middle = _marks(shown["middle_place"], rows, "line-ns-open", 13, colours.muted, say("portrait.middle_area", caption.language)) | {"hoverinfo": "skip"}
    own = _marks(shown["place"], rows, "circle", 11, colours.classes(5)[4], say("portrait.this_area", caption.language))
    own |= {"customdata": told, "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}, %{customdata[2]}<br>%{customdata[3]}<extra></extra>"}
    axis, narrow = {"zeroline": False, "fixedrange": True}, width < NARROW
    lines = [{"type": "line", "x0": 0, "x1": 1, "y0": row, "y1": row, "line": {"color": colours.grid, "width": 2}, "layer": "below"} for row in rows]
    layout = {
        "height": (TALL_LANE if narrow else LANE) * max(len(rows), 1) + 84, "margin": {"l": 8, "r": 14, "t": 68 if narrow else 44, "b": 34, "pad": 0},
        "shapes": lines, "barmode": "overlay", "annotations": _above(shown, width, caption.language, colours) if narrow else [],
        "xaxis": {
            **axis, "range": [-0.03, 1.03], "tickmode": "array", "tickvals": [0, 1], "showgrid": False,
            "ticktext": [text.plotly(say("portrait.lowest", caption.language)), text.plotly(say("portrait.highest", caption.language))],
        },
        "yaxis": {
            **axis, "tickmode": "array", "tickvals": rows, "automargin": "left", "range": [len(rows) - 0.5, -0.8 if narrow else -0.5], "showgrid": False, "visible": not narrow,
            "ticktext": [text.plotly(name) for name in text.distinct(shown["title"].tolist(), name_length(width))], "ticklabelstandoff": 6,
        },
        "legend": {"orientation": "h", "x": 0, "xref": "container", "y": 1, "yref": "container", "yanchor": "top", "bgcolor": CLEAR}, "showlegend": True,
    }  # fmt: skip
    return framed([band, middle, own], layout, caption, colours)


def _above(shown: pd.DataFrame, width: int, language: str, colours: Palette) -> list[dict[str, object]]:
    """Above each lane its indicator at the left and this area's figure at the right."""
    notes: list[dict[str, object]] = []
    for row in shown.itertuples():
        figure = numbers.with_unit(row.value, row.unit, language, int(row.decimals))
        figure = figure if len(figure) <= 12 else numbers.number(row.value, language, int(row.decimals))
        common = {"y": row.Index, "yshift": 8, "yanchor": "bottom", "showarrow": False, "xref": "paper"}
        title = text.shortened(row.title, max(int(width / 7.4) - len(figure) - 2, 12))
        notes.append({**common, "x": 0, "xanchor": "left", "text": text.plotly(title), "font": {"size": 13, "color": colours.text}})
        notes.append({**common, "x": 1, "xanchor": "right", "text": text.plotly(figure), "font": {"size": 12, "color": colours.muted}})
    return notes


def _marks(places: pd.Series, rows: list[int], symbol: str, size: int, colour: str, name: str) -> dict[str, object]:
    return {
        "type": "scatter", "mode": "markers", "x": places.tolist(), "y": rows, "name": text.plotly(name),
        "marker": {"symbol": symbol, "size": size, "color": colour, "line": {"width": 2, "color": colour}},
    }  # fmt: skip
