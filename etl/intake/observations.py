"""The generic tidy layout: one observation a record, every rule tried on whole columns.

A record breaks at most one rule: the first, in the order below. What breaks none is loaded, its numbers unchanged.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from etl.intake import codes, plausible
from etl.intake.distinct import Distinct
from etl.intake.numbers import Numbers, decimal_mark, read_numbers
from etl.intake.outcome import NOTHING_DECLARED, Cells, Declared, Refused, Rejects
from etl.intake.periods import PERIOD_REMEDY, read_period
from etl.intake.symbols import status_of

NUMBERS = ("value", "numerator", "denominator", "ci_low", "ci_high", "se")
STATUSES = ("published", "suppressed", "unreliable", "not_reported", "not_applicable")
EVERYONE = "everyone"


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
    read = _numbers(seen)
    _statuses(seen, read)
    _duplicates(seen)  # before anything that could reject one of two contradicting records and let the other pass
    plausible.check(seen)
    _vintage_warning(seen)
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


def _grouped(read: np.ndarray, key, *, several: bool = False) -> dict:
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


def _numbers(seen: Observed) -> dict[str, Numbers]:
    columns = {name: seen.cells.table.column(seen.places[name]) for name in NUMBERS if name in seen.places}
    mark, note = decimal_mark(list(columns.values()), seen.cells.delimiter, seen.declared.decimal)
    seen.cells.notes += [note] if note else []
    with ThreadPoolExecutor() as pool:
        tasks = {name: pool.submit(read_numbers, columns[name], mark, seen.declared.symbols) for name in columns}
    read = {name: task.result() for name, task in tasks.items()}
    for name in NUMBERS:
        if name not in columns:
            seen.numbers[name] = np.full(len(seen.cells.lines), np.nan)
            continue
        for rows, texts, reason, remedy in read[name].wrong:
            seen.reject(rows, name, reason, remedy, texts)
        seen.repaired(f"spaces around numbers of {name} cut off", read[name].trimmed)
        seen.numbers[name] = read[name].value
    return read


def _statuses(seen: Observed, read: dict[str, Numbers]) -> None:
    """Why a number is missing: the mark in its cell, the columns `status` and `symbol`, or that the cell is empty."""
    has_value = ~np.isnan(seen.numbers["value"])
    has_ratio = ~np.isnan(seen.numbers["numerator"]) & ~np.isnan(seen.numbers["denominator"])
    status = np.where(has_value | has_ratio, 0, STATUSES.index("not_reported")).astype("int8")
    symbol = Distinct.constant("", len(status))
    for name in ("denominator", "numerator", "value"):
        if name in read and read[name].symbols is not None:
            one = read[name]
            at = np.array([0, *(STATUSES.index(s) for s in one.statuses[1:])], dtype="int8")[one.status]
            marked = (at > 0) & ~has_value
            status[marked] = at[marked]
            symbol = _laid_over(symbol, one.symbols, marked)
    if "symbol" in seen.places:
        status, symbol = _symbol_column(seen, status, symbol, has_value | has_ratio)
    if "status" in seen.places:
        status = _status_column(seen, status, has_value | has_ratio)
    seen.status, seen.symbol = status, symbol


def _laid_over(below: Distinct, above: Distinct, rows: np.ndarray) -> Distinct:
    if not rows.any():
        return below
    both = Distinct(
        np.where(rows, above.codes + len(below.texts), below.codes), np.concatenate((below.texts, above.texts))
    )
    return both.replaced(both.texts)


def _symbol_column(seen: Observed, status: np.ndarray, symbol: Distinct, has_number: np.ndarray):
    column = Distinct.of(seen.cells.table.column(seen.places["symbol"]))
    bare = np.array([text.strip() for text in column.texts], dtype=object)
    meaning = [status_of(text, seen.declared.symbols) for text in bare]
    at = column.spread(np.array([STATUSES.index(m) if m else 0 for m in meaning], dtype="int8"))
    caution = column.spread(np.array([text.casefold() == "e" for text in bare], dtype=bool))
    hides = (at > 0) & ~caution & has_number
    seen.reject(
        np.flatnonzero(hides), "symbol", "a number stands beside a symbol that withholds it", "give one of them"
    )
    status = np.where((at > 0) & ~has_number, at, status).astype("int8")
    seen.reliability = Distinct((caution & has_number).astype("int32"), np.array(["", "caution"], dtype=object))
    return status, _laid_over(symbol, Distinct(column.codes, bare), column.spread(bare != ""))


def _status_column(seen: Observed, status: np.ndarray, has_number: np.ndarray) -> np.ndarray:
    column = Distinct.of(seen.cells.table.column(seen.places["status"]))
    said = [text.strip().casefold().replace(" ", "_") for text in column.texts]
    unknown = np.array([bool(word) and word not in STATUSES for word in said], dtype=bool)
    seen.reject(column.having(unknown), "status", "unknown status", f"write one of {', '.join(STATUSES)}")
    at = column.spread(np.array([STATUSES.index(word) if word in STATUSES else -1 for word in said], dtype="int8"))
    both = (at > 0) & has_number & (at != STATUSES.index("unreliable"))
    seen.reject(np.flatnonzero(both), "status", "a number stands beside a status that withholds it", "give one of them")
    none = (at == 0) & ~has_number
    seen.reject(np.flatnonzero(none), "status", "the status says published but there is no number", "give one of them")
    return np.where(at > 0, at, status).astype("int8")


def _duplicates(seen: Observed) -> None:
    """Exact copies are dropped and counted; where records of one key differ, none of them is preferred."""
    key = np.zeros(len(seen.good), dtype=np.int64)
    for name in ("area", "indicator", "period", "stratum"):
        key = key * max(1, len(seen.keys[name].texts)) + seen.keys[name].codes
    rows = np.flatnonzero(seen.good)
    sizes = [len(seen.keys[name].texts) for name in ("area", "indicator", "period", "stratum")]
    if len(rows) == 0 or _all_differ(key[rows] if len(rows) < len(key) else key, math.prod(sizes)):
        return
    twice = rows[pd.Series(key[rows]).duplicated(keep=False).to_numpy()]
    held = {"key": key[twice]} | {name: seen.numbers[name][twice] for name in NUMBERS} | {"status": seen.status[twice]}
    table = pd.DataFrame(held, index=twice)
    lines = pd.Series(seen.cells.lines[twice], index=twice)
    is_copy = table.duplicated(keep="first")
    first = lines.groupby([table[name].fillna(-1.5e300) for name in table]).transform("first")
    copies = table.index[is_copy].to_numpy()
    seen.reject(copies, "area", "an exact copy of another record", "none is needed: one of them was kept",
                [f"line {line}" for line in first[is_copy]])  # fmt: skip
    left = table[~is_copy]
    clash = left["key"].duplicated(keep=False)
    if clash.any():
        together = lines[clash.index[clash]].groupby(left.loc[clash, "key"])
        words = together.transform(lambda group: "lines " + " and ".join(str(line) for line in list(group)[:4]))
        seen.reject(words.index.to_numpy(), "area", "two records give different figures for the same thing",
                    "keep the one that is right", words.to_numpy())  # fmt: skip


def _all_differ(keys: np.ndarray, possible: int) -> bool:
    """Whether no key occurs twice; by a mark for each possible key where these are few enough."""
    if possible > 1 << 29:
        return not pd.Series(keys).duplicated().any()
    marks = np.zeros(possible, dtype=bool)
    marks[keys] = True
    return int(np.count_nonzero(marks)) == len(keys)


def _vintage_warning(seen: Observed) -> None:
    """Areas that all change from one period to another are often two editions of boundaries."""
    areas, periods = seen.keys["area"], seen.keys["period"]
    if not 1 < len(periods.texts) <= 50 or not seen.good.any():
        return
    grid = np.zeros((len(periods.texts), len(areas.texts)), dtype=bool)
    grid[periods.codes[seen.good], areas.codes[seen.good]] = True
    used = [p for p in np.argsort(periods.texts) if grid[p].any()]
    for earlier, later in zip(used, used[1:], strict=False):
        gone, new = (grid[earlier] & ~grid[later]).sum(), (grid[later] & ~grid[earlier]).sum()
        if min(gone, new) >= 0.2 * min(grid[earlier].sum(), grid[later].sum()):
            seen.cells.warnings.append(
                f"{gone} areas occur in {periods.texts[earlier]} but not in {periods.texts[later]} and {new} the other way round:"
                " two editions of boundaries? No trend is drawn between them without a crosswalk"
            )
            return
