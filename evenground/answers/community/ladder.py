"""The organizers' ladder: one-on-ones, residents who pledged, turned out and testified; and the same by congregation."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.engaged import rows
from evenground.answers.community.log import days_between, log_of, named, partner_names
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


COUNTS = ("one_on_ones", "sessions", "pledged", "turned_out", "testified")
"""What is counted of each congregation."""


def congregations(log: LogChoices, release: Release) -> Answer:
    """The ladder by congregation: one row for each, and for every other partner that held one-on-ones, most one-on-ones first.

    `partner_id`, `name`, `area_key`, `lon`, `lat`; of the sessions it led that pass the filters: `sessions` of any kind,
    `one_on_ones`, `pledged`, `turned_out`, `testified` (NaN where none records it); and over the whole log `last_on` and
    `days_since`, days from its last held session to the day the log is read on. `facts["unplaced"]` counts one-on-ones of
    partners without an area, `facts["without"]` names congregations that held none.
    """
    table, language = rows(log, release), log.language
    own = table.assign(one_on_ones=table["type"] == "one_on_one").groupby("lead", sort=True)
    counts = own.agg(sessions=("engagement_id", "size"), one_on_ones=("one_on_ones", "sum")).join(own[list(STEPS[1:])].sum(min_count=1))
    homes = shelf(release, "partners")[["partner_id", "area_key", "kind"]]
    found = homes.merge(counts, left_on="partner_id", right_index=True, how="outer").fillna({"sessions": 0, "one_on_ones": 0})
    found = found[(found["kind"] == "congregation") | (found["one_on_ones"] > 0)]
    found = found.merge(shelf(release, "area_points"), on="area_key", how="left").assign(name=named(found["partner_id"], partner_names(release, language)).tolist())
    found = found.merge(_last_led(log, release), left_on="partner_id", right_index=True, how="left")
    found["days_since"] = [days_between(last, log.as_of) for last in found["last_on"]]
    found = found.sort_values(["one_on_ones", "name"], ascending=[False, True], kind="stable", ignore_index=True)
    if not found["one_on_ones"].sum():
        return Answer("congregations", release.id, found, (say("activity.one_on_ones_none", language),), facts={"unplaced": 0, "without": []})
    holders, without = found[found["one_on_ones"] > 0], found.loc[found["one_on_ones"] == 0, "name"].tolist()
    unplaced = int(found.loc[found["lon"].isna(), "one_on_ones"].sum())
    said = [say("activity.one_on_ones_said", language, count=int(found["one_on_ones"].sum()), holders=number(len(holders), language))]
    said += [say("activity.one_on_ones_without", language, count=len(without), names=", ".join(without))] if without else []
    missing = (say("activity.unplaced", language, count=unplaced),) if unplaced else ()
    return Answer("congregations", release.id, found, tuple(said), missing=missing, facts={"unplaced": unplaced, "without": without})


def _last_led(log: LogChoices, release: Release) -> pd.DataFrame:
    """By partner, `last_on`: the last session that it led and that was held, whatever the window and the filters."""
    begins = log_of(release).begins_on
    if begins is None:
        return pd.DataFrame({"last_on": []})
    every = rows(LogChoices(log.place, log.language, log.level, log.as_of, begins.isoformat(), log.as_of), release)
    return every.groupby("lead").agg(last_on=("starts_on", "max"))
