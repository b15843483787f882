"""How much text a box holds: lines of a paragraph, rows of a table, paragraphs of a page. Sizes are units of the page."""

from __future__ import annotations

from collections.abc import Sequence

from evenground.briefs.vector import width_of
from evenground.look import text

LONGEST = 0.45
"""Of the whole width, at most, that a column's longest cell asks for."""


def lines(words: str, size: float, wide: float, *, bold: bool = False) -> int:
    """Lines that words take when they are set in a column."""
    count, left = 1, wide
    for word in text.one_line(words).split(" "):
        room = width_of(word + " ", size, bold=bold)
        if room > left and left < wide:
            count, left = count + 1, wide
        count += int(room // wide)
        left -= room % wide
    return count


def column_widths(headings: Sequence[str], rows: Sequence[Sequence[str]], wide: float, size: float, pad: float) -> list[float]:
    """The width of each column with its cells' margins `pad`: no word is broken where there is room for the longest of each
    column, and what is left goes to those whose cells are longest."""
    columns = [[heading, *(row[at] for row in rows)] for at, heading in enumerate(headings)]
    least = [max(width_of(word, size, bold=True) for cell in cells for word in text.one_line(cell).split(" ")) + pad for cells in columns]
    asked = [min(max(width_of(text.one_line(cell), size, bold=True) for cell in cells) + pad, wide * LONGEST) for cells in columns]
    if sum(asked) <= wide:
        return [wide * want / sum(asked) for want in asked]
    more = [max(want - need, 0.0) for want, need in zip(asked, least, strict=True)]
    left = wide - sum(least)
    if left <= 0 or not sum(more):
        return [wide * need / sum(least) for need in least]
    return [need + left * one / sum(more) for need, one in zip(least, more, strict=True)]


def row_lines(row: Sequence[str], widths: Sequence[float], size: float, *, bold: bool = False) -> int:
    """Lines of the tallest cell of a row."""
    return max(lines(cell, size, wide, bold=bold) for cell, wide in zip(row, widths, strict=True))


def rows_that_fit(
    headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], size: float, tall: float, *, line: float, pad: float, most: int,
) -> int:  # fmt: skip
    """Rows below their headings that fit into `tall`; where not all of them do, room for the line that counts the rest is kept.

    `widths` are those of the text, without the cells' own margins; `line` is the height of a line and `pad` what a row adds.
    """
    left = tall - row_lines(headings, widths, size, bold=True) * line - pad
    for at, row in enumerate(rows):
        left -= row_lines(row, widths, size) * line + pad
        if left < (line if at + 1 < len(rows) else 0) or at == most:
            return max(at, 1)
    return len(rows)


def pages(paragraphs: Sequence[str], size: float, wide: float, most: int) -> list[list[int]]:
    """The numbers of the paragraphs on each page of at most so many lines; one longer than a page has one of its own."""
    found: list[list[int]] = []
    left = 0
    for at, words in enumerate(paragraphs):
        need = lines(words, size, wide) + 1
        if not found or need > left + 1:  # the last one needs no line after it
            found.append([])
            left = most
        found[-1].append(at)
        left -= need
    return found
