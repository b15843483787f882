"""Native charts of a slide: an editable picture of an exhibit whose numbers stand in a sheet inside the chart.

Dots are an XY chart: one row for each area, whiskers from the sheet's columns, names and printed values as labels that are
taken from cells. Bars and lines are the usual charts with the same whiskers. Every label carries the reader's own number
signs, and follows its cell when somebody edits the sheet.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import numpy as np
import xlsxwriter
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from xlsxwriter.utility import xl_col_to_name

from evenground.answers.exhibit import Exhibit, Series
from evenground.briefs.parts import axis_ends, marks, sign, with_limits
from evenground.catalog.words import say
from evenground.look import numbers, text
from evenground.look.palette import LIGHT, VERDICTS

MOST_DOTS = 16
SYMBOLS = {"better": "circle", "similar": "square", "worse": "diamond", "not_compared": "circle"}
LINE_MARKS = ("circle", "square", "diamond", "triangle", "x", "star")
DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash")
SERIES = ("accent1", "accent3", "accent2", "accent4", "accent5", "accent6")
INK, MUTED, GRID = "1B1B1F", "585863", "DCDCE3"
SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
)
CELL_LABELS = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
CELL_RANGE = "{02D57815-91ED-43cb-92C2-25804820EDAC}"


Drawn = tuple["Cells", str, "tuple[int, ...] | None"]
"""The sheet of a chart, its plot, and which series its legend leaves out; None for no legend."""


class Copied(NamedTuple):
    """A cell that repeats another cell of the same sheet."""

    formula: str
    value: float

    def __float__(self) -> float:
        return self.value


class Cells:
    """The sheet inside a chart, column by column, and the references to it."""

    def __init__(self) -> None:
        self.columns: list[tuple[str, list[object]]] = []

    def add(self, heading: str, values: Sequence[object]) -> int:
        kept = [None if _gone(value) else text.one_line(value) if isinstance(value, str) else value for value in values]
        self.columns.append((text.one_line(heading), kept))
        return len(self.columns) - 1

    def same(self, column: int, row: int) -> Copied:
        """A cell that repeats another: it follows when somebody edits that one."""
        return Copied(f"={xl_col_to_name(column)}{row + 2}", float(self.columns[column][1][row]))  # type: ignore[arg-type]

    def ref(self, column: int) -> str:
        letter = xl_col_to_name(column)
        return f"Sheet1!${letter}$2:${letter}${len(self.columns[column][1]) + 1}"

    def head(self, column: int) -> str:
        return f"Sheet1!${xl_col_to_name(column)}$1"

    def bytes(self) -> bytes:
        """The sheet as a workbook; text is written as text, whatever it begins with."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        sheet = book.add_worksheet("Sheet1")
        for column, (heading, values) in enumerate(self.columns):
            sheet.write_string(0, column, str(text.cell(heading)))
            for row, value in enumerate(values, start=1):
                if isinstance(value, str):
                    sheet.write_string(row, column, str(text.cell(value)))
                elif isinstance(value, Copied):
                    sheet.write_formula(row, column, value.formula, None, value.value)
                elif value is not None:
                    sheet.write_number(row, column, float(value))  # type: ignore[arg-type]
        book.close()
        return out.getvalue()

    def numbers_xml(self, column: int, code: str = "General") -> str:
        values = self.columns[column][1]
        points = "".join(f'<c:pt idx="{at}"><c:v>{float(value)!r}</c:v></c:pt>' for at, value in enumerate(values) if value is not None)
        return (
            f"<c:numRef><c:f>{self.ref(column)}</c:f><c:numCache><c:formatCode>{escape(code)}</c:formatCode>"
            f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
        )

    def words_xml(self, column: int) -> str:
        values = self.columns[column][1]
        points = "".join(f'<c:pt idx="{at}"><c:v>{escape(str(value))}</c:v></c:pt>' for at, value in enumerate(values) if value is not None)
        return f'<c:strRef><c:f>{self.ref(column)}</c:f><c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache></c:strRef>'

    def name_xml(self, column: int) -> str:
        heading = escape(self.columns[column][0])
        return (
            f"<c:tx><c:strRef><c:f>{self.head(column)}</c:f><c:strCache><c:ptCount val=\"1\"/>"
            f'<c:pt idx="0"><c:v>{heading}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        )


def _gone(value: object) -> bool:
    return value is None or (isinstance(value, float | np.floating) and math.isnan(float(value)))


def add_chart(slide: Any, exhibit: Exhibit, box: tuple[int, int, int, int]) -> Any:
    """The exhibit's native chart on a slide; the graphic frame."""
    cells, plot, left_out = {"dots": _dots, "bars": _bars, "lines": _lines}[exhibit.kind](exhibit)
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
    legend_xml = "" if left_out is None else f'<c:legend><c:legendPos val="b"/>{gone}<c:overlay val="0"/>{_text(1300, INK)}</c:legend>'
    parts = (
        f'<c:roundedCorners {SPACES} val="0"/>',
        f'<c:chart {SPACES}><c:autoTitleDeleted val="1"/>{plot}{legend_xml}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>',
        f'{_text(1300, INK).replace("<c:txPr>", f"<c:txPr {SPACES}>", 1)}',
    )
    nodes = [etree.fromstring(part) for part in parts]
    for at, node in enumerate(nodes):
        space.insert(at, node)
    chart.part.chart_workbook.update_from_xlsx_blob(cells.bytes())


def _text(size: int, colour: str, *, bold: bool = False) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/>'
        '</a:solidFill></a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>'
    )


