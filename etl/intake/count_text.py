"""Records of a delimited text, counted from its bytes and from nothing else.

The grammar is RFC 4180 with the publisher's own delimiter. Lines end with LF or CRLF, and with a lone CR too in a file
whose first line ends so (elsewhere a lone CR is part of a field). A quote opens a field only where a field starts. Where the quotes of a line cannot be read that way (a quote in the middle, one that is never closed), that line is
one record by itself and counting goes on with the next line. A line that holds only delimiters, spaces, quotes, NUL or
0x1A is not a record. Clean stretches are counted by whole arrays; only lines with odd quotes are looked at one by one.
"""

from __future__ import annotations

import codecs
import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

CHUNK = 1 << 23
SAMPLE = 1 << 16  # bytes from the top that tell the delimiter and the line end
LONGEST_RECORD = 1 << 23  # bytes; a quote that is open for longer was never closed
DELIMITERS = b",;\t|"
BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, None),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LF, CR, QUOTE = 10, 13, 34
_BLANK = np.zeros(256, dtype=bool)
_BLANK[list(b',;\t| "\r\n\x00\x1a\x0b\x0c')] = True


class CannotCount(Exception):
    """The bytes do not say how many records there are; the message says why."""


class Marks(NamedTuple):
    """What separates fields and lines of one file."""

    delimiter: int
    cr_ends: bool
    """Whether a lone CR ends a line."""


def count_text(path: Path, header_rows: int = 1, delimiter: str | None = None) -> int:
    """Records of a delimited text (gzip is seen through), less `header_rows` records at its top.

    Without a declared `delimiter` the one most frequent in the last header row decides where a quote may open a field.
    """
    total, carry, marks = 0, b"", None
    for piece, is_last in _with_last(_pieces(path)):
        text = carry + piece if carry else piece
        if marks is None:
            mark = ord(delimiter) if delimiter else _delimiter(text[:SAMPLE], header_rows)
            marks = Marks(mark, _ends_with_cr(text[:SAMPLE]))
        found, used = _records(text, marks, is_last)
        total, carry = total + found, text[used:]
    return max(0, total - header_rows)


def open_bytes(path: Path) -> BinaryIO:
    """The file's bytes; a gzip is recognised by its first two bytes and inflated."""
    with open(path, "rb") as file:
        is_gzip = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if is_gzip else open(path, "rb")  # type: ignore[return-value]


def _pieces(path: Path) -> Iterator[bytes]:
    """The text in pieces, without its byte-order mark; UTF-16 and UTF-32 become UTF-8, all else stays as it is."""
    with open_bytes(path) as file:
        piece = file.read(max(CHUNK, SAMPLE))
        mark, encoding = next(((mark, name) for mark, name in BOMS if piece.startswith(mark)), (b"", None))
        piece = piece[len(mark) :]
        decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding else None
        while piece:
            yield decoder.decode(piece).encode("utf-8", "replace") if decoder else piece
            piece = file.read(CHUNK)


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    waiting = next(pieces, None)
    while waiting is not None:
        following = next(pieces, None)
        yield waiting, following is None
        waiting = following


def _delimiter(sample: bytes, header_rows: int) -> int:
    """The delimiter most frequent in the last header line, or else in the whole sample."""
    lines = [line for line in re.split(rb"[\r\n]+", sample) if line.strip(b',;\t| "\x00')]
    header = lines[max(0, header_rows - 1)] if len(lines) >= max(1, header_rows) else b""
    for text in (header, sample):
        bare = re.sub(rb'"[^"]*"', b"", text)
        most = max(DELIMITERS, key=lambda mark: bare.count(mark))
        if bare.count(most):
            return most
    return DELIMITERS[0]


def _ends_with_cr(sample: bytes) -> bool:
    first = re.search(rb"\r\n|\n|\r(?!\Z)", re.sub(rb'"[^"]*"', b"", sample))
    return first is None or first[0] == b"\r"


def _records(text: bytes, marks: Marks, is_last: bool) -> tuple[int, int]:
    """How many whole records `text` starts with, and how many bytes they take."""
    codes = np.frombuffer(text, dtype=np.uint8)
    ends = _line_ends(text, codes, marks, is_last)
    if not len(ends):
        return 0, 0
    if QUOTE not in text:
        return _count_filled(codes, ends), min(len(text), int(ends[-1]) + 1)
    quotes = np.flatnonzero(codes == QUOTE)
    if _is_well_quoted(codes, quotes, marks, is_last):
        ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
        used = min(len(text), int(ends[-1]) + 1) if len(ends) else 0
        if is_last or len(text) - used <= LONGEST_RECORD:
            return _count_filled(codes, ends), used
        ends = _line_ends(text, codes, marks, is_last)
    return _walk(text, codes, ends, quotes, marks, is_last)


def _line_ends(text: bytes, codes: np.ndarray, marks: Marks, is_last: bool) -> np.ndarray:
    """Positions of the byte that ends each line; a last line without one ends at the length of the text."""
    at_end = codes == LF
    if marks.cr_ends and CR in text:
        lone = codes == CR
        lone[:-1] &= ~at_end[1:]
        if not is_last and len(lone):
            lone[-1] = False  # its line feed may come with the next piece
        at_end |= lone
    ends = np.flatnonzero(at_end)
    if is_last and len(codes) and not at_end[-1]:
        ends = np.append(ends, len(codes))
    return ends


