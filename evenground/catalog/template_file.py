"""The template as a file that people fill in: a workbook with a sheet for each table, or one CSV. Headers only, no example rows."""

from __future__ import annotations

import csv
import io

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from evenground.catalog.declaration import say
from evenground.catalog.template import Column, Sheet, template

ABOUT = {"en": "About", "fr": "À propos"}
HEADS = {"en": ("sheet", "column", "required", "what it holds", "values", "example"), "fr": ("feuille", "colonne", "requis", "contenu", "valeurs", "exemple")}
MOST_ROWS = 5000
FILL = PatternFill("solid", fgColor="E8EEF4")
WRITTEN = {"date": "YYYY-MM-DD", "month": "YYYY-MM"}


def template_csv(sheet_id: str = "engagements") -> str:
    """One sheet of the template as CSV: its header."""
    made = io.StringIO()
    csv.writer(made).writerow([column.id for column in template().sheet(sheet_id).columns])
    return made.getvalue()


def template_workbook(language: str = "en") -> bytes:
    """The whole template as XLSX. Choices are offered as lists; every header says what it holds, in `language`."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in template().sheets:
        _add_sheet(book, sheet, language)
    _add_about(book, language)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def values_of(column: Column, language: str = "en") -> str:
    """The values that a column may hold, in words; empty where they are free."""
    found = [id if word is None or word.name.get(language, id) == id else f"{id} ({say(word.name, language)})" for id, word in column.choices().items()] if column.of or column.words else []
    return ", ".join(found) or WRITTEN.get(column.kind, "")


def _add_sheet(book: openpyxl.Workbook, sheet: Sheet, language: str) -> None:
    page = book.create_sheet(sheet.id)
    page.append([column.id for column in sheet.columns])
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        cell = page.cell(1, number)
        cell.font, cell.fill = Font(bold=column.required), FILL
        cell.comment = Comment(say(column.about, language), "Evenground")
        letter = cell.column_letter
        page.column_dimensions[letter].width = max(12, len(column.id) + 4)
        if column.kind in ("date", "month"):
            for row in page[f"{letter}2:{letter}200"]:
                row[0].number_format = "@"  # a day stays the text it was written as
        if column.kind == "choice":
            _offer(page, letter, list(column.choices()))


def _offer(page: openpyxl.worksheet.worksheet.Worksheet, letter: str, values: list[str]) -> None:
    listed = f'"{",".join(values)}"'
    if len(listed) <= 255:  # what a spreadsheet program takes in one list
        offered = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=False)
        offered.add(f"{letter}2:{letter}{MOST_ROWS}")
        page.add_data_validation(offered)


def _add_about(book: openpyxl.Workbook, language: str) -> None:
    page = book.create_sheet(ABOUT.get(language, ABOUT["en"]))
    page.append(HEADS.get(language, HEADS["en"]))
    for sheet in template().sheets:
        for column in sheet.columns:
            required = ("oui" if language == "fr" else "yes") if column.required else ""
            page.append([sheet.id, column.id, required, say(column.about, language), values_of(column, language), column.example])
    for letter, width in zip("ABCDEF", (16, 22, 10, 80, 60, 34), strict=True):
        page.column_dimensions[letter].width = width
    for row in page.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
