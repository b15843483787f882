"""Areas sorted into kinds: each kind becomes an area set.

Publisher   Ottawa Neighbourhood Study, rurality of neighbourhoods
Grain       one row per area
Quirks      the kind is followed by spaces in some rows ("suburban "): they are cut off and counted
Options     code, type: columns; sets: {kind: area set of place.yml}; `scope` as in etl/wide.py
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.contract import Published, Tidy, rejects
from etl.csv_records import read_csv_records
from etl.wide import scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """`Tidy.members`, each area whole in the set of its kind; a kind that is not declared is rejected."""
    code, kind, sets = (source.options[name] for name in ("code", "type", "sets"))
    inside = scoped(published, source, (code, kind), ("code", "type", "sets"))
    table = inside.table
    trimmed = table[kind].str.strip()
    spaced = int((trimmed != table[kind]).sum())
    strange = ~trimmed.isin(sets)
    refused = rejects(
        table["line"][strange], kind, table[kind][strange], "kind is not declared", "declare it under options.sets"
    )
    members = pd.DataFrame(
        {
            "line": table["line"][~strange].astype("int64"),
            "area_set": trimmed[~strange].map(sets),
            "area_code": table[code][~strange].str.strip(),
            "weight": 1.0,
        }
    )
    return Tidy(
        members=members.reset_index(drop=True),
        rejected=pd.concat([inside.rejected, refused], ignore_index=True),
        out_of_scope=inside.out_of_scope,
        repaired={"spaces after the kind cut off": spaced} if spaced else {},
    )
