"""Did outreach reach the greatest need? By area, along the order of need, by group, and what is in no area."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.outreach import wording
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.need import Need, need_of, sources_of, yardstick
from evenground.answers.outreach.reach import Reach, area_numbers, areas_of, reach
from evenground.answers.outreach.reach_answers import Answers, answers
from evenground.answers.outreach.sessions import passing, sessions
from evenground.answers.shelf import shelf
from evenground.catalog.library import place_folder
from evenground.stats.coverage import equity, mix, shares
from evenground.stats.coverage.groups import representation
from evenground.stats.coverage.rhythm import days_since
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

IN_LIST = 0.5
"""Part of an area from which it belongs to a list whose members carry a share."""


def coverage(log: LogChoices, release: Release) -> Answer:
    """One row per area of the level, areas without a session too, in the order of their keys.

    Columns: `need_value`, `need_level` (higher is greater), `people_in_need`, `residents`, `reach`, `sessions`, `series`,
    `rate` per 1,000 residents with `rate_low`, `rate_high` and `enough`, `of_reach`, `of_yardstick`, `ratio` with its limits,
    `verdict`, `days_since`, `in_list`. `facts` holds `everything`, `elsewhere`, `visited` (share of residents), `gap`,
    `gap_bounds`, `fifths`, `curve`, `need_kind`, `rate_cut`, `need_cut` and `groups` (findings by area and group).
    """
    need, counted = need_of(log, release), reach(log, release)
    members = list_weights(release, log.level, log.among or first_list(release, log)) if len(need.areas) else np.zeros(0)
    inside = members >= IN_LIST if log.among else np.ones(len(need.areas), dtype=bool)
    judged, groups = _shares(log, release, need, counted, inside)
    rate = shares.rate(counted.total, counted.squares, counted.clusters, need.residents, counted.added)
    as_of = np.datetime64(log.as_of)
    days = np.where(np.isnat(counted.last_on), np.nan, (counted.last_on - np.datetime64("1970-01-01")).astype(float))
    table = pd.DataFrame(
        {
            "area_key": need.areas["area_key"], "name": need.areas["name"], "lon": need.areas["lon"], "lat": need.areas["lat"],
            "residents": need.residents, "need_value": need.areas["value"].to_numpy(dtype=float), "need_level": need.level,
            "people_in_need": need.people if need.people is not None else np.nan, "in_fifth": need.fifth, "reach": counted.total,
            "sessions": counted.visits, "series": counted.clusters, "rate": rate.value, "rate_low": rate.low, "rate_high": rate.high,
            "enough": rate.enough, "of_reach": judged.of_reach[0], "of_yardstick": judged.of_yardstick[0], "ratio": judged.ratio[0],
            "ratio_low": judged.low[0], "ratio_high": judged.high[0], "verdict": judged.verdict[0],
            "days_since": days_since(days, (as_of - np.datetime64("1970-01-01")).astype(float)), "in_list": members, "inside": inside,
        }
    )  # fmt: skip
    facts = {
        "everything": counted.everything, "elsewhere": counted.elsewhere, "need": need, "need_kind": need.kind, "groups": groups,
        "visited": mix.visited_share(counted.visits, need.residents, log.k), "rate_cut": _rate_cut(table[inside]), "need_cut": _middle(table.loc[inside, "need_value"]),
    } | _equity(log, need, counted)  # fmt: skip
    answer = Answer("coverage", release.id, table, provenance=sources_of(need, release, log.language), facts=facts)
    return Answer(
        "coverage", release.id, table, wording.sentences(log, release, answer), answer.provenance, wording.missing(log, answer),
        wording.notes(log, release, answer), facts | {"headline": wording.headline(log, release, answer)},
    )  # fmt: skip


def first_list(release: Release, log: LogChoices) -> str:
    """The partnership's own first list on this level; empty where it has none."""
    outreach, sets = place_folder(release.place_id).place.outreach, shelf(release, "area_sets")
    here = set(sets.loc[sets["level_key"] == log.level, "area_set_id"])
    return next((one for one in (outreach.own_lists if outreach else ()) if one in here), "")


