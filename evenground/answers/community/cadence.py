"""In what rhythm do series meet? Sessions held of those due, and the longest time without one."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.log import as_day
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.shelf import shelf
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.warehouse.releases import Release

MONTHS = {"month": 1, "quarter": 3}
DAYS = {"week": 7, "two_weeks": 14}


def turns_of(every: str, starts_on: date, last: date, week_start: str = "monday") -> list[tuple[date, date]]:
    """(first day, day after the last) of each turn of a rhythm from the one that `starts_on` lies in to the one of `last`.

    Turns are whole calendar weeks (pairs of them), months or quarters of a year from the month it began, so that a meeting
    moved by some days still falls into its own turn.

    Raises
    ------
    ValueError
        If the rhythm is not one of week, two_weeks, month, quarter.
    """
    if every not in DAYS and every not in MONTHS:
        raise ValueError(f"a rhythm is one of {', '.join((*DAYS, *MONTHS))}, got {every!r}")
    back = (starts_on.weekday() + (week_start == "sunday")) % 7
    first = starts_on - timedelta(days=back) if every in DAYS else starts_on.replace(day=1)
    found: list[tuple[date, date]] = []
    while (begins := _turn(every, first, len(found))) <= last:
        found.append((begins, _turn(every, first, len(found) + 1)))
    return found


def _turn(every: str, first: date, number: int) -> date:
    if every in DAYS:
        return first + timedelta(days=DAYS[every] * number)
    year, month = divmod(first.year * 12 + first.month - 1 + MONTHS[every] * number, 12)
    return date(year, month + 1, 1)


def held_of_due(turns: list[tuple[date, date]], last: date, held: list[date]) -> tuple[int, int]:
    """(turns with at least one session, turns due). A turn that is not over on `last` is due only when its session was held,
    because it may still come."""
    kept = [any(begins <= day < end for day in held) for begins, end in turns]
    due = [is_kept or end <= last + timedelta(days=1) for is_kept, (_, end) in zip(kept, turns, strict=True)]
    return sum(kept), sum(due)


def longest_gap(starts_on: date, last: date, held: list[date]) -> tuple[int, date]:
    """(days, the day it begins) of the longest time without a session, from the first day of a series to `last`."""
    marks = sorted({starts_on, *(day for day in held if starts_on <= day <= last), last})
    gaps = [((later - earlier).days, earlier) for earlier, later in zip(marks[:-1], marks[1:], strict=True)]
    return max(gaps, key=lambda gap: (gap[0], -gap[1].toordinal()), default=(0, starts_on))


def cadence(log: LogChoices, release: Release) -> Answer:
    """Each series in the reader's window: `held`, `due`, `cancelled`, `longest_gap` in days with `gap_from`, `last_held`,
    `days_since`. A rhythm that changed counts each part by its own rhythm."""
    series, sessions = shelf(release, "series"), shelf(release, "series_sessions")
    first, last = date.fromisoformat(log.start), min(date.fromisoformat(log.end), date.fromisoformat(log.as_of))
    week_start = place_folder(log.place).place.week_start
    found = []
    for key, rhythms in series.groupby("series_id", sort=True):
        own = sessions[sessions["series"] == key]
        held = [as_day(day) for day in own.loc[own["status"] == "held", "starts_on"] if as_day(day) <= last]
        found.append({"series_id": key} | _one(rhythms, held, first, last, log.language, week_start) | {"cancelled": int((own["status"] == "cancelled").sum())})
    columns = ["series_id", "name", "rhythm", "held", "due", "cancelled", "longest_gap", "gap_from", "last_held", "days_since"]
    table = pd.DataFrame(found, columns=columns)
    table = table[table["due"] > 0].reset_index(drop=True)
    if table.empty:
        return Answer("cadence", release.id, table, (say("activity.series_none", log.language),))
    said = [
        say("activity.series_said", log.language, name=row.name_, held=str(row.held), due=str(row.due), gap=str(row.longest_gap))
        for row in table.rename(columns={"name": "name_"}).itertuples()
    ]
    return Answer("cadence", release.id, table, tuple(said))


def _one(rhythms: pd.DataFrame, held: list[date], first: date, last: date, language: str, week_start: str) -> dict[str, object]:
    total_held, total_due, taken = 0, 0, date.min  # a turn in which the rhythm changed counts once
    words: list[str] = []
    starts = [as_day(day) for day in rhythms["starts_on"]]
    until = [as_day(end) or (following - timedelta(days=1) if following else last) for end, following in zip(rhythms["ends_on"], [*starts[1:], None], strict=True)]
    for every, start, end in zip(rhythms["every"], starts, until, strict=True):
        if every not in DAYS and every not in MONTHS:
            continue
        words.append(say(f"activity.every_{every}", language))
        turns = [turn for turn in turns_of(every, start, min(end, last), week_start) if turn[0] >= taken and turn[1] > first]
        turns = [turn for turn in turns if turn[0] >= first or turn[0] <= start]
        taken = max([taken, *(turn[1] for turn in turns)])
        kept, due = held_of_due(turns, last, held)
        total_held, total_due = total_held + kept, total_due + due
    begin, finish = max(first, min(starts)), min(last, max(until))
    days, since = longest_gap(begin, finish, held) if begin <= finish else (0, begin)
    within = [day for day in held if begin <= day <= finish]
    name = rhythms.iloc[-1]
    return {
        "name": name["name_fr"] if language == "fr" and isinstance(name["name_fr"], str) and name["name_fr"] else name["name_en"],
        "rhythm": ", ".join(dict.fromkeys(words)), "held": total_held, "due": total_due, "longest_gap": days, "gap_from": since,
        "last_held": max(within, default=None), "days_since": (last - max(within)).days if within else float("nan"),
    }  # fmt: skip
