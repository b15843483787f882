"""Days on which sessions fall."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from etl.engagement.demonstration.declared import Phase, Stretch

STEP = {"week": 7, "two_weeks": 14, "month": 28, "quarter": 91}


def days_of(phase: Phase, pause: Stretch | None, draw: np.random.Generator) -> list[date]:
    """The days of one phase in order: every so many days from its first, or `number` of its weekdays at random."""
    if phase.every:
        return [day for day in _regular(phase) if not (pause and pause.starts_on <= day <= pause.ends_on)]
    weekdays = [day for day in _all(phase) if day.weekday() < 5]
    picked = draw.integers(0, len(weekdays), size=phase.number or 0)
    return [weekdays[index] for index in sorted(picked)]


def months_between(start: date, end: date) -> list[str]:
    """`YYYY-MM` of every month touched from `start` to `end`."""
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def month_end(month: str) -> date:
    year, number = (int(part) for part in month.split("-"))
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def _regular(phase: Phase) -> list[date]:
    if phase.every in ("month", "quarter"):
        return _same_weekday(phase)
    days = (phase.ends_on - phase.starts_on).days
    return [phase.starts_on + timedelta(days=step) for step in range(0, days + 1, STEP[phase.every or "week"])]


def _same_weekday(phase: Phase) -> list[date]:
    """The same weekday of the same week of each month (the second Tuesday), every month or every third."""
    start, found = phase.starts_on, []
    week, weekday = (start.day - 1) // 7, start.weekday()
    for position, month in enumerate(months_between(start, phase.ends_on)):
        first = date.fromisoformat(f"{month}-01")
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * min(week, 3))
        if start <= day <= phase.ends_on and (phase.every == "month" or position % 3 == 0):
            found.append(day)
    return found


def _all(phase: Phase) -> list[date]:
    return [phase.starts_on + timedelta(days=step) for step in range((phase.ends_on - phase.starts_on).days + 1)]
