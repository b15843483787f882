"""Days and months of a log, in the many ways people write them. Day and month are never told apart by a guess."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from etl.intake.header import plain_name
from etl.intake.periods import FIRST_YEAR, LAST_YEAR, excel_date

ORDERS = ("dmy", "mdy", "ymd", "excel")
REMEDY = "write the day as YYYY-MM-DD"
AMBIGUOUS = "day and month cannot be told apart"
AMBIGUOUS_REMEDY = "write the day as YYYY-MM-DD, or declare `dates: dmy` or `dates: mdy` in the mapping"
_MONTHS = (
    ("january", "janvier", "jan", "janv"), ("february", "fevrier", "feb", "fev", "fevr"), ("march", "mars", "mar"),
    ("april", "avril", "apr", "avr"), ("may", "mai"), ("june", "juin", "jun"), ("july", "juillet", "jul", "juil"),
    ("august", "aout", "aug"), ("september", "septembre", "sep", "sept"), ("october", "octobre", "oct"),
    ("november", "novembre", "nov"), ("december", "decembre", "dec"),
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_TIMED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?\s?(Z|[+-][0-9]{2}:?[0-9]{2})?")
_CLOCK = re.compile(r"[,\s]+[0-9]{1,2}[:h][0-9]{2}(:[0-9]{2})?(\s?[ap]\.?m\.?)?$", re.I)
_NUMBERS = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})")
_DAY_NAMED = re.compile(r"(?:[a-z]+_)?([0-9]{1,2})(?:er|st|nd|rd|th)?_(?:de_)?([a-z]+)_([0-9]{4}|[0-9]{2})")
_NAMED_DAY = re.compile(r"(?:[a-z]+_)?([a-z]+)_([0-9]{1,2})(?:st|nd|rd|th)?_([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})[-/](0?[1-9]|1[0-2])")
_NAMED_MONTH = re.compile(r"([a-z]+)_([0-9]{4})")

Read = tuple[date | None, str, str]
"""The day, or a reason and a remedy."""


def read_day(text: str, order: str = "", zone: str = "UTC") -> Read:
    """The day that a cell names.

    `order` is the declared order of day and month (dmy, mdy, ymd) or `excel` for day numbers; `zone` the place's time
    zone, for moments that carry an offset.

    >>> read_day("12 mars 2024")[0], read_day("25/03/2024")[0], read_day("03/04/2024")[1]
    (datetime.date(2024, 3, 12), datetime.date(2024, 3, 25), 'day and month cannot be told apart')
    """
    bare = text.strip(" \u00a0\ufeff'")
    if timed := _TIMED.fullmatch(bare):
        return _local(bare, timed, zone)
    bare = _CLOCK.sub("", bare)
    if iso := _ISO.fullmatch(bare):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if numbers := _NUMBERS.fullmatch(bare):
        return _ordered(int(numbers[1]), int(numbers[2]), numbers[3], order)
    if re.fullmatch(r"[0-9]{1,6}(\.[0-9]+)?", bare):
        return _serial(bare, order)
    plain = plain_name(bare)
    if (found := _DAY_NAMED.fullmatch(plain)) and found[2] in MONTHS:
        return _named(found[3], MONTHS[found[2]], int(found[1]), order)
    if (found := _NAMED_DAY.fullmatch(plain)) and found[1] in MONTHS:
        return _named(found[3], MONTHS[found[1]], int(found[2]), order)
    return None, "not a date", REMEDY


def read_month(text: str, order: str = "", zone: str = "UTC") -> tuple[str, str, str]:
    """A month as YYYY-MM, or a reason and a remedy.

    >>> read_month("mars 2024")[0], read_month("2024-3")[0]
    ('2024-03', '2024-03')
    """
    bare = text.strip(" \u00a0\ufeff'")
    if month := _MONTH.fullmatch(bare):
        return f"{month[1]}-{int(month[2]):02d}", "", ""
    if (named := _NAMED_MONTH.fullmatch(plain_name(bare))) and named[1] in MONTHS:
        return f"{named[2]}-{MONTHS[named[1]]:02d}", "", ""
    day, reason, _ = read_day(text, order, zone)
    return (f"{day:%Y-%m}", "", "") if day else ("", reason.replace("a date", "a month"), "write the month as YYYY-MM")


def _local(text: str, found: re.Match[str], zone: str) -> Read:
    if not found[4]:
        return read_day(found[1])
    try:
        moment = datetime.fromisoformat(text.replace(" Z", "Z").replace("Z", "+00:00"))
    except ValueError:
        return None, "no such moment in the calendar", REMEDY
    day = moment.astimezone(ZoneInfo(zone)).date()
    return _day(day.year, day.month, day.day)


def _ordered(first: int, second: int, year: str, order: str) -> Read:
    if order in ("dmy", "mdy"):
        day, month = (first, second) if order == "dmy" else (second, first)
        return _day(_century(year), month, day)
    if len(year) == 2:
        return None, "the year has two digits", AMBIGUOUS_REMEDY
    if first == second or (first > 12) != (second > 12):  # only one reading is a day
        return _day(int(year), min(first, second) if first != second else first, max(first, second))
    return (None, AMBIGUOUS, AMBIGUOUS_REMEDY) if first <= 12 else (None, "no such day in the calendar", "correct it")


def _named(year: str, month: int, day: int, order: str) -> Read:
    if len(year) == 2 and not order:
        return None, "the year has two digits", AMBIGUOUS_REMEDY
    return _day(_century(year), month, day)


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _serial(text: str, order: str) -> Read:
    if order != "excel":
        return None, "a bare number may be a spreadsheet's day number", f"{REMEDY}, or declare `dates: excel`"
    day, reason = excel_date(int(float(text)))
    return day, reason, REMEDY if reason else ""


def _day(year: int, month: int, day: int) -> Read:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, f"the year is not between {FIRST_YEAR} and {LAST_YEAR}", "correct it"
    try:
        return date(year, month, day), "", ""
    except ValueError:
        return None, "no such day in the calendar", "correct it"

