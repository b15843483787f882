"""Cells of one column, read by its kind. A rule looks at each different text once, and is then spread over the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from etl.engagement import contacts
from etl.engagement.dates import read_day, read_month
from etl.intake.header import plain_name
from etl.intake.numbers import read_number
from evenground.catalog.template import Column

LONGEST_ID, LONGEST_TEXT = 120, 20_000
YES = {"yes", "y", "true", "1", "oui", "o", "vrai", "x"}
NO = {"no", "n", "false", "0", "non", "faux"}
Fault = tuple[str, str]


@dataclass(frozen=True)
class Manner:
    """How the texts of one file are to be understood: what its mapping declares, else the strictest reading."""

    dates: str = ""
    decimal: str = ""
    zone: str = "UTC"
    area_splits: str = ""
    """What divides areas in one cell, beside `;`."""


@dataclass
class Column_:
    """One column as read: a value for each row, the rows that cannot be used and why, and what was masked."""

    values: np.ndarray | pd.Series
    faults: dict[Fault, np.ndarray] = field(default_factory=dict)
    masked: dict[str, int] = field(default_factory=dict)


def read_column(texts: pd.Series, column: Column, manner: Manner) -> Column_:
    """The values of a column of text. Cells that are empty have no value and no fault."""
    if column.kind == "words":
        return _words(texts)
    if column.kind in ("id", "areas", "area", "groups", "partner", "partners"):
        return _short(texts, LONGEST_TEXT if column.kind == "groups" else 4 * LONGEST_ID)
    if column.kind == "text":
        return _words(texts)
    rule, dtype = _rule(column, manner)
    return by_text(texts, rule, dtype)


def by_text(texts: pd.Series, rule: Callable[[str], tuple[object, str, str]], dtype: str) -> Column_:
    """`rule` gives of each different text its value, or a reason and a remedy."""
    codes, different = pd.factorize(texts)
    read = [rule(text) if text else (None, "", "") for text in different]
    values = pd.Series([value for value, _, _ in read], dtype=dtype).take(codes).reset_index(drop=True)
    faults: dict[Fault, list[int]] = {}
    for position, (_, reason, remedy) in enumerate(read):
        if reason:
            faults.setdefault((reason, remedy), []).append(position)
    return Column_(values, {fault: np.flatnonzero(np.isin(codes, positions)) for fault, positions in faults.items()})


def _rule(column: Column, manner: Manner) -> tuple[Callable[[str], tuple[object, str, str]], str]:
    match column.kind:
        case "date":
            return partial(read_day, order=manner.dates, zone=manner.zone), "datetime64[s]"
        case "month":
            return partial(read_month, order=manner.dates, zone=manner.zone), "str"
        case "count" | "number" | "whole":
            return partial(_number, kind=column.kind, decimal=manner.decimal), "float64"
        case "yes_no":
            return _yes_no, "boolean"
        case "choice":
            return partial(_choice, known=_spellings(column), column=column), "str"
        case "choices":
            return partial(_choices, known=_spellings(column), column=column), "str"
        case "list":
            return _list, "str"
    raise AssertionError(column.kind)


def _number(text: str, kind: str, decimal: str) -> tuple[float | None, str, str]:
    bare = text.strip(" \u00a0\u202f")
    certain = "," in bare and len(bare) - bare.rindex(",") - 1 != 3  # thousands are grouped by three
    number, reason, remedy = read_number(bare, "comma" if decimal == "comma" or (not decimal and certain) else "point")
    if reason and " " in bare and not decimal:
        number, reason, remedy = read_number(bare, "comma")
    if reason:
        return None, reason, remedy.replace(" in the whole file", "") if "comma" in reason else remedy
    if number < 0 and kind == "count":
        return None, "a count is below 0", "correct it"
    if number != int(number) and kind != "number":
        return None, "a count of people is not a whole number" if kind == "count" else "not a whole number", "correct it"
    return number, "", ""


def _yes_no(text: str) -> tuple[bool | None, str, str]:
    plain = plain_name(text)
    if plain in YES or plain in NO:
        return plain in YES, "", ""
    return None, "neither yes nor no", "write yes or no"


def _spellings(column: Column) -> dict[str, str]:
    known = {}
    for id, word in column.choices().items():
        spelled = [id] if word is None else [id, *word.aliases, *word.name.values()]
        known |= {plain_name(one): id for one in spelled if plain_name(one)}
    return known


def _choice(text: str, known: dict[str, str], column: Column) -> tuple[str | None, str, str]:
    found = known.get(plain_name(text))
    if found:
        return found, "", ""
    values = list(column.choices())
    return None, f"not a known value of {column.id}", f"write one of {', '.join(values[:12])}" + (" ..." if len(values) > 12 else "")


def _choices(text: str, known: dict[str, str], column: Column) -> tuple[str | None, str, str]:
    found = [_choice(piece, known, column) for piece in pieces(text)]
    wrong = next((one for one in found if one[1]), None)
    return wrong or ("; ".join(dict.fromkeys(one[0] for one in found)), "", "")


def _list(text: str) -> tuple[str | None, str, str]:
    cleaned = [contacts.masked(" ".join(piece.split()))[0] for piece in pieces(text)]
    return "; ".join(dict.fromkeys(cleaned)), "", ""


def pieces(text: str) -> list[str]:
    """Parts of a cell that `;`, `|` or a line break divides.

    >>> pieces("housing; food ;")
    ['housing', 'food']
    """
    return [piece.strip() for piece in text.replace("|", ";").replace("\n", ";").split(";") if piece.strip()]


def _short(texts: pd.Series, longest: int) -> Column_:
    long = np.flatnonzero(texts.str.len().to_numpy() > longest)
    return Column_(texts, {(f"longer than {longest} characters", "shorten it"): long} if len(long) else {})


def _words(texts: pd.Series) -> Column_:
    """Free text with contact details masked; only texts that may hold one are looked at one by one."""
    found = _short(texts, LONGEST_TEXT)
    rows = np.flatnonzero(pc.match_substring_regex(pa.array(texts, pa.large_string()), contacts.MAY_HOLD).to_numpy(zero_copy_only=False))
    made = texts.copy()
    if len(rows):
        codes, different = pd.factorize(texts.iloc[rows])
        cleaned = [contacts.masked(text) for text in different]
        made.iloc[rows] = pd.Series([text for text, _ in cleaned], dtype="str").take(codes).to_numpy()
        times = np.bincount(codes, minlength=len(different))
        for (_, kinds), number in zip(cleaned, times, strict=True):
            for kind in kinds:
                found.masked[kind] = found.masked.get(kind, 0) + int(number)
    return Column_(made, found.faults, found.masked)
