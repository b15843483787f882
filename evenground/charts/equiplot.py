"""Equiplot: a dot for each group with its interval, a line between the extremes, and the average of everyone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.catalog.declaration import say as said
from evenground.catalog.indicator import Indicator
from evenground.charts.frame import CLEAR, Trace, framed, wrapped
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.palette import Palette, palette

ROW, TOP, FOOT = 44, 34, 18
"""Pixels of one lane, of the axis above the first, and of each line of the note below the last."""
LIFT = 9
"""Pixels by which Plotly lifts a title for each line after its first."""


def equiplot(
    table: pd.DataFrame, indicator: Indicator, caption: Caption, *, average: float = np.nan, note: str = "", chosen: str = "",
    theme: str = "light", width: int = 640,
) -> go.Figure:  # fmt: skip
    """One lane for each group.

    Parameters
    ----------
    table : DataFrame
        `key`, `name`, `value`, `ci_low`, `ci_high`, `ci_level`, `ci_kind`, and `rest_value` with its limits where groups overlap:
        then each lane holds the group (filled) and everybody else (open), joined by a line. Otherwise the line joins the
        least and the largest value, in every lane.
    average : float
        Everyone's figure, drawn as a dashed line.
    note : str
        Said on the chart itself, below the lanes.
    chosen : str
        Key of the group that is compared; its lane is marked.
    """
    colours = palette(theme)
    shown = table[table["value"].notna()].reset_index(drop=True)
    by_rest = "rest_value" in shown and shown["rest_value"].notna().any()
    names = [wrapped(name, max(width // 18, 18)) for name in shown["name"].astype(str)]
    left = int(max((len(line) for lines in names for line in lines), default=0) * 6.9) + 18
    foot, above = wrapped(note, int(width / 6.9)), wrapped(_heading(indicator, caption), width // 8)
    traces = _lines(shown, by_rest, colours)
    if by_rest:
        traces.append(_dots(shown, "rest_value", "rest_low", "rest_high", words.say("gap.rest", caption.language), indicator, caption, colours, is_open=True))
    label = words.say("disparities.group", caption.language)
    traces.append(_dots(shown, "value", "ci_low", "ci_high", label, indicator, caption, colours))
    top = TOP + 20 * len(above) + 22 * (2 if by_rest and width < 500 else int(by_rest)) + 18 * bool(np.isfinite(average))
    row = max(ROW, 17 * max((len(lines) for lines in names), default=1) + 8)
    height = top + row * max(len(shown), 1) + FOOT * len(foot) + 12
    layout = {
        **_axes(shown, names, average, by_rest, indicator, caption, colours), **_marks(shown, average, indicator, caption, colours, chosen),
        "height": height, "margin": {"l": left, "r": 16, "t": top, "b": FOOT * len(foot) + 8, "pad": 0}, "showlegend": bool(by_rest),
        "title": {
            "text": "<br>".join(above), "x": 0, "xref": "container", "xanchor": "left", "y": 1 - (6 + LIFT * (len(above) - 1)) / height, "yref": "container", "yanchor": "top",
            "font": {"size": 13, "color": colours.muted}, "pad": {"l": 8},
        },
        "legend": {
            "orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1 - (20 * len(above) + 8) / height, "yref": "container",
            "yanchor": "top", "font": {"size": 13}, "bgcolor": CLEAR, "itemclick": False, "itemdoubleclick": False,
        },
    }  # fmt: skip
    if foot:
        layout["annotations"].append(_foot(foot, left, colours))
    return framed(traces, layout, caption, colours)


def _foot(lines: list[str], left: int, colours: Palette) -> dict[str, object]:
    return {
        "xref": "paper", "x": 0, "xanchor": "left", "xshift": 8 - left, "yref": "paper", "y": 0, "yanchor": "top", "yshift": -6, "showarrow": False, "align": "left",
        "text": "<br>".join(lines), "font": {"size": 12, "color": colours.muted},
    }  # fmt: skip


def _heading(indicator: Indicator, caption: Caption) -> str:
    unit = caption.unit[:1].upper() + caption.unit[1:]
    return f"{unit}. {words.say(f'direction.{indicator.higher_is}', caption.language)}."


def _lines(shown: pd.DataFrame, by_rest: bool, colours: Palette) -> list[Trace]:
    if shown.empty:
        return []
    line = {"type": "scatter", "mode": "lines", "line": {"color": colours.muted, "width": 2}, "hoverinfo": "skip", "showlegend": False}
    if by_rest:
        known = shown[shown["rest_value"].notna()]
        return [{**line, "x": [a, b], "y": [row, row]} for row, a, b in zip(known.index, known["value"], known["rest_value"], strict=True)]
    ends = [shown["value"].min(), shown["value"].max()]
    return [{**line, "x": ends, "y": [row, row], "line": {"color": colours.grid, "width": 3}} for row in shown.index]


def _dots(shown: pd.DataFrame, value: str, low: str, high: str, name: str, indicator: Indicator, caption: Caption, colours: Palette, *, is_open: bool = False) -> Trace:
    colour = colours.muted if is_open else colours.classes(5)[3]
    known = shown[shown[value].notna()]
    up, down = known[high] - known[value], known[value] - known[low]
    hover = [_told(row, value, low, high, name if is_open else "", indicator, caption) for _, row in known.iterrows()]
    return {
        "type": "scatter", "mode": "markers", "x": known[value].tolist(), "y": known.index.tolist(), "name": name, "showlegend": True,
        "marker": {"symbol": "circle-open" if is_open else "circle", "size": 12, "color": colour, "line": {"width": 2, "color": colour}},
        "error_x": {
            "type": "data", "symmetric": False, "array": up.fillna(0).clip(lower=0).round(4).tolist(), "arrayminus": down.fillna(0).clip(lower=0).round(4).tolist(),
            "thickness": 1.8, "width": 0, "color": colour,
        },
        "hovertext": hover, "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _told(row: pd.Series, value: str, low: str, high: str, name: str, indicator: Indicator, caption: Caption) -> str:
    shown = numbers.estimate(
        row[value], said(indicator.unit, numbers.written(caption.language)), caption.language, indicator.decimals, ci=(row[low], row[high]),
        level=row.get("ci_level", 0.95), kind=row.get("ci_kind") or "published", period=caption.period,
    )  # fmt: skip
    heading = f"{row['name']}: {name}" if name else row["name"]
    return f"<b>{text.plotly(heading)}</b><br>{text.plotly(shown)}"


def _axes(shown: pd.DataFrame, names: list[list[str]], average: float, by_rest: bool, indicator: Indicator, caption: Caption, colours: Palette) -> dict[str, object]:
    columns = ["value", "ci_low", "ci_high"] + (["rest_value", "rest_low", "rest_high"] if by_rest else [])
    found = np.append(shown[columns].to_numpy(dtype=float).ravel(), average)
    found = found[np.isfinite(found)]
    low, high = (float(found.min()), float(found.max())) if found.size else (0.0, 1.0)
    room = (high - low) * 0.08 or 1.0
    start = 0.0 if 0 <= low < 0.6 * high else low - room
    grid = {"gridcolor": colours.grid, "zeroline": False, "fixedrange": True}
    return {
        "yaxis": {**grid, "tickmode": "array", "tickvals": shown.index.tolist(), "ticktext": ["<br>".join(lines) for lines in names], "range": [len(shown) - 0.5, -0.5], "ticklabelstandoff": 6, "griddash": "dot"},
        "xaxis": {**grid, "side": "top", "nticks": 7, "tickformat": f",.{0 if high - start >= 7 else min(indicator.decimals or 1, 2)}f", "range": [start, high + max(room, (high - start) * 0.03)]},
        "separators": ",\u00a0" if numbers.written(caption.language) == "fr" else ".,",
    }  # fmt: skip


def _marks(shown: pd.DataFrame, average: float, indicator: Indicator, caption: Caption, colours: Palette, chosen: str) -> dict[str, object]:
    shapes, notes = [], []
    for row in shown.index[shown["key"] == chosen]:
        shapes.append({"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": row - 0.5, "y1": row + 0.5, "layer": "below", "fillcolor": colours.surface, "line": {"color": colours.chosen, "width": 1.5}})
    if np.isfinite(average):
        shapes.append({"type": "line", "x0": average, "x1": average, "y0": -0.5, "y1": len(shown) - 0.5, "line": {"color": colours.text, "width": 1.6, "dash": "dash"}, "layer": "below"})
        label = words.say("disparities.average", caption.language, value=numbers.number(average, caption.language, indicator.decimals))
        notes.append({"x": average, "y": -0.5, "yshift": TOP - 10, "yanchor": "bottom", "xanchor": "auto", "showarrow": False, "text": text.plotly(label)})
    return {"shapes": shapes, "annotations": notes}
