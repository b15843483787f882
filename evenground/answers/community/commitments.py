"""You said, we did: what was promised to communities, by whom and by when, and whether they were told what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.log import area_names, as_day, days_between, log_of, named
from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.warehouse.releases import Release

STANDINGS = ("overdue", "open", "done_not_told", "told_back")
"""Where a promise stands, in the order in which it asks for attention."""


def commitments(release: Release, language: str) -> Answer:
    """Every promise with where it stands: `standing` is overdue, open, done_not_told or told_back; `days_overdue` counts
    from the day it was due to the log's last day."""
    table, log = shelf(release, "commitments"), log_of(release)
    table = table.assign(
        **{name: table[name].map(as_day) for name in ("made_on", "due_on", "done_on", "told_back_on")},
        area=named(table["area_key"], area_names(release, language)),
        standing=[
            standing(due, done, told, log.as_of)
            for due, done, told in zip(table["due_on"], table["done_on"], table["told_back_on"], strict=True)
        ],
    )  # fmt: skip
    late = table["standing"] == "overdue"
    table["days_overdue"] = [days_between(due, log.as_of) if is_late else float("nan") for due, is_late in zip(table["due_on"], late, strict=True)]
    table["standing_words"] = [say(f"commitment.{one}", language) for one in table["standing"]]
    table["order"] = table["standing"].map(STANDINGS.index)
    table = table.sort_values(["order", "due_on", "commitment_id"], kind="stable", ignore_index=True).drop(columns="order")
    return Answer("commitments", release.id, table, _said(table, language), facts={one: int((table["standing"] == one).sum()) for one in STANDINGS})


def standing(due: object, done: object, told_back: object, as_of: date) -> str:
    """Where a promise stands on a day. What was done but not told back to the community is not finished."""
    if as_day(told_back) is not None:
        return "told_back"
    if as_day(done) is not None:
        return "done_not_told"
    last = as_day(due)
    return "overdue" if last is not None and last < as_of else "open"


def _said(table: pd.DataFrame, language: str) -> tuple[str, ...]:
    if table.empty:
        return (say("commitment.none", language),)
    counts = table["standing"].value_counts()
    said = [say("commitment.count", language, count=len(table))]
    said += [say(f"commitment.said_{one}", language, count=int(counts[one])) for one in STANDINGS if counts.get(one)]
    return tuple(said)


def waiting(recorded: Sequence[dict[str, object]], release: Release) -> pd.DataFrame:
    """Promises of the record that this release does not hold yet: they are in the next build."""
    known = set(shelf(release, "commitments")["commitment_id"])
    columns = ["commitment_id", "said", "promised", "made_on", "owner_role", "due_on", "by_role", "at"]
    table = pd.DataFrame([one for one in recorded if one.get("commitment_id") not in known])
    return table.reindex(columns=columns)
