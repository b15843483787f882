"""The generic tidy layout: one observation a record, every rule tried on whole columns.

A record breaks at most one rule: the first, in the order below. What breaks none is loaded, its numbers unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from etl.intake import codes, plausible
from etl.intake.distinct import Distinct
from etl.intake.duplicates import reject_duplicates, warn_of_vintages
from etl.intake.observed import Observed
from etl.intake.observed_numbers import read_all_numbers, read_statuses
from etl.intake.outcome import NOTHING_DECLARED, Cells, Declared, Refused
from etl.intake.periods import PERIOD_REMEDY, read_period

EVERYONE = "everyone"


def read_observations(
    cells: Cells,
    places: dict[str, int],
    declared: Declared = NOTHING_DECLARED,
    *,
    known_areas: Collection[str] | None = None,
    indicator: str | None = None,
    period: str | None = None,
    named: Collection[str] = (),
) -> Observed:
    """Read the cells of a tidy table.

    Parameters
    ----------
    cells, places
        The text table and where our columns stand in it.
    known_areas : collection of str, optional
        Codes that exist; others are rejected.
    indicator, period : str, optional
        What to take where the table has no such column.
    named : collection of str, optional
        Indicators that the source declares; others are rejected. Empty allows any.
    """
    seen = Observed(cells, places, declared, np.ones(len(cells.lines), dtype=bool))
    _require(places, indicator, period)
    _areas(seen, known_areas)
    _identifiers(seen, "indicator", indicator, "write the indicator's id: lower case, digits, _ and -")
    _declared_only(seen, named)
    _periods(seen, period)
    _identifiers(seen, "stratum", EVERYONE, "write the group's id, or leave it empty for everyone")
    read = read_all_numbers(seen)
    read_statuses(seen, read)
    reject_duplicates(seen)  # before anything that could reject one of two contradicting records and let the other pass
    plausible.check(seen)
    warn_of_vintages(seen)
    return seen


def _require(places: dict[str, int], indicator: str | None, period: str | None) -> None:
    missing = [
        name
        for name, given in (("area", None), ("indicator", indicator), ("period", period))
        if name not in places and not given
    ]
    if "value" not in places and not {"numerator", "denominator"} <= places.keys():
        missing.append("value")
    if missing:
        raise Refused(
            f"no column means {' or '.join(missing)}",
            "give the table columns area, indicator, period and value (or numerator and denominator), or declare what its own mean",
        )


def _areas(seen: Observed, known: Collection[str] | None) -> None:
    column = Distinct.of(seen.cells.table.column(seen.places["area"]))
    read = column.map(lambda text: codes.read_code(text, seen.declared.area_width, seen.declared.area_prefixes))
    for (reason, remedy), texts in _grouped(read, lambda r: (r[2], r[3]) if r[2] else None).items():
        seen.reject(column.having(texts), "area", reason, remedy)
    seen.repaired(codes.STORED_AS_NUMBER, seen.cells.numeric_cells.get(seen.places["area"], 0))
    for rule, texts in _grouped(read, lambda r: r[1] or None, several=True).items():
        rows = column.having(texts)
        seen.repaired(rule, int(seen.good[rows].sum()))
    if known is not None:
        known = set(known)
        strange = np.array([bool(r[0]) and r[0] not in known for r in read], dtype=bool)
        seen.reject(column.having(strange), "area", codes.UNKNOWN, "add it to the boundaries, or correct the code")
    seen.keys["area"] = column.replaced(np.array([r[0] for r in read], dtype=object))


def _grouped(read: np.ndarray, key: Callable[[Any], Any], *, several: bool = False) -> dict[Any, np.ndarray]:
    """Masks over the different texts, one for each key that `key` gives (or each of several)."""
    masks: dict = {}
    for position, each in enumerate(read):
        found = key(each)
        for one in (found or ()) if several else (() if found is None else (found,)):
            masks.setdefault(one, np.zeros(len(read), dtype=bool))[position] = True
    return masks


def _identifiers(seen: Observed, name: str, default: str | None, remedy: str) -> None:
    rows = len(seen.cells.lines)
    if name not in seen.places:
        seen.keys[name] = Distinct.constant(default or "", rows)
        return
    column = Distinct.of(seen.cells.table.column(seen.places[name]))
    trimmed = np.array([text.strip(" \u00a0\ufeff") or (default or "") for text in column.texts], dtype=object)
    plain = np.array([text.isascii() and text.replace("_", "a").replace("-", "a").isalnum() and text == text.lower() and text[0] not in "_-" for text in trimmed], dtype=bool) if len(trimmed) else np.empty(0, bool)  # fmt: skip
    empty = trimmed == ""
    seen.reject(column.having(empty), name, f"the {name} is empty", remedy)
    seen.reject(column.having(~plain & ~empty), name, f"the {name} is not an identifier", remedy)
    moved = np.array(
        [bool(a) and a != b and b.strip() != "" for a, b in zip(trimmed, column.texts, strict=True)], dtype=bool
    )
    seen.repaired(f"spaces around the {name} cut off", len(column.having(moved)))
    seen.keys[name] = column.replaced(trimmed)


def _declared_only(seen: Observed, named: Collection[str]) -> None:
    column = seen.keys["indicator"]
    others = np.array([bool(named) and name not in named for name in column.texts], dtype=bool)
    seen.reject(
        column.having(others), "indicator", "the source does not declare this indicator", "add it to its measures"
    )


def _periods(seen: Observed, default: str | None) -> None:
    if "period" not in seen.places:
        seen.keys["period"] = Distinct.constant(default or "", len(seen.cells.lines))
        return
    column = Distinct.of(seen.cells.table.column(seen.places["period"]))
    read = column.map(lambda text: read_period(text) if text.strip() or not default else (default, ""))
    for reason, texts in _grouped(read, lambda r: r[1] or None).items():
        seen.reject(column.having(texts), "period", reason, PERIOD_REMEDY)
    if seen.declared.periods:
        first, last = seen.declared.periods
        outside = np.array(
            [bool(r[0]) and not all(first <= int(y) <= last for y in _years(r[0])) for r in read], dtype=bool
        )
        seen.reject(
            column.having(outside), "period", f"the declared boundaries describe {first} to {last} only",
            "declare the vintage that these areas belong to, and a crosswalk to compare across vintages",
        )  # fmt: skip
    rewritten = np.array([bool(r[0]) and r[0] != text for r, text in zip(read, column.texts, strict=True)], dtype=bool)
    seen.repaired("period written another way", len(column.having(rewritten)))
    seen.keys["period"] = column.replaced(np.array([r[0] for r in read], dtype=object))


def _years(period: str) -> list[str]:
    return period.split("-") if len(period) == 9 else [period.removeprefix("to ")[:4]]
