"""A CSV file as its publisher wrote it: every cell text, every record with the line it starts on.

Nothing is typed, trimmed or guessed here. A record with another number of cells than the header is kept (its `cells`
say how many it had) so that the source module can reject it and the count of the bytes still balances.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, rejects


def read_csv_records(path: Path, *, encoding: str = "utf-8", delimiter: str = ",") -> Published:
    """Read `path` into text columns plus `line` (1-based, of the record's first character) and `cells`.

    A header name that occurs again gets its turn in brackets: `Symbols`, `Symbols (2)`. Raises `SourceChanged` where the
    bytes are not in the declared encoding, a quotation never ends, or there is no header.
    """
    header, records = _header_and_records(_text(path, encoding), path, delimiter)
    width = len(header)
    rows = [[line, len(cells), *cells[:width], *[""] * (width - len(cells))] for line, cells in records]
    table = pd.DataFrame(rows, columns=["line", "cells", *header])
    return Published(table.astype({"line": "int64", "cells": "int64"} | dict.fromkeys(header, "str")))


def ragged(published: Published) -> pd.DataFrame:
    """Records whose number of cells is not the header's, as rejects; empty for a well-formed file."""
    table = published.table
    wrong = table[table["cells"] != table.shape[1] - 2]
    return rejects(
        wrong["line"],
        "(record)",
        [f"{n} cells" for n in wrong["cells"]],
        f"the record does not have the header's {table.shape[1] - 2} cells",
        "quote a cell that holds a comma or a line break, or complete the record",
    )


def require_columns(published: Published, columns: Iterable[str], where: str) -> None:
    """Raise `SourceChanged` that names every missing column."""
    missing = [name for name in columns if name not in published.table.columns]
    if missing:
        raise SourceChanged(
            f"{where}: {len(missing)} columns are missing (first: {missing[0]!r}); "
            "give the file its published header, or declare another loader"
        )


def _text(path: Path, encoding: str) -> str:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        # a byte-order mark is no part of the first column's name
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as wrong:
        raise SourceChanged(
            f"{path.name}: byte {wrong.start + 1} is not {encoding}; declare the file's encoding in its source, "
            "or save it as UTF-8"
        ) from wrong


def _header_and_records(text: str, path: Path, delimiter: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        records = list(_records(text, delimiter))
    except csv.Error as wrong:
        raise SourceChanged(f"{path.name}: not readable as CSV: {wrong}; close every quotation mark") from wrong
    if not records:
        raise SourceChanged(f"{path.name}: the file is empty; give it a header and records")
    return _told_apart(records[0][1]), records[1:]


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    start = 1
    for cells in reader:
        if cells:  # an empty line is no record
            yield start, cells
        start = reader.line_num + 1


def _lines(text: str) -> list[str]:
    # str.splitlines also breaks at characters that are text inside a cell (form feed, U+2028)
    return [line + "\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _told_apart(header: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    names = []
    for name in header:
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names