def list_weights(release: Release, level: str, area_set: str) -> np.ndarray:
    """The part of each area of a level that belongs to a set, in the order of their keys; all 0 without a set."""
    keys, _ = areas_of(release, level)
    if not area_set:
        return np.zeros(len(keys))
    members = ask(release, "area_set_members", area_set_id=area_set).set_index("area_key")["weight"]
    return pd.Series(keys).map(members).fillna(0.0).to_numpy(dtype=float)


def _rate_cut(table: pd.DataFrame) -> float:
    """Where the cut line of reach starts: at the median of areas; where half of them had none, at the rate of all together, because
    nothing lies below 0."""
    median, lived = _middle(table["rate"]), table[table["residents"] > 0]
    return median if median != 0 else float(1000 * lived["reach"].sum() / lived["residents"].sum())


def _middle(values: object) -> float:
    known = np.asarray(values, dtype=float)
    return float(np.median(known[np.isfinite(known)])) if np.isfinite(known).any() else float("nan")


def _shares(log: LogChoices, release: Release, need: Need, counted: Reach, inside: np.ndarray) -> tuple[shares.Share, pd.DataFrame]:
    """Shares of everyone in the first row, and of each group whose residents are published by area below it: one family of tests."""
    rows = [(counted.total, counted.squares, counted.cubes, counted.clusters, yardstick(log, need), counted.added)]
    named = []
    for match, residents in group_residents(log, release):
        found = answers(log, release).get(match.question)
        if found is None or not np.isfinite(residents).any():
            continue
        scale = found.yes / max(counted.everything["people"], 1.0)
        rows.append((found.area_yes, found.area_squares, found.area_cubes, found.area_clusters, residents, max(counted.added * scale, 1.0)))
        named.append(match)
    total, squares, cubes, clusters, base = (np.stack([row[i] for row in rows]) for i in range(5))
    added = np.array([[row[5]] for row in rows])
    found = shares.share(total, squares, clusters, np.where(inside, base, np.nan), added, cubes=cubes)
    parts = [
        pd.DataFrame({"group": match.name.get(log.language) or match.name["en"], "name": need.areas["name"], "ratio": found.ratio[i], "verdict": found.verdict[i]})
        for i, match in enumerate(named, start=1)
    ]  # fmt: skip
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["group", "name", "ratio", "verdict"])
    return found, table[table["verdict"].isin(("less", "more"))].reset_index(drop=True)


def group_residents(log: LogChoices, release: Release) -> list[tuple]:
    """Each declared match of a question with residents of the group by area: their number where it is published."""
    outreach, found = place_folder(release.place_id).place.outreach, []
    known = set(shelf(release, "indicators")["indicator_id"])
    for match in outreach.groups if outreach else ():
        if match.indicator in known:
            table = _published(release, log.level, match.indicator, match.period)
            people = table["numerator"].to_numpy(dtype=float)
            made = table["value"].to_numpy(dtype=float) / 100 * table["denominator"].to_numpy(dtype=float)
            found.append((match, np.where(np.isfinite(people), people, made)))
    return found


@lru_cache(maxsize=64)
def _published(release: Release, level: str, indicator: str, period: str) -> pd.DataFrame:
    return ask(release, "need_measure", level_key=level, indicator=indicator, period=period)


def _equity(log: LogChoices, need: Need, counted: Reach) -> dict[str, object]:
    """Curve, fifths and gap index; the index only where need is counted in people."""
    if need.kind == "none":
        return {"gap": None, "gap_bounds": None, "fifths": None, "curve": None}
    order = equity.order_by_need(need.level, need.residents)
    held = need.people if need.people is not None else need.residents
    alone = (counted.alone_sums, counted.alone_squares)
    fifths = equity.fifths(order, held, counted.total, counted.series, alone=alone)
    found: dict[str, object] = {"fifths": fifths, "curve": equity.curve(order, held, counted.total), "gap": None, "gap_bounds": None}
    if need.people is not None:
        unknown = counted.elsewhere.get("not_recorded", {}).get("total", 0.0)
        found["gap"] = equity.gap_index(order, held, counted.total, counted.series, alone=alone)
        found["gap_bounds"] = equity.gap_bounds(order, held, counted.total, unknown) if unknown else None
    return found


