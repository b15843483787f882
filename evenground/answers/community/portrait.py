"""Who lives here, what is strong here? One community's own words first, then what is known about it, and whether it signed off."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
from shapely import contains_xy
from shapely.geometry import shape

from evenground.answers.answer import Answer
from evenground.answers.community.log import area_names, as_day, days_between, log_of, worded
from evenground.answers.outreach.log_offer import outreach_types
from evenground.answers.shelf import names_in, provenance, shelf, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.outreach import vocabulary
from evenground.catalog.words import say
from evenground.look.dates import day as day_words
from evenground.look.dates import period as period_words
from evenground.look.numbers import number
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

EDGE = 0.002
"""Degrees of room around an area on its map."""


def own_words(release: Release, language: str, area_key: str) -> Answer:
    """A community's priorities and strengths in its own words, as it said them; never rephrased. `kind` is priority or strength."""
    table = shelf(release, "community_words")
    own = table[table["area_key"] == area_key]
    own = own.assign(words=names_in(own, "words", language), day=own["stated_on"].map(as_day))
    said = () if len(own) else (say("portrait.words_none", language),)
    return Answer("own_words", release.id, own.reset_index(drop=True), said)


def stories(release: Release, language: str, area_key: str) -> Answer:
    """Stories that may be shown: with consent, moderated, shared by now, and not withdrawn. The others are only counted."""
    table, log = shelf(release, "community_stories"), log_of(release)
    own = table[table["area_key"] == area_key]
    may = may_be_shown(own, log.as_of)
    shown = own[may].assign(title=names_in(own[may], "title", language), body=names_in(own[may], "body", language), day=own.loc[may, "shared_on"].map(as_day))
    kept = int((~may).sum())
    missing = (say("portrait.stories_kept", language, count=kept),) if kept else ()
    return Answer("stories", release.id, shown.reset_index(drop=True), () if len(shown) else (say("portrait.stories_none", language),), missing=missing)


def may_be_shown(stories: pd.DataFrame, as_of: object) -> pd.Series:
    """True for a story with consent, a moderator, a day of sharing that has come, and no day of withdrawal."""
    shared = stories["shared_on"].map(as_day)
    come = shared.map(lambda day: day is not None and day <= as_of).astype(bool)
    moderated = stories["moderated_by"].fillna("").ne("")
    return stories["consent"].eq(True) & moderated & come & stories["withdrawn_on"].isna()


def sign_off(release: Release, language: str, area_key: str) -> Answer:
    """Whether the community has signed off its portrait, and when it was returned to it. `facts["state"]` is approved, returned,
    withdrawn or none; only an approved portrait may be shown to the public."""
    table = shelf(release, "sign_offs")
    own = table[(table["subject"] == "portrait") & (table["subject_id"] == area_key)].reset_index(drop=True)
    own = own.assign(
        decision_words=[_decision(one, language) for one in own["decision"]], decided_day=own["decided_on"].map(as_day), returned_day=own["returned_on"].map(as_day)
    )
    state = str(own["decision"].iloc[0]) if len(own) else "none"
    if state == "none":
        return Answer("sign_off", release.id, own, (say("portrait.unsigned", language),), facts={"state": state, "returned_on": None})
    latest = own.iloc[0]
    returned = next((day for day in own["returned_day"] if day is not None and day == day), None)
    said = say(f"portrait.is_{state}" if state in ("approved", "returned", "withdrawn") else "portrait.is_other", language, role=latest["by_role"], date=day_words(latest["decided_day"], language))
    back = say("portrait.returned_on", language, date=day_words(returned, language)) if returned else say("portrait.not_returned", language)
    return Answer("sign_off", release.id, own, (said, back), facts={"state": state, "returned_on": returned})


def _decision(one: object, language: str) -> str:
    return say(f"portrait.decision_{one}", language) if one in ("approved", "returned", "withdrawn") else str(one)


def signed_areas(release: Release) -> list[str]:
    """Areas whose latest decision about their portrait is an approval, in a fixed order."""
    table = shelf(release, "sign_offs")
    latest = table[table["subject"] == "portrait"].drop_duplicates("subject_id", keep="first")
    return sorted(latest.loc[latest["decision"] == "approved", "subject_id"])


def spoken_areas(release: Release) -> list[str]:
    """Areas whose own words are recorded, in a fixed order."""
    return sorted(set(shelf(release, "community_words")["area_key"].dropna()) - {""})


def profile(release: Release, language: str, level: str, area_key: str) -> Answer:
    """Every indicator measured here in its latest period, beside the range of all areas of the level: `title`, `domain`,
    `unit`, `value` with its interval, `lowest`, `quarter`, `middle`, `three_quarters`, `highest`, and `place` (0 lowest to 1
    highest of the range). Ordered by the place's own domains."""
    table = ask(release, "area_profile", level_key=level, area_key=area_key)
    about = shelf(release, "indicators")
    about = about.assign(title=names_in(about, "title", language), unit=names_in(about, "unit", language))[["indicator_id", "title", "unit", "domain", "decimals", "kind"]]
    domains = place_folder(release.place_id).place.domains
    order = {domain: position for position, domain in enumerate(domains)}
    table = table.merge(about, on="indicator_id")
    span = (table["highest"] - table["lowest"]).where(lambda width: width > 0)
    table = table.assign(
        place=(table["value"] - table["lowest"]) / span, low_place=(table["quarter"] - table["lowest"]) / span, middle_place=(table["middle"] - table["lowest"]) / span,
        high_place=(table["three_quarters"] - table["lowest"]) / span, period=[period_words(one, language) for one in table["period_id"]],
        domain_words=[(domains[one].get(language) or domains[one]["en"]) if one in domains else one for one in table["domain"]],
        status_words=[say(f"status.{one}", language) for one in table["status"]], order=table["domain"].map(order).fillna(len(order)),
    )  # fmt: skip
    table = table.sort_values(["order", "title"], kind="stable", ignore_index=True).drop(columns="order")
    without = int(table["value"].isna().sum())
    missing = (say("portrait.without_value", language, count=without),) if without else ()
    sources = provenance(release, set(table["source_id"].dropna()) - {""}, language)
    return Answer("profile", release.id, table, (say("portrait.profile_said", language, count=len(table) - without),), sources, missing)


