"""A workbook's sheet as a table of text cells. Runs in a limited child process; see `etl.intake.table`."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from etl.intake.archive import open_zip, parse_xml
from etl.intake.header import MOST_COLUMNS, check_names
from etl.intake.outcome import Cells, Declared, Refused, Rejects, some
from etl.intake.xlsx_parts import Book, read_book
from etl.intake.xlsx_sheet import ERROR, LONGEST_CELL, NO_VALUE, Row, Sheet, number_text, read_sheet

RECORD = "(record)"


def read_xlsx(path: Path, declared: Declared) -> Cells:
    """Read one sheet of an XLSX. Raises `Refused` where the workbook as a whole cannot be used."""
    with open_zip(path) as archive:
        book = read_book(archive)
        name, part = _choose([(n, p) for n, p, visible in book.sheets if visible], book, declared, archive)
        table = _Table(declared)
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


def _refuse_merged_header(sheet: Sheet, table: _Table) -> None:
    for first_row, first, last_row, last in sheet.merged:
        if first_row <= table.header_row <= last_row and last > first:
            raise Refused(
                f"cells of row {table.header_row} are merged: a title, not column names",
                "declare `header_line`, the row that holds the column names",
            )


def _merged_below(sheet: Sheet, table: _Table) -> list[str]:
    below = [one for one in sheet.merged if one[2] > table.header_row]
    return (
        [f"{some(len(below), 'group')} of merged cells below the header: only the first cell of each holds a value"]
        if below
        else []
    )


class _Table:
    """Gathers rows: what stands above the header, the header, the records."""

    def __init__(self, declared: Declared) -> None:
        self.declared = declared
        self.names: list[str] = []
        self.header_row = 0
        self.title_rows: list[int] = []
        self.rows: list[list[str]] = []
        self.lines: list[int] = []
        self.rejects = Rejects()
        self.faults: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
        self.numeric: dict[int, int] = {}

    def take(self, row: Row) -> None:
        if not self.names:
            self._header(row)
        else:
            self._record(row)

    def _header(self, row: Row) -> None:
        if row.number < self.declared.header_line:
            self.title_rows.append(row.number)
            return
        width = max(row.cells, default=0) + 1
        if width > MOST_COLUMNS:
            raise Refused(
                f"the header on row {row.number} reaches column {width:,}, more than {MOST_COLUMNS}",
                "keep the columns that are needed",
            )
        self.names = check_names([row.cells.get(column, "") for column in range(width)], row.number)
        self.header_row = row.number

    def _record(self, row: Row) -> None:
        width = len(self.names)
        beyond = [column for column in row.cells if column >= width]
        fault = next(iter(sorted(row.faults.items())), None)
        if beyond:
            self._fault(
                row,
                RECORD,
                f"column {beyond[0] + 1}",
                "a cell lies beyond the header's columns",
                "clear it, or give its column a name",
            )
        elif fault and fault[1] == NO_VALUE:
            self._fault(
                row,
                self._name(fault[0]),
                "",
                "a formula without a stored value",
                "open and save it in a spreadsheet program, or paste values",
            )
        elif fault and fault[1] == ERROR:
            self._fault(
                row,
                self._name(fault[0]),
                row.cells.get(fault[0], ""),
                "an error of the spreadsheet stands in a cell",
                "correct the formula",
            )
        elif max(map(len, row.cells.values())) > LONGEST_CELL:
            self._fault(row, RECORD, "", f"a cell is longer than {LONGEST_CELL:,} characters", "shorten it")
        else:
            self.rows.append([row.cells.get(column, "") for column in range(width)])
            self.lines.append(row.number)
            for column in row.numeric:
                self.numeric[column] = self.numeric.get(column, 0) + 1

    def _name(self, column: int) -> str:
        return self.names[column] if column < len(self.names) else RECORD

    def _fault(self, row: Row, column: str, value: str, reason: str, remedy: str) -> None:
        self.faults.setdefault((column, reason, remedy), []).append((row.number, value))

    def finished(self) -> Cells:
        if not self.names:
            raise Refused("there is no header", "give the sheet a row of column names and records below it")
        for (column, reason, remedy), found in self.faults.items():
            self.rejects.add([line for line, _ in found], column, [value for _, value in found], reason, remedy)
        if not self.rows and not self.faults:
            raise Refused("there are no records below the header", "give it at least one record")
        arrays = {
            str(i): pa.array([row[i] for row in self.rows], pa.string()).dictionary_encode()
            for i in range(len(self.names))
        }
        return Cells(
            self.names, pa.table(arrays), np.array(self.lines, dtype="int64"), self.rejects, title_lines=self.title_rows,
            numeric_cells=self.numeric,
        )  # fmt: skip


def read_old(path: Path, declared: Declared) -> Cells:
    """Read one sheet of an XLS or ODS by calamine."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    if path.name.lower().endswith(".ods"):
        _judge_ods(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        visible = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
        sheets = {
            name: book.get_sheet_by_name(name) for name in (visible if declared.sheet is None else [declared.sheet])
        }
        filled = {name: rows for name, sheet in sheets.items() if (rows := sheet.to_python(skip_empty_area=False))}
    except (CalamineError, ValueError, OSError) as broken:
        raise Refused(f"not a readable workbook ({broken})", "save it as XLSX or CSV") from broken
    if len(filled) != 1:
        raise Refused(f"{len(filled)} visible sheets hold something", "declare `sheet`, or keep one")
    ((name, rows),) = filled.items()
    table = _Table(declared)
    for number, values in enumerate(rows, start=1):
        texts = {column: text for column, value in enumerate(values) if (text := _plain_text(value)).strip()}
        if texts:
            faults = {
                column: ERROR
                for column, text in texts.items()
                if text.startswith("#") and text.endswith(("!", "?", "A"))
            }
            numeric = {
                column
                for column in texts
                if isinstance(values[column], (int, float)) and not isinstance(values[column], bool)
            }
            table.take(Row(number, texts, faults, numeric))
    cells = table.finished()
    cells.sheet = name
    cells.notes.append(f"sheet {name!r} was read")
    return cells


def _judge_ods(path: Path) -> None:
    with open_zip(path) as archive:
        if "content.xml" not in archive.namelist():
            raise Refused("not an ODS workbook: it has no content.xml", "save it as XLSX or CSV")
        with archive.open("content.xml") as xml:
            parse_xml(xml, lambda name, has: None)


def _plain_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return number_text(repr(value), "")
        case datetime():
            return value.isoformat(sep=" ") if value.time().isoformat() != "00:00:00" else value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value)