def _labels(cells: Cells, column: int, position: str, *, size: int = 1300, bold: bool = False, shifts: dict[int, float] | None = None) -> tuple[str, str]:
    """Labels taken from cells: `dLbls` of a series, and the extension that holds their text."""
    values = cells.columns[column][1]
    flags = (
        '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    each = []
    for at, value in enumerate(values):
        if value is None:
            continue
        shift = (shifts or {}).get(at, 0.0)
        layout = f'<c:layout><c:manualLayout><c:x val="{shift:.5f}"/><c:y val="0"/></c:manualLayout></c:layout>' if shift else ""
        each.append(
            f'<c:dLbl><c:idx val="{at}"/>{layout}<c:tx><c:rich><a:bodyPr wrap="none"/><a:p><a:fld id="{_guid(column, at)}" type="CELLRANGE">'
            f'<a:rPr sz="{size}" b="{int(bold)}"/><a:pPr/><a:t>{escape(str(value))}</a:t></a:fld><a:endParaRPr/></a:p></c:rich></c:tx>'
            f'<c:dLblPos val="{position}"/>{flags}<c:extLst><c:ext uri="{CELL_LABELS}"><c15:dlblFieldTable/>'
            '<c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbl>'
        )
    if not each:
        return "", ""
    labels = (
        f'<c:dLbls>{"".join(each)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(size, INK, bold=bold)}<c:dLblPos val="{position}"/>{flags}'
        f'<c:extLst><c:ext uri="{CELL_LABELS}"><c15:showDataLabelsRange val="1"/><c15:showLeaderLines val="0"/></c:ext></c:extLst></c:dLbls>'
    )
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(str(value))}</c:v></c:pt>' for at, value in enumerate(values) if value is not None)
    extension = (
        f'<c:extLst><c:ext uri="{CELL_RANGE}"><c15:datalabelsRange><c15:f>{cells.ref(column)}</c15:f><c15:dlblRangeCache>'
        f'<c:ptCount val="{len(values)}"/>{points}</c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst>'
    )
    return labels, extension


def _guid(column: int, at: int) -> str:
    return f"{{E5E96000-{column:04X}-4A00-8000-{at:012X}}}"


