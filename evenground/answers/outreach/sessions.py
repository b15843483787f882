"""The sessions of a log as whole columns, read once per release, and those of them that a reader's choices let through."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evenground.answers.outreach.filters import LOGS_AT_MOST, days, engagements, kinds, named
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.runs import Runs
from evenground.catalog.library import place_folder
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

_reading = threading.Lock()


@dataclass(frozen=True)
class Answered:
    """What was answered to one question: rows of `Sessions` in order, and people who said yes and no, shared out alike."""

    rows: np.ndarray | slice
    """A slice of everything where the question was asked at every session: no copy of a column is then needed."""
    yes: np.ndarray
    no: np.ndarray
    runs: Runs


@dataclass(frozen=True)
class Sessions:
    """One value for each part of an engagement: those of no series first, then by area, series and day."""

    day: np.ndarray
    """Days since 1970."""
    kind: np.ndarray
    """Row of `mart_kind`: status, type, audience, basis and kind of place."""
    engagement: np.ndarray
    share: np.ndarray
    people: np.ndarray
    hours: np.ndarray
    runs: Runs
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
    area, cluster, day, engagement, kind = (rows[name].to_numpy(dtype=np.int32) for name in ("area_no", "cluster", "day", "engagement_no", "kind_no"))
    share, people, hours = (rows[name].to_numpy(dtype=float) for name in ("share", "people", "hours"))
    found = _questions(release, area, cluster, engagement, share)
    return Sessions(day, kind, engagement, share, people, hours, Runs.of(area, cluster), found)


def _questions(release: Release, area: np.ndarray, cluster: np.ndarray, engagement: np.ndarray, share: np.ndarray) -> dict[str, Answered]:
    place = np.empty(len(engagements(release)[0]), dtype=np.int32)
    found = {}
    for question in ask(release, "reach_questions")["question"]:
        told = ask(release, "reach_answers", asked=question)
        place[:] = -1
        place[told["engagement_no"].to_numpy()] = np.arange(len(told))
        at = place[engagement]
        rows = np.flatnonzero(at >= 0).astype(np.int32)
        yes, no = (told[name].to_numpy(dtype=float)[at[rows]] * share[rows] for name in ("yes", "no"))
        if len(rows):
            every = slice(None) if len(rows) == len(at) else rows
            found[str(question)] = Answered(every, yes, no, Runs.of(area[rows], cluster[rows]))
    return found


def passing(log: LogChoices, release: Release) -> np.ndarray:
    """Which parts of `sessions` pass the window and the filters, true or false for each. Do not write to it."""
    return _passing(log.of_sessions, release)


@lru_cache(maxsize=16)
def _passing(log: LogChoices, release: Release) -> np.ndarray:
    every, (first, last) = sessions(log, release), days(log)
    passed = kinds(log, release).take(every.kind) if len(every.kind) else np.zeros(0, dtype=bool)
    passed &= every.day >= first
    passed &= every.day <= last
    there = named(log, release)
    if there is not None:
        passed &= there.take(every.engagement)
    return passed
