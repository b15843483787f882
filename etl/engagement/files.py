"""Files of a log as sheets of the template: CSV named by its sheet, a workbook with those sheets, or any table with a mapping."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from etl import limited
from etl.check_file import counted
from etl.engagement.cells import Manner
from etl.engagement.mapped import as_template, recognised
from etl.engagement.sheet import RawSheet
from etl.intake.archive import open_zip
from etl.intake.header import plain_name
from etl.intake.outcome import Cells, Declared, Refused
from etl.intake.sniff import kind_of
from etl.intake.table import WORKBOOK_LIMITS, open_table
from etl.intake.xlsx_parts import read_book
from evenground.catalog.mapping import Mapping
from evenground.catalog.template import Sheet, template

TOTALS = {"total", "totals", "grand total", "totaux", "total général", "total general", "ensemble", "somme", "sum", "moyenne", "average", "source", "note", "notes"}
NO_RECORDS = "there are no records below the header"
ENOUGH = 3
"""Columns of the template that a header must show to be taken for one."""


def sheets_of(path: Path, mappings: dict[str, Mapping], named: str = "", zone: str = "UTC") -> list[RawSheet]:
    """The sheets that a file holds. Raises `Refused` where the file as a whole cannot be used."""
    if named and named not in mappings:
        raise Refused(f"no mapping {named!r}", f"name one of {', '.join(mappings) or 'none'}")
    if not named and kind_of(path) == "xlsx":
        titles = limited.run(sheet_titles, path, limits=WORKBOOK_LIMITS)
        own = [(title, sheet) for title in titles if (sheet := _sheet_called(title))]
        if own:
            return [raw for title, sheet in own if (raw := _of_workbook(path, title, sheet, zone))]
    try:
        return [_one_table(path, mappings, named, zone)]
    except Refused as refused:
        if refused.reason == NO_RECORDS and _sheet_called(path.stem):  # a sheet that nobody has filled in yet
            return []
        raise


def sheet_titles(path: Path) -> list[str]:
    """Names of the visible sheets of a workbook; runs in a limited child process."""
    with open_zip(path) as archive:
        return [name for name, _, visible in read_book(archive).sheets if visible]


def _sheet_called(title: str) -> Sheet | None:
    plain = plain_name(title)
    return next((one for one in template().sheets if plain in {one.id, *(plain_name(name) for name in one.name.values())}), None)


def _of_workbook(path: Path, title: str, sheet: Sheet, zone: str) -> RawSheet | None:
    try:
        cells = open_table(path, Declared(sheet=title))
    except Refused as refused:
        if refused.reason == NO_RECORDS:
            return None
        raise
    return _raw(path, cells, sheet.id, cells.frame().drop(columns="line"), Manner(zone=zone), f"{path.name}:{title}")


def _one_table(path: Path, mappings: dict[str, Mapping], named: str, zone: str) -> RawSheet:
    if named:
        return _mapped(path, mappings[named], zone)
    cells = open_table(path)
    sheet = _sheet_called(path.stem) or _sheet_like(cells.columns)
    if sheet:
        return _raw(path, cells, sheet.id, cells.frame().drop(columns="line"), Manner(zone=zone), path.name)
    fitting = [mapping for mapping in mappings.values() if recognised(cells.columns, mapping)]
    if len(fitting) == 1:
        return _mapped(path, fitting[0], zone)
    raise Refused(
        "the file is neither the template nor a layout that is known" if not fitting else "more than one mapping fits",
        f"{_to_add(cells.columns)}name the mapping: {', '.join((one.id for one in fitting) if fitting else mappings)}; or use the template",
    )


def _to_add(columns: list[str]) -> str:
    """What a file that is nearly a sheet of the template still needs, as the beginning of a remedy; nothing where it is not near."""
    plain = {plain_name(name) for name in columns}
    nearest = max(template().sheets, key=lambda sheet: len(plain & {column.id for column in sheet.columns}))
    lacks = [column.id for column in nearest.columns if column.required and column.id not in plain]
    near = len(plain & {column.id for column in nearest.columns}) >= ENOUGH
    return f"add {', '.join(lacks)}, which the sheet {nearest.id} of the template needs; or " if near and lacks else ""


def _sheet_like(columns: list[str]) -> Sheet | None:
    """The sheet of the template whose own column names a header shows."""
    plain = {plain_name(name) for name in columns}
    for sheet in template().sheets:
        needed = {column.id for column in sheet.columns if column.required}
        if needed <= plain and len(plain & {column.id for column in sheet.columns}) >= min(ENOUGH, len(needed)):
            return sheet
    return None


def _mapped(path: Path, mapping: Mapping, zone: str) -> RawSheet:
    declared = Declared(sheet=mapping.worksheet, header_line=mapping.header_line, encoding=mapping.encoding, delimiter=mapping.delimiter)
    cells = open_table(path, declared)
    manner = Manner(mapping.dates, mapping.decimal, zone, mapping.area_splits)
    return _raw(path, cells, mapping.sheet, as_template(cells, mapping), manner, path.name, mapping.id)


def _raw(path: Path, cells: Cells, sheet_id: str, table: pd.DataFrame, manner: Manner, source: str, mapping: str = "") -> RawSheet:
    rows_in = counted(path, kind_of(path), cells)
    seen = len(cells.lines) + len(cells.rejects.lines())
    if rows_in != seen:
        raise Refused(f"the bytes hold {rows_in:,} records but {seen:,} were read", "report this: no file may lose a record without a word")
    raw = RawSheet(sheet_id, source, table, cells.lines, cells.rejects, manner, rows_in, mapping, [*cells.notes, *cells.warnings])
    return _without_totals(raw)


def _without_totals(raw: RawSheet) -> RawSheet:
    """Totals and footnotes below a table are records of the file, but no engagements: they are rejected as such."""
    first = pd.Series("", index=range(len(raw.lines)), dtype="str")
    for position in range(raw.table.shape[1]):
        column = raw.table.iloc[:, position].astype("str").fillna("").str.strip().reset_index(drop=True)
        first = first.mask(first == "", column)
        if not (first == "").any():
            break
    is_total = first.str.lower().str.strip(" :.*").isin(TOTALS).to_numpy(dtype=bool)
    if not is_total.any():
        return raw
    raw.rejects.add(raw.lines[is_total], "(record)", first[is_total].to_numpy(dtype=object), "a total or a footnote is not an entry of the log", "nothing to do, or take the line out")
    return replace(raw, table=raw.table[~is_total].reset_index(drop=True), lines=raw.lines[~is_total])
