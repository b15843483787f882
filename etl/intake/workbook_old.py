"""XLS and ODS, read by calamine. Runs in a limited child process; see `etl.intake.table`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from etl.intake.archive import open_zip, parse_xml
from etl.intake.outcome import Cells, Declared, Refused
from etl.intake.sheet_table import SheetTable
from etl.intake.xlsx_sheet import ERROR, Row, number_text


def read_old(path: Path, declared: Declared) -> Cells:
    """Read one sheet of an XLS or ODS by calamine."""
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
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # what a fault in compiled Rust code is called, not an Exception
            raise
        raise Refused("not a readable workbook (its parts contradict each other)", "save it as XLSX or CSV") from panic
    if len(filled) != 1:
        raise Refused(f"{len(filled)} visible sheets hold something", "declare `sheet`, or keep one")
    ((name, rows),) = filled.items()
    table = SheetTable(declared)
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
