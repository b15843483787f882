"""What of the log a reader does not see, with the number and the reason."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.outreach.filters import days, engagements, named
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.warehouse.releases import Release

REASONS = ("before", "after", "planned", "cancelled", "other_status", "filtered", "other_kind")
SHOWN = len(REASONS)


def left_out(log: LogChoices, release: Release, counted: tuple[str, ...] = ()) -> Answer:
    """One row per reason with its engagements; a sentence says how many are shown, and how many are not and why.

    `counted` are the types of engagement that a page counts, where it does not count all. `facts` has `shown`. Together the rows are the whole log.
    """
    number = _counted(log.of_sessions.but(level=""), release, counted)
    told = [say("log.shown", log.language, count=number.get("shown", 0))]
    parts = [str(say(f"log.left_{reason}", log.language, count=number[reason])) for reason in REASONS if number.get(reason)]
    if parts:
        told.append(say("log.left_out", log.language, parts=", ".join(parts)))
    table = pd.DataFrame(sorted(number.items()), columns=["reason", "engagements"])
    return Answer("left_out", release.id, table, tuple(told), facts={"shown": number.get("shown", 0)})


@lru_cache(maxsize=64)
def _counted(log: LogChoices, release: Release, counted: tuple[str, ...]) -> dict[str, int]:
    """Engagements by the first reason that holds, `shown` where none does."""
    (day, word), (first, last), there = engagements(release), days(log), named(log, release)
    reason = _of_words(log, release, counted).take(word) if len(word) else np.zeros(0, dtype=np.int8)
    if there is not None:  # a filter of partners, languages or questions comes before the page's own kind, and after the status
        reason[~there & (reason >= REASONS.index("filtered"))] = REASONS.index("filtered")
    reason[day > last] = REASONS.index("after")
    reason[day < first] = REASONS.index("before")
    found = np.bincount(reason, minlength=SHOWN + 1)
    return {name: int(count) for name, count in zip((*REASONS, "shown"), found, strict=True) if count}


def _of_words(log: LogChoices, release: Release, counted: tuple[str, ...]) -> np.ndarray:
    """The reason of each row of `mart_word`, as its place in `REASONS`; one past the last is none."""
    words = shelf(release, "log_words")
    asked = words["status"].isin(log.statuses)
    passed = (words["type"].isin(log.types) | (not log.types)) & (words["audience"].isin(log.audiences) | (not log.audiences))
    of_page = words["type"].isin(counted) | (not counted)
    tests = {
        "planned": words["status"].eq("planned") & ~asked, "cancelled": words["status"].eq("cancelled") & ~asked,
        "other_status": ~asked & bool(log.statuses), "filtered": ~passed, "other_kind": ~of_page,
    }  # fmt: skip
    return np.select([test.to_numpy(dtype=bool) for test in tests.values()], [REASONS.index(name) for name in tests], SHOWN).astype(np.int8)
