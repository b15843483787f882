"""Ranked marks of a slide as a native XY chart: names, whiskers and printed values follow the sheet inside it."""

from __future__ import annotations

import math

from evenground.answers.exhibit import Exhibit
from evenground.briefs.parts import axis_ends, marks, sign, with_limits
from evenground.briefs.slide_cells import Cells, Drawn
from evenground.briefs.slide_chart_xml import INK, NO_LINE, NO_MARKER, inner, labels_of, marker, solid, value_axis
from evenground.catalog.words import say
from evenground.look import numbers, text
from evenground.look.palette import LIGHT, VERDICTS

MOST_DOTS = 16
NAME = 44
"""Signs of a name that stand beside the marks of a chart with sentences at its side."""
SYMBOLS = {"better": "circle", "similar": "square", "worse": "diamond", "not_compared": "circle"}


def dots(exhibit: Exhibit) -> Drawn:
    """Ranked marks with names at the left, whiskers, printed values at the right, and the comparator as a line."""
    language = exhibit.caption.language
    rows = marks(exhibit, MOST_DOTS)
    count = len(rows)
    decimals = exhibit.decimals
    spread = [value for row in rows for value in (row.value, row.low, row.high) if not math.isnan(value)]
    reference = exhibit.reference if exhibit.reference and exhibit.reference.is_known else None
    if reference:
        spread.append(reference.value)
    low, high, step = axis_ends(min(spread, default=0), max(spread, default=1))
    height = [count - at for at in range(count)]
    cells = Cells()
    name = cells.add(say("export.column.name", language), [text.shortened(row.label, NAME) for row in rows])
    value = cells.add(exhibit.caption.unit or say("export.column.value", language), [row.value for row in rows])
    ends = [cells.add(say(f"export.column.{end}", language), [getattr(row, end.removeprefix("ci_")) for row in rows]) for end in ("ci_low", "ci_high")]
    at_name = cells.add("x", [low] * count)
    at_value = cells.add("x", [high] * count)
    line = cells.add("y", height)
    shown = ["" if row.is_gap else with_limits(row.value, row.low, row.high, language, decimals, sign(exhibit)) for row in rows]
    told = cells.add(say("export.column.value", language), [words or None for words in shown])
    series: list[str] = []

    def add(head: int, x: int, y: int, mark: str, *, labels: tuple[str, str] = ("", ""), shape: str = NO_LINE) -> None:
        at = len(series)
        series.append(
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{cells.name_xml(head)}{shape}{mark}{labels[0]}'
            f"<c:xVal>{cells.numbers_xml(x)}</c:xVal><c:yVal>{cells.numbers_xml(y)}</c:yVal><c:smooth val=\"0\"/>{labels[1]}</c:ser>"
        )

    # whiskers as one broken line: not every office program draws the error bars of an XY chart from a sheet
    drawn = [at for at, row in enumerate(rows) if not math.isnan(row.low) and not math.isnan(row.high)]
    if drawn:
        x = cells.add(say("export.column.interval", language), [part for at in drawn for part in (*(cells.same(end, at) for end in ends), None)])
        y = cells.add("y", [part for at in drawn for part in (height[at], height[at], None)])
        add(x, x, y, NO_MARKER, shape=f'<c:spPr><a:ln w="25400" cap="rnd">{solid("7D7D87")}<a:round/></a:ln></c:spPr>')
    verdicts = [key for key in VERDICTS if any(row.verdict == key for row in rows)]
    for key in verdicts or [""]:
        head = say(f"verdict.{key}", language) if key else exhibit.series[0].name
        own = cells.add(head, [at if row.verdict == key and not row.is_gap else None for at, row in zip(height, rows, strict=True)])
        colour = LIGHT.dots[key].lstrip("#").upper() if key else "accent1"
        hollow = key == "not_compared"
        add(own, value, own, marker(SYMBOLS.get(key, "circle"), colour, hollow=hollow))
    size = 1300 if count <= 12 else 1100
    add(name, at_name, line, NO_MARKER, labels=labels_of(cells, name, "l", size=size))
    add(told, at_value, line, NO_MARKER, labels=labels_of(cells, told, "r", size=size))
    if reference:
        said = say("export.compared", language, name=reference.name, value=numbers.number(reference.value, language, decimals))
        x = cells.add(said, [reference.value, reference.value])
        y = cells.add("y", [count + 0.75, 0.25])
        label = cells.add(reference.name, [said, None])
        dashed = f'<c:spPr><a:ln w="19050">{solid(INK)}<a:prstDash val="dash"/></a:ln></c:spPr>'
        add(x, x, y, NO_MARKER, labels=labels_of(cells, label, "t", size=1200), shape=dashed)
    wide = min(0.012 * max((len(text.shortened(row.label, NAME)) for row in rows), default=0) + 0.02, 0.46)
    right = min(0.012 * max((len(words) for words in shown), default=0) + 0.02, 0.3)
    key = bool(verdicts)
    top, tall = (0.085 if reference else 0.03), (0.7 if key else 0.8) - (0.055 if reference else 0)
    plot = (
        f"<c:plotArea>{inner(wide, top, 1 - wide - right, tall)}"
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{"".join(series)}<c:axId val="11"/><c:axId val="12"/></c:scatterChart>'
        f'{value_axis(11, 12, "b", low, high, step, language, grid=True, title=exhibit.caption.unit)}'
        f'{value_axis(12, 11, "l", 0, count + 1, 1, language, hidden=True)}</c:plotArea>'
    )
    return cells, plot, tuple(range(len(verdicts) + bool(drawn), len(series))) if key else None