def _count_filled(codes: np.ndarray, ends: np.ndarray) -> int:
    return int(_is_filled(codes, ends).sum()) if len(ends) else 0


def _is_filled(codes: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Whether each record holds anything but delimiters, spaces and quotes. Looks no further than the first such byte."""
    at = np.empty(len(ends), dtype=np.int64)
    at[0] = 0
    np.add(ends[:-1], 1, out=at[1:])
    filled = np.zeros(len(ends), dtype=bool)
    open_ = np.flatnonzero(at < ends)
    for _ in range(64):
        if not len(open_):
            return filled
        blank = _BLANK[codes[at[open_]]]
        filled[open_[~blank]] = True
        open_ = open_[blank]
        at[open_] += 1
        open_ = open_[at[open_] < ends[open_]]
    for record in open_:  # more than 64 blank bytes at its start
        filled[record] = not _BLANK[codes[at[record] : ends[record]]].all()
    return filled


def _is_well_quoted(codes: np.ndarray, quotes: np.ndarray, marks: Marks, is_last: bool) -> bool:
    """Whether every quote opens at the start of a field, closes at its end, or is doubled."""
    if len(quotes) % 2 and is_last:
        return False
    return bool(_fits(codes, quotes, np.arange(len(quotes)) % 2 == 0, marks).all())


def _fits(codes: np.ndarray, quotes: np.ndarray, opens: np.ndarray, marks: Marks) -> np.ndarray:
    """Whether each quote stands where its role allows. Beyond the first and the last byte counts as a line end."""
    edge = np.zeros(256, dtype=bool)
    edge[[marks.delimiter, LF, QUOTE]] = True
    edge[CR] = marks.cr_ends
    fits = edge[_code_at(codes, np.where(opens, quotes - 1, quotes + 1))]
    if not marks.cr_ends:
        fits |= ~opens & (_code_at(codes, quotes + 1) == CR) & (_code_at(codes, quotes + 2) == LF)
    return fits


def _code_at(codes: np.ndarray, at: np.ndarray) -> np.ndarray:
    inside = (at >= 0) & (at < len(codes))
    return np.where(inside, codes[np.where(inside, at, 0)], LF)


def _walk(
    text: bytes, codes: np.ndarray, ends: np.ndarray, quotes: np.ndarray, marks: Marks, is_last: bool
) -> tuple[int, int]:
    """As `_records`, where some quotes are odd: lines that are sound by themselves stay whole arrays."""
    starts = np.concatenate(([0], ends[:-1] + 1))
    is_record = np.ones(len(ends), dtype=bool)
    filled = _is_filled(codes, ends)
    used, lines, reached = min(len(text), int(ends[-1]) + 1), len(ends), -1
    for line in _odd_lines(codes, ends, quotes, marks):
        if line <= reached:
            continue
        end = _record_end(text, int(starts[line]), marks)
        is_open = end is None or (end >= len(text) - 1 and not is_last)
        if is_open and not is_last and _stays_open(text, int(starts[line]), marks):
            if len(text) - starts[line] <= LONGEST_RECORD:
                used, lines = int(starts[line]), line
                break
            end = None
        if end is not None and end - starts[line] <= LONGEST_RECORD:
            reached = int(np.searchsorted(ends, end))
            filled[line] = filled[line : reached + 1].any()
            is_record[line + 1 : reached + 1] = False
    return int((is_record[:lines] & filled[:lines]).sum()), used


def _odd_lines(codes: np.ndarray, ends: np.ndarray, quotes: np.ndarray, marks: Marks) -> list[int]:
    """Lines whose quotes do not close within the line, or stand where no quote may."""
    line_of = np.searchsorted(ends, quotes)
    quotes, line_of = quotes[line_of < len(ends)], line_of[line_of < len(ends)]
    if not len(quotes):
        return []
    lines, first, how_many = np.unique(line_of, return_index=True, return_counts=True)
    order = np.arange(len(quotes)) - np.repeat(first, how_many)
    fits = np.logical_and.reduceat(_fits(codes, quotes, order % 2 == 0, marks), first)
    return lines[~fits | (how_many % 2 == 1)].tolist()


@cache
def _patterns(marks: Marks) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    mark = re.escape(bytes([marks.delimiter]))
    line_end = rb"\r\n" if marks.cr_ends else rb"\n"
    quoted = rb'"[^"]*+(?:""[^"]*+)*+'
    field = rb"(?:" + quoted + rb'"|[^"' + line_end + mark + rb"]*+)"
    record = field + rb"(?:" + mark + field + rb")*+"
    still_open = rb"(?:" + field + mark + rb")*+" + quoted + rb'"?\Z'
    behind = rb"(?=[\r\n]|\Z)" if marks.cr_ends else rb"(?=\r?\n|\r?\Z)"
    return re.compile(record + behind), re.compile(still_open)


def _record_end(text: bytes, start: int, marks: Marks) -> int | None:
    found = _patterns(marks)[0].match(text, start)
    return found.end() if found else None


def _stays_open(text: bytes, start: int, marks: Marks) -> bool:
    """Whether the record's last quoted field reaches the end of the text, so that more bytes decide."""
    found = _patterns(marks)[0].match(text, start)
    if found:
        return found.end() >= len(text) - 1
    return _patterns(marks)[1].match(text, start) is not None
