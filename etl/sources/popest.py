"""Sub-county population estimates of the Census Bureau, one state.

Publisher   United States Census Bureau, Population Estimates Program; public domain
Grain       one row per state, county, township, place, and part of a place in a county
Quirks      a place occurs several times: SUMLEV 162 is the whole of it, 157 its part in one county, which may never be
            added to it; the code of a place is STATE + PLACE; ESTIMATESBASE2020 is the census base, not an estimate
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
STATE, PLACE, LEVEL = "STATE", "PLACE", "SUMLEV"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per place in scope and year declared."""
    inside = scoped(published, source, (LEVEL, STATE, PLACE, "NAME"))
    return measured(inside, inside.table[STATE] + inside.table[PLACE], source)
