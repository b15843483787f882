"""COVID-19 cases by ZIP code area, cumulative.

Publisher   Big Cities Health Coalition and Drexel University Urban Health Collaborative, from the local health department
Grain       one row per city and ZIP code area
Quirks      rates are cumulative to the date of access, crude, without counts or intervals; columns of other outcomes are
            there and empty; an area may lie mostly outside the city
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
KEY = "zcta"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per ZIP code area and measure."""
    inside = scoped(published, source, ("city", KEY, "date_of_access", "geo_level"))
    return measured(inside, inside.table[KEY], source)
