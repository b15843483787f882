"""Maps made of circles: communities that have a position and no boundary, and a second measure over a filled map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.catalog.declaration import say as said
from evenground.catalog.indicator import Indicator
from evenground.charts import hover
from evenground.charts.circles import circle_traces, diameters, widest
from evenground.charts.frame import Trace
from evenground.charts.ground import GAP, LABEL_FONT, LINE, mapped
from evenground.charts.legend import legend_rows, legend_title
from evenground.charts.selection import area_ids
from evenground.charts.view import TILE, Ground, view
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.classes import ColourBy, has_value
from evenground.look.comparator import Comparator
from evenground.look.palette import Palette, palette

WIDEST = 46.0
LETTER, STEP = 13, 4
"""Pixels of a name on the map, and by how many its distance from its circle is rounded."""
UNKNOWN_SIZE = 8.0
"""Pixels across of an area whose population is not known: it still has a place on the map."""


def points(
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
    names: bool = True,
    largest: float | None = None,
) -> go.Figure:
    """Areas as circles at their position, sized by `population`, filled by class or verdict, named on the map.

    A count is shown by the circle alone: its area by the count itself, in one colour. `largest` is the population (or
    count) of the widest circle, to keep two maps on one scale. Areas without a position are left out.
    """
    colours, telling = palette(theme), hover.Telling(indicator, caption, comparator)
    is_count = indicator.kind == "count"
    across = diameters(table["value" if is_count else "population"], largest, WIDEST)
    across = np.where(across == 0, UNKNOWN_SIZE, across)
    traces = _ring(table, across, chosen, colours.chosen)
    if is_count:
        traces += _counted(table, across, telling, colours)
    rows = legend_rows(table, [] if is_count else breaks, indicator, caption.language, theme, colour_by)
    for row in rows:
        name, is_missing = text.plotly(row.text(caption.language)), row.group.kind == "missing"
        traces += _circles(table, row.group.rows, across, row.colour, telling, colours, name, is_missing)
    if names:
        traces += _names(table, across, colours.text)
        ground = _room_for_names(table, ground)
    title = _title(is_count, indicator, caption, comparator, colour_by)
    lacking = any(row.group.kind == "missing" for row in rows)
    other = words.say("legend.missing", caption.language) if lacking else ""
    return mapped(traces, caption, ground, colours, title=title, other_title=other)


def _circles(
    table: pd.DataFrame, at: np.ndarray, across: np.ndarray, colour: str, telling: hover.Telling, colours: Palette, name: str,
    is_missing: bool,
) -> list[Trace]:  # fmt: skip
    areas = table.iloc[at]
    tell = hover.without_values if is_missing else hover.with_values
    custom, template = tell(areas, telling) if len(areas) else ([], hover.END)
    custom = [[area, *rest] for area, rest in zip(area_ids(areas), custom, strict=True)]
    return circle_traces(
        areas, across[at], colour, colours.outline, custom=custom, template=hover.shifted(template), name=name,
        legend="legend2" if is_missing else "legend", bands=1,
    )  # fmt: skip


def _counted(table: pd.DataFrame, across: np.ndarray, telling: hover.Telling, colours: Palette) -> list[Trace]:
    """Areas with a count, in one colour; the key says what the widest circle is."""
    at = np.flatnonzero(has_value(table))
    caption = telling.caption
    top = numbers.number(table["value"].iloc[at].max(), caption.language, telling.indicator.decimals)
    largest = words.say("legend.circle_largest", caption.language, value=top)
    name = text.plotly(largest[:1].upper() + largest[1:])  # the figure's own title names the measure
    return _circles(table, at, across, colours.classes(5)[3], telling, colours, name, False)


def reach_circles(
    figure: go.Figure,
    table: pd.DataFrame,
    indicator: Indicator,
    caption: Caption,
    *,
    theme: str = "light",
    largest: float | None = None,
) -> go.Figure:
    """A filled map with a second measure over it: need as fill, reach as circles.

    `table` has the second measure's own rows, with `lon` and `lat`; `caption.subtitle` names it. Areas where it is zero
    or has no value get no circle, and the hover of the fill still answers there.
    """
    language, colours = caption.language, palette(theme)
    shown = table[has_value(table)]
    values = hover.value_texts(shown, hover.Telling(indicator, caption))
    told = [text.plotly(f"{caption.subtitle}: {value}, {caption.period}") for value in values]
    custom, template = hover.packed([[f"<b>{text.plotly(name)}</b><br>" for name in shown["name"]], told])
    custom = [[key, *rest] for key, rest in zip(area_ids(shown), custom, strict=True)]
    unit = said(indicator.unit, numbers.written(language))
    told_unit = "" if unit.casefold() == caption.subtitle.casefold() else unit  # the measure of a count is its unit
    top = numbers.with_unit(shown["value"].max() if largest is None else largest, told_unit, language, indicator.decimals)
    measure = words.say("legend.circles", language, measure=caption.subtitle)
    name = f"{measure} ({words.say('legend.circle_largest', language, value=top)})"
    figure.add_traces(
        circle_traces(
            shown, diameters(shown["value"], largest, widest(len(shown))), colours.circle, colours.circle_halo, custom=custom,
            template=hover.shifted(template), name=text.plotly(name), legend="legend2",
        )  # fmt: skip
    )
    return _room_for_one_more(figure)


def _room_for_one_more(figure: go.Figure) -> go.Figure:
    """Room for one more entry in the second column of the key: where it needs any, the figure grows by a line."""
    layout, height = figure.layout, figure.layout.height
    entries = [trace.legend or "legend" for trace in figure.data if trace.showlegend]
    side_by_side = (layout.legend2.x or 0) > 0
    if side_by_side and entries.count("legend2") <= entries.count("legend"):
        return figure
    room = LINE if side_by_side or entries.count("legend2") > 1 else LINE + GAP  # the first of a key below another
    for key in (layout.legend, layout.legend2):
        key.y = (key.y * height + room) / (height + room)
    layout.margin.b += room
    layout.height = height + room
    return figure


def _names(table: pd.DataFrame, across: np.ndarray, colour: str) -> list[Trace]:
    """Names to the right of their circles, drawn by the browser with its own fonts; the map hides what would overlap.

    Plotly sets all names of a trace off by one distance, half a letter and a hundredth of the marker's size: so names
    come in a few traces by the size of their circle, with invisible markers that give the distance.
    """
    placed = table["lon"].notna() & table["lat"].notna()
    past_edge = np.ceil(across / 2 / STEP) * STEP + 3
    return [
        {
            "type": "scattermap", "lon": part["lon"].round(4).tolist(), "lat": part["lat"].round(4).tolist(), "mode": "markers+text",
            "marker": {"size": max((distance / LETTER - 0.5) * 100, 0), "opacity": 0}, "textposition": "middle right",
            "text": [text.one_line(name) for name in part["name"]], "hoverinfo": "skip", "showlegend": False,
            "textfont": {"size": LETTER, "color": colour, "family": LABEL_FONT},
        }
        for distance, part in table[placed].groupby(past_edge[placed], sort=True)
    ]  # fmt: skip


def _room_for_names(table: pd.DataFrame, ground: Ground) -> Ground:
    """A window that reaches as far east as the name of each area does, read from left to right."""
    west, south, east, north = ground.bounds
    per_degree = TILE * 2 ** view(ground.bounds, ground.width, ground.height)[1] / 360
    lengths = table["name"].astype(str).str.len() * LETTER * 0.56 + WIDEST / 2
    reach = float((table["lon"] + lengths / per_degree).max())
    return replace(ground, bounds=(west, south, max(east, min(reach, east + (east - west) / 2)), north))


def _ring(table: pd.DataFrame, across: np.ndarray, chosen: str | None, colour: str) -> list[Trace]:
    """A wide ring below the chosen area's circle."""
    at = np.flatnonzero((table["area_key"] == chosen) & table["lon"].notna())
    ring: Trace = {
        "type": "scattermap", "mode": "markers", "lon": table["lon"].iloc[at].tolist(), "lat": table["lat"].iloc[at].tolist(),
        "marker": {"size": (across[at] + 12).tolist(), "color": colour, "opacity": 1}, "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip
    return [ring] if len(at) else []


def _title(
    is_count: bool, indicator: Indicator, caption: Caption, comparator: Comparator | None, colour_by: ColourBy
) -> str:
    if is_count:
        return words.say("legend.circle_of", caption.language, unit=said(indicator.unit, numbers.written(caption.language)))
    population = words.say("legend.circle_population", caption.language)
    return f"{legend_title(indicator, caption, comparator, colour_by)} {population}."