def _whiskers(cells: Cells, minus: int, plus: int, direction: str, colour: str) -> str:
    """Error bars from two columns of the sheet."""
    if not any(value is not None for value in cells.columns[plus][1]):
        return ""
    side = f'<c:errDir val="{direction}"/>' if direction else ""
    return (
        f'<c:errBars>{side}<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
        f"<c:plus>{cells.numbers_xml(plus)}</c:plus><c:minus>{cells.numbers_xml(minus)}</c:minus>"
        f'<c:spPr><a:ln w="22225" cap="rnd">{_solid(colour)}</a:ln></c:spPr></c:errBars>'
    )


def _solid(colour: str) -> str:
    inner = f'<a:srgbClr val="{colour}"/>' if len(colour) == 6 and not colour.startswith("accent") else f'<a:schemeClr val="{colour}"/>'
    return f"<a:solidFill>{inner}</a:solidFill>"


def _marker(symbol: str, colour: str, *, hollow: bool = False, size: int = 10) -> str:
    fill = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>' if hollow else _solid(colour)
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{fill}<a:ln w="19050">{_solid(colour)}</a:ln></c:spPr></c:marker>'


NO_LINE = '<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr>'
NO_MARKER = '<c:marker><c:symbol val="none"/></c:marker>'


def _number_code(step: float, language: str) -> str:
    """A number format that prints the language's own group sign on any machine."""
    after = 0 if abs(step - round(step)) < 1e-9 else (1 if abs(step * 10 - round(step * 10)) < 1e-9 else 2)
    point = "." + "0" * after if after else ""
    group = '","' if numbers.written(language) == "en" else '"\u00a0"'
    return f"[>=1000000]#{group}##0{group}##0;[>=1000]#{group}##0;0{point}"


def _dots(exhibit: Exhibit) -> Drawn:
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
    name = cells.add(say("export.column.name", language), [text.shortened(row.label, 38) for row in rows])
    value = cells.add(exhibit.caption.unit or say("export.column.value", language), [row.value for row in rows])
    ends = [cells.add(say(f"export.column.{end}", language), [getattr(row, end.removeprefix("ci_")) for row in rows]) for end in ("ci_low", "ci_high")]
    at_name = cells.add("x", [low] * count)
    at_value = cells.add("x", [high] * count)
    line = cells.add("y", height)
    shown = ["" if row.is_gap else with_limits(row.value, row.low, row.high, language, decimals, sign(exhibit)) for row in rows]
    told = cells.add(say("export.column.value", language), [words or None for words in shown])
    series: list[str] = []

    def add(head: int, x: int, y: int, marker: str, *, labels: tuple[str, str] = ("", ""), shape: str = NO_LINE) -> None:
        at = len(series)
        series.append(
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{cells.name_xml(head)}{shape}{marker}{labels[0]}'
            f"<c:xVal>{cells.numbers_xml(x)}</c:xVal><c:yVal>{cells.numbers_xml(y)}</c:yVal><c:smooth val=\"0\"/>{labels[1]}</c:ser>"
        )

    # whiskers as one broken line: not every office program draws the error bars of an XY chart from a sheet
    drawn = [at for at, row in enumerate(rows) if not math.isnan(row.low) and not math.isnan(row.high)]
    if drawn:
        x = cells.add(say("export.column.interval", language), [part for at in drawn for part in (*(cells.same(end, at) for end in ends), None)])
        y = cells.add("y", [part for at in drawn for part in (height[at], height[at], None)])
        add(x, x, y, NO_MARKER, shape=f'<c:spPr><a:ln w="25400" cap="rnd">{_solid("7D7D87")}<a:round/></a:ln></c:spPr>')
    verdicts = [key for key in VERDICTS if any(row.verdict == key for row in rows)]
    for key in verdicts or [""]:
        head = say(f"verdict.{key}", language) if key else exhibit.series[0].name
        own = cells.add(head, [at if row.verdict == key and not row.is_gap else None for at, row in zip(height, rows, strict=True)])
        colour = LIGHT.dots[key].lstrip("#").upper() if key else "accent1"
        hollow = key == "not_compared"
        add(own, value, own, _marker(SYMBOLS.get(key, "circle"), colour, hollow=hollow))
    size = 1300 if count <= 12 else 1100
    add(name, at_name, line, NO_MARKER, labels=_labels(cells, name, "l", size=size))
    add(told, at_value, line, NO_MARKER, labels=_labels(cells, told, "r", size=size))
    if reference:
        said = say("export.compared", language, name=reference.name, value=numbers.number(reference.value, language, decimals))
        x = cells.add(said, [reference.value, reference.value])
        y = cells.add("y", [count + 0.75, 0.25])
        label = cells.add(reference.name, [said, None])
        dashed = f'<c:spPr><a:ln w="19050">{_solid(INK)}<a:prstDash val="dash"/></a:ln></c:spPr>'
        add(x, x, y, NO_MARKER, labels=_labels(cells, label, "t", size=1200), shape=dashed)
    wide = min(0.012 * max((len(text.shortened(row.label, 38)) for row in rows), default=0) + 0.02, 0.42)
    right = min(0.012 * max((len(words) for words in shown), default=0) + 0.02, 0.3)
    key = bool(verdicts)
    top, tall = (0.085 if reference else 0.03), (0.7 if key else 0.8) - (0.055 if reference else 0)
    plot = (
        f"<c:plotArea>{_inner(wide, top, 1 - wide - right, tall)}"
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{"".join(series)}<c:axId val="11"/><c:axId val="12"/></c:scatterChart>'
        f'{_value_axis(11, 12, "b", low, high, step, language, grid=True, title=exhibit.caption.unit)}'
        f'{_value_axis(12, 11, "l", 0, count + 1, 1, language, hidden=True)}</c:plotArea>'
    )
    return cells, plot, tuple(range(len(verdicts) + bool(drawn), len(series))) if key else None


