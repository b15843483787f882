"""An area set as a plain list: one code a row.

Grain       one row per member
Options     code: column with the area's code; area_set: id of the set in place.yml; weight: column with the share of the
            area that belongs (1 where there is none)
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, rejects
from etl.csv_records import ragged, read_csv_records, require_columns
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """`Tidy.members` with one row per listed area; a row without a code or with a weight outside 0 to 1 is rejected."""
    code, area_set, weight = (source.options.get(name) for name in ("code", "area_set", "weight"))
    if not code or not area_set:
        raise SourceChanged(f"{source.id}: the options `code` and `area_set` are needed")
    require_columns(published, [name for name in (code, weight) if name], source.id)
    rejected = [ragged(published)]
    table = published.table[~published.table["line"].isin(rejected[0]["line"])]
    members = pd.DataFrame(
        {
            "line": table["line"].astype("int64"),
            "area_set": area_set,
            "area_code": table[code].str.strip(),
            "weight": pd.to_numeric(table[weight], errors="coerce") if weight else 1.0,
        }
    )
    nameless = members["area_code"].eq("")
    rejected.append(
        rejects(members["line"][nameless], code, members["area_code"][nameless], "no code", "write the code")
    )
    odd = ~nameless & ~members["weight"].between(0, 1)
    remedy = "write a share of the area from 0 to 1"
    rejected.append(rejects(members["line"][odd], weight or "", table[weight or code][odd], "not a weight", remedy))
    return Tidy(
        members=members[~nameless & ~odd].reset_index(drop=True), rejected=pd.concat(rejected, ignore_index=True)
    )
