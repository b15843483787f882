"""What comes out of the door: a table of text cells with every record accounted for, or a refusal that says why."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa


def some(count: int, noun: str) -> str:
    """A count with its noun.

    >>> some(1, "record"), some(2000, "record")
    ('1 record', '2,000 records')
    """
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


class Refused(Exception):
    """The file as a whole cannot be used: what is wrong, and what would put it right."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.reason, self.remedy = reason, remedy

    def __str__(self) -> str:
        return f"{self.reason}; {self.remedy}"


@dataclass(frozen=True)
class Declared:
    """What is known of a file beforehand. Everything has a strict default; nothing is guessed from the values.

    `encoding`      name of an 8-bit encoding; else a byte-order mark or strict UTF-8 decides
    `delimiter`     one of , ; tab |; else the header decides
    `header_line`   line (or sheet row) that holds the column names
    `sheet`         name of the sheet; else the only visible one
    `layout`        observations, areas, events or any; else the column names decide
    `columns`       published column name -> ours
    `decimal`       point or comma; else point, or comma where a `;` file is consistent and unambiguous
    `date_format`   as in strptime ("%d/%m/%Y"), or "excel" for serial numbers; else ISO dates only
    `time_zone`     IANA name; needed for times of day
    `area_width`    digits of an area code; shorter ones get their zeros back
    `area_prefixes` prefixes cut off an area code
    `symbols`       further symbols -> status
    `kinds`         indicator id (or "*") -> proportion, rate, mean, count, index, ratio
    `per`           indicator id (or "*") -> multiplier of numerator / denominator
    `fractional_counts`, `negative_values`   allowed where true
    `periods`       first and last year that these boundaries describe
    `crs`           coordinate system of shapes that carry none
    `area_id`, `area_name`   properties of a shape
    """

    encoding: str | None = None
    delimiter: str | None = None
    header_line: int = 1
    sheet: str | None = None
    layout: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    decimal: str | None = None
    date_format: str | None = None
    time_zone: str | None = None
    area_width: int | None = None
    area_prefixes: tuple[str, ...] = ()
    symbols: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    per: dict[str, float] = field(default_factory=dict)
    fractional_counts: bool = False
    negative_values: bool = False
    periods: tuple[int, int] | None = None
    crs: str | None = None
    area_id: str | None = None
    area_name: str | None = None

    @classmethod
    def of(cls, given: Declared | dict[str, Any] | None) -> Declared:
        """From a mapping; an unknown field is a `ValueError` that names it."""
        if isinstance(given, Declared):
            return given
        known = {one.name for one in fields(cls)}
        unknown = sorted(set(given or {}) - known)
        if unknown:
            raise ValueError(f"unknown declaration {unknown[0]!r}; known are {', '.join(sorted(known))}")
        return cls(**(given or {}))


NOTHING_DECLARED = Declared()


@dataclass
class Rejects:
    """Rejected records, gathered cheaply and made into one table at the end."""

    parts: list[pd.DataFrame] = field(default_factory=list)

    def add(self, lines: Any, column: str, values: Any, reason: str, remedy: str) -> None:
        """Reject the records that start on `lines`; `values` is one text for each, or one for all."""
        lines = np.asarray(lines, dtype="int64")
        if len(lines):
            part = pd.DataFrame({"line": lines})
            each = values if isinstance(values, str) else np.asarray(values, dtype=object)  # never aligned by an index
            part["column"], part["value"], part["reason"], part["remedy"] = column, each, reason, remedy
            self.parts.append(part)

    def table(self) -> pd.DataFrame:
        """Columns line, column, value, reason, remedy; a record with several faults has a row for each."""
        kinds = {"line": "int64", "column": "str", "value": "str", "reason": "str", "remedy": "str"}
        if not self.parts:
            return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
        whole = pd.concat(self.parts, ignore_index=True).astype(kinds)
        return whole.sort_values(["line"], kind="stable", ignore_index=True)

    def lines(self) -> np.ndarray:
        """Lines of the rejected records, each once, in order."""
        return np.unique(np.concatenate([part["line"].to_numpy() for part in self.parts] or [np.empty(0, "int64")]))


@dataclass
class Cells:
    """A table as its publisher wrote it: text cells, the line each record starts on, and what was put aside."""

    columns: list[str]
    table: pa.Table
    """One text column (plain or dictionary) for each of `columns`, named "0", "1", ...: names may be odd or empty."""
    lines: np.ndarray
    rejects: Rejects = field(default_factory=Rejects)
    repaired: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    blank_lines: int = 0
    title_lines: list[int] = field(default_factory=list)
    """Lines of the records above a declared header."""
    delimiter: str = ""
    sheet: str = ""
    numeric_cells: dict[int, int] = field(default_factory=dict)
    """Of a workbook: how many cells of a column were stored as numbers."""

    @property
    def header_records(self) -> int:
        """Records from the top through the header: what the record counter leaves out."""
        return len(self.title_lines) + 1

    def frame(self) -> pd.DataFrame:
        """The cells as a frame of text (categories where they repeat) with the publisher's column names, plus `line`."""
        whole = pd.concat([self.table.column(i).to_pandas() for i in range(len(self.columns))], axis=1)
        return whole.set_axis(self.columns, axis=1).assign(line=self.lines)
