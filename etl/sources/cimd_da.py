"""Scores of the Canadian Index of Multiple Deprivation by dissemination area.

Publisher   Statistics Canada
Grain       one row per dissemination area (DAUID, 8 digits)
Quirks      scores are standardised and have no unit; higher is more deprived, or more diverse; the file says no vintage:
            every DAUID is one of 2021, so another number of digits stops the load
Options     code: column with the DAUID
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, SourceChanged, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
DAUID = r"\d{8}"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """Observations of the declared scores.

    Raises
    ------
    SourceChanged
        If a code is not a DAUID.
    """
    inside = scoped(published, source, (source.options["code"],), ("code",))
    codes = inside.table[source.options["code"]].str.strip()
    strange = codes[~codes.str.fullmatch(DAUID)]
    if len(strange):
        raise SourceChanged(f"{source.id}: {len(strange)} codes are no DAUID of 8 digits (first: {strange.iloc[0]!r})")
    return measured(inside, codes, source)
