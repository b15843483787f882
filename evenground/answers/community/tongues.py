"""Were sessions held in the languages that residents know? Sessions by language beside residents, by area and in all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.engaged import rows
from evenground.answers.community.log import area_names, parts
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.log_offer import outreach_types
from evenground.answers.shelf import provenance
from evenground.catalog.library import place_folder
from evenground.catalog.outreach import LanguageMatch, vocabulary
from evenground.catalog.words import say
from evenground.look.numbers import number, percent
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

COLUMNS = ["name", "level", "residents", "share", "sessions", "sessions_share", "areas", "areas_without", "visited_otherwise", "without", "not_known", "difference"]


def language_match(log: LogChoices, release: Release, at_least: float) -> Answer:
    """Sessions for residents in each declared language, beside the residents who know it.

    `table` has one row per declared match: `residents` who know it and their `share` in % of the areas whose figures are known,
    `sessions` held in it and their `sessions_share` in % of those whose language is recorded, `areas` where at least
    `at_least` % of residents know it, how many of these had no session in it (`areas_without`, named in `without`) though they
    had others (`visited_otherwise`), and areas whose figure is not known. A session in two languages counts under each.
    """
    place = place_folder(release.place_id).place
    matches = place.outreach.languages if place.outreach else ()
    if not matches:
        return Answer("language_match", release.id, pd.DataFrame(columns=COLUMNS), (say("activity.match_none", log.language),))
    held = sessions(log, release)
    spoken = held[held["spoken"].map(bool).astype(bool)]
    found = [_matched(log, release, match, held, at_least) for match in matches]
    table = pd.DataFrame([row for row, _ in found], columns=COLUMNS)
    unknown = len(held) - len(spoken)
    said = say("activity.match_said", log.language, count=len(held), unknown=number(unknown, log.language))
    notes = (say("activity.match_note", log.language), *dict.fromkeys(table["difference"]))
    sources = {source for _, some in found for source in some}
    return Answer("language_match", release.id, table, (said,), notes=notes, provenance=provenance(release, sources, log.language))


def sessions(log: LogChoices, release: Release) -> pd.DataFrame:
    """Sessions that reach residents, with `spoken` (languages) and `visited` (areas; none where people of a setting are apart)."""
    table = rows(log, release)
    table = table[table["type"].isin(outreach_types())]
    apart = {one.id for one in vocabulary().settings if one.own_population or one.visits_no_area}
    visited = [frozenset() if setting in apart else frozenset(parts(areas)) for setting, areas in zip(table["setting"], table["areas"], strict=True)]
    return pd.DataFrame({"engagement_id": table["engagement_id"], "spoken": table["languages"].map(lambda one: frozenset(parts(one))), "visited": visited})


def _matched(log: LogChoices, release: Release, match: LanguageMatch, every: pd.DataFrame, at_least: float) -> tuple[dict[str, object], set[str]]:
    figures, above = _figures(log, release, match)
    share = figures["value"].to_numpy(dtype=float)
    known = np.isfinite(share)
    wanted = set(match.languages)
    spoken = every[every["spoken"].map(bool).astype(bool)]  # of no session too, whose column has no type
    held = spoken[spoken["spoken"].map(lambda some: bool(some & wanted)).astype(bool)]
    visited, visited_at_all = ({above.get(key, key) for key in set().union(*some["visited"])} for some in (held, every))
    many = figures.loc[known & (share >= at_least), "area_key"]
    without = [key for key in many if key not in visited]
    names = area_names(release, log.language)
    numerator, denominator = _counted(figures, share, known)
    row = {
        "name": match.name.get(log.language) or match.name["en"], "level": match.level or log.level, "residents": numerator, "share": 100 * numerator / denominator if denominator else np.nan,
        "sessions": len(held), "sessions_share": 100 * len(held) / len(spoken) if len(spoken) else np.nan, "areas": len(many), "areas_without": len(without),
        "visited_otherwise": len(visited_at_all.intersection(without)),
        "without": ", ".join(sorted(names.get(key, key) for key in without)), "not_known": int((~known).sum()),
        "difference": match.difference.get(log.language) or match.difference["en"],
    }  # fmt: skip
    return row, set(figures["source_id"].dropna()) - {""}


def _figures(log: LogChoices, release: Release, match: LanguageMatch) -> tuple[pd.DataFrame, dict[str, str]]:
    """The match's figures by area; where its level is the one above, by the areas that hold those of the log, and which hold which."""
    def values(level: str) -> pd.DataFrame:
        return ask(release, "area_values", indicator_id=match.indicator, period_id=match.period, stratum_id="everyone", level_key=level)

    if match.level in ("", log.level):
        return values(log.level), {}
    own, figures = values(log.level), values(match.level)
    above = dict(zip(own["area_key"], own["parent_key"], strict=True))
    return figures[figures["area_key"].isin(set(above.values()))], above


def _counted(figures: pd.DataFrame, share: np.ndarray, known: np.ndarray) -> tuple[float, float]:
    """People who know the language and the people they are counted among; from residents where no counts are published."""
    numerator, denominator = (figures[name].to_numpy(dtype=float) for name in ("numerator", "denominator"))
    whole = np.where(np.isfinite(denominator), denominator, figures["population"].to_numpy(dtype=float))
    part = np.where(np.isfinite(numerator), numerator, share / 100 * whole)
    use = known & np.isfinite(part) & np.isfinite(whole)
    return float(part[use].sum()), float(whole[use].sum())


def gap_said(row: dict[str, object], at_least: float, language: str) -> str:
    """One match in a sentence: how many areas have many such residents and no session in the language."""
    return say(
        "activity.match_row", language, name=row["name"], share=percent(row["share"], language, 1), count=int(row["areas"]), least=percent(at_least, language, 0),
        sessions=number(row["sessions"], language), without=number(row["areas_without"], language), otherwise=number(row["visited_otherwise"], language),
    )  # fmt: skip