def groups(log: LogChoices, release: Release) -> Answer:
    """One row per question of the log: the share among those who answered beside the share of residents, unknown and bounds."""
    everyone, found = reach(log, release).everything["people"], answers(log, release)
    rows = []
    for match, residents in group_residents(log, release):
        one = found.get(match.question)
        table = _published(release, log.level, match.indicator, match.period)
        whole = table["denominator"].to_numpy(dtype=float)
        both = np.isfinite(residents) & np.isfinite(whole)
        expected = float(residents[both].sum() / whole[both].sum()) if both.any() and whole[both].sum() > 0 else float("nan")
        rows.append(_group_row(match, one, everyone, expected, log.language))
    names = ["question", "name", "difference", "share", "low", "high", "unknown", "least", "most", "expected", "verdict", "yes", "no", "people"]
    table = pd.DataFrame(rows, columns=names)
    return Answer("groups", release.id, table, wording.group_sentences(log, table))


def _group_row(match: object, one: Answers | None, everyone: float, expected: float, language: str) -> list[object]:
    yes, no, moments, clusters = (one.yes, one.no, one.moments, one.clusters) if one else (0.0, 0.0, (0.0, 0.0, 0.0), 0.0)
    shown = representation([yes], [no], [max(everyone - yes - no, 0)], [moments], [clusters], [expected])
    texts = [(text.get(language) or text["en"]) for text in (match.name, match.difference)]
    numbers = [float(part[0]) for part in (shown.share, shown.low, shown.high, shown.unknown, shown.least, shown.most)]
    return [match.question, *texts, *numbers, expected, str(shown.verdict[0]), yes, no, everyone]


def months(log: LogChoices, release: Release, area_keys: tuple[str, ...]) -> Answer:
    """Sessions by area and month, one row per area and a column per month of the window, for the areas asked for."""
    every, place = sessions(log, release), area_numbers(release)
    columns = pd.period_range(log.start, log.end, freq="M")
    wanted = np.full(len(place) + 1, -1)
    wanted[[place[key] for key in area_keys]] = np.arange(len(area_keys))  # the last is that of no area
    runs, of_basis = every.runs, shelf(release, "reach_kinds")["area_basis"].eq(log.basis).to_numpy(dtype=bool)
    rows = runs.rows_of(wanted[runs.area] >= 0)
    rows = rows[passing(log, release)[rows] & of_basis[every.kind[rows]]]
    month = every.day[rows].astype("datetime64[D]").astype("datetime64[M]").astype(int) - columns[0].ordinal
    cells = np.bincount(wanted[runs.area[runs.run_of(rows)]] * len(columns) + month, minlength=len(area_keys) * len(columns))
    table = pd.DataFrame(cells.reshape(len(area_keys), len(columns)), index=pd.Index(area_keys, name="area_key"), columns=pd.Index(columns.astype(str), name="month"))
    return Answer("months", release.id, table)


def two_lists(log: LogChoices, release: Release, first: str, second: str) -> Answer:
    """Where two dated lists of areas agree and disagree, by name. `second` may be `fifth`: residents of greatest need.

    One row per area on either, with `first`, `second` (parts, 0 to 1) and `agreement`: both, first, second.
    """
    need = need_of(log, release)
    weights = [need.fifth if one == "fifth" else list_weights(release, log.level, one) for one in (first, second)]
    on = [weight >= IN_LIST for weight in weights]
    table = pd.DataFrame({"area_key": need.areas["area_key"], "name": need.areas["name"], "first": weights[0], "second": weights[1]})
    table["agreement"] = np.select([on[0] & on[1], on[0], on[1]], ["both", "first", "second"], "neither")
    shown = table[table["agreement"] != "neither"].sort_values(["agreement", "name"], ignore_index=True)
    return Answer("two_lists", release.id, shown, facts={"areas": len(table)})
