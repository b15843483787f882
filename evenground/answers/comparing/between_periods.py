"""How did each area change between two periods? Only where the two can be compared."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.area_values import VERDICTS, area_values
from evenground.answers.choices import Choices
from evenground.answers.comparing.level import is_modelled, published
from evenground.answers.shelf import periods_of, row_of, shelf, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import period
from evenground.stats import discovery
from evenground.stats.arrays import z_of
from evenground.stats.comparison import difference
from evenground.warehouse.releases import Release


def earlier_periods(chosen: Choices, release: Release) -> tuple[str, ...]:
    """Other periods of the indicator on this level and for this group, latest first; whether or not they compare."""
    return tuple(one for one in periods_of(release, chosen.indicator, chosen.level, chosen.stratum) if one != chosen.period)


def refusal(chosen: Choices, before: str, release: Release) -> str:
    """Why two periods may not be compared, in a sentence; empty where they may. `before` is empty with one period."""
    language = chosen.language
    indicator = row_of(release, "indicators", "indicator_id", chosen.indicator)
    title = text_in(indicator, "title", language)
    if is_modelled(indicator):
        return say("compare.change_refused_modelled", language, title=title)
    if not before:
        key = "vintage" if _elsewhere(chosen, release) else "one_period"
        return say(f"compare.change_refused_{key}", language, title=title, period=period(chosen.period, language))
    if indicator["cumulative"] or _cumulative(release, before) or _cumulative(release, chosen.period):
        return say("compare.change_refused_cumulative", language, title=title)
    if overlap(release, before, chosen.period):
        first, second = sorted((before, chosen.period))
        return say("compare.change_refused_overlap", language, first=period(first, language), second=period(second, language))
    return ""


def with_two_periods(chosen: Choices, release: Release) -> str:
    """Which indicators have two periods that compare, of the same level and group: what a reader may choose instead."""
    offer = shelf(release, "offer")
    here = offer[(offer["level_key"] == chosen.level) & (offer["stratum_id"] == chosen.stratum) & (offer["with_value"] > 0)]
    names = []
    for one in here.loc[here["indicator_id"].duplicated(), "indicator_id"].unique():
        last, *before = periods_of(release, one, chosen.level, chosen.stratum)
        if any(not refusal(chosen.but(indicator=one, period=last), other, release) for other in before):
            names.append(text_in(row_of(release, "indicators", "indicator_id", one), "title", chosen.language))
    return say("compare.change_have_two", chosen.language, names="; ".join(sorted(names))) if names else say("compare.change_have_none", chosen.language)


def _elsewhere(chosen: Choices, release: Release) -> bool:
    """True where another edition of the same kind of area has a figure in another period."""
    levels, offer = shelf(release, "levels"), shelf(release, "offer")
    here = row_of(release, "levels", "level_key", chosen.level)["level"]
    others = set(levels.loc[(levels["level"] == here) & (levels["level_key"] != chosen.level), "level_key"])
    match = offer[(offer["indicator_id"] == chosen.indicator) & offer["level_key"].isin(others) & (offer["with_value"] > 0)]
    return bool((match["period_id"] != chosen.period).any())


def _days(release: Release, key: str) -> pd.Series:
    return row_of(release, "period_days", "period_id", key)


def _cumulative(release: Release, key: str) -> bool:
    return bool(_days(release, key)["is_cumulative"])


def overlap(release: Release, first: str, second: str) -> bool:
    """True where two periods share a day: the same people would be in both figures."""
    a, b = _days(release, first), _days(release, second)
    ends = [pd.Timestamp(one[name]) if pd.notna(one[name]) else pd.NaT for one in (a, b) for name in ("starts_on", "ends_on")]
    if any(end is pd.NaT for end in ends):
        return first == second
    return bool(ends[0] <= ends[3] and ends[2] <= ends[1])


def change_between(chosen: Choices, before: str, release: Release) -> Answer:
    """One row per area with a figure in both periods, in the order of names.

    `before` and `after` with their limits, `change` (after minus before, with limits and `p` where both have an interval),
    `q` (false-discovery rate over the areas), `percent` (change in percent of before), and `verdict`: better or worse where
    q is 5% or less, similar where it is more, not_compared without a test or without a better side. Where the periods may
    not be compared, `facts["refused"]` says why and the table is empty.
    """
    indicator = row_of(release, "indicators", "indicator_id", chosen.indicator)
    refused = refusal(chosen, before, release)
    now = area_values(chosen.but(comparator="none", area=None), release)
    if refused:
        return Answer("change_between", release.id, now.table.iloc[:0], (refused, with_two_periods(chosen, release)), now.provenance, (), now.notes, {"refused": refused})
    then = area_values(chosen.but(comparator="none", area=None, period=before), release)
    first, second = (before, chosen.period) if _is_earlier(release, before, chosen.period) else (chosen.period, before)
    tables = {before: published(then.table), chosen.period: published(now.table)}
    table = _joined(tables[first], tables[second], indicator)
    facts = {"first": period(first, chosen.language), "second": period(second, chosen.language), "indicator": indicator}
    without = len(now.table) - len(table)
    missing = (say("compare.change_left_out", chosen.language, count=without),) if without else ()
    return Answer(
        "change_between", release.id, table, _sentences(chosen, table, facts), now.provenance, missing, now.notes, facts,
    )  # fmt: skip


def _is_earlier(release: Release, one: str, other: str) -> bool:
    days = [pd.Timestamp(_days(release, key)["ends_on"]) for key in (one, other)]
    return one < other if any(day is pd.NaT for day in days) else days[0] < days[1]


def _joined(first: pd.DataFrame, second: pd.DataFrame, indicator: pd.Series) -> pd.DataFrame:
    kept = ["area_key", "name", "value", "ci_low", "ci_high", "ci_level"]
    both = first[kept].merge(second[kept], on="area_key", suffixes=("", "_after"))
    errors = [_se(both[f"ci_low{end}"], both[f"ci_high{end}"], both[f"ci_level{end}"]) for end in ("_after", "")]
    found = difference(both["value_after"], errors[0], both["value"], errors[1])
    change = (both["value_after"] - both["value"]).to_numpy(dtype=float)
    q = discovery.adjusted(found.p)
    table = pd.DataFrame({
        "area_key": both["area_key"], "name": both["name"], "before": both["value"], "before_low": both["ci_low"], "before_high": both["ci_high"],
        "after": both["value_after"], "after_low": both["ci_low_after"], "after_high": both["ci_high_after"], "change": change,
        "change_low": found.low, "change_high": found.high, "p": found.p, "q": q,
        "percent": 100 * change / both["value"].where(both["value"] != 0).to_numpy(dtype=float),
        "verdict": _verdicts(change, q, indicator["higher_is"]),
    })  # fmt: skip
    return table.sort_values("name", kind="stable").reset_index(drop=True)


def _se(low: pd.Series, high: pd.Series, level: pd.Series) -> np.ndarray:
    z = np.array([z_of(one) for one in level.fillna(0.95)], dtype=float)
    return (high - low).to_numpy(dtype=float) / (2 * z) if len(low) else np.array([])


def _verdicts(change: np.ndarray, q: np.ndarray, higher_is: str) -> list[str]:
    if higher_is == "neither":
        return ["not_compared"] * len(change)
    sides = np.where(np.isnan(q), "", np.where(q > 0.05, "within", np.where(change > 0, "higher", "lower")))
    return [VERDICTS.get((side, higher_is), "similar" if side == "within" else "not_compared") for side in sides]


def _sentences(chosen: Choices, table: pd.DataFrame, facts: dict[str, object]) -> tuple[str, ...]:
    language, indicator = chosen.language, facts["indicator"]
    if table.empty:
        return (say("compare.change_nothing", language),)
    count = {name: int((table["change"] * sign > 0).sum()) for name, sign in (("rose", 1), ("fell", -1))}
    figures = {name: numbers.number(n, language) for name, n in count.items()}
    times = {"first": str(facts["first"]), "second": str(facts["second"])}
    said = [say("compare.change_counts", language, areas=numbers.number(len(table), language), **figures, **times)]
    if table["p"].isna().all():
        said.append(say("compare.change_no_interval" if indicator["kind"] != "count" else "compare.change_count", language))
    else:
        sides = {name: int(table["q"].le(0.05).where(table["change"] * sign > 0, False).sum()) for name, sign in (("rose", 1), ("fell", -1))}
        said.append(say("compare.change_tested", language, **{name: numbers.number(n, language) for name, n in sides.items()}))
    if not place_folder(chosen.place).place.policy.rankings:
        said.append(say("compare.change_by_name", language))
    return tuple(said)
