"""Bars and lines of a slide as native charts, with printed values and whiskers that follow the sheet inside them."""

from __future__ import annotations

import numpy as np

from evenground.answers.exhibit import Exhibit, Series
from evenground.briefs.parts import axis_ends, sign, with_limits
from evenground.briefs.slide_cells import Cells, Drawn, gone
from evenground.briefs.slide_chart_xml import (
    INK,
    SERIES,
    inner,
    labels_of,
    marker,
    name_axis,
    solid,
    value_axis,
    whiskers,
)
from evenground.catalog.words import say
from evenground.look import text

LINE_MARKS = ("circle", "square", "diamond", "triangle", "x", "star")
NAME = 72
"""Signs of a name beside its bar, on two lines."""
DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash")


def bars(exhibit: Exhibit) -> Drawn:
    """Horizontal bars from zero, first label at the top, with printed values and whiskers where limits are known."""
    language, several = exhibit.caption.language, len(exhibit.series) > 1
    every = np.concatenate([np.r_[one.values, one.high if one.high is not None else []] for one in exhibit.series])
    known = every[np.isfinite(every)]
    low, high, step = axis_ends(min(known.min(initial=0), 0), max(known.max(initial=0), 1e-9))
    wide = min(0.0105 * max((min(len(text.shortened(label, NAME)), 42) for label in exhibit.labels), default=0) + 0.02, 0.45)
    width = 1 - wide - 0.12
    cells = Cells()
    names = cells.add(say("export.column.name", language), [text.shortened(label, NAME) for label in exhibit.labels])
    parts = []
    size = 1400 if len(exhibit.labels) * len(exhibit.series) <= 12 else 1100
    for at, one in enumerate(exhibit.series):
        column = cells.add(one.name, one.values)
        told = cells.add(f"{one.name} *", [_said(one, row, exhibit, limits=not several) for row in range(len(one.values))])
        minus, plus = _limits(cells, one)
        colour = SERIES[at % len(SERIES)]
        over = np.nan_to_num((one.high - one.values) / (high - low) * width, nan=0.0) if one.high is not None else np.zeros(len(one.values))
        labels = labels_of(cells, told, "outEnd", size=size, shifts={row: float(shift) + 0.004 for row, shift in enumerate(over) if shift > 0})
        parts.append(
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{cells.name_xml(column)}<c:spPr>{solid(colour)}</c:spPr>'
            f'<c:invertIfNegative val="0"/>{labels[0]}{whiskers(cells, minus, plus, "", INK)}<c:cat>{cells.words_xml(names)}</c:cat>'
            f"<c:val>{cells.numbers_xml(column)}</c:val>{labels[1]}</c:ser>"
        )
    plot = (
        f"<c:plotArea>{inner(wide, 0.02, width, 0.86 if several else 0.94)}"
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{"".join(parts)}'
        f'<c:gapWidth val="{60 if several else 45}"/><c:axId val="11"/><c:axId val="12"/></c:barChart>'
        f'{name_axis(11, 12, "l", reverse=True, size=size)}{value_axis(12, 11, "b", low, high, step, language, hidden=True, between=True)}</c:plotArea>'
    )
    return cells, plot, () if several else None


def lines(exhibit: Exhibit) -> Drawn:
    """Lines over periods, told apart by marker and dash as well as by colour; a missing value breaks its line."""
    language = exhibit.caption.language
    every = np.concatenate([np.r_[one.values, one.low if one.low is not None else [], one.high if one.high is not None else []] for one in exhibit.series])
    known = every[np.isfinite(every)]
    low, high, step = axis_ends(known.min(initial=np.inf) if known.size else 0, known.max(initial=-np.inf) if known.size else 1)
    if low > 0 and low < 0.4 * high:
        low = 0.0
    cells = Cells()
    names = cells.add(say("export.column.name", language), list(exhibit.labels))
    all_labelled = len(exhibit.labels) * len(exhibit.series) <= 14
    parts = []
    for at, one in enumerate(exhibit.series):
        column = cells.add(one.name, one.values)
        last = int(np.flatnonzero(np.isfinite(one.values))[-1]) if np.isfinite(one.values).any() else -1
        told = cells.add(f"{one.name} *", [_said(one, row, exhibit, limits=False) if all_labelled or row == last else None for row in range(len(one.values))])
        minus, plus = _limits(cells, one)
        colour = SERIES[at % len(SERIES)]
        labels = labels_of(cells, told, "t" if all_labelled and one.high is None else "r", size=1300, bold=True)
        dash = DASHES[at % len(DASHES)]
        parts.append(
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{cells.name_xml(column)}<c:spPr><a:ln w="31750" cap="rnd">{solid(colour)}'
            f'<a:prstDash val="{dash}"/><a:round/></a:ln></c:spPr>{marker(LINE_MARKS[at % len(LINE_MARKS)], colour, size=9)}{labels[0]}'
            f"{whiskers(cells, minus, plus, 'y', colour)}<c:cat>{cells.words_xml(names)}</c:cat><c:val>{cells.numbers_xml(column)}</c:val>"
            f'<c:smooth val="0"/>{labels[1]}</c:ser>'
        )
    several = len(exhibit.series) > 1
    plot = (
        f'<c:plotArea><c:layout/><c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(parts)}<c:marker val="1"/>'
        f'<c:axId val="11"/><c:axId val="12"/></c:lineChart>{name_axis(11, 12, "b", reverse=False, size=1300)}'
        f'{value_axis(12, 11, "l", low, high, step, language, grid=True, title=exhibit.caption.unit, between=True)}</c:plotArea>'
    )
    return cells, plot, () if several else None


def _said(series: Series, row: int, exhibit: Exhibit, *, limits: bool) -> str | None:
    """The printed value of one bar or point; with its limits where there is room for them."""
    if gone(series.values[row]):
        return None
    language, none = exhibit.caption.language, float("nan")
    low, high = (none if limit is None or not limits else float(limit[row]) for limit in (series.low, series.high))
    return with_limits(float(series.values[row]), low, high, language, exhibit.decimals, sign(exhibit))


def _limits(cells: Cells, series: Series) -> tuple[int, int]:
    none = np.full(len(series.values), np.nan)
    low = none if series.low is None else series.low
    high = none if series.high is None else series.high
    return cells.add("−", series.values - low), cells.add("+", high - series.values)
