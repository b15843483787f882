"""A delimited text as a table of text cells: clean lines by whole arrays, the others one record at a time.

Each page of lines is looked over by numpy (`csv_lines`). Lines without fault go to pyarrow together; the rest to
`csv_record`. Nothing is dropped: a record becomes a row, or a reject with its line, or an empty line that is counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from etl.intake.csv_lines import Lines, suspicious
from etl.intake.csv_record import LONGEST_FIELD, Dialect, Record, read_record
from etl.intake.header import check_names, delimiter_of, is_blank
from etl.intake.outcome import NOTHING_DECLARED, Cells, Declared, Refused, Rejects
from etl.intake.text_source import REPLACEMENT, TextSource

LONGEST_HEADER = 1 << 24
_FIRST_END = re.compile(rb"\r\n|\n|\r(?!\Z)")

QUOTES = "close or double every quotation mark"
WIDTH = "give each record the header's cells, and quote a cell that holds the delimiter or a line break"
ENCODING = "save the file as UTF-8, or declare its encoding (for example cp1252)"
RECORD = "(record)"


def read_csv(path: Path, declared: Declared = NOTHING_DECLARED) -> Cells:
    """Read a delimited text strictly. Raises `Refused` where the file as a whole cannot be used."""
    reading = _Reading(TextSource(path, declared.encoding), declared)
    carry = b""
    pages = reading.source.pages()
    page = next(pages, None)
    while page is not None:
        following = next(pages, None)
        text = carry + page if carry else page
        carry = text[reading.take(text, is_last=following is None) :]
        page = following
    return reading.finished()


@dataclass
class _Reading:
    """What is known while the pages of one file go by."""

    source: TextSource
    declared: Declared
    dialect: Dialect | None = None
    columns: list[str] = field(default_factory=list)
    types: dict[str, pa.DataType] = field(default_factory=dict)
    line: int = 1
    tables: list[pa.Table] = field(default_factory=list)
    numbers: list[np.ndarray] = field(default_factory=list)
    odd_rows: list[tuple[int, list[bytes]]] = field(default_factory=list)
    faults: dict[tuple[str, str], list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    blank_lines: int = 0
    title_lines: list[int] = field(default_factory=list)
    returns_in_cells: int = 0

    def take(self, text: bytes, *, is_last: bool) -> int:
        """Read the whole records of `text`; returns how many bytes they took."""
        if self.dialect is None:
            mark = self.declared.delimiter.encode() if self.declared.delimiter else None
            first = _FIRST_END.search(re.sub(rb'"[^"]*"', b"", text[: 1 << 16]))
            cr_ends = first is None or first[0] == b"\r"
            self.dialect = Dialect(mark or delimiter_of(text[: 1 << 16], self.declared.header_line), cr_ends)
        start = 0 if self.columns else self._header(text, is_last)
        return start if start is None or start == len(text) else self._records(text, start, is_last)

    def _header(self, text: bytes, is_last: bool) -> int:
        """Take the records up to and with the header; returns where the next one begins (0 if there is more to come)."""
        at, line, titles, blank = 0, 1, [], 0
        while at < len(text):
            record = read_record(text, at, self.dialect, is_last)
            if not is_last and (record.is_open or record.end >= len(text)) and len(text) < LONGEST_HEADER:
                return 0
            raw = text[at : record.end]
            if line >= self.declared.header_line and not is_blank(raw):
                if record.fault:
                    raise Refused(f"the header on line {line} cannot be read: {record.fault}", QUOTES)
                self.columns = check_names([cell.decode("utf-8") for cell in record.cells], line)
                self.title_lines, self.blank_lines = titles, blank
                self.line = line + len(self.dialect.line_end.findall(raw.rstrip(b"\r\n") + b"\n")) - 1
                return record.end
            titles += [] if is_blank(raw) else [line]
            blank += is_blank(raw)
            at, line = record.end, line + max(1, len(self.dialect.line_end.findall(raw.rstrip(b"\r\n") + b"\n")) - 1)
        if not is_last:
            return 0
        raise Refused("there is no header", "give the file a line of column names and records below it")

    def _records(self, text: bytes, start: int, is_last: bool) -> int:
        lines = Lines.of(text, start, self.dialect, is_last)
        if not len(lines.ends):
            return start
        keep = np.ones(len(lines.ends), dtype=bool)
        used, whole = lines.stop, len(lines.ends)
        reached = -1
        for line in suspicious(lines, len(self.columns)).tolist():
            if line <= reached:
                continue
            begin = int(lines.begins[line])
            record = read_record(text, begin, self.dialect, is_last)
            if not is_last and (record.is_open or record.end > lines.stop):
                used, whole = begin, line  # more of the file decides what this record is
                break
            reached = max(line, int(np.searchsorted(lines.begins, record.end)) - 1)
            keep[line : reached + 1] = False
            self._one(record, text[begin : record.end], self.line + line)
        keep[whole:] = False
        self._clean(lines, keep)
        self.line += whole
        return used

    def _one(self, record: Record, raw: bytes, line: int) -> None:
        """Take one record that was looked at by itself."""
        if is_blank(raw):
            self.blank_lines += 1
        elif record.fault:
            self.faults[record.fault, QUOTES].append((line, ""))
        elif REPLACEMENT in raw:
            self.faults["encoding: the record holds bytes that are not text in the file's encoding", ENCODING].append(
                (line, "")
            )
        elif b"\x00" in raw:
            self.faults["NUL: the record holds a NUL byte", "export the file again"].append((line, ""))
        elif max(map(len, record.cells)) > LONGEST_FIELD:
            self.faults[f"a cell is longer than {LONGEST_FIELD:,} bytes", "shorten it"].append((line, ""))
        elif len(record.cells) != len(self.columns):
            self._wrong_width(record, line)
        else:
            self.returns_in_cells += b"\r" in raw.rstrip(b"\r\n") and b'"' not in raw
            self.odd_rows.append((line, record.cells))

    def _wrong_width(self, record: Record, line: int) -> None:
        width, found = len(self.columns), len(record.cells)
        other = next((m for m in (b",", b";", b"\t", b"|") if b"".join(record.cells).count(m) == width - 1 > 0), None)
        if found == 1 and other:
            reason = f"the record is divided by {other.decode()!r}, the header by {self.dialect.delimiter.decode()!r}"
        else:
            reason = f"the record has {'more' if found > width else 'fewer'} cells than the header's {width}"
        self.faults[reason, WIDTH].append((line, f"{found} cells"))

    def _clean(self, lines: Lines, keep: np.ndarray) -> None:
        """Read the lines to keep, all at once."""
        count = int(keep.sum())
        if not count:
            return
        names = [str(position) for position in range(len(self.columns))]
        table = pacsv.read_csv(
            pa.py_buffer(lines.bytes_of(keep)),
            pacsv.ReadOptions(column_names=names, block_size=1 << 21),
            pacsv.ParseOptions(delimiter=self.dialect.delimiter.decode(), ignore_empty_lines=False),
            pacsv.ConvertOptions(
                column_types=self.types or dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
        if table.num_rows != count:
            raise AssertionError(
                f"{count} lines were given to the reader of clean lines and {table.num_rows} came back"
            )
        if not self.types:
            self.types = {name: _storage(table.column(name)) for name in names}
            table = table.cast(pa.schema(self.types))
        self.tables.append(table)
        self.numbers.append(np.flatnonzero(keep) + self.line)

    def finished(self) -> Cells:
        """The whole table, in the order of the file."""
        if not self.columns:
            raise Refused("there is no header", "give the file a line of column names and records below it")
        self._refuse_unknown_encoding()
        rejects = Rejects()
        for (reason, remedy), found in self.faults.items():
            rejects.add([line for line, _ in found], RECORD, [value for _, value in found], reason, remedy)
        names = [str(position) for position in range(len(self.columns))]
        types = self.types or {name: pa.dictionary(pa.int32(), pa.string()) for name in names}
        schema = pa.schema(types)
        if self.odd_rows:
            texts = {name: [cells[i].decode("utf-8") for _, cells in self.odd_rows] for i, name in enumerate(names)}
            odd = pa.table({name: pa.array(cells, pa.string()) for name, cells in texts.items()})
            self.tables.append(pa.table({n: _stored(odd.column(n), types[n]) for n in names}, schema=schema))
            self.numbers.append(np.array([line for line, _ in self.odd_rows]))
        table = pa.concat_tables(self.tables) if self.tables else schema.empty_table()
        lines = np.concatenate(self.numbers).astype("int64") if self.numbers else np.empty(0, "int64")
        table = table.unify_dictionaries()
        if self.odd_rows:
            order = np.argsort(lines, kind="stable")
            table, lines = table.take(order), lines[order]
        if not len(lines) and not rejects.parts:
            raise Refused("there are no records below the header", "give it at least one record")
        notes = self._notes()
        return Cells(
            self.columns, table, lines, rejects, {}, notes, [], self.blank_lines, self.title_lines,
            self.dialect.delimiter.decode(),
        )  # fmt: skip

    def _refuse_unknown_encoding(self) -> None:
        """Bytes beyond ASCII of which none has the form of UTF-8 are another encoding, not a few damaged records."""
        wrong = [lines for (reason, _), lines in self.faults.items() if reason.startswith("encoding")]
        if wrong and self.source.encoding == "utf-8" and not self.source.seen_utf8:
            first = wrong[0][0][0]
            raise Refused(
                f"the encoding is not UTF-8: {len(wrong[0])} records cannot be read (first: line {first})", ENCODING
            )

    def _notes(self) -> list[str]:
        notes = []
        if self.source.encoding != "utf-8" or self.source.marked:
            notes.append(f"read as {self.source.encoding}" + (", by its byte-order mark" if self.source.marked else ""))
        if self.dialect.delimiter != b",":
            shown = {b"\t": "tab", b";": "semicolon"}.get(self.dialect.delimiter, self.dialect.delimiter.decode())
            notes.append(f"cells are divided by {shown}")
        if self.blank_lines:
            notes.append(f"{self.blank_lines} empty lines are not counted as records")
        if self.returns_in_cells:
            notes.append(f"{self.returns_in_cells} records hold a carriage return inside a cell, kept as text")
        return notes


def _storage(column: pa.ChunkedArray) -> pa.DataType:
    """Text that repeats is kept once: checks then look at each different text once."""
    distinct = pc.count_distinct(column).as_py()
    return pa.dictionary(pa.int32(), pa.string()) if distinct <= max(1000, len(column) // 3) else pa.string()


def _stored(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    return column.dictionary_encode() if pa.types.is_dictionary(kind) else column
