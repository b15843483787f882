"""Periods and dates: ISO by default, anything else only under a declared format."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 1900, 2100
_YEAR = re.compile(r"([0-9]{4})(?:\.0)?")
_YEARS = re.compile(r"([0-9]{4})\s?[-–/]\s?([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"([0-9]{4})-?Q([1-4])", re.I)
_TO = re.compile(r"to ([0-9]{4}-[0-9]{2}-[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIMED = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_EXCEL = re.compile(r"[0-9]{1,6}")

PERIOD_REMEDY = 'write "2021", "2019-2021", "2023-05", "2023-Q2" or "to 2022-09-02"'
DATE_REMEDY = "write the date as YYYY-MM-DD, or declare `date_format`"


def read_period(text: str) -> tuple[str, str]:
    """The period's id, or a reason why it cannot be one.

    >>> read_period("2019–2021"), read_period("2023-Q2"), read_period("1492")[1]
    (('2019-2021', ''), ('2023-Q2', ''), 'the year is not between 1900 and 2100')
    """
    bare = text.strip(" \u00a0\ufeff")
    if not bare:
        return "", "the period is empty"
    if year := _YEAR.fullmatch(bare):
        found, years = year[1], [year[1]]
    elif both := _YEARS.fullmatch(bare):
        found, years = f"{both[1]}-{both[2]}", [both[1], both[2]]
    elif month := _MONTH.fullmatch(bare):
        found, years = bare, [month[1]]
    elif quarter := _QUARTER.fullmatch(bare):
        found, years = f"{quarter[1]}-Q{quarter[2]}", [quarter[1]]
    elif (to := _TO.fullmatch(bare)) and read_date(to[1])[0]:
        found, years = bare, [to[1][:4]]
    else:
        return "", "not a period"
    if not all(FIRST_YEAR <= int(year) <= LAST_YEAR for year in years):
        return "", f"the year is not between {FIRST_YEAR} and {LAST_YEAR}"
    if len(years) == 2 and years[1] < years[0]:
        return "", "the period ends before it begins"
    return found, ""


def read_date(text: str, declared: str | None = None, *, epoch_1904: bool = False) -> tuple[date | None, str]:
    """The date, or a reason. `declared` is a strptime format or "excel" for serial day numbers.

    >>> read_date("2024-02-29"), read_date("2023-02-29")[1], read_date("60", "excel")[1]
    ((datetime.date(2024, 2, 29), ''), 'no such day in the calendar', 'serial 60 is 29 February 1900, a day that never was')
    """
    bare = text.strip(" \u00a0\ufeff")
    if not bare:
        return None, "the date is empty"
    if declared == "excel" and _EXCEL.fullmatch(bare):
        return excel_date(int(bare), epoch_1904=epoch_1904)
    if declared and declared != "excel":
        return _by_format(bare, declared)
    iso = _ISO.fullmatch(bare)
    if iso:
        return _checked(lambda: date(int(iso[1]), int(iso[2]), int(iso[3])))
    if _TIMED.fullmatch(bare):
        return None, "a time of day stands in a column of dates: the day depends on the time zone"
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", bare):
        return None, "a bare number may be a spreadsheet's day number"
    if re.fullmatch(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}", bare):
        return None, "day and month cannot be told apart for certain"
    return None, "not an ISO date"


def _by_format(text: str, declared: str) -> tuple[date | None, str]:
    if not text.isascii() and "%B" not in declared and "%b" not in declared:
        return None, "the date holds characters that are no digits 0 to 9"
    try:
        return _checked(lambda: datetime.strptime(text, declared).date())
    except ValueError:
        return None, f"not a date of the declared format {declared}"


def _checked(make) -> tuple[date | None, str]:
    try:
        found = make()
    except ValueError as wrong:
        if "match format" in str(wrong):
            return None, "not a date of the declared format"
        return None, "no such day in the calendar"
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None, f"the year is not between {FIRST_YEAR} and {LAST_YEAR}"
    return found, ""


def excel_date(serial: int, *, epoch_1904: bool = False) -> tuple[date | None, str]:
    """A spreadsheet's day number as a date, in the 1900 or the 1904 system."""
    if not epoch_1904 and serial == 60:
        return None, "serial 60 is 29 February 1900, a day that never was"
    if serial < 1 or serial > 80_000:
        return None, "the day number is out of range"
    if epoch_1904:
        return date(1904, 1, 1) + timedelta(days=serial), ""
    return date(1899, 12, 31) + timedelta(days=serial - (serial > 60)), ""


def read_moment(text: str, zone: str) -> tuple[datetime | None, str]:
    """A time of day as local time of an IANA zone, or a reason why it is none or not one.

    >>> read_moment("2024-03-10 02:30", "America/Toronto")[1]
    'the hour does not exist: clocks were put forward'
    >>> read_moment("2025-01-01T04:30:00Z", "America/Toronto")[0].date()
    datetime.date(2024, 12, 31)
    """
    bare = text.strip(" \u00a0\ufeff")
    if not _TIMED.fullmatch(bare):
        return None, "not an ISO date with a time of day"
    local = ZoneInfo(zone)
    try:
        found = datetime.fromisoformat(bare)
    except ValueError:
        return None, "no such moment in the calendar"
    if found.tzinfo:
        return found.astimezone(local), ""
    early, late = found.replace(tzinfo=local, fold=0), found.replace(tzinfo=local, fold=1)
    if early.utcoffset() != late.utcoffset():
        exists = early.astimezone(ZoneInfo("UTC")).astimezone(local).replace(tzinfo=None) == found
        if not exists:
            return None, "the hour does not exist: clocks were put forward"
        return None, "the hour occurs twice: clocks were put back"
    return early, ""
