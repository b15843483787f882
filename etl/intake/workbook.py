"""One sheet of an XLSX as a table of text cells. Runs in a limited child process; see `etl.intake.table`."""

from __future__ import annotations

import zipfile
from pathlib import Path

from etl.intake.archive import open_zip
from etl.intake.outcome import Cells, Declared, Refused, some
from etl.intake.sheet_table import SheetTable
from etl.intake.xlsx_parts import Book, read_book
from etl.intake.xlsx_sheet import Row, Sheet, read_sheet


def read_xlsx(path: Path, declared: Declared) -> Cells:
    """Read one sheet of an XLSX. Raises `Refused` where the workbook as a whole cannot be used."""
    with open_zip(path) as archive:
        book = read_book(archive)
        name, part = _choose([(n, p) for n, p, visible in book.sheets if visible], book, declared, archive)
        table = SheetTable(declared)
        sheet = read_sheet(archive, part, book, table.take)
    cells = table.finished()
    _refuse_merged_header(sheet, table)
    cells.sheet = name
    cells.notes += [f"sheet {name!r} was read", *book.notes, *_seen(sheet, book, name)]
    cells.warnings += _merged_below(sheet, table)
    return cells


def _choose(
    visible: list[tuple[str, str]], book: Book, declared: Declared, archive: zipfile.ZipFile
) -> tuple[str, str]:
    if declared.sheet is not None:
        named = [(name, part) for name, part, _ in book.sheets if name == declared.sheet]
        if not named:
            raise Refused(
                f"no sheet {declared.sheet!r}", f"declare one of {', '.join(repr(s[0]) for s in book.sheets)}"
            )
        return named[0]
    filled = [(name, part) for name, part in visible if _is_filled(archive, part, book)]
    if len(filled) == 1:
        return filled[0]
    if not filled:
        raise Refused("no visible sheet holds anything", "give it a header and records")
    names = ", ".join(repr(name) for name, _ in filled)
    raise Refused(f"{len(filled)} visible sheets hold something: {names}", "declare `sheet`, or keep one")


def _is_filled(archive: zipfile.ZipFile, part: str, book: Book) -> bool:
    class _Enough(Exception):
        pass

    def enough(_: Row) -> None:
        raise _Enough

    try:
        read_sheet(archive, part, book, enough)
    except _Enough:
        return True
    return False


def _seen(sheet: Sheet, book: Book, read: str) -> list[str]:
    said = []
    hidden = [name for name, _, visible in book.sheets if not visible and name != read]
    if hidden:
        said.append(f"left out: {some(len(hidden), 'hidden sheet')} (first: {hidden[0]!r})")
    if sheet.formulas:
        said.append(f"formulas found in {some(sheet.formulas, 'cell')}; their stored values were read")
    if sheet.percents:
        said.append(f"{some(sheet.percents, 'cell')} formatted as a percentage, read as percent")
    if sheet.hidden_rows:
        said.append(f"{some(sheet.hidden_rows, 'hidden row')} read like the others")
    if book.epoch_1904:
        said.append("dates count from 1904 in this workbook")
    return said


def _refuse_merged_header(sheet: Sheet, table: SheetTable) -> None:
    for first_row, first, last_row, last in sheet.merged:
        if first_row <= table.header_row <= last_row and last > first:
            raise Refused(
                f"cells of row {table.header_row} are merged: a title, not column names",
                "declare `header_line`, the row that holds the column names",
            )


def _merged_below(sheet: Sheet, table: SheetTable) -> list[str]:
    below = [one for one in sheet.merged if one[2] > table.header_row]
    return (
        [f"{some(len(below), 'group')} of merged cells below the header: only the first cell of each holds a value"]
        if below
        else []
    )
