"""The sessions of a log as whole columns, read once per release, and those of them that a reader's choices let through."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.log_offer import outreach_types
from evenground.answers.shelf import shelf
from evenground.catalog.library import place_folder
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

LOGS_AT_MOST = 4
"""Logs whose columns are kept: about 100 MB each for a million engagements with three questions."""
_reading = threading.Lock()


@dataclass(frozen=True)
class Answered:
    """What was answered to one question: rows of `Sessions` in order, and people who said yes and no, shared out alike."""

    rows: np.ndarray
    yes: np.ndarray
    no: np.ndarray


@dataclass(frozen=True)
class Sessions:
    """One value for each part of an engagement: those of no series first, then by area, series and day.

    `group` numbers parts of the same area and series, in this order; `of_none` is how many parts, at the top, are of no series.
    """

    area: np.ndarray
    """Number of the area in the whole release, -1 for none."""
    cluster: np.ndarray
    group: np.ndarray
    day: np.ndarray
    """Days since 1970."""
    kind: np.ndarray
    """Row of `mart_kind`: status, type, audience, basis and kind of place."""
    engagement: np.ndarray
    share: np.ndarray
    people: np.ndarray
    hours: np.ndarray
    of_none: int
    questions: dict[str, Answered]


def sessions(log: LogChoices, release: Release) -> Sessions:
    """The columns of a release's log, by the areas of the level that is asked for. Do not write to them."""
    with _reading:  # two readers of a new release would hold it twice
        return _sessions(release, is_further(log))


def is_further(log: LogChoices) -> bool:
    """True where the place counts outreach in this level beside its first."""
    outreach = place_folder(log.place).place.outreach
    return outreach is not None and outreach.is_further(log.level)


@lru_cache(maxsize=LOGS_AT_MOST)
def _sessions(release: Release, further: bool) -> Sessions:
    rows = ask(release, "reach_sessions", further=further)
    area, cluster, day, engagement = (rows[name].to_numpy(dtype=np.int32) for name in ("area_no", "cluster", "day", "engagement_no"))
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (area[1:] != area[:-1]) | (cluster[1:] != cluster[:-1])
    share, people, hours = (rows[name].to_numpy(dtype=float) for name in ("share", "people", "hours"))
    return Sessions(
        area, cluster, (np.cumsum(new) - 1).astype(np.int32), day, rows["kind_no"].to_numpy(dtype=np.int32), engagement, share, people, hours,
        int((cluster < 0).sum()), _questions(release, engagement, share),
    )  # fmt: skip


def _questions(release: Release, engagement: np.ndarray, share: np.ndarray) -> dict[str, Answered]:
    place = np.empty(int(engagement.max(initial=-1)) + 1, dtype=np.int32)
    found = {}
    for question in ask(release, "reach_questions")["question"]:
        told = ask(release, "reach_answers", asked=question)
        place[:] = -1
        place[told["engagement_no"].to_numpy()] = np.arange(len(told))
        at = place[engagement]
        rows = np.flatnonzero(at >= 0).astype(np.int32)
        yes, no = (told[name].to_numpy(dtype=float)[at[rows]] * share[rows] for name in ("yes", "no"))
        if len(rows):
            found[str(question)] = Answered(rows, yes, no)
    return found


def kinds(log: LogChoices, release: Release) -> np.ndarray:
    """Which combinations of words pass the filters; types that do not reach residents never do."""
    table = shelf(release, "reach_kinds")
    types = [one for one in log.types if one in outreach_types()] or list(outreach_types())
    passed = table["type"].isin(types).to_numpy()
    for column, asked in (("status", log.statuses), ("audience", log.audiences)):
        if asked:
            passed = passed & table[column].isin(asked).to_numpy()
    return passed


def passing(log: LogChoices, release: Release) -> np.ndarray:
    """Which parts of `sessions` pass the window and the filters, true or false for each."""
    every = sessions(log, release)
    first, last = (int(np.datetime64(day, "D").astype(int)) for day in (log.start, log.end))
    passed = kinds(log, release)[every.kind] if len(every.kind) else np.zeros(0, dtype=bool)
    passed &= (every.day >= first) & (every.day <= last)
    for found in _named(log, release):
        there = np.zeros(int(every.engagement.max(initial=-1)) + 1, dtype=bool)
        there[found] = True
        passed &= there[every.engagement]
    return passed


def _named(log: LogChoices, release: Release) -> list[np.ndarray]:
    """Numbers of the engagements that each filter by partner, language and question lets through."""
    asked = [ask(release, "reach_with", trait=trait, values=list(values)) for trait, values in (("partner", log.partners), ("language", log.languages)) if values]
    if log.groups:
        asked.append(ask(release, "reach_asked", values=list(log.groups)))
    return [one["engagement_no"].to_numpy() for one in asked]
