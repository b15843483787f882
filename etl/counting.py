"""How many records a published file holds, counted from its bytes by code that no loader uses.

`rows_in = loaded + rejected + out_of_scope` is only worth something when `rows_in` comes from elsewhere than the loader.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from etl.intake.count_shapes import count_geojson, count_shapefile_zip
from etl.intake.count_text import CannotCount, count_text
from etl.intake.count_workbook import count_xlsx

__all__ = ["COUNTERS", "CannotCount", "count"]


def _count_table(path: Path, header_rows: int = 1, **choices: object) -> int:
    """A table that may come as text or as a workbook: its first bytes say which."""
    with open(path, "rb") as file:
        is_workbook = file.read(4) == b"PK\x03\x04"
    return (count_xlsx if is_workbook else count_text)(path, header_rows, **choices)


COUNTERS: dict[str, Callable[..., int]] = {
    "csv": count_text,
    "table": _count_table,
    "xlsx": count_xlsx,
    "geojson": count_geojson,
    "shapefile_zip": count_shapefile_zip,
}


def count(path: Path | str, kind: str, header_rows: int = 1, **choices: object) -> int:
    """Records of the file at `path`, without its `header_rows` records at the top (titles count; blank lines do not).

    `kind` is one of `COUNTERS`; features and shapes have no header rows. Text is any encoding that keeps ASCII, or
    UTF-16/32 with a byte-order mark, plain or gzipped. `xlsx` also takes `sheet="name"`; the
    first visible sheet with content otherwise.

    Raises
    ------
    CannotCount
        If the file is not of that kind, or its own headers disagree.
    """
    return COUNTERS[kind](Path(path), header_rows, **choices)
