"""Observations while they are checked: cells, keys and numbers by columns, and which rows are still good."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from etl.intake.distinct import Distinct
from etl.intake.outcome import Cells, Declared, Rejects

NUMBERS = ("value", "numerator", "denominator", "ci_low", "ci_high", "se")
STATUSES = ("published", "suppressed", "unreliable", "not_reported", "not_applicable")


@dataclass
class Observed:
    """Observations by columns; `good` marks the rows that broke no rule."""

    cells: Cells
    places: dict[str, int]
    declared: Declared
    good: np.ndarray
    keys: dict[str, Distinct] = field(default_factory=dict)
    numbers: dict[str, np.ndarray] = field(default_factory=dict)
    status: np.ndarray = field(default_factory=lambda: np.empty(0, "int8"))
    symbol: Distinct | None = None
    reliability: Distinct | None = None

    @property
    def rejects(self) -> Rejects:
        return self.cells.rejects

    def reject(self, rows: np.ndarray, column: str, reason: str, remedy: str, values: object = None) -> None:
        """Reject those of `rows` that are still good; `values` is what to show, else the column's own text."""
        still = self.good[rows]
        rows = rows[still]
        if not len(rows):
            return
        if values is None:
            values = self.text_at(column, rows)
        elif not isinstance(values, str):
            values = np.asarray(values, dtype=object)[still]
        self.rejects.add(self.cells.lines[rows], self.name_of(column), values, reason, remedy)
        self.good[rows] = False

    def text_at(self, column: str, rows: np.ndarray) -> object:
        if column not in self.places:
            return ""
        return np.array(self.cells.table.column(self.places[column]).take(rows).to_pylist(), dtype=object)

    def name_of(self, column: str) -> str:
        return self.cells.columns[self.places[column]] if column in self.places else column

    def repaired(self, rule: str, count: int) -> None:
        if count:
            self.cells.repaired[rule] = self.cells.repaired.get(rule, 0) + count
