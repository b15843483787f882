"""Social Vulnerability Index 2018, county file, in the publisher's own columns.

Publisher   CDC/ATSDR, Geospatial Research, Analysis & Services Program; public domain
Grain       one row per county, ranked within the United States
Quirks      E_ is a count, EP_ a percentage, M_ and MP_ their margins of error at 90%, EPL_ and RPL_ ranks of 0 to 1, F_
            flags; a missing figure is -999, written -999, -999.0 or -999.0000; the national file may begin with a
            byte-order mark; ranks of another file (tracts, or within one state) have another meaning
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped
from evenground.catalog.source import Source
from evenground.stats.margins import acs_coefficient_of_variation
from evenground.stats.reliability import acs_class

COUNT = "csv"
HEADER_ROWS = 1
KEY = "FIPS"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per county and measure; margins of error become standard errors, -999 is "not reported"."""
    inside = scoped(published, source, (KEY, "LOCATION", "E_TOTPOP", "RPL_THEMES"))
    made = measured(inside, inside.table[KEY], source, missing=("-999",))
    cv = acs_coefficient_of_variation(made.observations["value"], made.observations["se"])
    made.observations["reliability"] = acs_class(cv)
    return made
