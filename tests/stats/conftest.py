"""A ledger: how far a result is from its reference, written as one line of a printed table."""

from dataclasses import dataclass, field

import numpy as np
import pytest


def relative_difference(found, expected):
    """Largest |found - expected| / |expected|, absolute where 0 is expected; infinite if only one of them is missing."""
    found, expected = np.broadcast_arrays(np.asarray(found, float), np.asarray(expected, float))
    if (np.isnan(found) != np.isnan(expected)).any():
        return float("inf")
    both = ~np.isnan(expected) & ~((found == expected) & np.isinf(expected))
    if not both.any():
        return 0.0
    scale = np.where(expected[both] == 0, 1.0, np.abs(expected[both]))
    return float((np.abs(found[both] - expected[both]) / scale).max())


@dataclass
class Ledger:
    title: str
    rows: list[tuple[str, int, float, float, str]] = field(default_factory=list)

    def add(self, what, found, expected, tolerance=1e-9, note=""):
        """Record the worst relative difference of `found` from `expected`; `check` fails if one is over tolerance."""
        worst = relative_difference(found, expected)
        self.rows.append((what, int(np.size(expected)), worst, tolerance, note))

    def add_worst(self, what, cases, worst, tolerance, note=""):
        self.rows.append((what, cases, float(worst), tolerance, note))

    def text(self):
        head = f"{'what':<34}{'cases':>7}{'worst':>11}{'allowed':>10}  note"
        lines = [f"{w:<34}{n:>7}{x:>11.1e}{t:>10.0e}  {note}".rstrip() for w, n, x, t, note in self.rows]
        return "\n".join([self.title, head, *lines])

    def check(self):
        over = [row for row in self.rows if not row[2] <= row[3]]
        assert not over, f"{len(over)} comparisons over tolerance, first {over[0]}\n{self.text()}"


@pytest.fixture
def ledger(request, record_property):
    """A `Ledger` named after the test module; printed at the end of the run, and checked when the test is done."""
    book = Ledger(f"{request.node.name} ({request.node.parent.name})")
    yield book
    assert book.rows, "nothing was compared"
    record_property("table", book.text())
    book.check()
