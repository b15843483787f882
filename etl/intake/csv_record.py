"""One record of a delimited text, read strictly, character by character where it matters.

Used for the few lines that whole-array reading puts aside: a quotation over several lines, or a fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

LONGEST_RECORD = 1 << 23
LONGEST_FIELD = 100_000  # bytes

OPEN = "a quotation mark opens a cell and never closes"
MIDDLE = "a quotation mark stands in the middle of a cell"
AFTER = "text follows a closing quotation mark"


@dataclass(frozen=True)
class Dialect:
    """What separates cells and lines in one file."""

    delimiter: bytes
    cr_ends: bool = False
    """Whether a lone CR ends a line; only in files whose first line ends so."""

    @cached_property
    def stop(self) -> re.Pattern[bytes]:
        """What may end an unquoted cell, or should not be in it."""
        return re.compile(rb'["\n' + (rb"\r" if self.cr_ends else rb"") + re.escape(self.delimiter) + rb"]")

    @cached_property
    def line_break(self) -> re.Pattern[bytes]:
        return re.compile(rb"\r\n|\n|\r" if self.cr_ends else rb"\n")

    @cached_property
    def line_end(self) -> re.Pattern[bytes]:
        return re.compile(rb"\r\n|\n|\r|\Z" if self.cr_ends else rb"\r?\n|\r?\Z")


@dataclass(frozen=True)
class Record:
    """Cells, or a fault with the line taken for a record by itself; `end` is where the next record starts."""

    cells: list[bytes]
    end: int
    fault: str = ""
    is_open: bool = False
    """The text ended inside a quotation: more of the file would decide."""


def read_record(text: bytes, start: int, dialect: Dialect, is_last: bool) -> Record:
    """The record that starts at `start`.

    A fault never takes more than its own line with it, so that one stray quotation mark cannot swallow a file.
    """
    cells: list[bytes] = []
    at = start
    while True:
        if text[at : at + 1] == b'"':
            cell, at, fault = _quoted(text, at)
            if fault:
                return _faulty(text, start, dialect, fault, is_open=fault == OPEN and not is_last)
        else:
            found = dialect.stop.search(text, at)
            if found and found[0] == b'"':
                return _faulty(text, start, dialect, MIDDLE)
            end = found.start() if found else len(text)
            is_last_cell = not found or found[0] != dialect.delimiter
            if is_last_cell and not dialect.cr_ends and text[at:end].endswith(b"\r"):
                end -= 1  # of a CRLF
            cell, at = text[at:end], end
        cells.append(cell)
        if text[at : at + 1] == dialect.delimiter:
            at += 1
            continue
        ending = dialect.line_end.match(text, at)
        if ending is None:
            return _faulty(text, start, dialect, AFTER)
        return Record(cells, ending.end())


def _quoted(text: bytes, at: int) -> tuple[bytes, int, str]:
    parts = []
    start = at + 1
    while True:
        mark = text.find(b'"', start)
        if mark < 0 or mark - at > LONGEST_RECORD:
            return b"", at, OPEN
        parts.append(text[start:mark])
        if text[mark + 1 : mark + 2] != b'"':
            return b'"'.join(parts), mark + 1, ""
        start = mark + 2


def _faulty(text: bytes, start: int, dialect: Dialect, fault: str, *, is_open: bool = False) -> Record:
    end = dialect.line_end.search(text, start).end()
    return Record([], end, fault, is_open and len(text) - start <= LONGEST_RECORD)
