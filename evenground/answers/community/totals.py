"""What the public sees of activity: totals of the whole place, as publishing let them through."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.log import place_name, worded
from evenground.answers.community.reporting import month_end
from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.look.dates import month as month_words
from evenground.look.numbers import number
from evenground.warehouse.releases import Release

EVERY = "all"


def reports_total(release: Release, language: str) -> Answer:
    """Reports received and posts filled in the whole place, one row per month, latest first: never by post or area."""
    table = shelf(release, "reports_public")
    table = table.assign(month_words=[month_words(month_end(one), language) for one in table["month"]])
    if table.empty:
        return Answer("reports_total", release.id, table, ())
    last = table.iloc[0]
    told = {"received": number(last["received"], language), "filled": number(last["filled"], language), "posts": number(last["posts"], language)}
    said = say("activity.public_reports", language, month=last["month_words"], place=place_name(release, language), **told)
    return Answer("reports_total", release.id, table, (said,), notes=(say("activity.report_note", language),))


def reach_total(release: Release, language: str) -> Answer:
    """Sessions and attendances in the whole place, of what owners let go public: one row per quarter (or all of them) and
    basis of place, with `sessions`, `people` and the status of each; a small number is withheld."""
    table = shelf(release, "reach_totals")
    columns = ["quarter", "basis", "sessions", "people", "status"]
    if table.empty:
        return Answer("reach_total", release.id, pd.DataFrame(columns=columns))
    wide = table.pivot(index=["quarter", "basis"], columns="measure", values="value").reindex(columns=["sessions", "attendances"])
    hidden = table[table["status"] == "suppressed"].set_index(["quarter", "basis"]).index
    found = wide.rename(columns={"attendances": "people"}).reset_index()
    found["status"] = ["suppressed" if key in set(hidden) else "published" for key in zip(found["quarter"], found["basis"], strict=True)]
    found = found.assign(
        quarter_words=[say("activity.whole_log", language) if one == EVERY else one for one in found["quarter"]],
        basis_words=worded(found["basis"], "area_bases", language), status_words=[say(f"status.{one}", language) for one in found["status"]],
    )  # fmt: skip
    whole = found[found["quarter"] == EVERY]
    said = tuple(
        say("activity.public_said", language, basis=row.basis_words, sessions=number(row.sessions, language), people=number(row.people, language), place=place_name(release, language))
        if row.status == "published" else say("activity.public_withheld", language, basis=row.basis_words, sessions=number(row.sessions, language), place=place_name(release, language))
        for row in whole.itertuples()
    )  # fmt: skip
    return Answer("reach_total", release.id, found, said, notes=(say("activity.public_note", language),))
