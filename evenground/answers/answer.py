"""An Answer: a table with its sentences, where it came from, and what is missing from it.

Pages, exports, the command line and snapshots all call the same answers, so a number is the same wherever it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Provenance:
    """Where figures came from, in the reader's language."""

    source_id: str
    title: str
    publisher: str
    vintage: str
    licence: str
    retrieved_on: str | None
    note: str | None = None

    @property
    def line(self) -> str:
        """One line for the foot of a chart: publisher, title, vintage."""
        return f"{self.publisher}, {self.title} ({self.vintage})"


@dataclass(frozen=True)
class Answer:
    """The answer to one question of a reader.

    `table` has one row per area, group or item, as the question says; `sentences` state what it shows, with uncertainty
    respected; `missing` says in words what has no number and why; `notes` are read with care.
    """

    question: str
    release_id: str
    table: pd.DataFrame
    sentences: tuple[str, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    facts: dict[str, object] = field(default_factory=dict)
    """Single figures that the question needs beside its table, by name."""
