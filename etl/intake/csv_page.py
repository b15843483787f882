"""One page of a delimited text: its clean lines as one Arrow table, the others record by record.

A page is read by itself, with lines counted from its own top, so that pages can be read side by side. Nothing is
dropped: a record becomes a row, or a fault with its line, or an empty line that is counted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from etl.intake.csv_lines import Lines, suspicious
from etl.intake.csv_record import LONGEST_FIELD, Dialect, Record, read_record
from etl.intake.header import is_blank
from etl.intake.text_source import REPLACEMENT

QUOTES = "close or double every quotation mark"
WIDTH = "give each record the header's cells, and quote a cell that holds the delimiter or a line break"
ENCODING = "save the file as UTF-8, or declare its encoding (for example cp1252)"
BAD_BYTES = "encoding: the record holds bytes that are not text in the file's encoding"
BLOCK = 1 << 21


@dataclass
class Page:
    """What one page held. Lines are counted from 0 at its top."""

    used: int = 0
    """Bytes that its whole records took; the rest belongs to a record that goes on."""
    line_count: int = 0
    table: pa.Table | None = None
    lines: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    odd_rows: list[tuple[int, list[bytes]]] = field(default_factory=list)
    faults: dict[tuple[str, str], list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    blank_lines: int = 0
    returns_in_cells: int = 0


def read_page(
    text: bytes, start: int, width: int, dialect: Dialect, types: list[pa.DataType], is_last: bool, threads: bool = True
) -> Page:
    """Read the whole records of `text` from `start` on.

    `types` are the columns' Arrow types: plain text, or a dictionary where texts repeat.
    """
    lines = Lines.of(text, start, dialect, is_last)
    if not len(lines.ends):
        return Page(used=start)
    page = Page(lines.stop, len(lines.ends))
    keep = np.ones(len(lines.ends), dtype=bool)
    reached = -1
    for line in suspicious(lines, width).tolist():
        if line <= reached:
            continue
        begin = int(lines.begins[line])
        record = read_record(text, begin, dialect, is_last)
        if not is_last and (record.is_open or record.end > lines.stop):
            page.used, page.line_count = begin, line  # more of the file decides what this record is
            break
        reached = max(line, int(np.searchsorted(lines.begins, record.end)) - 1)
        keep[line : reached + 1] = False
        _take_one(page, record, text[begin : record.end], line, width, dialect)
    keep[page.line_count :] = False
    page.lines = np.flatnonzero(keep)
    if len(page.lines):
        page.table = _parsed(lines.bytes_of(keep), dialect, types, threads)
        if page.table.num_rows != len(page.lines):
            raise AssertionError(f"{len(page.lines)} clean lines became {page.table.num_rows} rows")
    return page


def _take_one(page: Page, record: Record, raw: bytes, line: int, width: int, dialect: Dialect) -> None:
    """Take one record that was looked at by itself."""
    if is_blank(raw):
        page.blank_lines += 1
    elif record.fault:
        page.faults[record.fault, QUOTES].append((line, ""))
    elif REPLACEMENT in raw:
        page.faults[BAD_BYTES, ENCODING].append((line, ""))
    elif b"\x00" in raw:
        page.faults["NUL: the record holds a NUL byte", "export the file again"].append((line, ""))
    elif max(map(len, record.cells)) > LONGEST_FIELD:
        page.faults[f"a cell is longer than {LONGEST_FIELD:,} bytes", "shorten it"].append((line, ""))
    elif len(record.cells) != width:
        page.faults[_wrong_width(record.cells, width, dialect), WIDTH].append((line, f"{len(record.cells)} cells"))
    else:
        page.returns_in_cells += b"\r" in raw.rstrip(b"\r\n") and b'"' not in raw
        page.odd_rows.append((line, record.cells))


def _wrong_width(cells: list[bytes], width: int, dialect: Dialect) -> str:
    other = next((mark for mark in (b",", b";", b"\t", b"|") if b"".join(cells).count(mark) == width - 1 > 0), None)
    if len(cells) == 1 and other:
        return f"the record is divided by {other.decode()!r}, the header by {dialect.delimiter.decode()!r}"
    return f"the record has {'more' if len(cells) > width else 'fewer'} cells than the header's {width}"


def _parsed(data: bytes | memoryview, dialect: Dialect, types: list[pa.DataType], threads: bool) -> pa.Table:
    names = [str(position) for position in range(len(types))]
    return pacsv.read_csv(
        pa.py_buffer(data),
        pacsv.ReadOptions(column_names=names, block_size=BLOCK, use_threads=threads),
        pacsv.ParseOptions(delimiter=dialect.delimiter.decode(), ignore_empty_lines=False),
        pacsv.ConvertOptions(
            column_types=dict(zip(names, types, strict=True)), strings_can_be_null=False, check_utf8=False
        ),
    )
