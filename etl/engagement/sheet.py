"""One sheet of a log: its columns matched by name, its cells read, every record loaded or rejected with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from etl.engagement.cells import Manner, read_column
from etl.intake.header import plain_name
from etl.intake.outcome import Rejects
from evenground.catalog.template import Column, Sheet

PERSONAL = {"name", "nom", "prenom", "first", "last", "full", "surname", "family", "phone", "telephone", "tel", "mobile", "cell", "cellulaire",
            "email", "mail", "courriel", "address", "adresse", "street", "rue", "postal", "zip", "birth", "naissance", "dob"}  # fmt: skip
HOLDS_CONTACTS = "holds names or contact details"
NOT_LISTED = "is not a column of the template"


@dataclass
class RawSheet:
    """A sheet as it came: text cells under their published headers, and the line each record starts on."""

    sheet: str
    source: str
    table: pd.DataFrame
    lines: np.ndarray
    rejects: Rejects = field(default_factory=Rejects)
    """Records that the reader of the file could not use."""
    manner: Manner = Manner()
    rows_in: int | None = None
    """Records by an independent count of the bytes; by the reader's own where there is none."""

    mapping: str = ""
    notes: list[str] = field(default_factory=list)
    """What the reader of the file saw, in words."""

    @property
    def records(self) -> int:
        return len(self.lines) + len(self.rejects.lines()) if self.rows_in is None else self.rows_in


@dataclass
class ReadSheet:
    """What could be read: one row per record that is in order, under the template's column names."""

    raw: RawSheet
    table: pd.DataFrame
    rejects: Rejects
    good: np.ndarray
    records: int
    """Records of the sheet, loaded or not."""
    dropped: dict[str, str] = field(default_factory=dict)
    masked: dict[str, int] = field(default_factory=dict)

    def reject(self, rows: np.ndarray, column: str, values: object, reason: str, remedy: str) -> None:
        """Reject records by their position; `values` are one for each, or one text for all."""
        self.rejects.add(self.raw.lines[rows], column, values, reason, remedy)
        self.good[rows] = False


def read_sheet(raw: RawSheet, sheet: Sheet) -> ReadSheet:
    """Every cell that the template knows, read; areas, partners and groups are still text."""
    positions, dropped = _arranged(raw, sheet)
    made = ReadSheet(raw, pd.DataFrame(index=range(len(raw.lines))), raw.rejects, np.ones(len(raw.lines), dtype=bool), raw.records, dropped)
    columns: dict[str, object] = {}
    blank = pd.Series("", index=range(len(raw.lines)), dtype="str")
    for column in sheet.columns:
        position = positions.get(column.id)
        cells = blank if position is None else _texts(raw, position)  # one at a time: a log may be long
        columns[column.id] = _read(made, cells, column)
    made.table = pd.DataFrame(columns, index=range(len(raw.lines)))
    return made


def _read(made: ReadSheet, cells: pd.Series, column: Column) -> object:
    empty = (cells == "").to_numpy(dtype=bool)
    if column.required and empty.any():
        made.reject(np.flatnonzero(empty), column.id, "", f"{column.id} is empty", f"give {column.id}")
    if column.default and empty.any():
        cells = cells.mask(empty, column.default)
    read = read_column(cells, column, made.raw.manner)
    for (reason, remedy), rows in read.faults.items():
        made.reject(rows, column.id, cells.iloc[rows].to_numpy(dtype=object), reason, remedy)
    for kind, number in read.masked.items():
        made.masked[kind] = made.masked.get(kind, 0) + number
    return read.values


def _texts(raw: RawSheet, position: int) -> pd.Series:
    return raw.table.iloc[:, position].astype("str").fillna("").str.strip().reset_index(drop=True)


def _arranged(raw: RawSheet, sheet: Sheet) -> tuple[dict[str, int], dict[str, str]]:
    """Positions of the columns by our names, and the published columns that do not enter, each with why."""
    # a column's own name wins over another's alias
    meaning = {alias: column.id for column in sheet.columns for alias in (*column.aliases, column.to) if alias} | {column.id: column.id for column in sheet.columns}
    taken: dict[str, int] = {}
    dropped: dict[str, str] = {}
    by_name = sorted(range(raw.table.shape[1]), key=lambda i: plain_name(raw.table.columns[i]) != meaning.get(plain_name(raw.table.columns[i])))
    for position in by_name:
        header = str(raw.table.columns[position])
        ours = meaning.get(plain_name(header))
        if ours is None or ours in taken:
            if header.strip() or (raw.table.iloc[:, position] != "").any():
                dropped[header] = f"says again what {ours} says" if ours else why_dropped(header)
            continue
        taken[ours] = position
    return taken, dropped


def why_dropped(header: str) -> str:
    """Why a published column does not enter.

    >>> why_dropped("Participant's e-mail"), why_dropped("Weather")
    ('holds names or contact details', 'is not a column of the template')
    """
    return HOLDS_CONTACTS if set(plain_name(header).split("_")) & PERSONAL else NOT_LISTED
