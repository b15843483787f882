"""County Health Rankings & Roadmaps, analytic data of one year.

Publisher   University of Wisconsin Population Health Institute; free use with attribution
Grain       one row per county, and one per state with COUNTYCODE 0
Quirks      STATECODE and COUNTYCODE have no leading zeros (29 and 95 for 29095); numbers carry thousands separators inside
            quotes ("8,410"); shares are 0 to 1; a blank is a figure that was not reported or not reliable; some columns hold
            words ("Yes", "16.1-18.0"); the numerator of "Premature death" is deaths, its value years of life lost
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
STATE, COUNTY = "STATECODE", "COUNTYCODE"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per county and measure; the code is put together from both columns and its zeros restored."""
    inside = scoped(published, source, (STATE, COUNTY))
    state, county = inside.table[STATE], inside.table[COUNTY]
    made = measured(inside, state.str.zfill(2) + county.str.zfill(3), source, thousands=True)
    padded = int(((state.str.len() < 2) | (county.str.len() < 3)).sum())
    if padded:
        made.repaired["leading zeros of state and county codes restored"] = padded
    return made
