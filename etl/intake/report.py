"""What the door says of one file, for people and for programs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pandas as pd

from etl.intake.outcome import Rejects, some

LOAD, WITH_REJECTS, REFUSED, WARNED = "load", "load with rejects", "refused", "warned"
SHOWN = 24
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_LONG_DIGITS = re.compile(r"(?<!\d)(?:\+?\d[\s().-]?){10}(?!\d)")


@dataclass
class Report:
    """The outcome of one file: `rows_in` (counted from the bytes) = `loaded` + `rejected_rows`, or the file is refused."""

    file: str
    kind: str = ""
    layout: str = ""
    outcome: str = REFUSED
    rows_in: int | None = None
    loaded: int = 0
    rejected: pd.DataFrame = field(default_factory=lambda: Rejects().table())
    """Columns line (of a shape: its number), column, value (masked), reason, remedy."""
    repaired: dict[str, int] = field(default_factory=dict)
    """Rule -> records."""
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """Names of areas, as they would be shown."""
    preview: pd.DataFrame | None = None
    """The first loaded records, by our columns."""
    reason: str = ""
    remedy: str = ""

    @property
    def rejected_rows(self) -> int:
        return int(self.rejected["line"].nunique())

    def settle(self) -> Report:
        """Decide the outcome from what was loaded, rejected and warned of."""
        if self.reason:
            self.outcome = REFUSED
        elif not self.loaded:
            self.outcome = REFUSED
            self.reason, self.remedy = "no record can be loaded", "see the reasons below"
        elif self.rejected_rows:
            self.outcome = WITH_REJECTS
        else:
            self.outcome = WARNED if self.warnings else LOAD
        self.rejected["value"] = [masked(value) for value in self.rejected["value"]]
        return self

    def __str__(self) -> str:
        lines = [f"{self.file}: {self.outcome}{self._counts()}"]
        if self.reason:
            lines.append(f"  {self.reason}; {self.remedy}")
        lines += [f"  {line}" for line in self._reject_lines()]
        lines += [f"  warning: {one}" for one in _short(self.warnings)]
        lines += [f"  repaired in {count:,}: {rule}" for rule, count in self.repaired.items()]
        lines += [f"  note: {one}" for one in _short(self.notes)]
        return "\n".join(lines)

    def _counts(self) -> str:
        if self.rows_in is None:
            return ""
        if self.reason and not self.rejected_rows:
            return f" ({some(self.rows_in, 'record')})"
        return f" ({some(self.rows_in, 'record')}: {self.loaded:,} loaded, {self.rejected_rows:,} rejected)"

    def _reject_lines(self) -> list[str]:
        said = []
        for (column, reason, remedy), rows in self.rejected.groupby(["column", "reason", "remedy"], sort=False):
            first = rows.iloc[0]
            value = f", {first['value']!r}" if first["value"] else ""
            where = "" if column.startswith("(") else f"{column}: "
            said.append(f"{some(len(rows), 'record')}: {where}{reason} (first: line {first['line']}{value}); {remedy}")
        return said


def masked(value: str) -> str:
    """A rejected value as it may be printed: short, without control characters, addresses or telephone numbers.

    >>> masked("a" * 30), masked("me@example.org"), masked("12,5")
    ('aaaaaaaaaaaaaaaaaaaaaaaa... (30 characters)', '(an address)', '12,5')
    """
    if _EMAIL.search(value):
        return "(an address)"
    if _LONG_DIGITS.fullmatch(value.strip()) and not value.strip().isdigit():
        return "(a telephone number)"
    plain = "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in value[: SHOWN + 1])
    return plain if len(value) <= SHOWN else f"{plain[:SHOWN]}... ({len(value):,} characters)"


def _short(lines: list[str], most: int = 8) -> list[str]:
    return lines if len(lines) <= most else [*lines[:most], f"and {len(lines) - most:,} more"]
