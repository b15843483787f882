"""Points of two values as SVG: cut lines, a shape for each series, names of those that ask for attention."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evenground.answers.exhibit import Exhibit, Plane
from evenground.briefs.labels import Box, free_box, is_clear
from evenground.briefs.parts import axis_ends
from evenground.briefs.vector import INK, MUTED, STROKES, after, fitted, opened, scale, width_of, words
from evenground.look import numbers, text
from evenground.look.palette import LIGHT

FILLED, HOLLOW, CORNER = STROKES[0], STROKES[0], LIGHT.dots["worse"]
SMALL = 0.22
"""Half the width of a mark, in letters' height."""

Scale = Callable[[float], float]


def points(exhibit: Exhibit, wide: float, tall: float, size: float = 24) -> str:
    """The whole picture; empty where the exhibit has no plane."""
    plane = exhibit.plane
    if plane is None or not len(plane.across):
        return ""
    x_ends, y_ends = ends(plane.across, plane.cuts[0]), ends(np.concatenate([one.values for one in exhibit.series]), plane.cuts[1], from_zero=True)
    left = max(width_of(numbers.number(one, exhibit.caption.language, after(y_ends[2])), size) for one in y_ends[:2]) + size
    top, bottom, right = size * 2.9, tall - size * 2.7, wide - size * 0.6
    across = scale(*x_ends[:2], *((right, left) if plane.is_reversed else (left, right)))
    up = scale(*y_ends[:2], bottom, top)
    drawn = [opened(wide, tall, exhibit.alt, size), _key(exhibit, size, wide), words(0, size * 2.2, fitted(plane.titles[1], size, wide), colour=MUTED)]
    drawn += [_axes(x_ends, y_ends, across, up, (left, top, right, bottom), size, exhibit.caption.language)]
    drawn.append(words(right, tall - size * 0.35, fitted(plane.titles[0], size, right - left), anchor="end", colour=MUTED))
    cut_x, cut_y = across(plane.cuts[0]), up(plane.cuts[1])
    drawn.append(f'<path d="M{cut_x:.1f} {top:.1f}V{bottom:.1f}M{left:.1f} {cut_y:.1f}H{right:.1f}" stroke="{INK}" stroke-width="2.5" stroke-dasharray="8 6" fill="none"/>')
    places = [(across(x), _height(exhibit, at, up)) for at, x in enumerate(plane.across)]
    drawn += [shape(*places[at], series, size * SMALL) for series, one in enumerate(exhibit.series) for at in np.flatnonzero(np.isfinite(one.values))]
    return "".join(drawn) + _names(exhibit, plane, places, size, right, bottom) + "</svg>"


def ends(values: np.ndarray, cut: float, *, from_zero: bool = False) -> tuple[float, float, float]:
    """Round ends of an axis that holds the values and the cut, and its step."""
    known = np.append(values[np.isfinite(values)], cut)
    return axis_ends(min(known.min(), 0.0) if from_zero else known.min(), known.max())


def _height(exhibit: Exhibit, at: int, up: Scale) -> float:
    found = [one.values[at] for one in exhibit.series if np.isfinite(one.values[at])]
    return up(float(found[0])) if found else float("nan")


def shape(x: float, y: float, series: int, r: float) -> str:
    """A filled circle, a ring, a diamond: one for each series, in this order."""
    if series == 1:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="#fff" stroke="{HOLLOW}" stroke-width="2.5"/>'
    if series == 2:
        return f'<path d="M{x:.1f} {y - r * 1.5:.1f}l{r * 1.5:.1f} {r * 1.5:.1f}l{-r * 1.5:.1f} {r * 1.5:.1f}l{-r * 1.5:.1f} {-r * 1.5:.1f}z" fill="{CORNER}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{FILLED}"/>'


def _axes(x_ends: tuple, y_ends: tuple, across: Scale, up: Scale, box: tuple[float, float, float, float], size: float, language: str) -> str:
    left, top, right, bottom = box
    drawn = [f'<path d="M{left:.1f} {top:.1f}V{bottom:.1f}H{right:.1f}" stroke="#7d7d87" stroke-width="2" fill="none"/>']
    for value in _ticks(x_ends):
        drawn.append(words(across(value), bottom + size * 1.15, numbers.number(value, language, after(x_ends[2])), anchor="middle", colour=MUTED))
    for value in _ticks(y_ends):
        drawn.append(words(left - size * 0.4, up(value) + size * 0.35, numbers.number(value, language, after(y_ends[2])), anchor="end", colour=MUTED))
    return "".join(drawn)


def _ticks(of: tuple[float, float, float]) -> np.ndarray:
    """Every other step: there is room for their figures on any picture."""
    low, high, step = of
    return np.arange(low, high + step / 2, step * 2)


def _key(exhibit: Exhibit, size: float, wide: float) -> str:
    drawn, x, r = [], 0.0, size * SMALL
    for at, one in enumerate(exhibit.series):
        name = fitted(one.name, size, wide - x - size)
        drawn.append(shape(x + r * 1.5, size * 0.65, at, r) + words(x + r * 4, size, name))
        x += r * 4 + width_of(name, size) + size
    return "".join(drawn)


def _names(exhibit: Exhibit, plane: Plane, places: list[tuple[float, float]], size: float, right: float, bottom: float) -> str:
    """Names beside their marks, as far as there is room; the others are in the sentences and the table."""
    r = size * SMALL * 1.5
    taken = [(x - r, y - r, x + r, y + r) for x, y in places if np.isfinite(y)]
    drawn: list[str] = []
    written: list[Box] = []
    for at in plane.named:
        name = text.one_line(exhibit.labels[at])
        box = free_box(*places[at], r, width_of(name, size), size, taken, right, bottom)
        if not is_clear(box, written):
            continue
        taken.append(box)
        written.append(box)
        drawn.append(f'<g paint-order="stroke" stroke="#fff" stroke-width="4">{words(box[0], box[3] - size * 0.2, name)}</g>')
    return "".join(drawn)
