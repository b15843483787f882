"""What lies ahead: the calendar with its gaps and themes, what is planned, and what communities asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.log import area_names, as_day, named, partner_names, parts, worded
from evenground.answers.outreach.log_offer import outreach_types
from evenground.answers.shelf import names_in, shelf
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look.dates import day
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

BACK, AHEAD = 8, 13
"""Weeks of the calendar before and after the day the log is read on."""
THEMES_AHEAD = 200
"""Days ahead in which a theme of the calendar is listed."""


def calendar(release: Release, language: str, as_of: str) -> Answer:
    """Weeks around a day with what was held and is planned for residents.

    `table` has one row per week: `week` (its Monday), `held`, `planned`, `cancelled`, `is_ahead`, `is_gap`. `facts` has
    `themes` and `gaps`, the weeks ahead in which nothing is planned; where communities initiate, a week without is no gap.
    """
    today = date.fromisoformat(as_of)
    monday = today - timedelta(days=today.weekday())
    first, last = monday - timedelta(weeks=BACK), monday + timedelta(weeks=AHEAD)
    found = ask(release, "plan_weeks", types=list(outreach_types()), start=first.isoformat(), end=(last + timedelta(days=6)).isoformat())
    counts = found[found["is_outreach"]].pivot_table(index="week", columns="status", values="engagements", aggfunc="sum")
    counts.index = pd.to_datetime(counts.index)
    weeks = pd.date_range(first, last, freq="7D")
    table = counts.reindex(index=weeks, columns=["held", "planned", "cancelled"]).fillna(0).astype(int)
    table = table.rename_axis("week").reset_index()
    table["is_ahead"] = table["week"] > pd.Timestamp(today)
    ahead = table[table["is_ahead"]]
    proposes = place_folder(release.place_id).place.policy.planning == "proposed"
    table["is_gap"] = table["is_ahead"] & (table["planned"] == 0) & proposes
    empty = [week.date() for week in table.loc[table["is_gap"], "week"]]
    said = [say("plan.weeks", language, count=int(ahead["planned"].sum()), weeks=len(ahead))]
    if empty:
        said.append(say("plan.gap_weeks", language, count=len(empty), first=day(empty[0], language)))
    return Answer("calendar", release.id, table, tuple(said), facts={"themes": themes(release, language, first, last), "gaps": empty, "as_of": today})


def themes(release: Release, language: str, first: date, last: date) -> pd.DataFrame:
    """Themes of the place's calendar that touch a stretch of days: `name`, `starts_on`, `ends_on`, `topic`, `source`."""
    table = shelf(release, "calendar_themes")
    table = table.assign(
        name=names_in(table, "name", language), starts_on=table["starts_on"].map(as_day), ends_on=table["ends_on"].map(as_day)
    )  # fmt: skip
    here = [start <= last and end >= first for start, end in zip(table["starts_on"], table["ends_on"], strict=True)]
    return table.loc[here, ["name", "starts_on", "ends_on", "topic", "source"]].reset_index(drop=True)


def themes_ahead(release: Release, language: str, as_of: str) -> pd.DataFrame:
    """Themes under way or ahead within `THEMES_AHEAD` days."""
    today = date.fromisoformat(as_of)
    return themes(release, language, today, today + timedelta(days=THEMES_AHEAD))


def planned(release: Release, language: str, as_of: str) -> Answer:
    """Sessions that are planned after a day, the soonest first: `day`, `name`, `type_words`, `area`, `lead`, `initiated_words`."""
    table = ask(release, "planned_sessions", as_of=as_of)
    table = table.assign(
        day=table["starts_on"].map(as_day), name=table["title"].fillna(""), type_words=worded(table["type"], "types", language),
        area=areas_in_words(table["areas"], release, language), lead=named(table["lead"], partner_names(release, language)),
        initiated_words=worded(table["initiated_by"], "initiators", language),
    )  # fmt: skip
    said = (say("plan.planned_count", language, count=len(table)),)
    return Answer("planned", release.id, table[["day", "name", "type_words", "area", "lead", "initiated_words", "initiated_by"]], said)


def communities(release: Release, language: str, as_of: str) -> Answer:
    """What communities asked for and is not finished; requests that staff opened are not among them.

    `table`: `title`, `kind_words`, `area`, `asked_on`, `first_reply_on`, `days_waiting`, `support_offered`, `wanted_from`,
    `wanted_to`, `stage` (`waiting`, `offered`). `facts` has `dates`, those with days of the community's own still ahead.
    """
    today = date.fromisoformat(as_of)
    table = shelf(release, "support_requests")
    days = {name: table[name].map(as_day) for name in ("asked_on", "first_reply_on", "closed_on", "wanted_from", "wanted_to")}
    table = table.assign(**days)
    unfinished = table["closed_on"].isna() & ~table["status"].isin(["closed", "declined"])
    table = table[(table["initiated_by"] == "community") & unfinished].copy()
    replied = table["first_reply_on"].notna()
    table = table.assign(
        kind_words=worded(table["kind"], "request_kinds", language), area=named(table["area_key"], area_names(release, language)),
        stage=["offered" if one else "waiting" for one in replied],
        days_waiting=[float("nan") if one else float((today - asked).days) for one, asked in zip(replied, table["asked_on"], strict=True)],
    ).sort_values(["asked_on", "request_id"], kind="stable", ignore_index=True)  # fmt: skip
    waiting = table[table["stage"] == "waiting"]
    said = [say("plan.nothing_proposed", language)]
    said.append(
        say("plan.waiting", language, count=len(waiting), days=int(waiting["days_waiting"].max())) if len(waiting) else say("plan.none_waiting", language)
    )
    own = [one is not None and not pd.isna(one) and (last if last is not None and not pd.isna(last) else one) >= today for one, last in zip(table["wanted_from"], table["wanted_to"], strict=True)]
    kept = ["request_id", "title", "kind_words", "area", "asked_on", "first_reply_on", "days_waiting", "support_offered", "wanted_from", "wanted_to", "stage"]
    dates = table.loc[own, kept].sort_values("wanted_from", kind="stable", ignore_index=True)
    return Answer("communities", release.id, table[kept], tuple(said), facts={"dates": dates})


def areas_in_words(column: pd.Series, release: Release, language: str) -> pd.Series:
    names = area_names(release, language)
    return column.map(lambda keys: ", ".join(names.get(one, one) for one in parts(keys)))
