"""A table on a printed sheet: columns as wide as their words ask, long cells in several lines, what does not fit counted."""

from __future__ import annotations

import numpy as np

from evenground.answers.exhibit import Exhibit
from evenground.briefs import parts
from evenground.briefs.sheet import EDGE, Sheet
from evenground.catalog.words import say

SIZE, GAP = 19, 24
LINE, BETWEEN = 26.0, 8.0
"""Pixels of a line, and between two rows."""
REST = 40.0
"""Pixels that the sentence on the other rows takes."""


def table(exhibit: Exhibit, sheet: Sheet) -> None:
    """The rows that fit, each whole, with the rest counted."""
    shown = parts.printed(exhibit)
    most = int((sheet.top - sheet.bottom) / (LINE + BETWEEN))  # what cannot be on the sheet asks for no room
    widths = _widths(sheet, [shown.headings, *shown.rows[:most]])
    edges, y = np.cumsum([EDGE, *(width + GAP for width in widths)]), sheet.top - LINE
    for at, row in enumerate([shown.headings, *shown.rows]):
        cells = [sheet.lines(words, SIZE, width, bold=at == 0) for words, width in zip(row, widths, strict=True)]
        below = y - LINE * max(1, *map(len, cells)) - BETWEEN
        if below + LINE < sheet.bottom + (REST if at < len(shown.rows) else 0):
            count = len(shown.rows) - at + 1
            sheet.write(EDGE, y, say("export.more_rows", exhibit.caption.language, count=count), 17, colour=sheet.colours.muted)
            return
        for lines, left, width, is_number in zip(cells, edges, widths, shown.numeric, strict=False):
            for down, line in enumerate(lines):
                sheet.write(left + width if is_number else left, y - LINE * down, line, SIZE, bold=at == 0, align="right" if is_number else "left")
        y = below


def _widths(sheet: Sheet, rows: list[tuple[str, ...]]) -> list[float]:
    """Pixels of each column: what its longest cell asks where all fit, else no less than its longest word and a part of the
    room that is left, in proportion to what it asks."""
    room = sheet.size[0] - 2 * EDGE - GAP * (len(rows[0]) - 1)
    wanted, least = np.array([_asked(sheet, column) for column in zip(*rows, strict=True)]).T
    if wanted.sum() <= room:
        return list(wanted)
    least = np.minimum(least, room / len(least))
    return list(least + (wanted - least) * (room - least.sum()) / (wanted - least).sum())


def _asked(sheet: Sheet, column: tuple[str, ...]) -> tuple[float, float]:
    """Pixels of the longest cell and of the longest word of a column, whose heading is bold."""
    heading, *cells = column
    longest = sorted(set(cells), key=len)[-4:]  # measuring text is slow; the widest is among the longest
    words = sorted({word for cell in cells for word in cell.split(" ")}, key=len)[-4:]
    bold = [sheet.width_of(word, SIZE, bold=True) for word in heading.split(" ") if word]
    whole = [sheet.width_of(heading, SIZE, bold=True), *(sheet.width_of(cell, SIZE) for cell in longest)]
    return max(whole) + 1, max([1.0, *bold, *(sheet.width_of(word, SIZE) for word in words)]) + 1
