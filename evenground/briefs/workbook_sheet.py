"""The sheets of a workbook: the finding and its context above, the whole table, what else is known of it below; ready to print."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from evenground.answers.exhibit import Exhibit
from evenground.briefs import parts
from evenground.catalog.words import say
from evenground.look import text

WIDEST, WIDEST_OF_MANY, NARROWEST, EMPTY = 60, 38, 11, 8.43
"""Widths of columns, in signs: of a table, of texts side by side; one without a cell has the last."""
WORD_ENDS = 1.08
"""Of a line's signs, the part that is lost where a word does not fit."""
ACROSS = 96
"""Signs that a paragraph is wide, at least: the columns of a small table are few."""
LINE = 15.0
"""Points that a line of text is high."""
LONGEST = 32_000
"""Signs that a cell takes."""


def styles_of(book: Any, accent: str) -> dict[str, Any]:
    """The formats of a workbook's cells, by name."""
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": accent, "text_wrap": True, "valign": "vcenter"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"}), "about": book.add_format({"bold": True, "font_size": 16}), "head": book.add_format(head),
        "head_text": book.add_format(head | {"indent": 1}), "head_number": book.add_format(head | {"align": "right"}),
        "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}), "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "mark": book.add_format({"bold": True, "font_color": "#C2185B", "text_wrap": True}), "plain": book.add_format({}), "text": book.add_format({"indent": 1}),
        **{f"number{after}": book.add_format({"num_format": "#,##0" + ("." + "0" * after if after else "")}) for after in range(5)},
    }  # fmt: skip


def to_print(sheet: Any, stamp: str) -> None:
    """Landscape on Letter, as wide as the page, with date and page number below."""
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer(f"&L{stamp.replace('&', '&&')}&R&P / &N")


def put_exhibit(sheet: Any, exhibit: Exhibit, styles: dict[str, Any]) -> None:
    """The finding and its context above, then the whole table, ready to be sorted and filtered, and the rest below it: what is
    kept in view above the rows is short."""
    caption = exhibit.caption
    shown, headings = _columns(exhibit)
    widths = [_width(heading, shown.iloc[:, at]) for at, heading in enumerate(headings)]
    for at, wide in enumerate(widths):
        sheet.set_column(at, at, wide)
    mark = caption.demonstration or (say("export.demonstration", caption.language) if exhibit.is_demonstration else "")
    above = [(parts.headline(exhibit), "title"), (mark, "mark"), (parts.context(exhibit), "wrap"), (caption.interval, "wrap"), (exhibit.changed, "wrap")]
    row = _paragraphs(sheet, 0, [one for one in above if one[0]], widths, styles)
    if headings:
        row = _table(sheet, row + 1, headings, shown, exhibit.decimals, styles) + 1
    _paragraphs(sheet, row, [(one, "wrap") for one in _below(exhibit)], widths, styles)


def _columns(exhibit: Exhibit) -> tuple[pd.DataFrame, list[str]]:
    """The table that readers see, and its headings."""
    shown = parts.cleared(exhibit)
    if shown.columns.empty and exhibit.series:
        return _drawn(exhibit)
    return shown, [heading for name, heading in exhibit.columns if name in shown.columns]


def _drawn(exhibit: Exhibit) -> tuple[pd.DataFrame, list[str]]:
    """A table of what is drawn, for an exhibit that names no columns."""
    language = exhibit.caption.language
    columns: dict[str, object] = {say("export.column.name", language): list(exhibit.labels)}
    for one in exhibit.series:
        columns[one.name] = one.values
        for end, values in (("ci_low", one.low), ("ci_high", one.high)):
            if values is not None:
                columns[f"{one.name}, {say(f'export.column.{end}', language).lower()}"] = values
    table = pd.DataFrame(columns)
    return table, list(table.columns)


def _below(exhibit: Exhibit) -> list[str]:
    """What else is known of the figures, each sentence once: those of the answer, the caption's note where it is another, source."""
    answer, caption = exhibit.answer, exhibit.caption
    title = parts.headline(exhibit).rstrip(".").casefold()
    told = [one for one in (*answer.sentences, *answer.missing, *answer.notes) if one.rstrip(".").casefold() != title]
    note = "" if any(one in caption.note for one in told) else caption.note
    ask = f"{say('export.ask', caption.language)} {exhibit.ask}" if exhibit.ask else ""
    return [one for one in dict.fromkeys((ask, *told, note, caption.credit)) if one]


