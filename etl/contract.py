"""What a source module promises: one published file in, one tidy table out, and every record accounted for.

A module of `etl/sources` has

* `COUNT`: how the publisher's records are counted from the bytes, one of `etl.counting.COUNTERS`;
* `read(path, source) -> Published`: the file as text, cell by cell, with the line each record starts on;
* `tidy(published, source) -> Tidy`: pure; renames and types, never changes a number.

`line` is the join between both: every record of `Published.table` is, in the end, loaded, rejected with a reason, or out
of scope by a declared selector.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pandas as pd

from evenground.catalog.source import Source

STATUSES = ("published", "suppressed", "unreliable", "not_reported", "not_applicable")

OBSERVATION = {
    "line": "int64",  # of the publisher's record it came from
    "area_code": "str",  # as published, before the level's rule of width and prefix
    "level": "str",  # `level:vintage`; empty means the source's own
    "indicator_id": "str",
    "period_id": "str",
    "stratum_id": "str",
    "value": "float64",  # in the indicator's unit; empty where numerator and denominator make it
    "ci_low": "float64",
    "ci_high": "float64",
    "ci_level": "float64",  # 0.95, 0.90
    "ci_kind": "str",  # published, closed_form, approximate, or empty
    "se": "float64",  # in the indicator's unit
    "numerator": "float64",
    "denominator": "float64",
    "status": "str",  # one of STATUSES
    "symbol": "str",  # the publisher's own mark
    "reliability": "str",  # ok, caution, low, or empty where it cannot be judged
}

REJECT = {"line": "int64", "column": "str", "value": "str", "reason": "str", "remedy": "str"}


class SourceChanged(Exception):
    """A published file is no longer what was declared; a patch for it must not run."""


@dataclass(frozen=True)
class Published:
    """A file as its publisher wrote it: every cell text, plus the column `line` (1-based)."""

    table: pd.DataFrame
    notes: tuple[str, ...] = ()


@dataclass
class Tidy:
    """What a source module made of a file.

    `out_of_scope` maps a declared selector, in words, to the lines it left out. `cells` counts the cells of a wide file
    the same way. The other tables are empty unless the source provides them.
    """

    observations: pd.DataFrame = field(default_factory=lambda: empty(OBSERVATION))
    rejected: pd.DataFrame = field(default_factory=lambda: empty(REJECT))
    out_of_scope: dict[str, list[int]] = field(default_factory=dict)
    cells: dict[str, int] = field(default_factory=dict)
    areas: pd.DataFrame | None = None  # line, code, name_en, name_fr, name_iu, population, parent, geometry (EPSG:4326)
    crosswalk: pd.DataFrame | None = None  # line, from_code, to_code, weight, and in source.options from/to/basis
    members: pd.DataFrame | None = None  # line, area_set, area_code, weight
    resources: pd.DataFrame | None = None  # line, kind, name, lon, lat, link, area_code
    facts: pd.DataFrame | None = (
        None  # line, fact_id, kind (statement | association | method), see etl/sources/published_facts.py
    )
    names: pd.DataFrame | None = None  # line, area_code, language, name, kind (official | alias), cited
    parts: set[int] = field(default_factory=set)  # lines whose cells went into an observation that stands on another line
    repaired: dict[str, int] = field(default_factory=dict)  # rule in words -> records
    notes: list[str] = field(default_factory=list)


class SourceModule(Protocol):
    COUNT: str

    def read(self, path: Path, source: Source) -> Published: ...

    def tidy(self, published: Published, source: Source) -> Tidy: ...


def empty(columns: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})


def observations(**columns: object) -> pd.DataFrame:
    """A table of observations from whole columns; what is not given is empty, and `status` follows from `value`."""
    table = pd.DataFrame(columns)
    for name, kind in OBSERVATION.items():
        if name not in table:
            table[name] = pd.Series(float("nan") if kind == "float64" else "", index=table.index)
        table[name] = table[name].astype(kind)
    has_number = table["value"].notna() | (table["numerator"].notna() & table["denominator"].notna())
    unset = table["status"] == ""
    table.loc[unset, "status"] = has_number[unset].map({True: "published", False: "not_reported"})
    return table[list(OBSERVATION)]


def rejects(lines: object, column: str, values: object, reason: str, remedy: str) -> pd.DataFrame:
    """Rejected records with one reason; `values` are shown masked, so they are given as text."""
    table = pd.DataFrame({"line": list(lines), "value": [str(value) for value in values]})
    return table.assign(column=column, reason=reason, remedy=remedy)[list(REJECT)].astype(REJECT)