def first_of_each_domain(known: pd.DataFrame, most: int) -> pd.DataFrame:
    """Rows of a profile: at most so many indicators, as many from each domain."""
    each = max(most // max(known["domain_words"].nunique(), 1), 1)
    return known.groupby("domain_words", sort=False).head(each).head(most)


def received(release: Release, language: str, area_key: str, *, public: bool) -> Answer:
    """Outreach that an area received, one row per basis of place: sessions, attendances and the last day, with the basis said.

    Settings with people of their own (shelters, hotels, campuses) are rows of their own and never counted with residents. In a
    public release the sums are those that publishing let through.
    """
    return _public_reach(release, language, area_key) if public else _own_reach(release, language, area_key)


def _own_reach(release: Release, language: str, area_key: str) -> Answer:
    apart = [one.id for one in vocabulary().settings if one.own_population]
    log = log_of(release)
    table = ask(release, "area_outreach", area_key=area_key, types=list(outreach_types()), own_population=apart, as_of=log.as_of.isoformat())
    table = table.assign(
        basis_words=worded(table["basis"], "area_bases", language), last_day=table["last_on"].map(as_day), days_since=[days_between(one, log.as_of) for one in table["last_on"]],
        where=[say("portrait.in_setting" if apart_here else "portrait.in_area", language) for apart_here in table["in_setting"]],
    )  # fmt: skip
    if table.empty:
        return Answer("received", release.id, table, (say("portrait.reach_none", language),))
    said = [
        say("portrait.reach_setting" if row.in_setting else f"portrait.reach_{row.basis}", language, count=int(row.sessions), people=number(row.people, language), last=day_words(row.last_day, language))
        for row in table.itertuples()
    ]
    return Answer("received", release.id, table, tuple(said), notes=(say("portrait.reach_note", language),))


def _public_reach(release: Release, language: str, area_key: str) -> Answer:
    rows = ask(release, "area_reach_public", area_key=area_key)
    if rows.empty:
        return Answer("received", release.id, pd.DataFrame(), (say("portrait.reach_none_public", language),))
    table = rows.pivot(index="basis", columns="measure", values="value").reindex(columns=["sessions", "attendances"]).reset_index().rename(columns={"attendances": "people"})
    hidden = set(rows.loc[rows["status"] == "suppressed", "basis"])
    table = table.assign(basis_words=worded(table["basis"], "area_bases", language), is_withheld=table["basis"].isin(hidden))
    said = [
        say("portrait.public_withheld" if row.is_withheld else "portrait.public_reach", language, basis=row.basis_words, sessions=number(row.sessions, language),
            **({} if row.is_withheld else {"people": number(row.people, language)}))
        for row in table.itertuples()
    ]  # fmt: skip
    return Answer("received", release.id, table, tuple(said), notes=(say("portrait.reach_note", language),))


def resources(release: Release, language: str, area_key: str) -> Answer:
    """Community resources in an area: those that say so, and those whose point lies inside its outline. `facts["bounds"]` is the
    outline's own box with a little room, or None where the area has no outline."""
    table = shelf(release, "resources")
    own, outline = table["area_key"].eq(area_key), ask(release, "area_outline", area_key=area_key)
    box = None
    if len(outline):
        first = outline.iloc[0]
        inside = contains_xy(shape(json.loads(first["geometry"])), table["lon"].to_numpy(dtype=float), table["lat"].to_numpy(dtype=float))
        own |= pd.Series(np.asarray(inside, dtype=bool), index=table.index) & table["lon"].notna()
        box = (first["west"] - EDGE, first["south"] - EDGE, first["east"] + EDGE, first["north"] + EDGE)
    found = table[own].sort_values(["kind", "name"], kind="stable", ignore_index=True)
    words = place_folder(release.place_id).place.vocabulary
    kinds = {kind: text_in({f"kind_{lang}": text for lang, text in words.get(f"resource_{kind}", {"en": str(kind).replace("_", " ")}).items()}, "kind", language) for kind in found["kind"].dropna().unique()}
    found = found.assign(kind_words=found["kind"].map(kinds))
    unplaced = int((table["lon"].isna() & table["area_key"].fillna("").eq("")).sum())
    missing = (say("portrait.unplaced", language, count=unplaced),) if unplaced else ()
    none = say("portrait.resources_none" if len(table) else "portrait.resources_absent", language)
    return Answer("area_resources", release.id, found, (say("portrait.resources_said", language, count=len(found)) if len(found) else none,), missing=missing, facts={"bounds": box})


def name_of(release: Release, language: str, area_key: str) -> str:
    return area_names(release, language).get(area_key, area_key)
