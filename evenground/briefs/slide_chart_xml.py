"""Pieces of a native chart as XML: labels taken from cells, whiskers, marks, axes."""

from __future__ import annotations

from xml.sax.saxutils import escape

from evenground.briefs.slide_cells import Cells
from evenground.look import numbers

SERIES = ("accent1", "accent3", "accent2", "accent4", "accent5", "accent6")
INK, MUTED, GRID = "1B1B1F", "585863", "DCDCE3"
CELL_LABELS = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
CELL_RANGE = "{02D57815-91ED-43cb-92C2-25804820EDAC}"
HOLLOW = "CDBBDF"
"""Inside of a hollow mark: pale rather than white, because not every office program draws its edge."""
FROM_CELLS = f'<c:extLst><c:ext uri="{CELL_LABELS}"><c15:showDataLabelsRange val="1"/></c:ext></c:extLst>'
"""One element alone: the schema allows an extension no second one."""
NO_LINE = '<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr>'
NO_MARKER = '<c:marker><c:symbol val="none"/></c:marker>'


def text_style(size: int, colour: str, *, bold: bool = False) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour}"/>'
        '</a:solidFill></a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>'
    )


def labels_of(cells: Cells, column: int, position: str, *, size: int = 1300, bold: bool = False, shifts: dict[int, float] | None = None) -> tuple[str, str]:
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
            f'<c:dLblPos val="{position}"/>{flags}{FROM_CELLS}</c:dLbl>'
        )
    if not each:
        return "", ""
    labels = (
        f'<c:dLbls>{"".join(each)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_style(size, INK, bold=bold)}<c:dLblPos val="{position}"/>{flags}'
        f'{FROM_CELLS}</c:dLbls>'
    )
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(str(value))}</c:v></c:pt>' for at, value in enumerate(values) if value is not None)
    extension = (
        f'<c:extLst><c:ext uri="{CELL_RANGE}"><c15:datalabelsRange><c15:f>{cells.ref(column)}</c15:f><c15:dlblRangeCache>'
        f'<c:ptCount val="{len(values)}"/>{points}</c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst>'
    )
    return labels, extension


def _guid(column: int, at: int) -> str:
    return f"{{E5E96000-{column:04X}-4A00-8000-{at:012X}}}"


def whiskers(cells: Cells, minus: int, plus: int, direction: str, colour: str) -> str:
    """Error bars from two columns of the sheet."""
    if not any(value is not None for value in cells.columns[plus][1]):
        return ""
    side = f'<c:errDir val="{direction}"/>' if direction else ""
    return (
        f'<c:errBars>{side}<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
        f"<c:plus>{cells.numbers_xml(plus)}</c:plus><c:minus>{cells.numbers_xml(minus)}</c:minus>"
        f'<c:spPr><a:ln w="22225" cap="rnd">{solid(colour)}</a:ln></c:spPr></c:errBars>'
    )


def solid(colour: str) -> str:
    inner = f'<a:srgbClr val="{colour}"/>' if len(colour) == 6 and not colour.startswith("accent") else f'<a:schemeClr val="{colour}"/>'
    return f"<a:solidFill>{inner}</a:solidFill>"


def marker(symbol: str, colour: str, *, hollow: bool = False, size: int = 10) -> str:
    fill = solid(HOLLOW if hollow else colour)
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{fill}<a:ln w="19050">{solid(colour)}</a:ln></c:spPr></c:marker>'


def number_code(step: float, language: str) -> str:
    """A number format that prints the language's own group sign on any machine."""
    after = 0 if abs(step - round(step)) < 1e-9 else (1 if abs(step * 10 - round(step * 10)) < 1e-9 else 2)
    point = "." + "0" * after if after else ""
    group = '","' if numbers.written(language) == "en" else '"\u00a0"'
    return f"[>=1000000]#{group}##0{group}##0;[>=1000]#{group}##0;0{point}"


def inner(left: float, top: float, wide: float, tall: float) -> str:
    """The layout of a plot without its axis labels, in shares of the chart."""
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left:.3f}"/><c:y val="{top:.3f}"/><c:w val="{wide:.3f}"/><c:h val="{tall:.3f}"/></c:manualLayout></c:layout>'
    )


def name_axis(own: int, other: int, side: str, *, reverse: bool, size: int) -> str:
    order = "maxMin" if reverse else "minMax"
    return (
        f'<c:catAx><c:axId val="{own}"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/><c:axPos val="{side}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="12700">{solid("7D7D87")}</a:ln></c:spPr>{text_style(size, INK)}<c:crossAx val="{other}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def value_axis(
    own: int, other: int, side: str, low: float, high: float, step: float, language: str, *, hidden: bool = False, grid: bool = False,
    title: str = "", between: bool = False, is_reversed: bool = False,
) -> str:  # fmt: skip
    lines = f'<c:majorGridlines><c:spPr><a:ln w="9525">{solid(GRID)}</a:ln></c:spPr></c:majorGridlines>' if grid else ""
    code = escape(number_code(step, language), {'"': "&quot;"})
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="{"maxMin" if is_reversed else "minMax"}"/><c:max val="{high!r}"/><c:min val="{low!r}"/></c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{side}"/>{lines}{axis_title(title) if title and not hidden else ""}'
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{text_style(1200, MUTED)}<c:crossAx val="{other}"/><c:crosses val="min"/>'
        f'<c:crossBetween val="{"between" if between else "midCat"}"/><c:majorUnit val="{step!r}"/></c:valAx>'
    )


def axis_title(words: str) -> str:
    return (
        '<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="0"/></a:pPr>'
        f'<a:r><a:rPr sz="1200" b="0">{solid(MUTED)}</a:rPr><a:t>{escape(words)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )
