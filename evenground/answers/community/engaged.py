"""Who does what: the engagements of a log that pass a reader's filters, and what is counted in them."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.log import area_names, as_day, named, partner_names, parts, word_names, worded
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.look.numbers import number
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

TALKS = {"town_hall": ("town_hall",), "training": ("training",), "communication": ("communication",)}
"""Kinds of engagement that are listed by themselves, with the types that belong to each."""


@lru_cache(maxsize=60)
def rows(log: LogChoices, release: Release) -> pd.DataFrame:
    """Engagements that pass the filters, as the log holds them. Do not write to it."""
    return ask(release, "log_rows", **log.filters)


def explorer(log: LogChoices, release: Release) -> Answer:
    """The log itself, latest first: one row per engagement in the reader's words. Notes are never among its columns."""
    table, language = rows(log, release), log.language
    areas, partners, spoken = area_names(release, language), partner_names(release, language), word_names("languages", language)
    table = table.assign(
        day=table["starts_on"].map(as_day), type_words=worded(table["type"], "types", language), status_words=worded(table["status"], "statuses", language),
        setting_words=worded(table["setting"], "settings", language), basis_words=worded(table["area_basis"], "area_bases", language),
        depth_words=worded(table["depth"], "depths", language), audience_words=_listed(table["audience"], word_names("audiences", language)),
        area=_listed(table["areas"], areas), lead_name=named(table["lead"], partners), others=_listed(table["with_partners"], partners),
        spoken=_listed(table["languages"], spoken), started_by=worded(table["initiated_by"], "initiators", language),
    )  # fmt: skip
    people = table["people"].sum()
    uncounted = int(table["people"].isna().sum())
    said = say("activity.shown", language, count=len(table), people=number(people, language), hours=number(table["hours"].sum(), language))
    missing = (say("activity.uncounted", language, count=uncounted),) if uncounted else ()
    return Answer("explorer", release.id, table, (said,), missing=missing)


def _listed(column: pd.Series, names: dict[str, str]) -> pd.Series:
    return column.map(lambda keys: ", ".join(names.get(key, key) for key in parts(keys)))


def by_kind(log: LogChoices, release: Release) -> pd.DataFrame:
    """Sessions, attendances and hours of each kind of engagement, most sessions first."""
    table = rows(log, release)
    found = table.groupby("type", sort=True).agg(sessions=("engagement_id", "size"), people=("people", "sum"), hours=("hours", "sum")).reset_index()
    found["type_words"] = worded(found["type"], "types", log.language)
    return found.sort_values(["sessions", "type_words"], ascending=[False, True], kind="stable", ignore_index=True)


def listed(log: LogChoices, release: Release, kind: str) -> Answer:
    """Town halls, trainings or communications of a log, with for whom each was: `facts["audiences"]` counts sessions by
    audience. One that was for two audiences counts under each, so these do not add up to the sessions."""
    answer = explorer(log, release)
    own = answer.table[answer.table["type"].isin(TALKS[kind])]
    names = word_names("audiences", log.language)
    counts: dict[str, list[float]] = {}
    for audience, people in zip(own["audience"], own["people"], strict=True):
        for one in parts(audience) or ("",):
            seen = counts.setdefault(names.get(one, one) or say("activity.audience_unknown", log.language), [0, 0.0])
            seen[0], seen[1] = seen[0] + 1, seen[1] + (0.0 if pd.isna(people) else float(people))
    audiences = pd.DataFrame([(name, *seen) for name, seen in counts.items()], columns=["audience_words", "sessions", "people"])
    audiences = audiences.sort_values(["sessions", "audience_words"], ascending=[False, True], kind="stable", ignore_index=True)
    said = say(f"activity.{kind}_said", log.language, count=len(own), people=number(own["people"].sum(), log.language))
    return Answer(kind, release.id, own, (said,), facts={"audiences": audiences})


def languages(log: LogChoices, release: Release) -> Answer:
    """Sessions at which each language was spoken. A session in two languages counts under each; those that record none are
    their own row."""
    table, names = rows(log, release), word_names("languages", log.language)
    counts: dict[str, int] = {}
    for spoken in table["languages"]:
        for one in parts(spoken) or ("",):
            counts[one] = counts.get(one, 0) + 1
    none = counts.pop("", 0)
    found = pd.DataFrame([(key, names.get(key, key), count) for key, count in counts.items()], columns=["language", "language_words", "sessions"])
    found = found.sort_values(["sessions", "language_words"], ascending=[False, True], kind="stable", ignore_index=True)
    if none:
        found.loc[len(found)] = ["", say("activity.language_unknown", log.language), none]
    several = int(table["languages"].map(lambda one: len(parts(one)) > 1).sum())
    said = say("activity.languages_said", log.language, count=len(table), several=number(several, log.language), unknown=number(none, log.language))
    return Answer("languages", release.id, found, (said,), notes=(said,), facts={"sessions": len(table), "known": len(table) - none})


def depths(log: LogChoices, release: Release) -> Answer:
    """Sessions on each step of the ladder from informing to the community leading; those that record none are the last row."""
    counts = rows(log, release)["depth"].fillna("").value_counts()
    names = word_names("depths", log.language)
    found = pd.DataFrame([(key, name, int(counts.get(key, 0))) for key, name in names.items()], columns=["depth", "depth_words", "sessions"])
    unknown = int(counts.sum() - found["sessions"].sum())
    if unknown:
        found.loc[len(found)] = ["", say("activity.depth_unknown", log.language), unknown]
    known = int(found["sessions"].sum()) - unknown
    deep = int(found.loc[found["depth"].isin(("collaborating", "leading")), "sessions"].sum())
    said = say("activity.depth_said", log.language, count=deep, known=number(known, log.language))
    return Answer("depths", release.id, found, (said,) if known else (say("activity.depth_none", log.language),))


def shared(release: Release, language: str) -> Answer:
    """Practices that partners shared and challenges that they raised, with what came of each: `table` has practices,
    `facts["challenges"]` the challenges."""
    names = partner_names(release, language)
    practices, challenges = shelf(release, "practices"), shelf(release, "challenges")
    practices = practices.assign(
        day=practices["shared_on"].map(as_day), by=_listed(practices["shared_by"], names), taken_up=_listed(practices["taken_up_by"], names)
    )
    challenges = challenges.assign(
        day=challenges["raised_on"].map(as_day), by=_listed(challenges["raised_by"], names), supported=_listed(challenges["supported_by"], names),
        is_open=[not isinstance(outcome, str) or not outcome for outcome in challenges["outcome"]],
    )  # fmt: skip
    taken = int((practices["taken_up"] != "").sum())
    said = [
        say("activity.practices_said", language, count=len(practices), taken=number(taken, language)),
        say("activity.challenges_said", language, count=len(challenges), open=number(int(challenges["is_open"].sum()), language)),
    ]
    return Answer("shared", release.id, practices, tuple(said), facts={"challenges": challenges})
