"""Indicators by the size of their gap and the people it touches."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.charts.frame import CLEAR, framed, wrapped
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.palette import palette

MARKS = {"clear": "circle", "cannot_tell": "circle-open", "not_tested": "diamond-open"}


def priority_matrix(table: pd.DataFrame, caption: Caption, *, theme: str = "light") -> go.Figure:
    """Gap as a ratio across, people up, both on a logarithmic scale; an open mark is a gap that is not told from chance.

    `table` has `title`, `relative` (1 is no gap), `people`, `verdict`, `sentence`. Indicators without a number of people stand on the
    lower edge. The first few are named; the table has all.
    """
    colours, language = palette(theme), caption.language
    shown = table.reset_index(drop=True)
    least = np.nanmin(shown["people"]) if shown["people"].notna().any() else 1.0
    height = shown["people"].fillna(least / 2)
    traces = []
    for verdict, symbol in MARKS.items():
        part = shown[shown["verdict"] == verdict]
        if part.empty:
            continue
        colour = colours.classes(5)[3] if verdict == "clear" else colours.muted
        traces.append(
            {
                "type": "scatter", "mode": "markers+text", "x": part["relative"].tolist(), "y": height[part.index].tolist(), "name": words.say(f"disparities.matrix_{verdict}", language),
                "marker": {"symbol": symbol, "size": 12, "color": colour, "line": {"width": 2, "color": colour}}, "textposition": "middle right", "textfont": {"size": 11},
                "text": [str(place + 1) for place in part.index],
                "hovertext": [f"<b>{text.plotly(row['title'])}</b><br>{'<br>'.join(_broken(row['sentence']))}" for _, row in part.iterrows()], "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )  # fmt: skip
    grid = {"gridcolor": colours.grid, "zeroline": False, "fixedrange": True, "automargin": True, "type": "log"}
    top = float(shown["relative"].max())
    steps = [one for one in (1, 1.25, 1.5, 2, 3, 4, 6, 8) if one <= top * 1.2]
    powers = [10.0**n for n in range(int(np.floor(np.log10(height.min()))), int(np.ceil(np.log10(height.max()))) + 1)]
    layout = {
        "height": 460, "margin": {"l": 8, "r": 24, "t": 40, "b": 8, "pad": 0}, "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "bgcolor": CLEAR, "itemclick": False, "itemdoubleclick": False, "font": {"size": 12}},
        "xaxis": {**grid, "title": {"text": text.plotly(words.say("disparities.matrix_x", language)), "font": {"size": 12}}, "tickmode": "array", "tickvals": steps, "ticktext": [numbers.number(one, language, 2 if one % 1 else 0) for one in steps], "range": [-0.02, float(np.log10(top * 1.15))]},
        "yaxis": {**grid, "title": {"text": text.plotly(words.say("disparities.matrix_y", language)), "font": {"size": 12}}, "tickmode": "array", "tickvals": powers, "ticktext": [numbers.number(one, language) for one in powers]},
    }  # fmt: skip
    return framed(traces, layout, caption, colours)


def _broken(sentence: str) -> list[str]:
    return wrapped(sentence, 60)
