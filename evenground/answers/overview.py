"""What matters now: where need is greatest, whether outreach went there, what changed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.area_values import area_values, comparators, outlined_set
from evenground.answers.choices import Choices
from evenground.answers.geometry import drawings
from evenground.answers.outreach.coverage import coverage
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.log_offer import begins_on, has_engagements, log_kind, read_on, records_in, why_empty
from evenground.answers.outreach.need import measures
from evenground.answers.outreach.public_reach import public_reach
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import day, period
from evenground.warehouse.releases import Release

NAMED_AREAS = 5


def opening(release: Release, language: str) -> Choices:
    """The view that a place opens on, with no choice made; the fullest view there is where that one has no data."""
    opens = place_folder(release.place_id).place.opens_on
    wanted = (opens.indicator, opens.level, opens.period, opens.stratum)
    indicator, level, period_id, stratum = wanted if _is_there(release, wanted) else _fullest(release, opens.level)
    chosen = Choices(
        release.place_id, language, indicator, level, period_id, stratum, area_set=outlined_set(release, level),
        drawing=next(iter(drawings(release, level)), "geographic"),
    )  # fmt: skip
    return chosen.but(comparator=comparators(chosen, release)[0])


def _is_there(release: Release, wanted: tuple[str, str, str, str]) -> bool:
    offer = shelf(release, "offer")
    columns = ("indicator_id", "level_key", "period_id", "stratum_id")
    match = np.logical_and.reduce([offer[name] == value for name, value in zip(columns, wanted, strict=True)])
    return bool((offer.loc[match, "with_value"] > 0).any())


def _fullest(release: Release, level: str) -> tuple[str, str, str, str]:
    """A measure of need with the most areas, at the level that the place opens on where there is one."""
    offer = shelf(release, "offer").merge(shelf(release, "indicators")[["indicator_id", "need_kind"]], on="indicator_id")
    offer = offer.assign(own_level=offer["level_key"] == level, is_need=offer["need_kind"] != "none", whole=offer["stratum_id"] == "everyone")
    order = ["own_level", "is_need", "whole", "with_value"]
    best = offer.sort_values(order, ascending=False, kind="stable").iloc[0]
    return best["indicator_id"], best["level_key"], best["period_id"], best["stratum_id"]


def need(release: Release, language: str) -> Answer:
    """Where need is greatest, by the indicator that the place opens on, when that is a measure of need."""
    chosen = opening(release, language)
    answer = area_values(chosen, release)
    indicator = row_of(release, "indicators", "indicator_id", chosen.indicator)
    said = [f"{answer.facts['headline']}."]
    if indicator["need_kind"] == "none":
        said.append(say("start.need_none", language, title=text_in(indicator, "title", language)))
    elif indicator["need_kind"] == "people" and place_folder(release.place_id).place.policy.rankings:
        said.append(_most_people(answer.table, language))
    said += [sentence for sentence in answer.sentences[1:2]]
    return Answer("need", release.id, answer.table, tuple(said), answer.provenance, answer.missing, answer.notes, answer.facts)


def _most_people(table: pd.DataFrame, language: str) -> str:
    """The areas where the most people in need live: a number, beside the rate."""
    known = table[table["numerator"].notna()].nlargest(NAMED_AREAS, "numerator")
    if known.empty:
        return ""
    named = [f"{name} ({numbers.number(people, language)})" for name, people in zip(known["name"], known["numerator"], strict=True)]
    return say("start.highest_list", language, names=", ".join(named))


def outreach(release: Release, language: str) -> Answer:
    """Whether outreach went there, by the log's whole window; a demonstration log says nothing here but that it is one."""
    kind, declared = log_kind(release), place_folder(release.place_id).place.outreach
    if kind == "none" or declared is None:
        return Answer("outreach", release.id, pd.DataFrame(), (str(say("start.outreach_none", language)),))
    if kind == "demonstration":
        return Answer("outreach", release.id, pd.DataFrame(), (str(say("start.outreach_demonstration", language)),))
    if why := why_empty(release):
        return Answer("outreach", release.id, pd.DataFrame(), (str(say(f"log.empty_{why}", language, count=records_in(release))),))
    if not has_engagements(release):
        return public_reach(release, language, LogChoices.k)
    last = read_on(release).isoformat()
    log = LogChoices(release.place_id, language, declared.level, last, begins_on(release).isoformat(), last)
    return coverage(log.but(need=next(iter(measures(log, release)), "")), release)


def one_number(release: Release, language: str, area_key: str | None = None) -> Answer:
    """One number with its interval, denominator, method and source, for an analyst to copy."""
    chosen = opening(release, language)
    answer = area_values(chosen, release)
    indicator = row_of(release, "indicators", "indicator_id", chosen.indicator)
    shown = answer.table[answer.table["value"].notna()]
    if shown.empty:
        return Answer("one_number", release.id, shown, (say("answer.nothing", language),))
    wanted = shown[shown["area_key"] == area_key] if area_key else shown.nlargest(1, "population")
    row = (wanted if len(wanted) else shown.head(1)).iloc[0]
    unit, decimals = text_in(indicator, "unit", language), int(indicator["decimals"])
    limits = (row["ci_low"], row["ci_high"])
    value = numbers.estimate(
        row["value"], unit, language, decimals, ci=None if indicator["kind"] == "count" else limits,
        level=row["ci_level"], kind=row["ci_kind"] or "published", period=period(chosen.period, language),
    )  # fmt: skip
    told = "analyst_count" if indicator["kind"] == "count" else "analyst_no_denominator" if numbers.is_missing(row["denominator"]) else "analyst_text"
    sentence = say(
        f"start.{told}", language, title=f"{text_in(indicator, 'title', language)}, {row['name']}", value=value,
        denominator=numbers.number(row["denominator"], language), method=text_in(indicator, "denominator", language),
        source=answer.provenance[0].line if answer.provenance else "",
    )  # fmt: skip
    return Answer("one_number", release.id, wanted, (sentence,), answer.provenance)


def freshness(release: Release, language: str) -> Answer:
    """How recent each source is: publisher, title, edition, period and the day it was retrieved."""
    table = shelf(release, "sources")
    dated = [one for one in table["retrieved_on"] if isinstance(one, str) and one]
    about = shelf(release, "release").iloc[0]
    inputs = say("start.inputs_published" if about["inputs"] == "published files" else "start.inputs_starter", language)
    said = [say("start.release", language, release=release.id, inputs=inputs)]
    if dated:
        said.append(say("start.files", language, count=len(table), date=day(max(dated), language)))
    said.append(say("start.in_order", language, rejected=numbers.number(int(table["rows_rejected"].sum()), language)))
    return Answer("freshness", release.id, table, tuple(said))
