"""The organizers' ladder: one-on-ones, residents who pledged, turned out and testified; and one-on-ones by congregation."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.engaged import rows
from evenground.answers.community.log import named, partner_names
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.look.numbers import number
from evenground.warehouse.releases import Release

STEPS = ("one_on_one", "pledged", "turned_out", "testified")


def ladder(log: LogChoices, release: Release) -> Answer:
    """The four steps with their counts. They are counts at sessions, not the same people followed: no step is a share of
    the one before it."""
    table = rows(log, release)
    counts = {"one_on_one": float((table["type"] == "one_on_one").sum()), **{step: float(table[step].sum()) for step in STEPS[1:]}}
    recorded = {"one_on_one": bool((table["type"] == "one_on_one").any()), **{step: bool(table[step].notna().any()) for step in STEPS[1:]}}
    found = pd.DataFrame(
        [(step, say(f"activity.step_{step}", log.language), counts[step] if recorded[step] else float("nan")) for step in STEPS], columns=["step", "step_words", "count"]
    )
    if not any(recorded.values()):
        return Answer("ladder", release.id, found, (say("activity.ladder_none", log.language),), facts={"is_empty": True})
    each = "; ".join(f"{words.lower()} {number(count, log.language)}" for words, count in zip(found["step_words"], found["count"], strict=True))
    return Answer("ladder", release.id, found, (say("activity.ladder_said", log.language, each=each),), notes=(say("activity.ladder_note", log.language),), facts={"is_empty": False})


def one_on_ones(log: LogChoices, release: Release) -> Answer:
    """One-on-ones by the congregation that held them, with where it stands: `partner_id`, `name`, `area_key`, `lon`, `lat`,
    `one_on_ones`, `last_on`, most first. `facts["unplaced"]` counts those of partners without an area."""
    table, language = rows(log, release), log.language
    own = table[table["type"] == "one_on_one"]
    counts = own.groupby("lead", sort=True).agg(one_on_ones=("engagement_id", "size"), last_on=("starts_on", "max")).reset_index()
    homes = shelf(release, "partners")[["partner_id", "area_key", "kind"]]
    places = shelf(release, "area_points")
    found = counts.rename(columns={"lead": "partner_id"}).merge(homes, on="partner_id", how="left").merge(places, on="area_key", how="left")
    found = found.assign(name=named(found["partner_id"], partner_names(release, language)))
    found = found.sort_values(["one_on_ones", "name"], ascending=[False, True], kind="stable", ignore_index=True)
    unplaced = int(found.loc[found["lon"].isna(), "one_on_ones"].sum())
    if found.empty:
        return Answer("one_on_ones", release.id, found, (say("activity.one_on_ones_none", language),), facts={"unplaced": 0})
    said = say("activity.one_on_ones_said", language, count=int(found["one_on_ones"].sum()), holders=number(len(found), language))
    missing = (say("activity.unplaced", language, count=unplaced),) if unplaced else ()
    return Answer("one_on_ones", release.id, found, (said,), missing=missing, facts={"unplaced": unplaced})
