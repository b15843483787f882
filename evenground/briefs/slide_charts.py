"""Native charts of a slide: an editable picture of an exhibit whose numbers stand in a sheet inside the chart.

Dots and points are XY charts: one row for each area, whiskers from the sheet's columns, names and printed values as labels
that are taken from cells. Bars and lines are the usual charts with the same whiskers. Every label carries the reader's own
number signs, and follows its cell when somebody edits the sheet.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from evenground.answers.exhibit import Exhibit
from evenground.briefs.slide_bars import bars, lines
from evenground.briefs.slide_cells import Cells
from evenground.briefs.slide_chart_xml import INK, text_style
from evenground.briefs.slide_dots import dots
from evenground.briefs.slide_points import points

DRAWS = {"dots": dots, "bars": bars, "lines": lines, "points": points}
SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
)


def add_chart(slide: Any, exhibit: Exhibit, box: tuple[int, int, int, int]) -> Any:
    """The exhibit's native chart on a slide; the graphic frame."""
    cells, plot, left_out = DRAWS[exhibit.kind](exhibit)
    data = CategoryChartData()
    data.categories = ["-"]
    data.add_series("-", (0,))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, data)
    _fill(frame.chart, cells, plot, left_out)
    return frame


def _fill(chart: Any, cells: Cells, plot: str, left_out: tuple[int, ...] | None) -> None:
    """Our plot and sheet in place of the template's."""
    space = chart._chartSpace
    for child in list(space):
        if etree.QName(child).localname in ("chart", "txPr", "style", "roundedCorners", "date1904"):
            space.remove(child)
    gone = "".join(f'<c:legendEntry><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>' for at in left_out or ())
    legend_xml = "" if left_out is None else f'<c:legend><c:legendPos val="b"/>{gone}<c:overlay val="0"/>{text_style(1300, INK)}</c:legend>'
    parts = (
        f'<c:roundedCorners {SPACES} val="0"/>',
        f'<c:chart {SPACES}><c:autoTitleDeleted val="1"/>{plot}{legend_xml}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>',
        f'{text_style(1300, INK).replace("<c:txPr>", f"<c:txPr {SPACES}>", 1)}',
    )
    nodes = [etree.fromstring(part) for part in parts]
    for at, node in enumerate(nodes):
        space.insert(at, node)
    chart.part.chart_workbook.update_from_xlsx_blob(cells.bytes())
