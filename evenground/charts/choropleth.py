"""A map of areas filled by class or by verdict. Shapes come once by address; a figure holds keys, classes and words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.catalog.indicator import Indicator
from evenground.charts import hover
from evenground.charts.frame import CLEAR, Trace
from evenground.charts.ground import mapped, outline_entry
from evenground.charts.legend import legend_rows, legend_title
from evenground.charts.view import Ground
from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.classes import ColourBy
from evenground.look.colour import readable_on
from evenground.look.comparator import Comparator
from evenground.look.legend import Row
from evenground.look.palette import Palette, palette


def choropleth(
    table: pd.DataFrame,
    indicator: Indicator,
    breaks: Sequence[float],
    caption: Caption,
    ground: Ground,
    *,
    comparator: Comparator | None = None,
    colour_by: ColourBy = "class",
    theme: str = "light",
    chosen: str | None = None,
) -> go.Figure:
    """Areas filled by class of value or by verdict, with a key of ranges and counts below.

    One trace per class or verdict, so that each is an entry of a real legend that a reader can switch off, and one per
    reason for no value, with its own grey and a mark in the middle of the area.

    Parameters
    ----------
    table : DataFrame
        One row per area, as the answer gives it; a column `feature_id` is used instead of `area_key` to find shapes.
    breaks : sequence of float
        Ascending edges of the classes in `class_index`.
    ground : Ground
        Addresses of the shapes and of the outlined list, bounds and window.
    chosen : str, optional
        `area_key` of the area to outline as chosen.
    """
    colours, language = palette(theme), caption.language
    telling = hover.Telling(indicator, caption, comparator, ground.name_path)
    rows = legend_rows(table, breaks, indicator, language, theme, colour_by)
    traces = [_filled(table, row, ground, colours, telling) for row in rows]
    traces += [_marks(table.iloc[row.group.rows], row) for row in rows if row.mark]
    traces += outline_entry(ground, words.say("legend.outline", language, name=ground.outline_name), colours)
    traces += _chosen(table, chosen, ground, colours)
    title = legend_title(indicator, caption, comparator, colour_by)
    lacking = any(row.group.kind == "missing" for row in rows)
    other = words.say("legend.missing", language) if lacking else ""
    return mapped(traces, caption, ground, colours, title=title, other_title=other)


def feature_ids(table: pd.DataFrame) -> list[object] | np.ndarray:
    """What finds an area's shape; numbers stay an array, which is sent in few bytes."""
    if "feature_id" not in table:
        return table["area_key"].tolist()
    ids = table["feature_id"]
    return ids.to_numpy() if pd.api.types.is_integer_dtype(ids) else ids.tolist()


def _shapes(areas: pd.DataFrame, ground: Ground, colour: str, edge: str, width: float) -> Trace:
    return {
        "type": "choroplethmap", "geojson": ground.shapes_url, "featureidkey": ground.id_path, "locations": feature_ids(areas),
        "z": np.zeros(len(areas), dtype=np.int8), "colorscale": [[0, colour], [1, colour]], "showscale": False,
        "marker": {"line": {"color": edge, "width": width}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip


def _filled(table: pd.DataFrame, row: Row, ground: Ground, colours: Palette, telling: hover.Telling) -> Trace:
    areas, is_missing = table.iloc[row.group.rows], row.group.kind == "missing"
    tell = hover.without_values if is_missing else hover.with_values
    custom, template = tell(areas, telling) if len(areas) else ([], hover.END)
    edge = colours.muted if row.group.key == "not_compared" else colours.edge
    return {
        **_shapes(areas, ground, row.colour, edge, 0.7),
        "showlegend": True,
        "legend": "legend2" if is_missing else "legend",
        "name": text.plotly(row.text(telling.language)),
        "customdata": custom if any(custom) else None,
        "hovertemplate": template,
    }


def _marks(areas: pd.DataFrame, row: Row) -> Trace:
    """The mark of a missing value, drawn in the middle of each area where there is room for it."""
    placed = areas.dropna(subset=["lon", "lat"])
    return {
        "type": "scattermap", "lon": placed["lon"].round(4).tolist(), "lat": placed["lat"].round(4).tolist(), "mode": "text",
        "text": [row.mark] * len(placed), "textfont": {"size": 13, "color": readable_on(row.colour)}, "hoverinfo": "skip",
        "showlegend": False,
    }  # fmt: skip


def _chosen(table: pd.DataFrame, chosen: str | None, ground: Ground, colours: Palette) -> list[Trace]:
    """A thick double line around the chosen area."""
    area = table[table["area_key"] == chosen]
    lines = ((colours.background, 6), (colours.chosen, 3.5))
    return [
        {**_shapes(area, ground, CLEAR, colour, width), "showlegend": False, "hoverinfo": "skip"}
        for colour, width in lines
        if len(area)
    ]
