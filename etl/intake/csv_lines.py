"""A page of lines, looked over by whole arrays: which of them need a closer look."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from etl.intake.csv_record import LONGEST_FIELD, Dialect
from etl.intake.header import is_blank
from etl.intake.text_source import REPLACEMENT

LF, CR, QUOTE = 10, 13, 34
_EDGE = np.zeros(256, dtype=bool)
_EDGE[list(b',;\t| "\r\x00\x1a\x0b\x0c')] = True


@dataclass
class Lines:
    """Where each line of a page begins and where the byte that ends it is; `stop` is the end of the last one."""

    text: bytes
    codes: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    stop: int
    dialect: Dialect

    @classmethod
    def of(cls, text: bytes, start: int, dialect: Dialect, is_last: bool) -> Lines:
        codes = np.frombuffer(text, dtype=np.uint8)
        ends_line = codes[start:] == LF
        if dialect.cr_ends and CR in text:
            returns = codes[start:] == CR
            returns[:-1] &= ~ends_line[1:]
            if not is_last:
                returns[-1:] = False  # its line feed may be on the next page
            ends_line |= returns
        ends = np.flatnonzero(ends_line) + start
        if is_last and len(text) > start and not ends_line[-1]:
            ends = np.append(ends, len(text))
        begins = np.empty_like(ends)
        begins[:1], begins[1:] = start, ends[:-1] + 1
        stop = min(len(text), int(ends[-1]) + 1) if len(ends) else start
        return cls(text, codes, begins, ends, stop, dialect)

    def bytes_of(self, keep: np.ndarray) -> bytes | memoryview:
        """The bytes of the lines to keep, one after the other."""
        if keep.all():
            return memoryview(self.text)[int(self.begins[0]) : self.stop]
        sizes = np.minimum(self.ends + 1, self.stop) - self.begins
        return self.codes[int(self.begins[0]) : self.stop][np.repeat(keep, sizes)].tobytes()

    def holding(self, positions: np.ndarray) -> np.ndarray:
        """Lines that hold any of these positions."""
        found = np.searchsorted(self.ends, positions)
        return np.unique(found[found < len(self.ends)])


def suspicious(lines: Lines, width: int) -> np.ndarray:
    """Lines that are not plainly one record of `width` cells, in order."""
    odd = np.zeros(len(lines.ends), dtype=bool)
    quotes = np.flatnonzero(lines.codes == QUOTE) if QUOTE in lines.text else np.empty(0, dtype=np.int64)
    odd |= _cells(lines, quotes) != width
    odd |= lines.ends - lines.begins > LONGEST_FIELD
    if len(quotes):
        odd |= _misquoted(lines, quotes)
    if 0 in lines.text:
        odd[lines.holding(np.flatnonzero(lines.codes == 0))] = True
    if not lines.dialect.cr_ends and CR in lines.text:
        odd[lines.holding(_lone_returns(lines.codes))] = True
    if not lines.text.isascii() and REPLACEMENT in lines.text:
        at = [found.start() for found in re.finditer(re.escape(REPLACEMENT), lines.text)]
        odd[lines.holding(np.array(at))] = True
    odd[_blank(lines)] = True
    return np.flatnonzero(odd)


def _cells(lines: Lines, quotes: np.ndarray) -> np.ndarray:
    """Cells of each line: delimiters outside quotation marks, and one."""
    at = np.flatnonzero(lines.codes[: lines.stop] == lines.dialect.delimiter[0])
    each = len(at) // len(lines.ends)
    if not len(quotes) and each and len(at) == each * len(lines.ends):
        grid = at.reshape(-1, each)  # as many in each line: then its first and last lie inside it
        if (grid[:, 0] >= lines.begins).all() and (grid[:, -1] < lines.ends).all():
            return np.full(len(lines.ends), each + 1)
    bounds = np.searchsorted(at, np.append(lines.begins, lines.stop))
    found = np.diff(bounds)
    if len(quotes):
        turns = np.cumsum(lines.codes[: lines.stop] == QUOTE, dtype=np.uint8)  # parity survives its overflow
        before = np.where(lines.begins > 0, turns[np.maximum(lines.begins - 1, 0)], 0)
        inside = (turns[at[bounds[0] :]] - np.repeat(before, found)) & 1
        sums = np.concatenate(([0], np.cumsum(inside, dtype=np.int64)))
        found = found - (sums[bounds[1:] - bounds[0]] - sums[bounds[:-1] - bounds[0]])
    return found + 1


def _misquoted(lines: Lines, quotes: np.ndarray) -> np.ndarray:
    """Lines whose quotation marks do not close, or stand neither at the edge of a cell nor doubled."""
    quotes = quotes[(quotes >= lines.begins[0]) & (quotes < lines.stop)]
    bounds = np.searchsorted(quotes, np.append(lines.begins, lines.stop))
    found = np.diff(bounds)
    order = np.arange(len(quotes)) - np.repeat(bounds[:-1], found)
    opens = order % 2 == 0
    beside = np.where(opens, quotes - 1, quotes + 1)
    line_begin, line_end = np.repeat(lines.begins, found), np.repeat(lines.ends, found)
    inside = (beside >= line_begin) & (beside < line_end)
    code = lines.codes[np.where(inside, beside, 0)]
    fits = ~inside | (code == lines.dialect.delimiter[0]) | (code == QUOTE)
    fits |= ~opens & (code == CR) & (beside + 1 == line_end)
    wrong = np.concatenate(([0], np.cumsum(~fits)))
    return (found % 2 == 1) | (wrong[bounds[1:]] > wrong[bounds[:-1]])


def _lone_returns(codes: np.ndarray) -> np.ndarray:
    at = np.flatnonzero(codes == CR)
    followed = np.where(at + 1 < len(codes), codes[np.minimum(at + 1, len(codes) - 1)], LF)
    return at[followed != LF]


def _blank(lines: Lines) -> np.ndarray:
    """Lines that hold only delimiters, spaces and quotes."""
    empty = lines.begins >= lines.ends
    first = _EDGE[lines.codes[np.minimum(lines.begins, len(lines.codes) - 1)]]
    last = _EDGE[lines.codes[np.maximum(lines.ends - 1, 0)]]
    maybe = np.flatnonzero(empty | (first & last))
    return (
        maybe[[is_blank(lines.text[lines.begins[i] : lines.ends[i]]) for i in maybe.tolist()]] if len(maybe) else maybe
    )