def _bars(exhibit: Exhibit) -> Drawn:
    """Horizontal bars from zero, first label at the top, with printed values and whiskers where limits are known."""
    language, several = exhibit.caption.language, len(exhibit.series) > 1
    every = np.concatenate([np.r_[one.values, one.high if one.high is not None else []] for one in exhibit.series])
    known = every[np.isfinite(every)]
    low, high, step = axis_ends(min(known.min(initial=0), 0), max(known.max(initial=0), 1e-9))
    wide = min(0.0105 * max((len(text.shortened(label, 42)) for label in exhibit.labels), default=0) + 0.02, 0.45)
    width = 1 - wide - 0.12
    cells = Cells()
    names = cells.add(say("export.column.name", language), [text.shortened(label, 42) for label in exhibit.labels])
    parts = []
    size = 1400 if len(exhibit.labels) * len(exhibit.series) <= 12 else 1100
    for at, one in enumerate(exhibit.series):
        column = cells.add(one.name, one.values)
        told = cells.add(f"{one.name} *", [_said(one, row, exhibit, limits=not several) for row in range(len(one.values))])
        minus, plus = _limits(cells, one)
        colour = SERIES[at % len(SERIES)]
        over = np.nan_to_num((one.high - one.values) / (high - low) * width, nan=0.0) if one.high is not None else np.zeros(len(one.values))
        labels = _labels(cells, told, "outEnd", size=size, shifts={row: float(shift) + 0.004 for row, shift in enumerate(over) if shift > 0})
        parts.append(
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{cells.name_xml(column)}<c:spPr>{_solid(colour)}</c:spPr>'
            f'<c:invertIfNegative val="0"/>{labels[0]}{_whiskers(cells, minus, plus, "", INK)}<c:cat>{cells.words_xml(names)}</c:cat>'
            f"<c:val>{cells.numbers_xml(column)}</c:val>{labels[1]}</c:ser>"
        )
    plot = (
        f"<c:plotArea>{_inner(wide, 0.02, width, 0.86 if several else 0.94)}"
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{"".join(parts)}'
        f'<c:gapWidth val="{60 if several else 45}"/><c:axId val="11"/><c:axId val="12"/></c:barChart>'
        f'{_name_axis(11, 12, "l", reverse=True, size=size)}{_value_axis(12, 11, "b", low, high, step, language, hidden=True, between=True)}</c:plotArea>'
    )
    return cells, plot, () if several else None


