"""The line of column names: which delimiter it shows, and names that can be told apart."""

from __future__ import annotations

import re
import unicodedata

from etl.intake.outcome import Refused

MOST_COLUMNS = 500
DELIMITERS = (b",", b";", b"\t")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_EMPTY = b',;\t| "\r\n\x00\x1a\x0b\x0c'


def is_blank(raw: bytes) -> bool:
    """Whether a record holds only delimiters, spaces and quotes: then it is an empty line, not a record."""
    return not raw.strip(_EMPTY)


def delimiter_of(head: bytes, header_line: int) -> bytes:
    """The delimiter of the header at or after `header_line`, among comma, semicolon and tab; comma where it has none."""
    lines = re.split(rb"\r\n|\n|\r", head)
    for line in lines[max(0, header_line - 1) :]:
        if not is_blank(line):
            bare = re.sub(rb'"[^"]*"', b"", line)
            most = max(DELIMITERS, key=bare.count)
            return most if bare.count(most) else DELIMITERS[0]
    return DELIMITERS[0]


def plain_name(name: str) -> str:
    """A column name for comparing: lower case, words joined by `_`, without invisible characters, units or accents.

    >>> plain_name("\\ufeff Value\\u00a0(%) "), plain_name("Upper CI"), plain_name("Été")
    ('value', 'upper_ci', 'ete')
    """
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFKD", name)).casefold()
    letters = "".join(mark for mark in visible if not unicodedata.combining(mark))
    return re.sub(r"[^0-9a-z]+", "_", letters.replace("(%)", " ")).strip("_")


def shown_name(name: str) -> str:
    """A column name as its publisher means it: without invisible characters and outer spaces, in composed form."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", name)).strip().strip("\u00a0").strip()


def check_names(names: list[str], line: int) -> list[str]:
    """The names as shown; `Refused` where there are too many, or two that differ at most in case and spaces."""
    if len(names) > MOST_COLUMNS:
        raise Refused(
            f"the header on line {line} has {len(names):,} columns, more than {MOST_COLUMNS}",
            "keep the columns that are needed, one observation a row",
        )
    shown = [shown_name(name) for name in names]
    if any("\ufffd" in name for name in shown):
        raise Refused(
            f"the header on line {line} holds bytes that are not UTF-8",
            "save the file as UTF-8, or declare its encoding",
        )
    if any("\x00" in name for name in shown):
        raise Refused(f"the header on line {line} holds a NUL byte", "export the file again")
    seen: set[str] = set()
    for name in shown:
        plain = plain_name(name) or name
        if plain and plain in seen:
            raise Refused(f"duplicate column {name!r} in the header on line {line}", "keep one column of each name")
        seen.add(plain)
    return shown
