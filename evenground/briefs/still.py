"""Still images of a map and of ranked dots, with title, key, source, licence and date, legible in black and white."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from evenground.briefs import parts
from evenground.briefs.labels import free_box, share_of_widest
from evenground.briefs.shape_paths import draw
from evenground.briefs.shapes import Shapes, mercator, projected
from evenground.briefs.sheet import KEY_WIDTH, Format, Sheet, drawing
from evenground.catalog import words
from evenground.catalog.indicator import Indicator
from evenground.look import legend, numbers
from evenground.look.caption import Caption
from evenground.look.classes import ColourBy, has_value
from evenground.look.comparator import Comparator
from evenground.look.palette import LIGHT, Palette

SIZE = (1600, 1000)
NAME = 16
"""Pixels of the letters of a community's name."""
WIDEST = 60.0
"""Pixels across of the largest circle."""


def map_image(
    table: pd.DataFrame,
    geometry: Shapes | None,
    indicator: Indicator,
    breaks: Sequence[float],
    caption: Caption,
    *,
    colour_by: ColourBy = "class",
    comparator: Comparator | None = None,
    outline: Shapes | None = None,
    outline_name: str = "",
    land: Shapes | None = None,
    circles: Mapping[str, float] | None = None,
    circles_name: str = "",
    note: str = "",
    palette: Palette = LIGHT,
    fmt: Format = "png",
    size: tuple[int, int] = SIZE,
    bare: bool = False,
    scale: float = 1,
    key_width: int = KEY_WIDTH,
    watermark: str = "",
) -> bytes:
    """A map as a file that can be printed.

    Parameters
    ----------
    table : DataFrame
        One row per area, as the answer gives it.
    geometry : shapes by `area_key`, or None
        None draws a circle at each area's `lon` and `lat`, its area in proportion to `population` (to the value, for a
        count), with its name; `land` lies below it.
    outline : shapes, optional
        Drawn as a line: the outlined list of areas, called `outline_name`.
    circles : float by `area_key`, optional
        A second measure laid over the map, called `circles_name`.
    note : str
        A line above the source: that hexagons are not to scale, what has no value.
    bare : bool
        Map and key alone, for a slide or page that says the rest.
    scale : float
        Pixels of the file for each of `size`.
    key_width : int
        Pixels of the key; 0 leaves the key to what the map stands beside.
    watermark : str
        Written across the map, pale enough to read through: that its figures are a demonstration.

    Returns
    -------
    bytes
        PNG of exactly `size` times `scale` pixels, or SVG. The same input gives the same bytes.
    """
    with drawing():
        sheet = Sheet(_noted(caption, note), palette, size, bare, scale, key_width)
        is_count = geometry is None and indicator.kind == "count"
        rows = legend.rows(table, [] if is_count else breaks, palette, caption.language, words.sayer(caption.language), indicator.decimals, colour_by)
        axes = sheet.axes(sheet.left, sheet.right - 20, sheet.bottom, sheet.top)
        if land is not None:
            draw(axes, projected(land), face=palette.land, edge=palette.shore, width=0.8, order=0)
        if geometry is None:
            _place_circles(axes, sheet, table, rows, is_count)
        else:
            _fill(axes, table, projected(geometry), rows, palette)
        if outline is not None:
            _outline(axes, projected(outline), palette)
        y = _key(sheet, rows, _key_title(indicator, caption, comparator, colour_by), outline_name if outline is not None else "") if key_width else 0
        if geometry is None and key_width:
            y = _size_entry(sheet, table, indicator, is_count, y)
        if circles is not None:
            _lay_circles(axes, sheet, table, circles, circles_name, y, WIDEST * share_of_widest(len(circles), over_circles=geometry is None))
        axes.set_aspect("equal")
        axes.set_axis_off()
        sheet.watermark(watermark)
        return sheet.bytes(fmt)


def _noted(caption: Caption, note: str) -> Caption:
    return replace(caption, note=" ".join(part for part in (caption.note, note) if part))


def _fill(axes: Axes, table: pd.DataFrame, shapes: pd.Series, rows: Sequence[legend.Row], colours: Palette) -> None:
    for row in rows:
        found = shapes[shapes.index.isin(table["area_key"].iloc[row.group.rows])]
        if found.empty:
            continue
        edge = colours.muted if row.group.key == "not_compared" or row.hatch else colours.edge
        draw(axes, found, face=row.colour, edge=edge, width=0.6, order=1, hatch=row.hatch)


def _outline(axes: Axes, shapes: pd.Series, colours: Palette) -> None:
    draw(axes, shapes, face="none", edge=colours.outline_halo, width=4, order=4)
    draw(axes, shapes, face="none", edge=colours.outline, width=1.8, order=5)


def _across(sizes: pd.Series, widest: float = WIDEST) -> np.ndarray:
    """Pixels across of circles whose area is in proportion to size; nothing for zero and missing."""
    size = np.nan_to_num(sizes.to_numpy(dtype=float)).clip(min=0)
    top = size.max(initial=0)
    return np.where(size > 0, np.maximum(np.sqrt(size / top) * widest, 7), 0) if top > 0 else np.zeros(len(size))


