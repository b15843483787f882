"""A published list of priority areas, on the boundaries it was written for and on the present ones.

Publisher   whoever published the list; compiled by hand, one row per published name
Grain       one row per published name; a name may be several areas: `908;934`
Quirks      the list is older than the present boundaries: an area of the present ones belongs by the share of its *own*
            land that lies inside listed areas, added up and capped at 1; the shares printed in the list itself are of
            the *older* area and are not used
Options     codes         column with the older areas, separated by `;`
            published_as  area set of the older areas, each whole
            carried_to    area set of the present areas
            overlap       {file, from_code, to_code, share}: the table of overlaps, in the same inputs folder; `share` is
                          the column with the part of the present area
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, rejects
from etl.csv_records import ragged, read_csv_records, require_columns
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
OVERLAPS = "__overlaps"


def read(path: Path, source: Source) -> Published:
    """The list, each record with the overlaps of its areas as text: `present code=share`, separated by `;`."""
    published = read_csv_records(path, encoding=source.encoding)
    require_columns(published, [source.options["codes"]], source.id)
    pairs = _pairs(path, source)
    joined = [";".join(pairs.get(code, "") for code in _codes(cell)) for cell in published.table[source.options["codes"]]]
    return Published(published.table.assign(**{OVERLAPS: joined}))


def tidy(published: Published, source: Source) -> Tidy:
    """`Tidy.members` of both sets; a name with no area in the table of overlaps is rejected."""
    table = published.table
    homeless = table[OVERLAPS].str.strip(";").eq("")
    refused = rejects(
        table["line"][homeless],
        source.options["codes"],
        table[source.options["codes"]][homeless],
        "no area of this name lies in the table of overlaps",
        "write the code of the area that was meant",
    )
    rejected = pd.concat([ragged(published.__class__(table.drop(columns=OVERLAPS))), refused], ignore_index=True)
    kept = table[~table["line"].isin(rejected["line"])]
    return Tidy(members=pd.concat([_as_published(kept, source), _carried(kept, source)]), rejected=rejected)


def _as_published(table: pd.DataFrame, source: Source) -> pd.DataFrame:
    cells = zip(table["line"], table[source.options["codes"]], strict=True)
    rows = [(line, code) for line, cell in cells for code in _codes(cell)]
    frame = pd.DataFrame(rows, columns=["line", "area_code"])
    return frame.assign(area_set=source.options["published_as"], weight=1.0)


def _carried(table: pd.DataFrame, source: Source) -> pd.DataFrame:
    pairs = [
        (line, *pair.split("="))
        for line, text in zip(table["line"], table[OVERLAPS], strict=True)
        for pair in text.split(";")
        if pair
    ]
    frame = pd.DataFrame(pairs, columns=["line", "area_code", "weight"]).astype({"weight": "float64"})
    whole = frame.groupby("area_code", as_index=False).agg(line=("line", "min"), weight=("weight", "sum"))
    return whole.assign(area_set=source.options["carried_to"], weight=whole["weight"].clip(upper=1))


def _pairs(path: Path, source: Source) -> dict[str, str]:
    """Overlaps by older area, as text."""
    overlap = source.options["overlap"]
    root = path.parents[len(PurePosixPath(source.file).parts) - 1]
    other = root / overlap["file"]
    if not other.is_file():
        raise SourceChanged(f"{source.id}: {other.name} is not in the inputs; the list is carried to present areas by it")
    table = read_csv_records(other).table
    columns = zip(table[overlap["from_code"]], table[overlap["to_code"]], table[overlap["share"]], strict=True)
    found: dict[str, list[str]] = {}
    for older, present, share in columns:
        found.setdefault(older.strip(), []).append(f"{present.strip()}={share}")
    return {older: ";".join(pairs) for older, pairs in found.items()}


def _codes(cell: str) -> list[str]:
    return [code.strip() for code in cell.split(";") if code.strip()]
