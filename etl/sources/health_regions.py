"""Health regions of Canada with their names and estimated population on 1 July, a column a year.

Publisher   Statistics Canada, Table 17-10-0157-01, as kept by the COVID-19 Canada Open Data Working Group
Grain       one row per health region, keyed by `hruid`
Quirks      the region's name is written in many ways, so `hruid` is the only key; the estimates follow boundaries of the
            region and differ from the sum of its municipalities; column `pop` repeats the last year
Options     scope              as in etl/wide.py
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """Observations of the declared measures for every region in scope."""
    inside = scoped(published, source, columns=("hruid", "name_canonical", "pop"))
    return measured(inside, inside.table["hruid"], source)
