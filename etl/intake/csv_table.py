"""A delimited text as a table of text cells, strictly: its header, then its pages side by side, then all in one."""

from __future__ import annotations

import os
import re
from collections import defaultdict, deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.intake.csv_page import BAD_BYTES, ENCODING, QUOTES, Page, read_page
from etl.intake.csv_record import Dialect, read_record
from etl.intake.header import check_names, delimiter_of, is_blank
from etl.intake.outcome import NOTHING_DECLARED, Cells, Declared, Refused, Rejects, some
from etl.intake.text_source import TextSource

LONGEST_HEADER = 1 << 24
RECORD = "(record)"
NO_HEADER = Refused("there is no header", "give the file a line of column names and records below it")
REPEATED = pa.dictionary(pa.int32(), pa.string())
WORKERS = min(4, os.cpu_count() or 1)
_FIRST_END = re.compile(rb"\r\n|\n|\r(?!\Z)")
_SHOWN = {b"\t": "tab", b";": "semicolon"}


@dataclass
class Header:
    """The line of column names, and where the records below it begin."""

    columns: list[str]
    dialect: Dialect
    end: int
    line: int
    """Line of the first record."""
    title_lines: list[int]
    blank_lines: int


def read_csv(path: Path, declared: Declared = NOTHING_DECLARED) -> Cells:
    """Read a delimited text strictly. Raises `Refused` where the file as a whole cannot be used."""
    source = TextSource(path, declared.encoding)
    pages = _with_last(source.pages())
    text, header, is_last = b"", None, False
    while header is None and not is_last:
        page, is_last = next(pages, (b"", True))
        text += page
        header = _header(text, declared, is_last)
    if header is None:
        raise NO_HEADER
    gathered = _Gathered(header)
    _read_first(gathered, text, header, is_last)
    if not is_last:
        _read_rest(gathered, pages)
    return gathered.finished(source)


