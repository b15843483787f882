"""One sheet of an XLSX, row by row from its XML. Memory grows with the cells that are there, not with their addresses."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from etl.intake.archive import parse_xml
from etl.intake.outcome import Refused
from etl.intake.periods import excel_date
from etl.intake.xlsx_parts import DATE, PERCENT, TIME, Book, local

MOST_ROWS = 2_000_000
LONGEST_CELL = 100_000
ERROR, NO_VALUE = "error", "no value"
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Row:
    """A row's filled cells by column (0-based), and faults by column."""

    number: int
    cells: dict[int, str] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)
    numeric: set[int] = field(default_factory=set)


@dataclass
class Sheet:
    """What was seen on the way through a sheet."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column (rows from 1, columns from 0)."""
    formulas: int = 0
    percents: int = 0
    hidden_rows: int = 0


def read_sheet(archive: zipfile.ZipFile, part: str, book: Book, take: Callable[[Row], None]) -> Sheet:
    """Hand every row with content to `take`, in the order of the sheet."""
    reader = _Reader(book, take)
    try:
        with archive.open(part) as xml:
            parse_xml(xml, reader.start, reader.end, reader.text)
    except KeyError as missing:
        raise Refused(f"the sheet's part {part!r} is not in the workbook", "save it again") from missing
    return reader.sheet


class _Reader:
    def __init__(self, book: Book, take: Callable[[Row], None]) -> None:
        self.book, self.take = book, take
        self.sheet = Sheet()
        self.row = Row(0)
        self.rows = 0
        self.column = -1
        self.kind = self.style = ""
        self.value: list[str] | None = None
        self.inside = self.has_formula = self.phonetic = False

    def start(self, name: str, has: dict[str, str]) -> None:
        match local(name):
            case "row":
                given = has.get("r", "")
                self.row = Row(int(given) if given.isdigit() else self.row.number + 1)
                self.column = -1
                self.sheet.hidden_rows += has.get("hidden") in ("1", "true")
            case "c":
                found = _ADDRESS.fullmatch(has.get("r", ""))
                self.column = column_number(found[1]) if found else self.column + 1
                self.kind, self.style = has.get("t", "n"), has.get("s", "")
                self.value, self.has_formula = None, False
            case "f":
                self.has_formula = True
            case "rPh":
                self.phonetic = True
            case "v" | "t" if not self.phonetic:
                self.inside = True
                self.value = self.value or []
            case "mergeCell":
                self._merged(has.get("ref", ""))

    def end(self, name: str) -> None:
        match local(name):
            case "v" | "t":
                self.inside = False
            case "rPh":
                self.phonetic = False
            case "c":
                self._cell()
            case "row":
                if self.row.cells or self.row.faults:
                    self.rows += 1
                    if self.rows > MOST_ROWS:
                        raise Refused(f"the sheet has more than {MOST_ROWS:,} rows", "give the table as CSV")
                    self.take(self.row)

    def text(self, words: str) -> None:
        if self.inside and self.value is not None:
            self.value.append(words)

    def _merged(self, ref: str) -> None:
        ends = [_ADDRESS.fullmatch(part) for part in ref.split(":")]
        if len(ends) == 2 and all(ends):
            (c1, r1), (c2, r2) = ((column_number(e[1]), int(e[2])) for e in ends)
            self.sheet.merged.append((r1, c1, r2, c2))

    def _cell(self) -> None:
        raw = "".join(self.value) if self.value is not None else None
        if raw is None or (raw == "" and self.has_formula):
            if self.has_formula:
                self.row.faults[self.column] = NO_VALUE
            return
        self.sheet.formulas += self.has_formula
        if self.kind == "e":
            self.row.faults[self.column] = ERROR
        text = self._as_text(raw)
        if text.strip():
            self.row.cells[self.column] = text

    def _as_text(self, raw: str) -> str:
        if self.kind == "s":
            return self.book.strings[int(raw)] if raw.isdigit() and int(raw) < len(self.book.strings) else "#REF!"
        if self.kind == "b":
            return "TRUE" if raw == "1" else "FALSE"
        if self.kind != "n":
            return raw
        style = int(self.style) if self.style.isdigit() else 0
        form = self.book.formats[style] if style < len(self.book.formats) else ""
        self.row.numeric.add(self.column)
        if form == PERCENT:
            self.sheet.percents += 1
        return number_text(raw, form, epoch_1904=self.book.epoch_1904)


def column_number(letters: str) -> int:
    """Column of an address, from 0.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (0, 26, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def number_text(raw: str, form: str, *, epoch_1904: bool = False) -> str:
    """A stored number as the text a person would have typed: 15 digits, percentages as percent, days as dates.

    >>> number_text("28.400000000000002", ""), number_text("0.284", "percent"), number_text("45292", "date")
    ('28.4', '28.4', '2024-01-01')
    """
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return raw
    if not number.is_finite():
        return raw
    if form == PERCENT:
        number *= 100
    if form in (DATE, TIME) and number >= 0:
        return _day(number, epoch_1904=epoch_1904) if form == DATE else raw
    plain = f"{number:.15g}" if number != number.to_integral_value() else f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain and "e" not in plain.lower() else plain
    return plain if len(plain) < 40 else f"{number:.15g}"


def _day(number: Decimal, *, epoch_1904: bool) -> str:
    day, _ = excel_date(int(number), epoch_1904=epoch_1904)
    if day is None:
        return "1900-02-29" if int(number) == 60 else f"{number}"
    seconds = int((number % 1) * 86_400 + Decimal("0.5"))
    if not seconds:
        return day.isoformat()
    return (datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)).isoformat(sep=" ")
