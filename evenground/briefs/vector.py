"""Pictures of exhibits as SVG for one-file pages: real text, shapes beside colours, nothing fetched.

Sizes are units of the picture; letters are `size` units high, so a page that shows the picture at its own width shows
letters of that many pixels. Colours are those of the light palette, which prints.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from PIL import ImageFont

from evenground.answers.exhibit import Exhibit
from evenground.briefs.parts import axis_ends, marks, sign, with_limits
from evenground.catalog.words import say
from evenground.look import numbers, text
from evenground.look.fonts import FAMILIES, font_files
from evenground.look.palette import LIGHT, VERDICTS

FAMILY = ", ".join(f"'{one}'" for one in FAMILIES) + ", Arial, sans-serif"
INK, MUTED, GRID = LIGHT.text, LIGHT.muted, LIGHT.grid
STROKES = ("#431873", "#c25e00", "#1f55a8", "#585863", "#a279c3", "#8a6d00")
DASHES = ("", "14 8", "3 7", "14 6 3 6", "22 8", "7 5")


@lru_cache
def _font(bold: bool, syllabic: bool) -> ImageFont.FreeTypeFont | None:
    wanted = f"{'NotoSansCanadianAboriginal' if syllabic else 'NotoSans'}-{'Bold' if bold else 'Regular'}"
    return next((ImageFont.truetype(str(file), 100) for file in font_files() if file.stem == wanted), None)


@lru_cache(maxsize=20_000)
def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Units that a line is wide."""
    font = _font(bold, any("\u1400" <= sign_ <= "\u167f" for sign_ in words))
    return font.getlength(words) * size / 100 if font else len(words) * size * 0.56


def fitted(words: str, size: float, room: float, *, bold: bool = False) -> str:
    """A line cut with an ellipsis to fit."""
    line = text.one_line(words)
    if width_of(line, size, bold=bold) <= room:
        return line
    while line and width_of(line + "…", size, bold=bold) > room:
        line = line[:-1]
    return line.rstrip() + "…"


def opened(wide: float, tall: float, alt: str, size: float) -> str:
    said = text.html(alt)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {tall:g}" width="{wide:g}" height="{tall:g}" role="img" aria-label="{said}" '
        f'font-family="{text.html(FAMILY)}" font-size="{size:g}" fill="{INK}"><title>{said}</title>'
    )