def _with_last(pages: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    page = next(pages, None)
    while page is not None:
        following = next(pages, None)
        yield page, following is None
        page = following


def _header(text: bytes, declared: Declared, is_last: bool) -> Header | None:
    """The header at or after the declared line; None if more of the file is needed to see it."""
    head = re.sub(rb'"[^"]*"', b"", text[: 1 << 16])
    first = _FIRST_END.search(head)
    mark = declared.delimiter.encode() if declared.delimiter else delimiter_of(text[: 1 << 16], declared.header_line)
    dialect = Dialect(mark, cr_ends=first is None or first[0] == b"\r")
    at, line, titles, blank = 0, 1, [], 0
    while at < len(text):
        record = read_record(text, at, dialect, is_last)
        if not is_last and (record.is_open or record.end >= len(text)) and len(text) < LONGEST_HEADER:
            return None
        raw = text[at : record.end]
        following = line + len(dialect.line_break.findall(raw))
        if line >= declared.header_line and not is_blank(raw):
            if record.fault:
                raise Refused(f"the header on line {line} cannot be read: {record.fault}", QUOTES)
            columns = check_names([cell.decode("utf-8") for cell in record.cells], line)
            return Header(columns, dialect, record.end, following, titles, blank)
        titles += [] if is_blank(raw) else [line]
        blank += is_blank(raw)
        at, line = record.end, following
    return None


def _read_first(gathered: _Gathered, text: bytes, header: Header, is_last: bool) -> None:
    """The first page, as plain text; what repeats in it is kept as a dictionary from then on."""
    page = read_page(text, header.end, len(header.columns), header.dialect, gathered.types, is_last)
    if page.table is not None:
        gathered.types = [_storage(page.table.column(i)) for i in range(len(header.columns))]
        names = [str(position) for position in range(len(header.columns))]
        page.table = page.table.cast(pa.schema(list(zip(names, gathered.types, strict=True))))
    gathered.add(page)
    gathered.carry = text[page.used :]


def _read_rest(gathered: _Gathered, pages: Iterator[tuple[bytes, bool]]) -> None:
    """The other pages, several at a time. Each is read as if a record began at its top; where the page before proves
    otherwise, it is read again with what was carried over."""
    waiting: deque[tuple[bytes, bool, Future[Page]]] = deque()
    with ThreadPoolExecutor(WORKERS) as pool:
        held, gathered.carry = gathered.carry, b""
        for page, is_last in pages:
            text = held + page
            cut = len(text) if is_last else _after_last_line(text, gathered.header.dialect) or len(text)
            text, held = text[:cut], text[cut:]
            waiting.append((text, is_last, pool.submit(gathered.read, text, is_last)))
            if len(waiting) > WORKERS:
                _collect(gathered, waiting)
        while waiting:
            _collect(gathered, waiting)


def _after_last_line(text: bytes, dialect: Dialect) -> int:
    end = text.rfind(b"\n")
    return 1 + (max(end, text.rfind(b"\r", 0, len(text) - 1)) if dialect.cr_ends else end)


def _collect(gathered: _Gathered, waiting: deque[tuple[bytes, bool, Future[Page]]]) -> None:
    text, is_last, future = waiting.popleft()
    if gathered.carry:
        future.cancel()
        text = gathered.carry + text
        page = gathered.read(text, is_last)
    else:
        page = future.result()
    gathered.add(page)
    gathered.carry = text[page.used :]


@dataclass
class _Gathered:
    """What the pages of one file held."""

    header: Header
    types: list[pa.DataType] = field(default_factory=list)
    carry: bytes = b""
    line: int = 0
    tables: list[pa.Table] = field(default_factory=list)
    lines: list[np.ndarray] = field(default_factory=list)
    odd_rows: list[tuple[int, list[bytes]]] = field(default_factory=list)
    faults: dict[tuple[str, str], list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    blank_lines: int = 0
    returns_in_cells: int = 0

    def __post_init__(self) -> None:
        self.line = self.header.line
        self.blank_lines = self.header.blank_lines
        self.types = [pa.string()] * len(self.header.columns)

    def read(self, text: bytes, is_last: bool) -> Page:
        return read_page(text, 0, len(self.header.columns), self.header.dialect, self.types, is_last, threads=False)

    def add(self, page: Page) -> None:
        if page.table is not None:
            self.tables.append(page.table)
            self.lines.append(page.lines + self.line)
        self.odd_rows += [(line + self.line, cells) for line, cells in page.odd_rows]
        for fault, found in page.faults.items():
            self.faults[fault] += [(line + self.line, value) for line, value in found]
        self.blank_lines += page.blank_lines
        self.returns_in_cells += page.returns_in_cells
        self.line += page.line_count

    def finished(self, source: TextSource) -> Cells:
        """The whole table, in the order of the file."""
        _refuse_unknown_encoding(self.faults, source)
        rejects = Rejects()
        for (reason, remedy), found in self.faults.items():
            rejects.add([line for line, _ in found], RECORD, [value for _, value in found], reason, remedy)
        names = [str(position) for position in range(len(self.types))]
        types = self.types if self.tables else [REPEATED] * len(names)
        schema = pa.schema(list(zip(names, types, strict=True)))
        if self.odd_rows:
            odd = {n: pa.array([cells[i].decode() for _, cells in self.odd_rows]) for i, n in enumerate(names)}
            kept = {
                n: texts.dictionary_encode() if t == REPEATED else texts
                for (n, texts), t in zip(odd.items(), types, strict=True)
            }
            self.tables.append(pa.table(kept, schema=schema))
            self.lines.append(np.array([line for line, _ in self.odd_rows]))
        table = (pa.concat_tables(self.tables) if self.tables else schema.empty_table()).unify_dictionaries()
        lines = np.concatenate(self.lines).astype("int64") if self.lines else np.empty(0, "int64")
        if self.odd_rows:
            order = np.argsort(lines, kind="stable")
            table, lines = table.take(order), lines[order]
        if not len(lines) and not rejects.parts:
            raise Refused("there are no records below the header", "give it at least one record")
        return Cells(
            self.header.columns, table, lines, rejects, notes=self._notes(source), blank_lines=self.blank_lines,
            title_lines=self.header.title_lines, delimiter=self.header.dialect.delimiter.decode(),
        )  # fmt: skip

    def _notes(self, source: TextSource) -> list[str]:
        notes = []
        if source.encoding != "utf-8" or source.marked:
            notes.append(f"read as {source.encoding}" + (", by its byte-order mark" if source.marked else ""))
        mark = self.header.dialect.delimiter
        if mark != b",":
            notes.append(f"cells are divided by {_SHOWN.get(mark, mark.decode())}")
        if self.blank_lines:
            notes.append(f"not counted as records: {some(self.blank_lines, 'empty line')}")
        if self.returns_in_cells:
            notes.append(f"a carriage return inside a cell was kept as text in {some(self.returns_in_cells, 'record')}")
        return notes


def _refuse_unknown_encoding(faults: dict[tuple[str, str], list[tuple[int, str]]], source: TextSource) -> None:
    """Bytes beyond ASCII of which none has the form of UTF-8 are another encoding, not a few damaged records."""
    wrong = faults.get((BAD_BYTES, ENCODING))
    if wrong and source.encoding == "utf-8" and not source.seen_utf8:
        first = min(line for line, _ in wrong)
        raise Refused(
            f"the encoding is not UTF-8: {some(len(wrong), 'record')} cannot be read (first: line {first})", ENCODING
        )


def _storage(column: pa.ChunkedArray) -> pa.DataType:
    """Text that repeats is kept once: checks then look at each different text once."""
    distinct = pc.count_distinct(column).as_py()
    return REPEATED if distinct <= max(1000, len(column) // 3) else pa.string()
