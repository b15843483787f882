"""PLACES: Local Data for Better Health, in the "GIS-friendly" layout of one row an area.

Publisher   Centers for Disease Control and Prevention; public domain
Grain       one row per county; rows are in no order
Quirks      each measure has a crude and an age-adjusted prevalence (% of adults) and its 95% interval as text in one cell,
            "( 9.0, 10.5)", with inner blanks; counties of some states lack measures (blank); values are modelled
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
KEY = "CountyFIPS"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per county and measure, with the published interval."""
    inside = scoped(published, source, (KEY, "StateAbbr", "TotalPopulation"))
    return measured(inside, inside.table[KEY], source)
