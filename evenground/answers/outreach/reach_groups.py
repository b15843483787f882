"""Sums by area and series over sorted sessions: one sum for each run of rows, and then one for each area."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenground.answers.outreach.sessions import Sessions


@dataclass(frozen=True)
class Groups:
    """Runs of rows of one area and series; the sessions of no series in one area are one run, those runs first."""

    starts: np.ndarray
    """First row of each run, among the rows that were given."""
    last: np.ndarray
    """Last row of each run: that of its last day."""
    visits: np.ndarray
    """Rows of each run."""
    at: np.ndarray
    """The area of each run, by its place among those of the level."""
    cluster: np.ndarray
    of_none: np.ndarray
    rows_of_none: int

    @classmethod
    def of(cls, every: Sessions, rows: np.ndarray, at: np.ndarray) -> Groups:
        """Runs of `rows`, parts of sessions in their order; `at` is the area of each row."""
        group = every.group[rows]
        starts = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1]))) if len(rows) else np.empty(0, np.int64)
        ends = np.append(starts[1:], len(rows))[: len(starts)]  # no rows, no runs
        cluster = every.cluster[rows[starts]]
        return cls(starts, ends - 1, (ends - starts).astype(float), at[starts], cluster, cluster < 0, int(np.searchsorted(rows, every.of_none)))

    def sums(self, values: np.ndarray) -> np.ndarray:
        """The sum of each run."""
        return np.add.reduceat(values, self.starts) if len(self.starts) else np.zeros(0)

    def powers(self, values: np.ndarray, sums: np.ndarray, power: int) -> np.ndarray:
        """Of a series its sum raised to `power`; of sessions of no series the sum of each one's."""
        raised = sums**power
        alone = int(self.of_none.sum())
        if alone:
            raised[:alone] = np.add.reduceat(values[: self.rows_of_none] ** power, self.starts[:alone])
        return raised

    def by_area(self, values: np.ndarray, areas: int) -> np.ndarray:
        """The sum of values of runs, for each of a number of areas."""
        return np.bincount(self.at, values, minlength=areas)
