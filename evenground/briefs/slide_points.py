"""Points of two values on a slide as a native XY chart: a shape for each series, cut lines, names of those that matter."""

from __future__ import annotations

import numpy as np

from evenground.answers.exhibit import Exhibit
from evenground.briefs.slide_cells import Cells, Drawn
from evenground.briefs.slide_chart_xml import INK, NO_LINE, NO_MARKER, inner, labels_of, marker, solid, value_axis
from evenground.briefs.vector_points import ends
from evenground.catalog.words import say
from evenground.look import text
from evenground.look.palette import LIGHT

MARKS = (("circle", "accent1", False), ("circle", "accent1", True), ("diamond", LIGHT.dots["worse"].lstrip("#").upper(), False))
"""Symbol, colour and whether it is hollow, of each series in order."""


def points(exhibit: Exhibit) -> Drawn:
    """Every area with its name in the sheet; the names that are drawn follow the sheet too."""
    plane, language = exhibit.plane, exhibit.caption.language
    if plane is None:
        raise ValueError(f"exhibit {exhibit.id} has points and no plane")
    x_ends, y_ends = ends(plane.across, plane.cuts[0]), ends(np.concatenate([one.values for one in exhibit.series]), plane.cuts[1], from_zero=True)
    cells = Cells()
    cells.add(say("export.column.name", language), [text.one_line(one) for one in exhibit.labels])
    across = cells.add(plane.titles[0], plane.across)
    named = [text.shortened(one, 32) if at in plane.named else None for at, one in enumerate(exhibit.labels)]
    series = []
    for at, one in enumerate(exhibit.series):
        symbol, colour, is_hollow = MARKS[at % len(MARKS)]
        column = cells.add(one.name, one.values)
        told = cells.add(f"{one.name} *", [name if np.isfinite(value) else None for name, value in zip(named, one.values, strict=True)])
        series.append(_series(at, cells, column, across, column, marker(symbol, colour, hollow=is_hollow, size=8), labels_of(cells, told, "r", size=1100)))
    for down, (xs, ys) in enumerate(((plane.cuts[0],) * 2, y_ends[:2]) if is_up else (x_ends[:2], (plane.cuts[1],) * 2) for is_up in (True, False)):
        x, y = cells.add("x", list(xs)), cells.add("y", list(ys))
        dashed = f'<c:spPr><a:ln w="19050">{solid(INK)}<a:prstDash val="dash"/></a:ln></c:spPr>'
        series.append(_series(len(exhibit.series) + down, cells, x, x, y, NO_MARKER, ("", ""), dashed))
    axes = value_axis(11, 12, "b", *x_ends, language, title=plane.titles[0], is_reversed=plane.is_reversed)
    plot = (
        f"<c:plotArea>{inner(0.08, 0.03, 0.9, 0.72)}"
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{"".join(series)}<c:axId val="11"/><c:axId val="12"/></c:scatterChart>'
        f'{axes}{value_axis(12, 11, "r" if plane.is_reversed else "l", *y_ends, language, title=plane.titles[1])}</c:plotArea>'
    )
    return cells, plot, tuple(range(len(exhibit.series), len(series)))


def _series(at: int, cells: Cells, head: int, x: int, y: int, mark: str, labels: tuple[str, str], line: str = NO_LINE) -> str:
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{cells.name_xml(head)}{line}{mark}{labels[0]}'
        f'<c:xVal>{cells.numbers_xml(x)}</c:xVal><c:yVal>{cells.numbers_xml(y)}</c:yVal><c:smooth val="0"/>{labels[1]}</c:ser>'
    )
