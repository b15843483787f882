"""Maps of exhibits as SVG for one-file pages, and their keys as lists: shapes are laid out once and may be shared by maps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from shapely import affinity, get_coordinates, get_parts
from shapely.geometry.base import BaseGeometry

from evenground.answers.exhibit import Drawing, Exhibit
from evenground.briefs import parts
from evenground.briefs.labels import free_box, share_of_widest
from evenground.briefs.shapes import mercator, project
from evenground.briefs.vector import INK, MUTED, bar_patterns, opened, width_of, words
from evenground.catalog.words import say, sayer
from evenground.look import legend, numbers, text
from evenground.look.palette import LIGHT

WIDEST = 0.045
"""Radius of the largest circle, of the map's shorter side."""


@dataclass(frozen=True)
class Ground:
    """Shapes laid out in a box: a path for each area, the outline, the land, and where a point in degrees lies."""

    wide: float
    tall: float
    paths: Mapping[str, str]
    outline: str
    land: str
    scale: float
    west: float
    north: float

    def place(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        x, y = mercator(lon, lat)
        return (x - self.west) * self.scale, (self.north - y) * self.scale


def ground(drawing: Drawing, table: pd.DataFrame, wide: float, tall: float, tolerance: float = 0.45) -> Ground:
    """The shapes of a map fitted into `wide` by at most `tall` units; lines are thinned to what can be seen."""
    areas = {str(one["id"]): project(one) for one in drawing.features}
    land = [project(one) for one in drawing.land]
    if areas or land:
        bounds = np.array([one.bounds for one in (*areas.values(), *land) if not one.is_empty])
        west, south, east, north = bounds[:, 0].min(), bounds[:, 1].min(), bounds[:, 2].max(), bounds[:, 3].max()
    else:
        x, y = mercator(table["lon"].dropna(), table["lat"].dropna())
        beside = max(np.ptp(x), np.ptp(y), 1.0) * 0.1
        west, south, east, north = x.min() - beside, y.min() - beside, x.max() + beside, y.max() + beside
    if not areas:  # names stand on both sides of points and above them
        west, north = west - 0.07 * (east - west), north + 0.05 * (north - south)
    room = 0.0 if areas else 0.2 * wide
    scale = min((wide - room) / (east - west), tall / (north - south))

    def laid(one: BaseGeometry, thinner: float = tolerance) -> BaseGeometry:
        # about the projected origin: x to the right, y down
        return affinity.affine_transform(one, [scale, 0, 0, -scale, -west * scale, north * scale]).simplify(thinner)

    return Ground(
        (east - west) * scale + room, (north - south) * scale, {key: _path(laid(one)) for key, one in areas.items()},
        "".join(_path(laid(project(one), 0.7)) for one in drawing.outline), "".join(_path(laid(one, 1.0)) for one in land), scale, west, north,
    )  # fmt: skip


def _path(one: BaseGeometry) -> str:
    """The rings and lines of a shape as an SVG path in tenths of a unit."""
    rings = []
    for part in get_parts(one):
        lines = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for line in lines:
            points = np.round(get_coordinates(line), 1)
            if len(points) < 2:
                continue
            steps = np.round(np.diff(points, axis=0), 1)
            closed = "z" if part.geom_type == "Polygon" else ""
            rings.append(f"M{points[0, 0]:g} {points[0, 1]:g}l" + " ".join(f"{x:g} {y:g}" for x, y in (steps[:-1] if closed else steps)) + closed)
    return "".join(rings)


def map_rows(exhibit: Exhibit) -> tuple[legend.Row, ...]:
    """The key of a map: classes or verdicts, then reasons for no number."""
    drawing, language = exhibit.drawing, exhibit.caption.language
    is_count = not drawing.features and drawing.indicator.kind == "count"
    breaks = () if is_count else drawing.breaks
    return legend.rows(exhibit.answer.table, breaks, LIGHT, language, sayer(language), drawing.indicator.decimals, drawing.colour_by)


def hatch_patterns() -> str:
    """Fills for areas without a number, told apart without colour."""
    lines = {"suppressed": "M0 0L8 8M8 0L0 8", "unreliable": "M4 4h.1", "not_reported": "M0 8L8 0"}
    made = "".join(
        f'<pattern id="no-{key}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{LIGHT.missing[key]}"/>'
        f'<path d="{d}" stroke="{INK}" stroke-width="{2.4 if key == "unreliable" else 1.1}" stroke-linecap="round"/></pattern>'
        for key, d in lines.items()
    )
    return f"<defs>{made}</defs>"


def hatches() -> str:
    """The same, and the fills of bars, for a page that shows several pictures: once, out of sight. A fill that stands in a
    picture which is not shown fills nothing elsewhere, and the first of one name counts."""
    return f'<svg width="0" height="0" aria-hidden="true" style="position:absolute">{hatch_patterns()}<defs>{bar_patterns()}</defs></svg>'


def fill_of(row: legend.Row) -> str:
    return f"url(#no-{row.group.key})" if row.hatch else row.colour


def map_svg(exhibit: Exhibit, laid: Ground, size: float = 24, shared: str = "", defs: str = "") -> str:
    """The map of an exhibit; `defs` goes into it, for a picture that stands alone. With `shared`, shapes are those that the page holds once under ids `<shared><n>`."""
    table = exhibit.answer.table
    drawn = [opened(laid.wide, laid.tall, exhibit.alt, size), defs]
    if laid.land:
        drawn.append(f'<path d="{laid.land}" fill="{LIGHT.land}" stroke="{LIGHT.shore}"/>')
    if laid.paths:
        order = {key: at for at, key in enumerate(laid.paths)}
        names = dict(zip(table["area_key"], table["name"], strict=True))
        told = _told(exhibit)
        for row in map_rows(exhibit):
            keys = [key for key in table["area_key"].iloc[row.group.rows] if key in order]
            if not keys:
                continue
            edge = MUTED if row.hatch or row.group.key == "not_compared" else LIGHT.edge
            drawn.append(f'<g fill="{fill_of(row)}" stroke="{edge}" stroke-width=".7">')
            for key in keys:
                tip = f"<title>{text.html(names[key])}: {text.html(told[key])}</title>"
                drawn.append(f'<use href="#{shared}{order[key]}">{tip}</use>' if shared else f'<path d="{laid.paths[key]}">{tip}</path>')
            drawn.append("</g>")
    else:
        drawn.append(_circles(exhibit, laid, size))
    if laid.outline:
        drawn.append(f'<path d="{laid.outline}" fill="none" stroke="#fff" stroke-width="4.5"/><path d="{laid.outline}" fill="none" stroke="#111114" stroke-width="2.2"/>')
    return "".join(drawn) + _laid_circles(exhibit, laid) + "</svg>"


def _told(exhibit: Exhibit) -> dict[str, str]:
    """What is said of each area: its value and unit, or why it has none."""
    table, language = exhibit.answer.table, exhibit.caption.language
    unit, decimals = exhibit.caption.unit, exhibit.drawing.indicator.decimals
    return {
        key: numbers.with_unit(value, unit, language, decimals) if status == "published" and np.isfinite(value) else say(f"status.{status}", language)
        for key, value, status in zip(table["area_key"], table["value"].astype(float), table["status"], strict=True)
    }


def _circles(exhibit: Exhibit, laid: Ground, size: float) -> str:
    """Communities as circles with their names; area in proportion to the count, or to residents."""
    table, drawing = exhibit.answer.table, exhibit.drawing
    is_count = drawing.indicator.kind == "count"
    sizes = np.nan_to_num(table["value" if is_count else "population"].to_numpy(dtype=float)).clip(min=0)
    largest = sizes.max(initial=0) or 1
    reach = min(laid.wide, laid.tall) * WIDEST
    fills = {}
    for row in map_rows(exhibit):
        fills |= dict.fromkeys(table["area_key"].iloc[row.group.rows], fill_of(row))
    x, y = laid.place(table["lon"].to_numpy(), table["lat"].to_numpy())
    told, drawn = _told(exhibit), []
    r = np.maximum(reach * np.sqrt(sizes / largest), reach * 0.22)
    order = [at for at in np.argsort(-sizes, kind="stable") if np.isfinite(x[at])]
    taken = [(x[at] - r[at], y[at] - r[at], x[at] + r[at], y[at] + r[at]) for at in order]
    for at in order:
        key, name = table["area_key"].iloc[at], str(table["name"].iloc[at])
        fill = fills.get(key, LIGHT.classes(5)[2])
        drawn.append(f'<circle cx="{x[at]:.1f}" cy="{y[at]:.1f}" r="{r[at]:.1f}" fill="{fill}" stroke="{INK}" stroke-width="1.5"><title>{text.html(name)}: {text.html(told[key])}</title></circle>')
        box = free_box(x[at], y[at], r[at], width_of(name, size), size, taken, laid.wide, laid.tall)
        taken.append(box)
        drawn.append(words(box[0], box[3] - size * 0.2, name, size=size))
    return "".join(drawn)


def _laid_circles(exhibit: Exhibit, laid: Ground) -> str:
    """A second measure over the map, the largest circle first so that small ones stay on top."""
    sizes, language = exhibit.drawing.circles, exhibit.caption.language
    if not sizes:
        return ""
    table = exhibit.answer.table.assign(_size=exhibit.answer.table["area_key"].map(sizes)).dropna(subset=["_size", "lon", "lat"])
    table = table.sort_values("_size", ascending=False, kind="stable")
    widest = min(laid.wide, laid.tall) * WIDEST * share_of_widest(len(table), over_circles=not laid.paths)
    r = np.maximum(widest * np.sqrt(table["_size"] / table["_size"].max()), widest * 0.12)
    drawn = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"><title>{text.html(name)}: {numbers.number(value, language)} {text.html(exhibit.drawing.circles_name)}</title></circle>'
        for x, y, size, name, value in zip(*laid.place(table["lon"].to_numpy(), table["lat"].to_numpy()), r, table["name"], table["_size"], strict=True)
    ]
    return f'<g fill="{LIGHT.circle}" stroke="{LIGHT.circle_halo}" stroke-width="1.2">{"".join(drawn)}</g>'


