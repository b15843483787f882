"""The equal-area map: one hexagon an area, so that large empty areas do not drown small full ones."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.catalog.indicator import Indicator
from evenground.charts.choropleth import choropleth
from evenground.charts.view import Ground
from evenground.look.caption import Caption


def hexagons(
    table: pd.DataFrame, indicator: Indicator, breaks: Sequence[float], caption: Caption, ground: Ground, **options: object
) -> go.Figure:
    """The map of `choropleth` with hexagons as shapes; `lon` and `lat` of the table are the hexagons' centres.

    `ground.shapes_url` holds the hexagons. Takes the options of `choropleth`. The metadata says that sizes and
    distances are not to scale; pages say it too.
    """
    figure = choropleth(table, indicator, breaks, caption, ground, **options)  # type: ignore[arg-type]
    figure.update_traces(marker_line_width=1.2, selector={"type": "choroplethmap", "showlegend": True})
    figure.layout.meta = {**figure.layout.meta, "drawing": words.say("choose.drawing_hexagon_note", caption.language)}
    return figure
