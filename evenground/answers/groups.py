"""How far apart are the groups of one indicator? Every group with its interval, and a finding that respects it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.area_values import area_name
from evenground.answers.group_pool import from_areas
from evenground.answers.shelf import names_in, provenance, row_of, shelf, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.warehouse.releases import Release

COLUMNS = ["stratum_id", "group", "value", "ci_low", "ci_high", "ci_level", "ci_kind", "numerator", "denominator", "status", "areas"]


def groups(release: Release, indicator_id: str, language: str, *, level: str = "", period: str = "", only: tuple[str, ...] = ()) -> Answer:
    """Groups of one indicator: of the whole place where it is published, else pooled from the counts of areas.

    Parameters
    ----------
    level, period : str
        A `level_key` and a period id; empty takes the whole place and the latest.
    only : tuple of str
        Stratum ids to show, in this order; empty shows all in the place's order.

    Returns
    -------
    Answer
        One row per group with its figure; `areas` is 1 for a published figure, else how many areas were pooled. `facts`
        hold `headline`, `period`, `level`, `area`, `everyone` and its limits.

    Raises
    ------
    KeyError
        If the release has no such indicator, or no group of it.
    """
    indicator = row_of(release, "indicators", "indicator_id", indicator_id)
    found = _published(release, indicator_id, level, period)
    told: tuple[str, ...] = ()
    if found.empty:
        found, told = from_areas(release, indicator, language, level=level, period=period, only=only)
    if found.empty:
        raise KeyError(f"indicator {indicator_id!r} has no figures by group in release {release.id}")
    table = _in_order(found, release, language, only)
    whole = found[(found["stratum_id"] == "everyone") & (found["status"] == "published")]
    if "whole_numerator" not in found:  # published for one area: everyone's is of the same
        found = found.assign(**{f"whole_{end}": whole[end].iloc[0] if len(whole) else np.nan for end in ("numerator", "denominator")})
    facts = {
        "period": found["period_id"].iloc[0], "level": found["level_key"].iloc[0], "area": found["area_key"].iloc[0],
        "everyone": whole.iloc[0] if len(whole) else None, "wholes": found.set_index("stratum_id")[["whole_numerator", "whole_denominator"]],
    }  # fmt: skip
    facts["area_name"] = area_name(release, facts["area"], language) if facts["area"] else ""
    facts["headline"] = _headline(table, facts, indicator, release, language)
    return Answer(
        "groups", release.id, table, (facts["headline"],), provenance(release, set(found["source_id"]), language),
        _missing(table, language), tuple(one for one in (*told, text_in(indicator, "caveat", language)) if one), facts,
    )  # fmt: skip


def _published(release: Release, indicator_id: str, level: str, period: str) -> pd.DataFrame:
    values = shelf(release, "group_values")
    rows = values[(values["indicator_id"] == indicator_id) & (values["level_key"].eq(level) | (not level))]
    rows = rows[rows["period_id"].eq(period or (rows["period_id"].iloc[0] if len(rows) else ""))]
    return rows.assign(areas=1) if rows["stratum_id"].ne("everyone").any() else rows.iloc[:0].assign(areas=0)


def _in_order(found: pd.DataFrame, release: Release, language: str, only: tuple[str, ...]) -> pd.DataFrame:
    """Groups in the place's order, or the reader's, with their names."""
    declared = [stratum.id for one in place_folder(release.place_id).place.stratifiers for stratum in one.strata]
    order = [one for one in (only or declared) if one in set(found["stratum_id"])]
    rows = found.set_index("stratum_id").loc[order].reset_index()
    names = shelf(release, "strata").set_index("stratum_id")
    rows["group"] = list(names_in(names.loc[order], "name", language)) if order else []
    rows["ci_kind"] = rows["ci_kind"].fillna("")
    return rows[COLUMNS]


def _headline(table: pd.DataFrame, facts: dict[str, object], indicator: pd.Series, release: Release, language: str) -> str:
    """The two groups that are furthest apart, when their intervals or full counts let them be told apart."""
    title = text_in(indicator, "title", language)
    shown = table[table["value"].notna() & (table["status"] == "published")]
    pair = None if indicator["do_not_compare_groups"] else _furthest(shown, facts["wholes"], release, float(indicator["per"]), language)
    if pair is None:
        return say("brief.gap_not_compared" if len(shown) > 1 else "brief.gap_none", language, title=title)
    high, low = pair
    if high["ci_low"] <= low["ci_high"]:
        return say("brief.gap_uncertain", language, title=title, group=high["group"], other=low["group"])
    first, second = (low, high) if indicator["higher_is"] == "better" else (high, low)
    values = [numbers.join_unit(numbers.number(one["value"], language, int(indicator["decimals"])), short_unit(indicator, language), language) for one in (first, second)]
    return say("brief.gap_headline", language, title=title, group=first["group"], value=values[0], other=second["group"], other_value=values[1])


def _furthest(
    shown: pd.DataFrame, wholes: pd.DataFrame, release: Release, per: float, language: str
) -> tuple[dict[str, object], dict[str, object]] | None:
    """The higher and the lower of the pair that is furthest apart. Groups that overlap are each compared with everybody
    else, where counts allow; a person in both of two groups would stand on both sides otherwise."""
    place = place_folder(release.place_id).place
    split = [one.id for kind in place.stratifiers if kind.partition for one in kind.strata]
    apart = shown[shown["stratum_id"].isin(split)]
    if len(apart) < 2 and wholes["whole_denominator"].gt(0).any():
        pairs = [_with_the_rest(row, wholes.loc[row["stratum_id"]], per, language) for _, row in shown.iterrows() if row["denominator"] > 0]
        pairs = [pair for pair in pairs if pair is not None]
        return max(pairs, key=lambda pair: abs(np.log(pair[0]["value"] / pair[1]["value"])), default=None)
    apart = apart if len(apart) > 1 else shown
    if len(apart) < 2:
        return None
    return dict(apart.loc[apart["value"].idxmax()]), dict(apart.loc[apart["value"].idxmin()])


def _with_the_rest(
    group: pd.Series, whole: pd.Series, per: float, language: str
) -> tuple[dict[str, object], dict[str, object]] | None:
    """A group and everybody else in the same areas, the higher one first; the rest has no interval of its own."""
    base, top = whole["whole_denominator"] - group["denominator"], whole["whole_numerator"] - group["numerator"]
    if not (base > 0 and top > 0 and group["value"] > 0):
        return None
    rest = {"group": say("gap.rest", language), "value": per * top / base, "ci_low": np.nan, "ci_high": np.nan}
    rest |= {"ci_low": rest["value"], "ci_high": rest["value"]} if group["ci_low"] == group["ci_low"] else {}
    pair = (dict(group), rest)
    return pair if group["value"] >= rest["value"] else (rest, pair[0])


def short_unit(indicator: pd.Series, language: str) -> str:
    """A percent sign alone, where the unit begins with one: whose percentage it is, is said below the headline."""
    unit = text_in(indicator, "unit", language)
    return "%" if unit.startswith("%") else unit


def _missing(table: pd.DataFrame, language: str) -> tuple[str, ...]:
    without = table[table["value"].isna() | (table["status"] != "published")]
    return tuple(f"{group}: {say(f'status.{status}', language)}." for group, status in zip(without["group"], without["status"], strict=True))
