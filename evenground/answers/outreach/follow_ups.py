"""What was to be followed up after a session: open and overdue, by role, and what the record says is done."""

from __future__ import annotations

from datetime import date

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.log import as_day
from evenground.answers.outreach.plan_ahead import areas_in_words
from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.warehouse import record
from evenground.warehouse.releases import Release


def follow_ups(release: Release, language: str, as_of: str) -> Answer:
    """Follow-ups that are not done, the longest overdue first.

    `table`: `engagement_id`, `owner` (a role), `due_on`, `days_overdue` (NaN where it is not due yet), `engagement`, `held_on`, `area`.
    `facts` has `by_role`: open and overdue by role.
    """
    today = date.fromisoformat(as_of)
    table = shelf(release, "follow_ups")
    table = table.assign(due_on=table["follow_up_due"].map(as_day), done_on=table["follow_up_done"].map(as_day), held_on=table["starts_on"].map(as_day))
    begun = table["held_on"].map(lambda one: one is not None and one <= today)
    undone = table["done_on"].map(lambda one: one is None or one > today)
    table = table[begun.astype(bool) & undone.astype(bool)].copy()
    late = [(today - due).days if due < today else float("nan") for due in table["due_on"]]
    table = table.assign(
        days_overdue=pd.Series(late, index=table.index, dtype=float), owner=table["follow_up_owner"].fillna(""), engagement=table["title"].fillna(""),
        area=areas_in_words(table["areas"], release, language),
    ).sort_values(["due_on", "engagement_id"], kind="stable", ignore_index=True)  # fmt: skip
    overdue = int(table["days_overdue"].notna().sum())
    by_role = table.groupby("owner").agg(open=("owner", "size"), overdue=("days_overdue", "count"), longest=("days_overdue", "max")).reset_index()
    said = (say("plan.follow_none", language),) if table.empty else (
        say("plan.follow_open", language, count=len(table)), say("plan.follow_overdue", language, count=overdue),
    )  # fmt: skip
    columns = ["engagement_id", "owner", "due_on", "days_overdue", "engagement", "held_on", "area"]
    return Answer("follow_ups", release.id, table[columns], said, facts={"by_role": by_role.sort_values("overdue", ascending=False, ignore_index=True)})


def marked_done(release: Release, language: str) -> pd.DataFrame:
    """Follow-ups that the record says are done and this release does not: `engagement_id`, `engagement`, `owner`, `done_on`, `by_role`, `at`."""
    built = shelf(release, "follow_ups").set_index("engagement_id")
    latest = {line["engagement_id"]: line for line in record.read(release.place_id, "follow_up") if line.get("engagement_id") in built.index}
    rows = [
        {
            "engagement_id": id, "engagement": built.at[id, "title"], "owner": built.at[id, "follow_up_owner"], "done_on": line["follow_up_done"],
            "by_role": line["by_role"], "at": line["at"],
        }
        for id, line in latest.items() if str(as_day(built.at[id, "follow_up_done"])) != line.get("follow_up_done")
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["engagement_id", "engagement", "owner", "done_on", "by_role", "at"]).fillna("")