def points_words(exhibit: Exhibit) -> str:
    """What the area of a community's circle stands for, and how much the largest is."""
    drawing, language = exhibit.drawing, exhibit.caption.language
    is_count = drawing.indicator.kind == "count"
    largest = exhibit.answer.table["value" if is_count else "population"].astype(float).max()
    said = parts.circle_size(drawing.indicator, language)
    return f"{said} ({say('legend.circle_largest', language, value=numbers.number(largest, language))})" if np.isfinite(largest) else said


def point_fill(drawing: Drawing) -> str:
    """The colour of a community's circle where one stands for all: those of a rate have the colours of their classes."""
    return LIGHT.classes(5)[2] if drawing.indicator.kind == "count" else LIGHT.background


def circles_words(exhibit: Exhibit) -> str:
    """What the circles over a map are of, and what the largest is; empty where there are none."""
    drawing, language = exhibit.drawing, exhibit.caption.language
    if not drawing.circles:
        return ""
    largest = say("legend.circle_largest", language, value=numbers.number(max(drawing.circles.values()), language))
    return f"{say('legend.circles', language, measure=drawing.circles_name)} ({largest})"


def key_title(exhibit: Exhibit) -> str:
    """What the colours of a map are of: the unit, or what areas are compared with."""
    drawing, unit = exhibit.drawing, exhibit.caption.unit
    if drawing.colour_by == "verdict" and drawing.comparator:
        return say("legend.compared", exhibit.caption.language, comparator=drawing.comparator.name)
    return unit[:1].upper() + unit[1:]


