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


MARKS = ("done_on", "outcome", "told_back_on")
"""What the record may say of a promise after it was made."""


def waiting(recorded: Sequence[dict[str, str]], release: Release) -> pd.DataFrame:
    """Promises of the record that this release does not hold yet, with what was said of them since: they are in the next build."""
    known = set(shelf(release, "commitments")["commitment_id"])
    columns = ["commitment_id", "said", "promised", "made_on", "owner_role", "due_on", *MARKS, "by_role", "at"]
    table = pd.DataFrame([one for id, one in so_far(recorded).items() if id not in known])
    return table.reindex(columns=columns)


def marked(recorded: Sequence[dict[str, str]], release: Release) -> pd.DataFrame:
    """Promises of this release of which the record says more than it holds: the same columns, the new marks only."""
    built = shelf(release, "commitments").set_index("commitment_id")
    rows = []
    for id, said in so_far(recorded).items():
        new = {name: said[name] for name in MARKS if id in built.index and name in said and _text(built.at[id, name]) != said[name]}
        if new:
            rows.append({"commitment_id": id, "promised": built.at[id, "promised"], "by_role": said["by_role"], "at": said["at"], **new})
    return pd.DataFrame(rows).reindex(columns=["commitment_id", "promised", *MARKS, "by_role", "at"])


def unfinished(recorded: Sequence[dict[str, str]], release: Release) -> pd.DataFrame:
    """Promises, built or recorded, that nobody was told the end of: `commitment_id`, `promised`, `made_on`, `done_on`, as text."""
    said = so_far(recorded)
    columns = ["commitment_id", "promised", "made_on", "done_on", "told_back_on"]
    built = {row["commitment_id"]: {name: _text(row[name]) for name in columns} for row in shelf(release, "commitments").to_dict("records")}
    rows = [built.get(id, {}) | {name: text for name, text in said.get(id, {}).items() if name in columns} for id in [*built, *(one for one in said if one not in built)]]
    table = pd.DataFrame(rows).reindex(columns=columns).fillna("")
    return table[(table["told_back_on"] == "") & (table["promised"] != "")].reset_index(drop=True)


def so_far(recorded: Sequence[dict[str, str]]) -> dict[str, dict[str, str]]:
    """What the record says of each promise: later lines win, and role and time are the latest line's."""
    merged: dict[str, dict[str, str]] = {}
    for line in recorded:
        if id := line.get("commitment_id"):
            merged[id] = merged.get(id, {}) | line
    return merged


def _text(value: object) -> str:
    """A cell of the release as the record writes it: days as ISO days, empty where there is nothing."""
    if isinstance(value, str):
        return value
    found = as_day(value)
    return "" if found is None else found.isoformat()