def _paragraphs(sheet: Any, row: int, said: Sequence[tuple[str, str]], widths: Sequence[float], styles: dict[str, Any]) -> int:
    """Paragraphs across the table's columns, at least `ACROSS` wide, each as high as its lines; the row after them."""
    last, across = len(widths) - 1, sum(widths)
    while across < ACROSS or last < 1:
        last, across = last + 1, across + EMPTY
    for words, style in said:
        size = 1.5 if style == "title" else 1.0
        sheet.set_row(row, LINE * size * lines_of(words, across / size))
        sheet.merge_range(row, 0, row, last, "", styles[style])
        write(sheet, row, 0, words, styles[style])
        row += 1
    return row


def _width(heading: str, column: pd.Series) -> float:
    """Wide enough for the words of the heading and for the longest of the first cells, within bounds."""
    cells = [] if parts.is_numeric(column) else [len(str(value)) for value in column[:200] if not parts.numbers_missing(value)]
    words = max((len(one) for one in text.one_line(heading).split(" ")), default=0)
    return min(max(words + 4, min(len(heading), 24) + 3, *(one + 3 for one in cells), NARROWEST), WIDEST)


def _table(sheet: Any, top: int, headings: Sequence[str], table: pd.DataFrame, decimals: int, styles: dict[str, Any]) -> int:
    """The table with its headings repeated on each page; the row after it."""
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    for column, (heading, name) in enumerate(zip(headings, table.columns, strict=True)):
        values, is_number = list(table[name]), parts.is_numeric(table[name])
        write(sheet, top, column, heading, styles["head_number" if is_number else "head_text" if column else "head"])
        style = styles[f"number{min(parts.decimals_in(str(name), values, decimals), 4)}" if is_number else "text" if column else "plain"]
        for row, value in enumerate(values, start=top + 1):
            if parts.numbers_missing(value):
                continue
            if is_number:
                sheet.write_number(row, column, float(value), style)
            else:
                write(sheet, row, column, str(value), style)
    if len(table):
        sheet.autofilter(top, 0, top + len(table), len(headings) - 1)
    return top + 1 + len(table)


def put_rows(sheet: Any, headings: Sequence[str], rows: Sequence[Sequence[str]], styles: dict[str, Any]) -> None:
    """Rows of text below their headings: definitions, sources. A column without a word is left out."""
    kept = [at for at in range(len(headings)) if any(row[at] for row in rows)] or list(range(len(headings)))
    widest = ACROSS if len(kept) <= 2 else WIDEST_OF_MANY
    widths = [min(max(len(cell_words(row[at])) for row in (headings, *rows)) + 3, widest if place or len(kept) > 2 else WIDEST_OF_MANY) for place, at in enumerate(kept)]
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    for column, (at, wide) in enumerate(zip(kept, widths, strict=True)):
        write(sheet, 0, column, headings[at], styles["head"])
        sheet.set_column(column, column, wide, styles["wrap"])
    for place, row in enumerate(rows, start=1):
        sheet.set_row(place, LINE * max(lines_of(row[at], wide) for at, wide in zip(kept, widths, strict=True)))
        for column, at in enumerate(kept):
            write(sheet, place, column, row[at], styles["wrap"])


def lines_of(words: object, wide: float) -> int:
    """Lines that a text takes in a column, at the most: a spreadsheet does not open all wrapped cells as high as they need."""
    return max(math.ceil(len(cell_words(words)) * WORD_ENDS / wide), 1)


def write(sheet: Any, row: int, column: int, words: object, style: Any) -> None:
    """Text as text: what a spreadsheet could run is quoted, signs that a workbook cannot hold are dropped."""
    line = cell_words(words)
    if line:
        sheet.write_string(row, column, line, style)


def cell_words(words: object) -> str:
    """A text as its cell holds it."""
    line = plain(words)[:LONGEST]
    return str(text.cell(line)) if line else ""


def plain(words: object) -> str:
    """A text on one line, without signs that a file cannot hold."""
    return text.one_line(words)
