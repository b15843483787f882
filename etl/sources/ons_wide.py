"""Plain wide table of neighbourhoods: one record an area, one column a figure.

Publisher   Ottawa Neighbourhood Study, site data and working tables
Grain       one row per neighbourhood, or (with `where` in a measure) per neighbourhood and characteristic
Quirks      shares of 0 to 1, percentages of 0 to 100, dollars and rates stand side by side in one file: the unit is
            declared by `scale`, never guessed; areas without residents are blank, or left out
Options     code: column with the area's code; for `codes`, `name` and `name_kind` see etl/placing.py; for `scope` and
            marks see etl/wide.py
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

from etl.contract import Published, Tidy
from etl.csv_records import read_csv_records
from etl.placing import OPTIONS, called, placed
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """Observations of the declared columns; a cell that is neither a number nor a declared mark is rejected."""
    column = source.options["code"]
    inside = scoped(published, source, (column,), ("code", *OPTIONS))
    codes = inside.table[column].str.strip()
    found = placed(measured(inside, codes, source), source)
    return dataclasses.replace(found, names=called(inside.table, codes, source))
