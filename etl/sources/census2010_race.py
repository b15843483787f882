"""Residents by race and Hispanic origin, 2010 census, Summary File 1.

Publisher   United States Census Bureau; public domain
Grain       one row per census tract of 2010, summed from block groups by the finder
Quirks      counts are written as decimals (4188.0); P003 is race of everyone, P004 and P005 Hispanic origin and race of
            those who are not Hispanic; a full count, so no margin of error
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, SourceChanged, Tidy
from etl.csv_records import read_csv_records
from etl.numbers import read_numbers
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
KEY, TOTAL = "GEOID", "P0010001"
RACES = tuple(f"P003000{number}" for number in range(2, 9))


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per tract and measure, after checking that the seven races add up to the residents."""
    inside = scoped(published, source, (KEY, TOTAL, *RACES))
    counts = {name: read_numbers(inside.table[name], {})["number"] for name in (TOTAL, *RACES)}
    apart = inside.table[sum(counts[name] for name in RACES) != counts[TOTAL]]
    if len(apart):
        raise SourceChanged(f"{source.id}: in {len(apart)} tracts races do not add up (first: {apart[KEY].iloc[0]!r})")
    return measured(inside, inside.table[KEY], source)