def _lines(exhibit: Exhibit) -> Drawn:
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
        labels = _labels(cells, told, "t" if all_labelled and one.high is None else "r", size=1300, bold=True)
        dash = DASHES[at % len(DASHES)]
        parts.append(
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{cells.name_xml(column)}<c:spPr><a:ln w="31750" cap="rnd">{_solid(colour)}'
            f'<a:prstDash val="{dash}"/><a:round/></a:ln></c:spPr>{_marker(LINE_MARKS[at % len(LINE_MARKS)], colour, size=9)}{labels[0]}'
            f"{_whiskers(cells, minus, plus, 'y', colour)}<c:cat>{cells.words_xml(names)}</c:cat><c:val>{cells.numbers_xml(column)}</c:val>"
            f'<c:smooth val="0"/>{labels[1]}</c:ser>'
        )
    several = len(exhibit.series) > 1
    plot = (
        f'<c:plotArea><c:layout/><c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(parts)}<c:marker val="1"/>'
        f'<c:axId val="11"/><c:axId val="12"/></c:lineChart>{_name_axis(11, 12, "b", reverse=False, size=1300)}'
        f'{_value_axis(12, 11, "l", low, high, step, language, grid=True, title=exhibit.caption.unit, between=True)}</c:plotArea>'
    )
    return cells, plot, () if several else None


def _said(series: Series, row: int, exhibit: Exhibit, *, limits: bool) -> str | None:
    """The printed value of one bar or point; with its limits where there is room for them."""
    if _gone(series.values[row]):
        return None
    language, none = exhibit.caption.language, float("nan")
    low, high = (none if limit is None or not limits else float(limit[row]) for limit in (series.low, series.high))
    return with_limits(float(series.values[row]), low, high, language, exhibit.decimals, sign(exhibit))


def _limits(cells: Cells, series: Series) -> tuple[int, int]:
    none = np.full(len(series.values), np.nan)
    low = none if series.low is None else series.low
    high = none if series.high is None else series.high
    return cells.add("−", series.values - low), cells.add("+", high - series.values)


def _inner(left: float, top: float, wide: float, tall: float) -> str:
    """The layout of a plot without its axis labels, in shares of the chart."""
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left:.3f}"/><c:y val="{top:.3f}"/><c:w val="{wide:.3f}"/><c:h val="{tall:.3f}"/></c:manualLayout></c:layout>'
    )


def _name_axis(own: int, other: int, side: str, *, reverse: bool, size: int) -> str:
    order = "maxMin" if reverse else "minMax"
    return (
        f'<c:catAx><c:axId val="{own}"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/><c:axPos val="{side}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="12700">{_solid("7D7D87")}</a:ln></c:spPr>{_text(size, INK)}<c:crossAx val="{other}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(
    own: int, other: int, side: str, low: float, high: float, step: float, language: str, *, hidden: bool = False, grid: bool = False,
    title: str = "", between: bool = False,
) -> str:  # fmt: skip
    lines = f'<c:majorGridlines><c:spPr><a:ln w="9525">{_solid(GRID)}</a:ln></c:spPr></c:majorGridlines>' if grid else ""
    code = escape(_number_code(step, language), {'"': "&quot;"})
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/><c:max val="{high!r}"/><c:min val="{low!r}"/></c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{side}"/>{lines}{_axis_title(title) if title and not hidden else ""}'
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_text(1200, MUTED)}<c:crossAx val="{other}"/><c:crosses val="min"/>'
        f'<c:crossBetween val="{"between" if between else "midCat"}"/><c:majorUnit val="{step!r}"/></c:valAx>'
    )


def _axis_title(words: str) -> str:
    return (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="0"/></a:pPr>'
        f'<a:r><a:rPr sz="1200" b="0">{_solid(MUTED)}</a:rPr><a:t>{escape(words)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )
