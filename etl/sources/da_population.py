"""Residents of dissemination areas, which have no shape here: they carry figures to larger areas.

Publisher   Statistics Canada, census counts by dissemination area
Grain       one row per dissemination area (DAUID, 8 digits)
Quirks      the area's code is also its only name
Options     code, population: columns
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.contract import Published, Tidy, rejects
from etl.csv_records import ragged, read_csv_records, require_columns
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
DAUID = r"\d{8}"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """`Tidy.areas` without geometry; a record with no DAUID or no whole number of residents is rejected."""
    code, population = source.options["code"], source.options["population"]
    require_columns(published, [code, population], source.id)
    table = published.table
    nameless = ~table[code].str.fullmatch(DAUID)
    uncounted = ~nameless & ~table[population].str.fullmatch(r"\d+")
    rejected = pd.concat(
        [
            ragged(published),
            rejects(table["line"][nameless], code, table[code][nameless], "not a DAUID", "write its 8 digits"),
            rejects(table["line"][uncounted], population, table[population][uncounted], "no count", "write a whole number"),
        ],
        ignore_index=True,
    )
    kept = table[~table["line"].isin(rejected["line"])]
    areas = pd.DataFrame(
        {
            "line": kept["line"].astype("int64"),
            "code": kept[code],
            "name_en": kept[code],
            "name_fr": kept[code],
            "name_iu": "",
            "population": kept[population].astype("float64"),
            "parent": "",
            "geometry": None,
        }
    )
    return Tidy(areas=areas.reset_index(drop=True), rejected=rejected.drop_duplicates("line"))
