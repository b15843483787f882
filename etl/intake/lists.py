"""Two plain lists that people bring besides observations: areas with their names, and events with their days."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
import pandas as pd

from etl.intake import codes
from etl.intake.names import clean_name
from etl.intake.numbers import decimal_mark, read_number
from etl.intake.outcome import Cells, Declared, Refused
from etl.intake.periods import DATE_REMEDY, read_date, read_moment
from etl.intake.symbols import status_of

Reader = Callable[[str], tuple[Any, tuple[str, ...], str, str]]
"""Of one cell: what it means, the rules that repaired it, and a reason and remedy where it cannot be used."""


def read_areas(cells: Cells, places: dict[str, int], declared: Declared, known: Collection[str] | None) -> pd.DataFrame:
    """One area a record: line, area, area_name, population. A code that stands twice is rejected both times."""
    doubts: list[str] = []
    readers = {
        "area": _code(declared, known),
        "area_name": _name(doubts),
        "population": _count(cells, places, declared),
    }
    table = _read(cells, places, readers)
    twice = table["area"].duplicated(keep=False)
    cells.rejects.add(
        table.loc[twice, "line"], cells.columns[places["area"]], table.loc[twice, "area"], "the area code stands twice",
        "keep the one that is right",
    )  # fmt: skip
    cells.warnings += doubts
    return table[~twice].reset_index(drop=True)


def read_events(
    cells: Cells, places: dict[str, int], declared: Declared, known: Collection[str] | None
) -> pd.DataFrame:
    """One event a record; days are local days of the declared time zone. Text is kept as it is."""
    if "started_at" in places and not declared.time_zone:
        raise Refused("times of day need a time zone", "declare `time_zone` (an IANA name) of the place")
    readers = {
        "event_id": _required,
        "date": _date(declared),
        "started_at": _moment(declared),
        "type": _verbatim,
        "area": _code(declared, known),
        "attendees": _count(cells, places, declared),
        "notes": _verbatim,
    }
    table = _read(cells, places, readers)
    if "started_at" in table:
        table["date"] = [moment.date() for moment in table["started_at"]]
    return table


def _read(cells: Cells, places: dict[str, int], readers: dict[str, Reader]) -> pd.DataFrame:
    good = np.ones(len(cells.lines), dtype=bool)
    made: dict[str, Any] = {"line": cells.lines}
    for name in (name for name in readers if name in places):
        texts = cells.table.column(places[name]).to_pylist()
        read = {text: readers[name](text) for text in dict.fromkeys(texts)}
        each = [read[text] for text in texts]
        for text, (_, rules, reason, remedy) in read.items():
            rows = np.flatnonzero(good & np.array([other == text for other in texts])) if reason or rules else []
            if reason:
                cells.rejects.add(cells.lines[rows], cells.columns[places[name]], text, reason, remedy)
                good[rows] = False
            for rule in rules:
                cells.repaired[rule] = cells.repaired.get(rule, 0) + len(rows)
        made[name] = [one[0] for one in each]
    return pd.DataFrame(made)[good].reset_index(drop=True)


def _code(declared: Declared, known: Collection[str] | None) -> Reader:
    known_codes = None if known is None else set(known)

    def read(text: str) -> tuple[Any, tuple[str, ...], str, str]:
        code, rules, reason, remedy = codes.read_code(text, declared.area_width, declared.area_prefixes)
        if not reason and known_codes is not None and code not in known_codes:
            return code, (), codes.UNKNOWN, "add it to the boundaries, or correct the code"
        return code, rules, reason, remedy

    return read


def _name(doubts: list[str]) -> Reader:
    def read(text: str) -> tuple[Any, tuple[str, ...], str, str]:
        name, rules, found = clean_name(text)
        doubts.extend(f"{doubt}: {name!r}" for doubt in found)
        return name, rules, "", ""

    return read


def _count(cells: Cells, places: dict[str, int], declared: Declared) -> Reader:
    columns = [cells.table.column(places[name]) for name in ("population", "attendees") if name in places]
    mark, _ = decimal_mark(columns, cells.delimiter, declared.decimal)

    def read(text: str) -> tuple[Any, tuple[str, ...], str, str]:
        bare = text.strip(" \u00a0\u202f")
        if not bare or status_of(bare, declared.symbols):
            return np.nan, (), "", ""
        number, reason, remedy = read_number(bare, mark)
        if reason:
            return np.nan, (), reason, remedy
        if number < 0 or number != int(number):
            return np.nan, (), "a count is not a whole number of 0 or more", "correct it"
        return number, (), "", ""

    return read


def _date(declared: Declared) -> Reader:
    def read(text: str) -> tuple[Any, tuple[str, ...], str, str]:
        found, reason = read_date(text, declared.date_format)
        return found, (), reason, DATE_REMEDY if reason else ""

    return read


def _moment(declared: Declared) -> Reader:
    def read(text: str) -> tuple[Any, tuple[str, ...], str, str]:
        found, reason = read_moment(text, declared.time_zone or "UTC")
        return found, (), reason, "write the local time with its offset, as 2024-11-03T01:30:00-05:00" if reason else ""

    return read


def _required(text: str) -> tuple[Any, tuple[str, ...], str, str]:
    bare = text.strip()
    return bare, (), "" if bare else "the id is empty", "" if bare else "give each event an id"


def _verbatim(text: str) -> tuple[Any, tuple[str, ...], str, str]:
    return text, (), "", ""
