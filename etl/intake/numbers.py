"""Numbers as text: a strict grammar, one decimal mark in a file, and a reason for whatever is not a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.intake.distinct import Distinct
from etl.intake.symbols import status_of

POINT = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
COMMA = re.compile(r"[+-]?(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
PLAIN = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$"
LARGEST = 1e15
MANY = 200_000

_UNAMBIGUOUS_COMMA = re.compile(
    r"[+-]?(?:[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|0[0-9]*,[0-9]+)|[+-]?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+"
)
_ANY_COMMA = re.compile(r"[+-]?[0-9][0-9 \u00a0\u202f\u2019'.]*,[0-9]+")
_ANY_POINT = re.compile(r"[+-]?[0-9 \u00a0\u202f\u2019',]*\.[0-9]+")

POINT_REMEDY = "write numbers with digits and one decimal point"
COMMA_REMEDY = "declare `decimal: comma` or `decimal: point`, and use one mark in the whole file"
WHY_NOT = (  # the first that fits says why a text is no number
    (re.compile(r"#[A-Z/0!?]+.*"), "an error of the spreadsheet stands for a number", "correct the formula"),
    (re.compile(r"[+-]?(nan|inf|infinity)", re.I), "not a finite number", "leave it empty, or give a symbol"),
    (re.compile(r".*%"), "a percent sign stands in the number", "write 12.5 for 12.5%"),
    (re.compile(r"\(.*\)"), "a number in brackets may be negative", "write it with a minus sign"),
    (re.compile(r"[<>≤≥~≈].*"), "a limit is not a number", "give the symbol for a withheld number, or leave it empty"),
    (re.compile(r"[0-9.]+\s*[-–—]\s*[0-9.]+"), "a range is not a number", "give one number"),
    (re.compile(r"[0-9.,]+\s*(\*+|\([A-Za-z]\)|[A-Za-z])"), "a flag stands beside the number", "put the flag into the column `symbol`"),
    (_ANY_COMMA, "a comma in the number may mark thousands or decimals", COMMA_REMEDY),
    (re.compile(r".*[^\x00-\x7f].*"), "the number holds characters that are no digits 0 to 9", POINT_REMEDY),
)  # fmt: skip


@dataclass
class Numbers:
    """A column of numbers: NaN where there is none, and why."""

    value: np.ndarray
    status: np.ndarray | None
    """Of each row, small integers into `statuses`: 0 a number or empty, then the marks met; None where none was."""
    statuses: list[str]
    symbols: Distinct | None
    wrong: list[tuple[np.ndarray, np.ndarray, str, str]]
    """Rows, their texts, reason and remedy."""
    trimmed: int = 0


def decimal_mark(columns: list[pa.ChunkedArray], delimiter: str, declared: str | None) -> tuple[str, str]:
    """`point`, `comma` or `mixed`, and how it was decided. A comma is only taken for granted in a `;` file."""
    if declared in ("point", "comma"):
        return declared, ""
    if delimiter != ";":
        return "point", ""
    texts = {text.strip() for column in columns for text in _different(column)}
    certain = any(_UNAMBIGUOUS_COMMA.fullmatch(text) for text in texts)
    commas = any(_ANY_COMMA.fullmatch(text) for text in texts)
    points = any(_ANY_POINT.fullmatch(text) for text in texts)
    if commas and points:
        return "mixed", ""
    if certain:
        return "comma", "a comma marks decimals and a space thousands, as everywhere in this `;` file"
    return "point", ""


def _different(column: pa.ChunkedArray) -> list[str]:
    return [text for text in pc.unique(column).to_pylist() if text]


def read_numbers(column: pa.ChunkedArray, mark: str, symbols: dict[str, str]) -> Numbers:
    """The numbers of a text column, by the grammar of its decimal mark.

    Where nearly every text is different, plain decimal numbers are read by whole arrays and only the others one by one.
    """
    if mark == "point" and pa.types.is_dictionary(column.type) and _different_texts(column) > MANY:
        column = column.cast(pa.string())  # it repeated on the first page only
    if pa.types.is_dictionary(column.type) or mark != "point":
        return _by_text(Distinct.of(column), mark, symbols)
    plain = pc.match_substring_regex(column, PLAIN)
    value = pc.cast(pc.if_else(plain, column, None), pa.float64()).to_numpy()
    rows = np.flatnonzero(~plain.to_numpy())
    if not len(rows):
        return Numbers(value, None, [""], None, [])
    rest = _by_text(Distinct.of(pa.chunked_array([column.take(pa.array(rows)).combine_chunks()])), mark, symbols)
    value = value.copy()
    value[rows] = rest.value
    status = whole = None
    if rest.status is not None:
        status = np.zeros(len(value), "int8")
        status[rows] = rest.status
        whole = Distinct(np.zeros(len(value), "int32"), np.concatenate(([""], rest.symbols.texts)).astype(object))
        whole.codes[rows] = rest.symbols.codes + 1
    wrong = [(rows[found], texts, reason, remedy) for found, texts, reason, remedy in rest.wrong]
    return Numbers(value, status, rest.statuses, whole, wrong, rest.trimmed)


def _different_texts(column: pa.ChunkedArray) -> int:
    return len(column.chunk(0).dictionary) if column.num_chunks else 0


def _by_text(column: Distinct, mark: str, symbols: dict[str, str]) -> Numbers:
    statuses = [""]
    value = np.full(len(column.texts), np.nan)
    status = np.zeros(len(column.texts), "int8")
    shown = np.full(len(column.texts), "", dtype=object)
    trimmed = np.zeros(len(column.texts), dtype=bool)
    wrong: dict[tuple[str, str], list[int]] = {}
    for position, text in enumerate(column.texts):
        bare = text.strip(" \t\u00a0\u202f")
        if not bare:
            continue
        meaning = status_of(bare, symbols)
        if meaning:
            statuses.append(meaning) if meaning not in statuses else None
            status[position] = statuses.index(meaning)
            shown[position] = bare
            continue
        number, reason, remedy = read_number(bare, mark)
        value[position] = number
        trimmed[position] = bare != text
        if reason:
            wrong.setdefault((reason, remedy), []).append(position)
    problems = []
    for (reason, remedy), positions in wrong.items():
        is_wrong = np.zeros(len(column.texts), dtype=bool)
        is_wrong[positions] = True
        rows = column.having(is_wrong)
        problems.append((rows, column.at(rows), reason, remedy))
    return Numbers(
        column.spread(value), column.spread(status), statuses, column.replaced(shown), problems,
        int(column.spread(trimmed).sum()),
    )  # fmt: skip


def read_number(text: str, mark: str = "point") -> tuple[float, str, str]:
    """The number, or NaN with a reason and a remedy.

    >>> read_number("12.5e0")[0], read_number("1 647,5", "comma")[0], read_number("1,234")[1][:7]
    (12.5, 1647.5, 'a comma')
    """
    if mark == "mixed" and (_ANY_COMMA.fullmatch(text) or _ANY_POINT.fullmatch(text)):
        return np.nan, "both commas and points mark decimals in this file", COMMA_REMEDY
    grammar = COMMA if mark == "comma" else POINT
    if grammar.fullmatch(text):
        bare = re.sub("[ \u00a0\u202f]", "", text).replace(",", ".") if mark == "comma" else text
        number = float(bare) + 0.0  # minus zero is zero
        if abs(number) > LARGEST:
            return np.nan, f"the number is beyond {LARGEST:.0e}", "check its digits"
        return number, "", ""
    for pattern, reason, remedy in WHY_NOT:
        if pattern.fullmatch(text):
            return np.nan, reason, remedy
    return np.nan, "not a number", POINT_REMEDY
