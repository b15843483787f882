"""Circles of a count at given points, over any map: one-on-ones at their congregations, over a measure of need."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.charts.circles import circle_traces, diameters, widest
from evenground.charts.hover import END
from evenground.look import text
from evenground.look.numbers import number
from evenground.look.palette import palette

LINE = 22
"""Pixels of one more line of the key."""


def circles_over(
    figure: go.Figure, points: pd.DataFrame, counts: Sequence[float], measure: str, language: str, *, theme: str = "light"
) -> go.Figure:
    """`figure` with a circle for each point, its area in proportion to a count; points without a position get none.

    Parameters
    ----------
    points : DataFrame
        `name`, `lon`, `lat`; `told`, if there, is one more line of the hover.
    counts : sequence of float
        What the circles stand for, in the order of `points`.
    measure : str
        What is counted, for the key and the hover.
    """
    colours = palette(theme)
    sizes = pd.Series(list(counts), dtype=float)
    more = points["told"] if "told" in points else [""] * len(points)
    told = [
        ["", "<br>".join(part for part in (f"<b>{text.plotly(name)}</b>", f"{text.plotly(measure)}: {number(count, language)}", text.plotly(line)) if part)]
        for name, count, line in zip(points["name"], sizes, more, strict=True)
    ]
    largest = words.say("legend.circle_largest", language, value=number(sizes.max(), language))
    name = text.plotly(f"{words.say('legend.circles', language, measure=measure)} ({largest})")
    figure.add_traces(
        circle_traces(
            points, diameters(sizes, None, widest(len(points))), colours.circle, colours.circle_halo, custom=told,
            template="%{customdata[1]}" + END, name=name, legend="legend2",
        )  # fmt: skip
    )
    layout, height = figure.layout, figure.layout.height
    for key in (layout.legend, layout.legend2):
        if key.y is not None:
            key.y = (key.y * height + LINE) / (height + LINE)
    layout.margin.b = (layout.margin.b or 0) + LINE
    layout.height = height + LINE
    return figure
