"""Census figures by tract as repackaged by the Opioid Environment Policy Scan (OEPS).

Publisher   Healthy Regions & Policies Lab (University of Illinois), from the Census Bureau and CDC/ATSDR
Grain       one row per census tract of 2010; national files, here cut to one state
Quirks      names are not the original publisher's: SVIth1 to SVIth4 and SVIS stand for RPL_THEME1 to RPL_THEME4 and
            RPL_THEMES; the missing code -999 is already blank; percentages are 0 to 100 with one decimal, index ranks 0 to 1
            with two; no margins of error; the year stands in a column, as "2018" or "2014-2018"; in other files of the
            series keys have lost their leading zero
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
KEY = "GEOID"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per tract in scope and measure; -999 is never a number, blank or not."""
    inside = scoped(published, source, (KEY,))
    return measured(inside, inside.table[KEY], source, missing=("-999",))
