"""Several indicators as small equiplots, one below the other, each on a scale of its own."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from evenground.charts.frame import CLEAR, framed
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.palette import palette

PANEL = 74
SHAPES = ("circle", "square", "diamond", "cross", "triangle-up", "x", "star")


def small_multiples(panels: list[tuple[str, pd.DataFrame, int]], caption: Caption, *, theme: str = "light", width: int = 640) -> go.Figure:
    """One panel per indicator: a dot per group on one line between the extremes.

    `panels` holds (title with unit, table of `key`, `name`, `value`, `told`, decimals). Groups keep their shape and shade over all panels.
    """
    colours = palette(theme)
    keys = list(dict.fromkeys(key for _, table, _ in panels for key in table["key"]))
    shades = colours.classes(max(len(keys), 3) + 1)[1:]
    names = {key: name for _, table, _ in panels for key, name in zip(table["key"], table["name"], strict=True)}
    traces, layout, notes = [], {}, []
    height = PANEL * len(panels) + 60
    for place, (title, table, decimals) in enumerate(panels):
        number = "" if place == 0 else str(place + 1)
        top = 1 - place / len(panels)
        known = table[table["value"].notna()]
        low, high = float(known["value"].min()), float(known["value"].max())
        room = (high - low) * 0.15 or max(abs(high) * 0.1, 0.5)
        layout[f"yaxis{number}"] = {"domain": [top - 0.62 / len(panels), top - 0.3 / len(panels)], "range": [-1, 1], "visible": False, "fixedrange": True, "anchor": f"x{number}"}
        layout[f"xaxis{number}"] = {"anchor": f"y{number}", "range": [low - room, high + room], "gridcolor": colours.grid, "zeroline": False, "fixedrange": True, "nticks": 6, "tickfont": {"size": 11}, "tickformat": f",.{min(decimals, 1) if high - low < 10 else 0}f"}
        notes.append({"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": top, "yanchor": "top", "showarrow": False, "text": f"<b>{text.plotly(text.shortened(title, max(width // 8, 34)))}</b>", "font": {"size": 12}})
        axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        traces.append({"type": "scatter", "mode": "lines", "x": [low, high], "y": [0, 0], "line": {"color": colours.muted, "width": 2}, "hoverinfo": "skip", "showlegend": False, **axes})
        for key in keys:
            part = known[known["key"] == key]
            if part.empty:
                continue
            shade, at = shades[keys.index(key) % len(shades)], keys.index(key) % len(SHAPES)
            traces.append({
                "type": "scatter", "mode": "markers", "x": part["value"].tolist(), "y": [0] * len(part), "name": names[key], "legendgroup": key, "showlegend": place == 0,
                "marker": {"symbol": SHAPES[at], "size": 12, "color": shade, "line": {"width": 1, "color": colours.text}},
                "hovertext": [f"<b>{text.plotly(name)}</b><br>{text.plotly(told)}" for name, told in zip(part["name"], part["told"], strict=True)], "hovertemplate": "%{hovertext}<extra></extra>", **axes,
            })  # fmt: skip
    layout |= {
        "height": height, "margin": {"l": 12, "r": 16, "t": 52, "b": 8, "pad": 0}, "annotations": notes, "separators": ",\u00a0" if numbers.written(caption.language) == "fr" else ".,",
        "legend": {"orientation": "h", "x": 0, "y": 1 + 8 / height, "yanchor": "bottom", "bgcolor": CLEAR, "font": {"size": 12}, "itemclick": False, "itemdoubleclick": False},
    }  # fmt: skip
    return framed(traces, layout, caption, colours)

