"""Which reports have been received, which are not yet received, and which posts are vacant. Working store only."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.log import area_names, as_day, log_of, named, partner_names
from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.look.dates import month as month_words
from evenground.look.text import capital
from evenground.warehouse.releases import Release

STATES = ("received", "not_received", "vacant", "not_due")


def months(first: date, last: date) -> list[str]:
    """Months as YYYY-MM from one day to another, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [f"{first.year + (first.month - 1 + n) // 12}-{(first.month - 1 + n) % 12 + 1:02d}" for n in range(count + 1)]


def month_end(month: str) -> date:
    year, number = int(month[:4]), int(month[5:7])
    return date(year, number, monthrange(year, number)[1])


def is_filled(stretches: list[tuple[date | None, date | None]], first: date, last: date) -> bool:
    """Whether a post was filled on any of the days; a stretch without an end goes on, one without a beginning never was."""
    return any(start is not None and start <= last and (end is None or end >= first) for start, end in stretches)


def state(month: str, stretches: list[tuple[date | None, date | None]], received: bool, as_of: date) -> str:
    """What is known of one post's report for one month.

    A report is expected for a month in which the post was filled on any day. A month is due the day after it has ended. A
    vacant post is not a silent one: nobody was there to report, and nothing is said of what happened.
    """
    if received:
        return "received"
    last = month_end(month)
    if last >= as_of:
        return "not_due"
    return "not_received" if is_filled(stretches, last.replace(day=1), last) else "vacant"


def reporting(release: Release, language: str, last_months: int = 12) -> Answer:
    """Posts by month: one row per post and month with `state` and `state_words`; `facts["month"]` is the latest month that has
    ended, with the sentences about it first."""
    posts, received, log = shelf(release, "posts"), shelf(release, "reports_received"), log_of(release)
    if posts.empty:
        return Answer("reporting", release.id, pd.DataFrame(), (say("activity.posts_none", language),))
    first = min([day for day in map(as_day, posts["filled_from"]) if day] + ([log.begins_on] if log.begins_on else [log.as_of]))
    span = [one for one in months(first, log.as_of) if month_end(one) < log.as_of][-last_months:]
    marks = set(zip(received["post_id"], received["month"], strict=True))
    areas, partners = area_names(release, language), partner_names(release, language)
    rows = []
    for key, own in posts.groupby("post_id", sort=True):
        about = own.iloc[-1]
        stretches = [(as_day(start), as_day(end)) for start, end in zip(own["filled_from"], own["filled_to"], strict=True)]
        rows += [
            {
                "post_id": key, "post": about["title"], "area_key": about["area_key"], "organization": about["organization"], "coordinator": about["coordinator_role"] or "",
                "month": month, "state": state(month, stretches, (key, month) in marks, log.as_of),
            }
            for month in span
        ]  # fmt: skip
    table = pd.DataFrame(rows)
    table = table.assign(
        area=named(table["area_key"], areas), organization=named(table["organization"], partners), month_words=[month_words(month_end(one), language) for one in table["month"]],
        state_words=[say(f"activity.report_{one}", language) for one in table["state"]],
    )  # fmt: skip
    return Answer("reporting", release.id, table, _said(table, span[-1], language), notes=(say("activity.report_note", language),), facts={"month": span[-1], "months": tuple(span)})


def _said(table: pd.DataFrame, month: str, language: str) -> tuple[str, ...]:
    """Received of expected in the latest month, then by name what is not yet received and which posts are vacant."""
    now = table[table["month"] == month]
    by_state = {one: now[now["state"] == one] for one in STATES}
    expected = len(by_state["received"]) + len(by_state["not_received"])
    said = [say("activity.reports_said", language, count=len(by_state["received"]), expected=str(expected), month=capital(month_words(month_end(month), language)))]
    for one in ("not_received", "vacant"):
        if len(by_state[one]):
            names = ", ".join(area or post for area, post in zip(by_state[one]["area"], by_state[one]["post"], strict=True))
            said.append(say(f"activity.reports_{one}", language, count=len(by_state[one]), names=names))
    return tuple(said)


def by_coordinator(table: pd.DataFrame) -> pd.DataFrame:
    """Received, expected and vacant by coordinating role and month."""
    counted = table.assign(received=table["state"] == "received", expected=table["state"].isin(("received", "not_received")), vacant=table["state"] == "vacant")
    found = counted.groupby(["coordinator", "month"], sort=True)[["received", "expected", "vacant"]].sum().reset_index()
    return found.astype({"received": int, "expected": int, "vacant": int})