def key_html(exhibit: Exhibit) -> str:
    """The key of a map as a list."""
    language, drawing = exhibit.caption.language, exhibit.drawing
    entries = [
        f'<li><svg width="34" height="22" aria-hidden="true"><rect width="34" height="22" fill="{fill_of(row)}" stroke="{INK}"/></svg> '
        f"{text.html(row.label)} ({numbers.number(row.count, language)})</li>"
        for row in map_rows(exhibit)
    ]
    if drawing.outline:
        label = text.html(say("legend.outline", language, name=drawing.outline_name))
        entries.append(f'<li><svg width="34" height="22" aria-hidden="true"><line x1="0" y1="11" x2="34" y2="11" stroke="#111" stroke-width="4"/></svg> {label}</li>')
    if not drawing.features:
        disc = f'<svg width="34" height="22" aria-hidden="true"><circle cx="17" cy="11" r="10" fill="{point_fill(drawing)}" stroke="{INK}"/></svg>'
        entries.append(f"<li>{disc} {text.html(points_words(exhibit))}</li>")
    if drawing.circles:
        disc = f'<svg width="34" height="22" aria-hidden="true"><circle cx="17" cy="11" r="10" fill="{LIGHT.circle}" stroke="{LIGHT.circle_halo}"/></svg>'
        entries.append(f"<li>{disc} {text.html(circles_words(exhibit))}</li>")
    notes = [drawing.note, str(say("legend.count_note", language)) if map_rows(exhibit) else ""]
    said = "".join(f'<p class="small">{text.html(one)}</p>' for one in notes if one)
    return f'<div class="key"><p><b>{text.html(key_title(exhibit))}</b></p><ul>{"".join(entries)}</ul>{said}</div>'

