"""The numbers of observations, and why a number is missing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from etl.intake.distinct import Distinct
from etl.intake.numbers import Numbers, decimal_mark, read_numbers
from etl.intake.observed import NUMBERS, STATUSES, Observed
from etl.intake.symbols import status_of


def read_all_numbers(seen: Observed) -> dict[str, Numbers]:
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


def read_statuses(seen: Observed, read: dict[str, Numbers]) -> None:
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