def words(x: float, y: float, words: str, *, anchor: str = "start", size: float = 0, bold: bool = False, colour: str = "") -> str:
    extra = (f' font-size="{size:g}"' if size else "") + (' font-weight="700"' if bold else "") + (f' fill="{colour}"' if colour else "")
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{where}{extra}>{text.html(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width:g}"{dashed}/>'


def mark(x: float, y: float, verdict: str, r: float, colour: str = "") -> str:
    """A dot whose shape says its verdict: circle better, square similar, diamond worse, ring not compared."""
    fill = colour or LIGHT.dots.get(verdict, STROKES[0])
    if verdict == "similar":
        return f'<rect x="{x - r * 0.9:.1f}" y="{y - r * 0.9:.1f}" width="{r * 1.8:.1f}" height="{r * 1.8:.1f}" fill="{fill}"/>'
    if verdict == "worse":
        return f'<path d="M{x:.1f} {y - r * 1.25:.1f}l{r * 1.25:.1f} {r * 1.25:.1f}l{-r * 1.25:.1f} {r * 1.25:.1f}l{-r * 1.25:.1f} {-r * 1.25:.1f}z" fill="{fill}"/>'
    ring = f'fill="{LIGHT.background}" stroke="{fill}" stroke-width="3"' if verdict == "not_compared" else f'fill="{fill}"'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" {ring}/>'


def dots(exhibit: Exhibit, wide: float, tall: float, size: float = 24) -> str:
    """Names at the left, marks with whiskers, printed values at the right, the comparator as a dashed line."""
    language = exhibit.caption.language
    reference = exhibit.reference if exhibit.reference and exhibit.reference.is_known else None
    used = set(exhibit.series[0].marks)
    head = size * 1.5 if reference else size * 0.3
    foot = size * 1.7 + (size * 1.6 if used else 0)
    rows = marks(exhibit, max(int((tall - head - foot) / (size * 1.32)), 3))
    step = min((tall - head - foot) / max(len(rows), 1), size * 2.6)
    shown = ["" if row.is_gap else with_limits(row.value, row.low, row.high, language, exhibit.decimals, sign(exhibit)) for row in rows]
    left = min(max((width_of(row.label, size) for row in rows), default=0) + size, wide * 0.42)
    tall = head + step * len(rows) + foot
    right = wide - max((width_of(one, size) for one in shown), default=0) - size * 0.8
    every = [one for row in rows for one in (row.value, row.low, row.high) if np.isfinite(one)] + ([reference.value] if reference else [])
    low, high, tick = axis_ends(min(every, default=0), max(every, default=1))
    at = scale(low, high, left, right)
    bottom = head + step * len(rows)
    drawn = [opened(wide, tall, exhibit.alt, size), _ticks(low, high, tick, at, head, bottom, language, size)]
    if reference:
        label = say("export.compared", language, name=reference.name, value=numbers.number(reference.value, language, exhibit.decimals))
        x = at(reference.value)
        half = width_of(label, size) / 2
        drawn.append(_line(x, head - 4, x, bottom, INK, 2.5, "8 6"))
        drawn.append(words(min(max(x, half), wide - half), head - size * 0.45, label, anchor="middle"))
    for position, (row, said) in enumerate(zip(rows, shown, strict=True)):
        y = head + step * (position + 0.5)
        colour = MUTED if row.is_gap else ""
        drawn.append(_name(row.label, left - size * 0.5, y, size, step, colour))
        if row.is_gap:
            continue
        own = LIGHT.dots.get(row.verdict, STROKES[0])
        if np.isfinite(row.low) and np.isfinite(row.high):
            drawn.append(_line(at(row.low), y, at(row.high), y, own, 3))
        drawn += [mark(at(row.value), y, row.verdict, size * 0.36), words(right + size * 0.6, y + size * 0.35, said)]
    if used:
        drawn.append(_verdict_key([key for key in VERDICTS if any(row.verdict == key for row in rows)], left, tall - size * 0.4, size, language))
    return "".join(drawn) + "</svg>"


def bars(exhibit: Exhibit, wide: float, tall: float, size: float = 24) -> str:
    """Horizontal bars from zero with printed values and whiskers; several series are told apart by pattern too."""
    several = len(exhibit.series) > 1
    every = np.concatenate([np.r_[one.values, one.high if one.high is not None else []] for one in exhibit.series])
    low, high, _ = axis_ends(min(np.nanmin(every, initial=0), 0), max(np.nanmax(every, initial=0), 1e-9))
    count = len(exhibit.labels) * len(exhibit.series)
    foot = size * 1.8 if several else size * 0.2
    step = min((tall - foot) / max(count + 0.4 * len(exhibit.labels), 1), size * 3)
    tall = step * (count + 0.4 * len(exhibit.labels)) + step * 0.2 + foot
    left = min(max((width_of(text.one_line(one), size) for one in exhibit.labels), default=0) + size, wide * 0.48)
    said = [[_said(one, row, exhibit, several) for row in range(len(exhibit.labels))] for one in exhibit.series]
    right = wide - max(width_of(words, size) for some in said for words in some) - size
    at = scale(low, high, left, right)
    drawn = [opened(wide, tall, exhibit.alt, size), f"<defs>{bar_patterns()}</defs>"]
    y = step * 0.2
    for row, label in enumerate(exhibit.labels):
        middle = y + step * len(exhibit.series) / 2
        drawn.append(_name(label, left - size * 0.5, middle, size, step * len(exhibit.series)))
        for position, one in enumerate(exhibit.series):
            value, top = float(one.values[row]), y + step * position
            if np.isfinite(value):
                end = at(value)
                fill = STROKES[position % len(STROKES)] if position == 0 else f"url(#bar{position % 4})"
                drawn.append(f'<rect x="{min(at(0), end):.1f}" y="{top + step * 0.12:.1f}" width="{abs(end - at(0)):.1f}" height="{step * 0.76:.1f}" fill="{fill}"/>')
                if one.low is not None and one.high is not None and np.isfinite(one.low[row]) and np.isfinite(one.high[row]):
                    end = at(float(one.high[row]))
                    drawn.append(_line(at(float(one.low[row])), top + step / 2, end, top + step / 2, INK, 3))
                drawn.append(words(end + size * 0.4, top + step / 2 + size * 0.35, said[position][row]))
        y += step * (len(exhibit.series) + 0.4)
    drawn.append(_line(at(0), 0, at(0), min(y, tall), "#7d7d87", 2))
    if several:
        drawn.append(_series_key([one.name for one in exhibit.series], left, tall - size * 0.4, size, wide, bars=True))
    return "".join(drawn) + "</svg>"


def _name(label: str, right: float, middle: float, size: float, tall: float, colour: str = "") -> str:
    """The name of a row, ending at `right`: on two lines where it is too long for one and there is room for two."""
    label = text.one_line(label)
    cut = _break(label, size, right)
    if width_of(label, size) <= right or not cut or tall < size * 2.3:
        return words(right, middle + size * 0.35, fitted(label, size, right), anchor="end", colour=colour)
    first, second = label[:cut].rstrip(), label[cut:].lstrip()
    return words(right, middle - size * 0.2, first, anchor="end", colour=colour) + words(right, middle + size * 0.95, fitted(second, size, right), anchor="end", colour=colour)


def _break(label: str, size: float, room: float) -> int:
    """Where a name is broken: after as many of its words as fit; 0 where not even the first does."""
    ends = [at for at, sign_ in enumerate(label) if sign_ == " "]
    return max((at for at in ends if width_of(label[:at], size) <= room), default=0)


def lines(exhibit: Exhibit, wide: float, tall: float, size: float = 24) -> str:
    """Lines over periods, each with its own dash and its name at its end; a missing value breaks its line."""
    language = exhibit.caption.language
    every = np.concatenate([np.r_[one.values, one.low if one.low is not None else [], one.high if one.high is not None else []] for one in exhibit.series])
    known = every[np.isfinite(every)]
    low, high, tick = axis_ends(known.min(initial=np.inf) if known.size else 0, known.max(initial=-np.inf) if known.size else 1)
    foot, head = size * (3.4 if len(exhibit.series) > 1 else 1.8), size
    left, right = size * 3.2, wide - size * 4
    up = scale(low, high, tall - foot, head)
    across = scale(0, max(len(exhibit.labels) - 1, 1), left + size, right)
    drawn = [opened(wide, tall, exhibit.alt, size)]
    for value in np.arange(low, high + tick / 2, tick):
        drawn.append(_line(left, up(value), right, up(value), GRID, 1.5))
        drawn.append(words(left - size * 0.4, up(value) + size * 0.35, numbers.number(value, language, after(tick)), anchor="end", colour=MUTED))
    every_other = max(int(np.ceil(max((width_of(one, size) for one in exhibit.labels), default=1) * 1.15 * len(exhibit.labels) / (right - left))), 1)
    for position, label in enumerate(exhibit.labels):
        if position % every_other == 0 or position == len(exhibit.labels) - 1:
            drawn.append(words(across(position), tall - foot + size * 1.3, label, anchor="middle", colour=MUTED))
    for order, one in enumerate(exhibit.series):
        drawn.append(_run(exhibit, order, across, up, size, language))
        last = np.flatnonzero(np.isfinite(one.values))
        if last.size:
            at = int(last[-1])
            said = numbers.with_unit(float(one.values[at]), sign(exhibit), language, exhibit.decimals)
            drawn.append(words(across(at) + size * 0.6, up(float(one.values[at])) + size * 0.35, said, bold=True))
    if len(exhibit.series) > 1:
        drawn.append(_series_key([one.name for one in exhibit.series], left, tall - size * 0.5, size, wide, bars=False))
    return "".join(drawn) + "</svg>"


def _run(exhibit: Exhibit, order: int, across, up, size: float, language: str) -> str:
    one, colour, drawn, path, pen = exhibit.series[order], STROKES[order % len(STROKES)], [], "", "M"
    for at, value in enumerate(one.values):
        if not np.isfinite(value):
            pen = "M"
            continue
        path += f"{pen}{across(at):.1f} {up(float(value)):.1f}"
        pen = "L"
        if one.low is not None and one.high is not None and np.isfinite(one.low[at]) and np.isfinite(one.high[at]):
            drawn.append(_line(across(at), up(float(one.low[at])), across(at), up(float(one.high[at])), colour, 2.5))
        drawn.append(mark(across(at), up(float(value)), ("better", "similar", "worse", "not_compared")[order % 4], size * 0.3, colour))
    dash = f' stroke-dasharray="{DASHES[order % len(DASHES)]}"' if DASHES[order % len(DASHES)] else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="4"{dash}/>' + "".join(drawn)


def _said(series, row: int, exhibit: Exhibit, several: bool) -> str:
    if not np.isfinite(series.values[row]):
        return numbers.NONE
    none = float("nan")
    low, high = (none if limit is None or several else float(limit[row]) for limit in (series.low, series.high))
    return with_limits(float(series.values[row]), low, high, exhibit.caption.language, exhibit.decimals, sign(exhibit))


def scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """From values to places: `low` is at `start`, `high` at `end`."""
    reach = (high - low) or 1.0
    return lambda value: start + (float(value) - low) / reach * (end - start)


def after(tick: float) -> int:
    """Decimals that the figures of an axis need."""
    return 0 if abs(tick - round(tick)) < 1e-9 else 1 if abs(tick * 10 - round(tick * 10)) < 1e-9 else 2


def _ticks(low: float, high: float, tick: float, at, top: float, bottom: float, language: str, size: float) -> str:
    values = np.arange(low, high + tick / 2, tick)
    if width_of(numbers.number(high, language, after(tick)), size) * 1.4 > at(low + tick) - at(low):
        values = values[:: 2 if len(values) > 3 else 1]
    drawn = [_line(at(one), top, at(one), bottom, GRID, 1.5) for one in values]
    return "".join(drawn) + "".join(words(at(one), bottom + size * 1.2, numbers.number(one, language, after(tick)), anchor="middle", colour=MUTED) for one in values)


def _verdict_key(keys: Sequence[str], x: float, y: float, size: float, language: str) -> str:
    drawn = []
    for key in keys:
        label = say(f"verdict.{key}", language)
        drawn.append(mark(x + size * 0.4, y - size * 0.33, key, size * 0.36) + words(x + size * 1.1, y, label))
        x += width_of(label, size) + size * 2.2
    return "".join(drawn)


def _series_key(names: Sequence[str], left: float, y: float, size: float, wide: float, *, bars: bool) -> str:
    """What each series is; from `left`, or from the edge where that leaves no room."""
    drawn, asked = [], sum(width_of(name, size) + size * 3.2 for name in names)
    x = min(left, max(wide - asked, 0))
    for order, name in enumerate(names):
        colour = STROKES[order % len(STROKES)]
        if bars:
            fill = colour if order == 0 else f"url(#bar{order % 4})"
            drawn.append(f'<rect x="{x:.1f}" y="{y - size * 0.8:.1f}" width="{size * 1.4:.1f}" height="{size * 0.85:.1f}" fill="{fill}"/>')
        else:
            drawn.append(_line(x, y - size * 0.33, x + size * 1.6, y - size * 0.33, colour, 4, DASHES[order % len(DASHES)]))
            drawn.append(mark(x + size * 0.8, y - size * 0.33, ("better", "similar", "worse", "not_compared")[order % 4], size * 0.3, colour))
        drawn.append(words(x + size * 2, y, name))
        x += width_of(name, size) + size * 3.2
    return "".join(drawn)


def bar_patterns() -> str:
    """Fills that tell series apart without colour."""
    return (
        f'<pattern id="bar1" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="10" height="10" fill="#f4d9bd"/><rect width="5" height="10" fill="{STROKES[1]}"/></pattern>'
        f'<pattern id="bar2" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="10" height="10" fill="#cfdcf0"/><circle cx="5" cy="5" r="3" fill="{STROKES[2]}"/></pattern>'
        f'<pattern id="bar3" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="10" height="10" fill="#e4e4e8"/><rect width="10" height="4" fill="{STROKES[3]}"/></pattern>'
        f'<pattern id="bar0" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="10" height="10" fill="{STROKES[4]}"/></pattern>'
    )
