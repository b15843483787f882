"""What the public sees of activity: totals of the whole place, as publishing let them through."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.log import log_of, place_name, window_words
from evenground.answers.community.reporting import month_end
from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.look.dates import month as month_words
from evenground.look.numbers import number
from evenground.look.text import capital
from evenground.warehouse.releases import Release

EVERY = "all"


def reports_total(release: Release, language: str) -> Answer:
    """Reports received and posts filled in the whole place, one row per month, latest first: never by post or area."""
    table, as_of = shelf(release, "reports_public"), log_of(release).as_of
    table = table[table["month"].map(lambda one: month_end(one) < as_of).astype(bool)]  # a month that is not over yet is not due
    table = table.assign(month_words=[month_words(month_end(one), language) for one in table["month"]])
    if table.empty:
        return Answer("reports_total", release.id, table, ())
    last = table.iloc[0]
    told = {name: number(last[name], language) for name in ("received", "filled", "posts")}
    said = say("activity.public_reports", language, month=capital(last["month_words"]), place=place_name(release, language), **told)
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
        basis_words=[say(f"coverage.basis_name_{one}", language) for one in found["basis"]], status_words=[say(f"status.{one}", language) for one in found["status"]],
    )  # fmt: skip
    whole = found[found["quarter"] == EVERY]
    said = tuple(_whole_said(row, release, language) for row in whole.itertuples())
    return Answer("reach_total", release.id, found, said, notes=(say("activity.public_note", language),))


def _whole_said(row: object, release: Release, language: str) -> str:
    """What the whole place received on one basis, and over which days."""
    told = {"place": place_name(release, language), "period": window_words(release, language), "basis": row.basis_words, "sessions": number(row.sessions, language)}
    if row.status == "published":
        return say("activity.public_said", language, people=number(row.people, language), **told)
    return say("activity.public_withheld", language, **told)
