"""A still image of ranked dots with their intervals, for print."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from evenground.briefs.sheet import EDGE, KEY_WIDTH, Format, Sheet, drawing
from evenground.catalog import words
from evenground.catalog.indicator import Indicator
from evenground.look import legend, numbers, text
from evenground.look.caption import Caption
from evenground.look.comparator import Comparator
from evenground.look.order import By, ends, ordered
from evenground.look.palette import LIGHT, VERDICTS, Palette

SIZE = (1600, 1000)
ROW = 21.0
"""Least pixels of one area."""
MARKERS = {"better": "o", "similar": "s", "worse": "D", "not_compared": "o"}


def dots_image(
    table: pd.DataFrame,
    indicator: Indicator,
    caption: Caption,
    *,
    comparator: Comparator | None = None,
    by: By = "value",
    note: str = "",
    palette: Palette = LIGHT,
    fmt: Format = "png",
    size: tuple[int, int] = SIZE,
) -> bytes:
    """Ranked dots as a file that can be printed; where all areas do not fit, both ends with the number between them.

    Returns
    -------
    bytes
        PNG of exactly `size` pixels, or SVG. The same input gives the same bytes.
    """
    with drawing():
        sheet = Sheet(caption, palette, size)
        compared = comparator is not None and comparator.is_known and indicator.higher_is != "neither"
        room = sheet.top - sheet.bottom - 46
        shown = ordered(table, indicator.higher_is, by)
        kept, gaps = ends(shown, max(int((room / ROW - 1) // 2), 1))
        lanes = _lanes(len(kept), gaps)
        count = len(kept) + len(gaps)
        _key(sheet, table, kept, comparator if compared else None, indicator, by, note)
        names = text.distinct(kept["name"].astype(str).tolist(), 44)
        wide = max((sheet.width_of(name, 15) for name in names), default=0)
        axes = sheet.axes(sheet.left + min(wide + 26, 420), sheet.right - 30, sheet.bottom, sheet.top - 30)
        _dots(axes, kept.assign(row=lanes), palette, compared)
        _decorate(axes, sheet, kept, names, lanes, gaps, count, indicator)
        if compared and comparator is not None:
            axes.axvline(comparator.value, color=palette.text, linewidth=1.6, linestyle="--", zorder=1)
        return sheet.bytes(fmt)


def _lanes(areas: int, gaps: list[tuple[int, int]]) -> np.ndarray:
    before = np.zeros(areas, dtype=int)
    for row, _ in gaps:
        before[row:] += 1
    return np.arange(areas) + before


def _dots(axes: Axes, kept: pd.DataFrame, colours: Palette, compared: bool) -> None:
    # without a comparator every area would be "not compared": one plain colour then
    for key in VERDICTS if compared else ("better",):
        part = kept[kept["verdict"] == key] if compared else kept
        if part.empty:
            continue
        colour = colours.dots[key] if compared else colours.classes(5)[3]
        axes.hlines(part["row"], part["ci_low"], part["ci_high"], color=colour, linewidth=1.8, zorder=2)
        hollow = compared and key == "not_compared"
        axes.scatter(
            part["value"], part["row"], marker=MARKERS[key], s=52, facecolor=colours.background if hollow else colour,
            edgecolors=colour, linewidths=1.5, zorder=3,
        )  # fmt: skip


def _decorate(
    axes: Axes, sheet: Sheet, kept: pd.DataFrame, names: list[str], lanes: np.ndarray, gaps: list[tuple[int, int]], count: int,
    indicator: Indicator,
) -> None:  # fmt: skip
    """Names on the left, values on top, a thin line under each area, and the gaps in words."""
    colours, language = sheet.colours, sheet.caption.language
    cautious = kept["reliability"].isin(("caution", "low"))
    labels = [f"{name} *" if star else name for name, star in zip(names, cautious, strict=True)]
    ticks = list(lanes)
    for row, skipped in gaps:
        ticks.append(int(lanes[row]) - 1)
        labels.append(words.say("ranking.between", language, count=skipped))
    axes.set_ylim(max(count, 1) - 0.5, -0.5)
    axes.set_yticks(ticks, labels)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, colors=colours.text)
    axes.grid(axis="y", color=colours.grid, linewidth=0.7, linestyle=":")
    axes.grid(axis="x", color=colours.grid, linewidth=0.9)
    axes.set_axisbelow(True)
    axes.set_facecolor(colours.background)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.margins(x=0.03)
    decimals = 0 if np.ptp(axes.get_xlim()) >= 7 else min(indicator.decimals, 2)
    axes.xaxis.set_major_formatter(lambda value, _: numbers.number(value, language, decimals))
    for label in (*axes.get_yticklabels(), *axes.get_xticklabels()):
        label.set_fontproperties(sheet.font(15))


def _key(
    sheet: Sheet, table: pd.DataFrame, kept: pd.DataFrame, comparator: Comparator | None, indicator: Indicator, by: By, note: str
) -> None:
    """The key at the right: what shapes and colours mean, the comparator, the order, and areas without a value."""
    language, say = sheet.caption.language, words.sayer(sheet.caption.language)
    x, y = sheet.size[0] - EDGE - KEY_WIDTH, sheet.top
    rows = legend.rows(table, (), sheet.colours, language, say, indicator.decimals, "verdict")
    if comparator is not None:
        y = sheet.heading(x, y, say("legend.compared", comparator=comparator.name), KEY_WIDTH)
        for row in rows:
            if row.group.kind == "verdict":
                y = _marker(sheet, x, y, row.group.key, f"{row.label} ({numbers.number(row.count, language)})")
        shown = numbers.number(comparator.value, language, indicator.decimals)
        label = say("ranking.comparator", name=comparator.name, value=shown)
        y = sheet.line_entry(x, y, label[:1].upper() + label[1:], KEY_WIDTH, dashed=True) - 8
    lacking = [row for row in rows if row.group.kind == "missing"]
    if lacking:
        y = sheet.heading(x, y, say("legend.missing"), KEY_WIDTH)
    for row in lacking:
        y = _paragraph(sheet, x, y, f"{row.label} ({numbers.number(row.count, language)})", 17)
    order = say("ranking.order_name" if by == "name" else f"ranking.order_{indicator.higher_is}")
    star = say("reliability.flag") if kept["reliability"].isin(("caution", "low")).any() else ""
    for words_of_it in (order, star, note):
        y = _paragraph(sheet, x, y - 6, words_of_it, 15)


def _marker(sheet: Sheet, x: float, y: float, key: str, label: str) -> float:
    width, height = sheet.size
    colour = sheet.colours.dots[key]
    spot = sheet.axes(x, x + 34, y - 26, y - 2)
    spot.axhline(0, color=colour, linewidth=1.8)
    fill = sheet.colours.background if key == "not_compared" else colour
    spot.scatter([0], [0], marker=MARKERS[key], s=62, facecolor=fill, edgecolors=colour, linewidths=1.5, zorder=3)
    spot.set_axis_off()
    sheet.write(x + 48, y - 19, label, 17)
    return y - 31


def _paragraph(sheet: Sheet, x: float, y: float, words_of_it: str, size: float) -> float:
    for line in sheet.lines(words_of_it, size, KEY_WIDTH):
        y -= size * 1.36
        sheet.write(x, y, line, size, colour=sheet.colours.text if size > 15 else sheet.colours.muted)
    return y
