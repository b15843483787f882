"""A crosswalk as a table: which area of one level lies in which of another, and by how much.

Grain       one row per pair of areas
Quirks      a link table has no weight: each small area then lies whole in one large one
Options     from, to      `level:vintage` of both sides
            basis         what the weight is a share of, in words
            from_code, to_code, weight   columns; without `weight` every link weighs 1
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, rejects
from etl.csv_records import ragged, read_csv_records, require_columns
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
NEEDED = ("from", "to", "basis", "from_code", "to_code")


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """`Tidy.crosswalk`; a pair without both codes, given twice, or with a weight outside 0 to 1 is rejected."""
    missing = [name for name in NEEDED if name not in source.options]
    if missing:
        raise SourceChanged(f"{source.id}: the option `{missing[0]}` is missing")
    from_code, to_code, weight = (source.options.get(name) for name in ("from_code", "to_code", "weight"))
    require_columns(published, [name for name in (from_code, to_code, weight) if name], source.id)
    table = published.table
    share = pd.to_numeric(table[weight], errors="coerce") if weight else pd.Series(1.0, index=table.index)
    half = table[from_code].str.strip().eq("") | table[to_code].str.strip().eq("")
    twice = ~half & table.duplicated([from_code, to_code], keep=False)
    odd = ~half & ~twice & ~share.between(0, 1)
    rejected = pd.concat(
        [
            ragged(published),
            rejects(table["line"][half], from_code, table[from_code][half], "a code is missing", "write both codes"),
            rejects(table["line"][twice], to_code, table[to_code][twice], "the pair stands twice", "keep one"),
            rejects(table["line"][odd], weight or "", share[odd], "not a share", "write a share from 0 to 1"),
        ],
        ignore_index=True,
    )
    kept = ~table["line"].isin(rejected["line"])
    links = pd.DataFrame(
        {
            "line": table["line"][kept].astype("int64"),
            "from_code": table[from_code][kept].str.strip(),
            "to_code": table[to_code][kept].str.strip(),
            "weight": share[kept].astype("float64"),
        }
    )
    return Tidy(crosswalk=links.reset_index(drop=True), rejected=rejected.drop_duplicates("line"))
