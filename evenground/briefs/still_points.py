"""Points of two values on a printed sheet: cut lines, a mark for each series, names of those that ask for attention."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from evenground.answers.exhibit import Exhibit
from evenground.briefs.sheet import Sheet
from evenground.briefs.vector_points import CORNER, FILLED, ends
from evenground.look import numbers, text

MARKS = (("o", FILLED, False), ("o", FILLED, True), ("D", CORNER, False))


def points(exhibit: Exhibit, sheet: Sheet) -> Axes:
    """The figure on its sheet; the key stands below it."""
    plane, colours = exhibit.plane, sheet.colours
    if plane is None:
        raise ValueError(f"exhibit {exhibit.id} has points and no plane")
    axes = sheet.axes(sheet.left + 90, sheet.right - 30, sheet.bottom + 130, sheet.top - 40)
    for (symbol, colour, is_hollow), one in zip(MARKS, exhibit.series, strict=False):
        fill = colours.background if is_hollow else colour
        axes.scatter(plane.across, one.values, marker=symbol, s=60, facecolor=fill, edgecolors=colour, linewidths=1.8, zorder=3, clip_on=False, label=text.one_line(one.name))
    axes.axvline(plane.cuts[0], color=colours.text, linewidth=1.6, linestyle="--", zorder=1)
    axes.axhline(plane.cuts[1], color=colours.text, linewidth=1.6, linestyle="--", zorder=1)
    up = np.nanmax(np.stack([one.values for one in exhibit.series]), axis=0)
    for at in plane.named:
        axes.annotate(text.one_line(exhibit.labels[at]), (plane.across[at], up[at]), xytext=(7, 5), textcoords="offset points", fontproperties=sheet.font(14), color=colours.text, path_effects=sheet.halo())
    _ticks(axes, exhibit, ends(plane.across, plane.cuts[0]), ends(up, plane.cuts[1], from_zero=True))
    if plane.is_reversed:
        axes.invert_xaxis()
    sheet.write(sheet.left, sheet.top - 18, plane.titles[1], 17, colour=colours.muted)
    sheet.write(sheet.right - 30, sheet.bottom + 66, plane.titles[0], 17, colour=colours.muted, align="right")
    return axes


def _ticks(axes: Axes, exhibit: Exhibit, x: tuple[float, float, float], y: tuple[float, float, float]) -> None:
    for axis, limit, (low, high, step) in ((axes.xaxis, axes.set_xlim, x), (axes.yaxis, axes.set_ylim, y)):
        limit(low, high)
        after = 0 if abs(step - round(step)) < 1e-9 else 1 if abs(step * 10 - round(step * 10)) < 1e-9 else 2
        axis.set_ticks(np.arange(low, high + step / 2, step))
        axis.set_major_formatter(lambda value, _, after=after: numbers.number(value, exhibit.caption.language, after))
