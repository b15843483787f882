"""Windows of time that readers of a log ask for by name. Pure: days in, days out."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

PRESETS = ("all", "fiscal_year", "quarter", "since_meeting", "own")
QUARTER = 3


def window(
    preset: str, as_of: date, *, fiscal_year_start: str, begins_on: date, last_meeting: date | None = None,
    own: tuple[date | None, date | None] = (None, None),
) -> tuple[date, date]:  # fmt: skip
    """First and last day of a window; both belong to it.

    Parameters
    ----------
    preset : str
        One of `PRESETS`. The fiscal year and its quarter are those that `as_of` lies in, up to `as_of`. Since the last
        meeting begins on the day after it; without a meeting, and for any other word, the window is the whole log.
    fiscal_year_start : str
        MM-DD, as the place declares it. February 29 counts as February 28.
    begins_on : date
        First day of the log.
    own : pair of date or None
        The reader's own days; an empty one is the beginning of the log, or `as_of`. Days in the wrong order are turned.

    Examples
    --------
    >>> window("quarter", date(2024, 9, 10), fiscal_year_start="05-01", begins_on=date(2020, 1, 1))
    (datetime.date(2024, 8, 1), datetime.date(2024, 9, 10))
    """
    if preset == "own":
        return _in_order(own[0] or begins_on, own[1] or as_of)
    if preset == "since_meeting" and last_meeting is not None:
        return last_meeting + timedelta(days=1), max(as_of, last_meeting + timedelta(days=1))
    if preset == "fiscal_year":
        return _fiscal_year(as_of, fiscal_year_start), as_of
    if preset == "quarter":
        return _quarter(as_of, fiscal_year_start), as_of
    return min(begins_on, as_of), as_of


def _in_order(first: date, last: date) -> tuple[date, date]:
    return (first, last) if first <= last else (last, first)


def _fiscal_year(as_of: date, starts: str) -> date:
    month, day = (int(part) for part in starts.split("-"))
    this = date(as_of.year, month, min(day, 28) if month == 2 else day)
    return this if this <= as_of else this.replace(year=as_of.year - 1)


def _quarter(as_of: date, starts: str) -> date:
    """The last quarter of the fiscal year that has begun by `as_of`."""
    first = _fiscal_year(as_of, starts)
    begun = [_later(first, QUARTER * number) for number in range(4)]
    return max(day for day in begun if day <= as_of)


def _later(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    last = monthrange(count // 12, count % 12 + 1)[1]
    return date(count // 12, count % 12 + 1, min(day.day, last))
