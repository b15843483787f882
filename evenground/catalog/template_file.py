"""The template as a file that people fill in: a workbook with a sheet for each table, or one CSV. Headers only, no example rows."""

from __future__ import annotations

import csv
import io

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from evenground.catalog.declaration import say
from evenground.catalog.template import Column, Sheet, template

ABOUT = {"en": "About", "fr": "À propos"}
HEADS = {"en": ("sheet", "column", "required", "what it holds", "values", "example"), "fr": ("feuille", "colonne", "requis", "contenu", "valeurs", "exemple")}
MOST_ROWS = 5000
"""Rows for which a choice is offered as a list."""
LONGEST_LIST = 255
"""Letters that a spreadsheet program takes in one list."""
FILL = "#E8EEF4"
WRITTEN = {"date": "YYYY-MM-DD", "month": "YYYY-MM"}


def template_csv(sheet_id: str = "engagements") -> str:
    """One sheet of the template as CSV: its header."""
    made = io.StringIO()
    csv.writer(made).writerow([column.id for column in template().sheet(sheet_id).columns])
    return made.getvalue()


def template_workbook(language: str = "en") -> bytes:
    """The whole template as XLSX. Choices are offered as lists; every header says what it holds, in `language`."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        for sheet in template().sheets:
            _add_sheet(book, sheet, language)
        _add_about(book, language)
    return made.getvalue()


def values_of(column: Column, language: str = "en") -> str:
    """The values that a column may hold, in words; empty where they are free."""
    found = [id if word is None or word.name.get(language, id) == id else f"{id} ({say(word.name, language)})" for id, word in column.choices().items()] if column.of or column.words else []
    return ", ".join(found) or WRITTEN.get(column.kind, "")


def _add_sheet(book: Workbook, sheet: Sheet, language: str) -> None:
    page = book.add_worksheet(sheet.id)
    page.freeze_panes(1, 0)
    head, needed, as_text = (book.add_format(one) for one in ({"bg_color": FILL}, {"bg_color": FILL, "bold": True}, {"num_format": "@"}))
    for number, column in enumerate(sheet.columns):
        is_day = column.kind in ("date", "month")
        page.set_column(number, number, max(12, len(column.id) + 4), as_text if is_day else None)  # a day stays the text it was written as
        page.write_string(0, number, column.id, needed if column.required else head)
        page.write_comment(0, number, say(column.about, language), {"author": "Evenground", "x_scale": 2, "y_scale": 1.5})
        if column.kind == "choice":
            _offer(page, number, list(column.choices()))


def _offer(page: Worksheet, number: int, values: list[str]) -> None:
    if len(",".join(values)) + 2 <= LONGEST_LIST:
        page.data_validation(1, number, MOST_ROWS - 1, number, {"validate": "list", "source": values, "show_error": False})


def _add_about(book: Workbook, language: str) -> None:
    page, wrapped = book.add_worksheet(ABOUT.get(language, ABOUT["en"])), book.add_format({"text_wrap": True, "valign": "top"})
    for number, width in enumerate((16, 22, 10, 80, 60, 34)):
        page.set_column(number, number, width)
    page.freeze_panes(1, 0)
    _write(page, 0, HEADS.get(language, HEADS["en"]), book.add_format({"bold": True, "bg_color": FILL}))
    columns = ((sheet, column) for sheet in template().sheets for column in sheet.columns)
    for row, (sheet, column) in enumerate(columns, start=1):
        required = ("oui" if language == "fr" else "yes") if column.required else ""
        _write(page, row, (sheet.id, column.id, required, say(column.about, language), values_of(column, language), column.example), wrapped)


def _write(page: Worksheet, row: int, texts: tuple[str, ...], style: Format) -> None:
    for number, text in enumerate(texts):
        page.write_string(row, number, text, style)