def _discs(axes: Axes, table: pd.DataFrame, across: np.ndarray, colour: str, edge: str, hatch: str = "") -> None:
    x, y = mercator(table["lon"], table["lat"])
    order = np.argsort(-across, kind="stable")
    order = order[(across[order] > 0) & np.isfinite(x[order])]
    points = across[order] * 72 / 100
    axes.scatter(x[order], y[order], s=points**2, c=colour, edgecolors=edge, linewidths=1.1, zorder=6, hatch=hatch or None)


def _place_circles(axes: Axes, sheet: Sheet, table: pd.DataFrame, rows: Sequence[legend.Row], is_count: bool) -> None:
    across = _across(table["value" if is_count else "population"])
    across = np.where((across == 0) & table["lon"].notna(), 10, across)
    if is_count:
        at = np.flatnonzero(has_value(table))
        _discs(axes, table.iloc[at], across[at], sheet.colours.classes(5)[2], sheet.colours.outline)
    for row in rows:
        at = row.group.rows
        _discs(axes, table.iloc[at], across[at], row.colour, sheet.colours.outline, row.hatch)
    axes.margins(0.12)
    axes.set_aspect("equal")
    axes.apply_aspect()  # names are placed by pixels, which are known once the map has its shape
    _name_circles(axes, sheet, table, across / 2)


def _name_circles(axes: Axes, sheet: Sheet, table: pd.DataFrame, r: np.ndarray) -> None:
    """The names of communities beside their circles, largest first; none hides another where there is room."""
    x, y = mercator(table["lon"], table["lat"])
    known = np.flatnonzero(np.isfinite(x))
    places = {at: (left, sheet.size[1] - up) for at, (left, up) in zip(known, axes.transData.transform(np.c_[x[known], y[known]]), strict=True)}
    taken = [(left - r[at], top - r[at], left + r[at], top + r[at]) for at, (left, top) in places.items()]
    for at in sorted(known, key=lambda one: -r[one]):
        name = sheet.cut(str(table["name"].iloc[at]), NAME, 260)
        box = free_box(*places[at], r[at], sheet.width_of(name, NAME), NAME * 1.25, taken, sheet.right, sheet.size[1] - sheet.bottom)
        taken.append(box)
        shift = ((box[0] - places[at][0]) * 0.72, (places[at][1] - (box[1] + box[3]) / 2) * 0.72)
        axes.annotate(name, (x[at], y[at]), xytext=shift, textcoords="offset points", va="center", fontproperties=sheet.font(NAME), color=sheet.colours.text, zorder=7)


def _lay_circles(axes: Axes, sheet: Sheet, table: pd.DataFrame, sizes: Mapping[str, float], name: str, y: float, widest: float) -> None:
    laid = table.assign(_size=table["area_key"].map(sizes)).dropna(subset=["_size", "lon", "lat"])
    _discs(axes, laid, _across(laid["_size"], widest), sheet.colours.circle, sheet.colours.circle_halo)
    language = sheet.caption.language
    largest = words.say("legend.circle_largest", language, value=numbers.number(laid["_size"].max(), language))
    label = f"{words.say('legend.circles', language, measure=name)} ({largest})"
    sheet.circle_entry(sheet.key_left, y - 8, widest, label, sheet.key_width)


def _size_entry(sheet: Sheet, table: pd.DataFrame, indicator: Indicator, is_count: bool, y: float) -> float:
    """What the size of a community's circle says, with the widest circle itself."""
    language = sheet.caption.language
    top = table.loc[has_value(table), "value"].max() if is_count else table["population"].max()
    if numbers.is_missing(top):
        return y
    says = parts.circle_size(indicator, language)
    largest = words.say("legend.circle_largest", language, value=numbers.number(top, language, indicator.decimals * is_count))
    colour = sheet.colours.classes(5)[2] if is_count else sheet.colours.background
    return sheet.circle_entry(sheet.key_left, y - 8, WIDEST, f"{says} ({largest})", sheet.key_width, colour)


def _key_title(indicator: Indicator, caption: Caption, comparator: Comparator | None, colour_by: ColourBy) -> str:
    if colour_by == "verdict" and comparator is not None and comparator.is_known:
        return words.say("legend.compared", caption.language, comparator=comparator.name)
    if not caption.unit:
        return words.say("legend.missing", caption.language)
    return caption.unit[:1].upper() + caption.unit[1:]


def _key(sheet: Sheet, rows: Sequence[legend.Row], title: str, outline_name: str) -> float:
    """The key at the right, from the top; returns the `y` below it."""
    x, language = sheet.key_left, sheet.caption.language
    valued = [row for row in rows if row.group.kind != "missing"]
    lacking = [row for row in rows if row.group.kind == "missing"]
    y = sheet.heading(x, sheet.top, title, sheet.key_width)
    for row in valued:
        y = sheet.entry(x, y, row, f"{row.label} ({numbers.number(row.count, language)})", sheet.key_width)
    if lacking:
        y = sheet.heading(x, y - 8, words.say("legend.missing", language), sheet.key_width)
        for row in lacking:
            y = sheet.entry(x, y, row, f"{row.label} ({numbers.number(row.count, language)})", sheet.key_width)
    if outline_name:
        y = sheet.line_entry(x, y - 8, words.say("legend.outline", language, name=outline_name), sheet.key_width)
    for line in sheet.lines(words.say("legend.count_note", language) if rows else "", 15, sheet.key_width):
        y -= 20
        sheet.write(x, y, line, 15, colour=sheet.colours.muted)
    return y - 10
