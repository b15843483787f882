"""Census figures by neighbourhood, a city planning department's workbook.

Publisher   City of Kansas City, Missouri, from the 2010 census and the American Community Survey 2008 to 2012
Grain       one row per neighbourhood; the number in the first column is its code, names differ from the boundary file's
Quirks      counts are fractions of people (818.526346), shared out by area from census blocks and tracts; below the
            neighbourhoods come empty rows, and two that hold a few sums without a number or name; a header may end in a
            blank ("Age 75 Or Older "); no margins of error
Options     sheet: name of the sheet; key: header of the code's column
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
import pandas as pd
from openpyxl.utils.exceptions import InvalidFileException

from etl.contract import Published, SourceChanged, Tidy
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "xlsx"
HEADER_ROWS = 1
SUMS = "sums below the neighbourhoods, without a number or a name"


def read(path: Path, source: Source) -> Published:
    """Every row with any content, cell by cell as text; `line` is the row of the sheet.

    Raises
    ------
    SourceChanged
        If the workbook cannot be read or has no such sheet.
    """
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = list(book[source.options["sheet"]].iter_rows(values_only=True))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ParseError, OSError, ValueError) as wrong:
        raise SourceChanged(f"{source.id}: {path.name} is not readable as a workbook: {wrong}") from wrong
    book.close()
    header = [_text(cell) for cell in rows[0]]
    titled = [place for place, name in enumerate(header) if name]
    records = [
        [number, *(_text(row[place]) if place < len(row) else "" for place in titled)]
        for number, row in enumerate(rows[1:], start=2)
        if any(_text(cell) for cell in row)
    ]
    columns = ["line", *(header[place] for place in titled)]
    return Published(
        pd.DataFrame(records, columns=columns).astype({"line": "int64"} | dict.fromkeys(columns[1:], "str"))
    )


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per neighbourhood and measure; rows without a number are out of scope as sums."""
    table, key = published.table, source.options["key"]
    sums = table[table[key] == ""]
    inside = scoped(Published(table[table[key] != ""]), source, (key,), options=("sheet", "key"))
    made = measured(inside, inside.table[key], source)
    if len(sums):
        made.out_of_scope[SUMS] = [int(line) for line in sums["line"]]
    return made


def _text(cell: object) -> str:
    """A cell as text, numbers with every digit that makes them."""
    if cell is None:
        return ""
    return repr(cell) if isinstance(cell, float) else str(cell).strip()
