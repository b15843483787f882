"""Tables of a slide: native, so that their cells can be edited, with as many rows as fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from evenground.answers.exhibit import Exhibit
from evenground.briefs import parts
from evenground.briefs.fitting import column_widths, row_lines, rows_that_fit
from evenground.briefs.slide_master import INK, MUTED, PALE
from evenground.briefs.slide_text import describe, put_words, style
from evenground.catalog.words import say
from evenground.look import text

MOST_ROWS, MOST_COLUMNS = 10, 7
SIZE = 14
"""Points of a table's letters, at the least."""
LARGER = (20, 18, 16)
"""Points that they have where every row fits."""
CELL, PAD = 0.22 * 72, 0.12 * 72
"""Points of a cell's margins: left and right together with a little to spare, above and below together."""


def put_table(slide: Any, exhibit: Exhibit, box: tuple[int, int, int, int]) -> bool:
    """A native table; rows that do not fit are counted below it and stand in the workbook. False where there is no column."""
    left, top, wide, tall = box
    shown = parts.printed(exhibit)
    columns = min(len(shown.headings), MOST_COLUMNS)
    if not columns:
        return False
    headings, rows = shown.headings[:columns], [row[:columns] for row in shown.rows]
    fits = {one: rows_in(headings, rows, wide / 12700, one, tall / 12700) for one in (*LARGER, SIZE)}
    size = next((one for one in LARGER if fits[one] == len(rows)), SIZE)
    fit = fits[size]
    frame = native_table(slide, (left, top, wide), headings, rows[:fit], shown.numeric, exhibit.alt, exhibit.caption.language, size=size)
    if len(rows) > fit:
        words = say("export.more_rows", exhibit.caption.language, count=len(rows) - fit)
        put_words(slide, (left, frame.top + frame.height + Inches(0.04), wide, Inches(0.3)), words, 12, colour=MUTED)
    return True


def rows_in(headings: Sequence[str], rows: Sequence[Sequence[str]], wide: float, size: int, tall: float, most: int = MOST_ROWS) -> int:
    """Rows of a native table that fit into so many points of width and height."""
    widths = [one - CELL for one in column_widths(headings, rows[:most], wide, size, CELL)]
    return rows_that_fit(headings, rows, widths, size, tall, line=size * 1.2, pad=PAD, most=most)


def native_table(
    slide: Any, box: tuple[int, int, int], headings: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], alt: str, language: str,
    size: int = SIZE,
) -> Any:  # fmt: skip
    """A table with its headings in the place's colour; each row as high as its longest cell needs. The graphic frame."""
    left, top, wide = box
    widths = column_widths(headings, rows, wide / 12700, size, CELL)
    high = [Emu(int(12700 * (row_lines(row, [one - CELL for one in widths], size, bold=at == 0) * size * 1.2 + PAD))) for at, row in enumerate((headings, *rows))]
    frame = slide.shapes.add_table(len(rows) + 1, len(headings), left, top, wide, sum(high))
    table = frame.table
    frame._element.find(f".//{qn('a:tableStyleId')}").text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid: ours below
    for at, one in enumerate(widths):
        table.columns[at].width = Emu(int(12700 * one))
    for line, row in enumerate((headings, *rows)):
        table.rows[line].height = high[line]
        for at, words in enumerate(row):
            cell = table.cell(line, at)
            cell.text = text.one_line(words)
            cell.margin_left = cell.margin_right = Inches(0.08)
            cell.margin_top = cell.margin_bottom = Inches(0.06)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            style(cell.text_frame, size, "FFFFFF" if line == 0 else INK, bold=line == 0, right=numeric[at])
            cell.fill.solid()
            if line == 0:
                cell.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
            else:
                cell.fill.fore_color.rgb = RGBColor.from_string("FFFFFF" if line % 2 else PALE)
    describe(frame._element.nvGraphicFramePr.cNvPr, "Table", say("export.table_alt", language, alt=alt))
    return frame
