"""Population and dwellings of areas made to measure: the custom geography population report.

Publisher   Statistics Canada, custom geography population report of the census
Grain       one row per area; the name carries the kind of area and its code: `KIND - NAME (3001)`
Quirks      short-form columns (SF_) count everyone, long-form ones (LF_) come from the 25% sample and do not add up to
            them; names with accents were encoded twice by the publisher ("OrlÃ©ans"), so only the code is used
Options     areas        list of {level, name}: a regular expression with a group `code` for records to load
            other_rows   list of {selector, name}: records out of scope, and why
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
NAME = "Name"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """Observations of the declared columns for the declared areas, each at its own level.

    Raises
    ------
    SourceChanged
        If a record is of a kind that is neither loaded nor out of scope.
    """
    inside = scoped(published, source, (NAME,), ("areas", "other_rows"))
    places = pd.DataFrame([_place(name, source) for name in inside.table[NAME]], index=inside.table.index)
    left_out = {
        selector: [int(line) for line in inside.table["line"][places["selector"] == selector]]
        for selector in places["selector"].unique()
        if selector
    }
    meant = places["selector"] == ""
    inside = dataclasses.replace(
        inside, table=inside.table[meant], out_of_scope=inside.out_of_scope | left_out
    )
    found = measured(inside, places["code"][meant], source)
    level_of = dict(zip(inside.table["line"], places["level"][meant], strict=True))
    rows = found.observations.assign(level=lambda t: t["line"].map(level_of))
    return dataclasses.replace(found, observations=rows)


def _place(name: str, source: Source) -> dict[str, str]:
    for pattern in source.options["areas"]:
        if match := re.fullmatch(pattern["name"], name.strip()):
            return {"level": pattern["level"], "code": match["code"], "selector": ""}
    for pattern in source.options.get("other_rows", []):
        if re.fullmatch(pattern["name"], name.strip()):
            return {"level": "", "code": "", "selector": pattern["selector"]}
    raise SourceChanged(f"{source.id}: the record of {name!r} is neither loaded nor out of scope; declare it")
