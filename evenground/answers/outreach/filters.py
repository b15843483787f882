"""Which engagements of a log the reader's filters let through, from columns that are read once per release."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.log_offer import outreach_types
from evenground.answers.shelf import shelf
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

LOGS_AT_MOST = 4
"""Logs whose columns are kept: about 100 MB each for a million engagements with three questions."""


@lru_cache(maxsize=LOGS_AT_MOST)
def engagements(release: Release) -> tuple[np.ndarray, np.ndarray]:
    """Of every engagement of the log, by its number: the day (days since 1970) and the row of `mart_word`. Do not write to them."""
    table = ask(release, "log_days")
    return table["day"].to_numpy(dtype=np.int32), table["word_no"].to_numpy(dtype=np.int32)


def days(log: LogChoices) -> tuple[int, int]:
    """First and last day of the window, in days since 1970."""
    first, last = (int(np.datetime64(day, "D").astype(int)) for day in (log.start, log.end))
    return first, last


def kinds(log: LogChoices, release: Release) -> np.ndarray:
    """Which rows of `mart_kind` pass the filters; types that do not reach residents never do."""
    table = shelf(release, "reach_kinds")
    types = [one for one in log.types if one in outreach_types()] or list(outreach_types())
    passed = table["type"].isin(types).to_numpy()
    for column, asked in (("status", log.statuses), ("audience", log.audiences)):
        if asked:
            passed = passed & table[column].isin(asked).to_numpy()
    return passed


def named(log: LogChoices, release: Release) -> np.ndarray | None:
    """True for each engagement, by its number, that has a partner, a language and a question of those asked for; None where none is."""
    return _named(release, log.partners, log.languages, log.groups) if log.partners or log.languages or log.groups else None


@lru_cache(maxsize=16)
def _named(release: Release, partners: tuple[str, ...], languages: tuple[str, ...], questions: tuple[str, ...]) -> np.ndarray:
    found = [ask(release, "reach_with", trait=trait, values=list(values)) for trait, values in (("partner", partners), ("language", languages)) if values]
    if questions:
        found.append(ask(release, "reach_asked", values=list(questions)))
    passed = np.ones(len(engagements(release)[0]), dtype=bool)
    for one in found:
        there = np.zeros(len(passed), dtype=bool)
        there[one["engagement_no"].to_numpy()] = True
        passed &= there
    return passed
