"""An area set given as a boundary file: every feature's area belongs, its shape is not used.

Publisher   any; for instance a tract file that holds only the tracts of a city
Grain       one feature; `line` is its number in the file
Options     code: property with the area's code; area_set: id of the set in place.yml
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, rejects
from etl.csv_records import require_columns
from etl.sources import geojson_boundaries
from evenground.catalog.source import Source

COUNT = "geojson"
HEADER_ROWS = 0


def read(path: Path, source: Source) -> Published:
    return geojson_boundaries.read(path, source)


def tidy(published: Published, source: Source) -> Tidy:
    """`Tidy.members` with the area of every feature, each belonging whole."""
    strange = sorted(set(source.options) - {"code", "area_set"})
    if strange or "code" not in source.options or "area_set" not in source.options:
        raise SourceChanged(f"{source.id}: the options are `code` and `area_set`, both needed; found {source.options}")
    require_columns(published, [source.options["code"]], source.id)
    table = published.table
    members = pd.DataFrame(
        {
            "line": table["line"].astype("int64"),
            "area_set": source.options["area_set"],
            "area_code": table[source.options["code"]].str.strip(),
            "weight": 1.0,
        }
    )
    nameless = members["area_code"].eq("")
    refused = rejects(
        members["line"][nameless], source.options["code"], [""] * nameless.sum(), "no code", "write the code"
    )
    return Tidy(members=members[~nameless].reset_index(drop=True), rejected=refused)
