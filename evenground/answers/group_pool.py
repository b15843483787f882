"""Groups of a whole level, pooled from the counts of its areas, and which areas could not be taken."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from evenground.answers.shelf import names_in, periods_of, shelf
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

COLUMNS = (
    "stratum_id", "value", "ci_low", "ci_high", "ci_level", "ci_kind", "numerator", "denominator", "status", "areas", "level_key", "period_id",
    "area_key", "source_id", "whole_numerator", "whole_denominator",
)  # fmt: skip
KNOWN = ("published", "unreliable")
NAMED = 3
"""Areas left out that are named; the others are counted."""


class View(NamedTuple):
    """What is pooled: one indicator, level and period of a release."""

    release: Release
    indicator: pd.Series
    level: str
    period: str


def from_areas(
    release: Release, indicator: pd.Series, language: str, *, level: str = "", period: str = "", only: tuple[str, ...] = ()
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Counts of groups added over areas.

    The groups of one question are added over the same areas, those in which each of them has a count: were a group's withheld
    areas left out of it alone, the groups would stand for different places. Another question's groups, and everyone, have
    their own areas: were they to share them too, most of a city would be left out for one small group.

    Returns
    -------
    rows : DataFrame
        One row per group and for everyone, with `areas` and, as `whole_`, the counts of everyone in the same areas, NaN where
        one of those has none; empty for an indicator without counts by group.
    told : tuple of str
        From how many areas, the home of how many residents, and which were left out.
    """
    nothing = pd.DataFrame(columns=list(COLUMNS)), ()
    offer = shelf(release, "offer")
    here = offer[(offer["indicator_id"] == indicator["indicator_id"]) & (offer["stratum_id"] != "everyone") & (offer["with_count"] > 0)]
    if here.empty or indicator["kind"] == "count":
        return nothing
    level = level or here.nlargest(1, "with_value")["level_key"].iloc[0]
    period = period or periods_of(release, indicator["indicator_id"], level, here["stratum_id"].iloc[0])[0]
    view = View(release, indicator, level, period)
    strata = [one for one in here.loc[here["level_key"] == level, "stratum_id"].unique() if not only or one in only]
    questions = shelf(release, "strata").set_index("stratum_id").loc[strata, "stratifier_id"].groupby(level=0).first()
    every = [list(some.index) for _, some in questions.groupby(questions)]
    whole = _counted(view, "everyone")
    made = [_question(view, some, whole, language, is_alone=len(every) == 1) for some in every]
    rows = [row for some, _ in made for row in some]
    if not rows:
        return nothing
    rows += [_pool(view, whole[_is_counted(whole)], "everyone", whole[_is_counted(whole)])] if _is_counted(whole).any() else []
    return pd.DataFrame(rows), tuple(said for _, said in made if said)


def _question(view: View, strata: list[str], whole: pd.DataFrame, language: str, *, is_alone: bool) -> tuple[list[dict[str, object]], str]:
    """The groups of one question over the areas that they share, and what is said of those areas."""
    tables = {one: _counted(view, one) for one in strata}
    shared = np.logical_and.reduce([_is_counted(table) | _is_nobody(table) for table in tables.values()])
    rows = [_pool(view, table[shared], one, whole[shared]) for one, table in tables.items() if _is_counted(table[shared]).any()]
    if len(rows) < len(tables):
        return [], ""
    said = _told(view, next(iter(tables.values())), shared, language)
    names = names_in(shelf(view.release, "strata").set_index("stratum_id").loc[strata], "name", language)
    return rows, said if is_alone else say("brief.pooled_of", language, groups="; ".join(names), said=said)


def _counted(view: View, stratum: str) -> pd.DataFrame:
    """Every area of the level, in one order, with the counts of a group."""
    return ask(
        view.release, "area_values", indicator_id=view.indicator["indicator_id"], period_id=view.period, stratum_id=stratum, level_key=view.level
    )


def _is_counted(table: pd.DataFrame) -> np.ndarray:
    """True where counts are known; that a share of few people is unreliable takes nothing from their sum."""
    return (table["status"].isin(KNOWN) & table["numerator"].notna() & (table["denominator"] > 0)).to_numpy()


def _is_nobody(table: pd.DataFrame) -> np.ndarray:
    """True where nobody of a group lives: known, and nothing to add."""
    return table["status"].eq("not_applicable").to_numpy()


def _pool(view: View, known: pd.DataFrame, stratum: str, whole: pd.DataFrame) -> dict[str, object]:
    top, bottom = float(known["numerator"].sum()), float(known["denominator"].sum())
    return {
        "stratum_id": stratum, "value": float(view.indicator["per"]) * top / bottom, "ci_low": np.nan, "ci_high": np.nan, "ci_level": np.nan,
        "ci_kind": "", "numerator": top, "denominator": bottom, "status": "published", "areas": len(known), "level_key": view.level,
        "period_id": view.period, "area_key": "", "source_id": known["source_id"].dropna().iloc[0],
        "whole_numerator": float(whole["numerator"].sum(skipna=False)), "whole_denominator": float(whole["denominator"].sum(skipna=False)),
    }  # fmt: skip


def _told(view: View, table: pd.DataFrame, shared: np.ndarray, language: str) -> str:
    """From how many areas, the home of which share of residents, and the largest of those left out by name."""
    people, left = table["population"].fillna(0).to_numpy(dtype=float), table[~shared]
    said = say("brief.pooled", language, count=int(shared.sum()), of=numbers.number(len(table), language))
    if left.empty:
        return said
    first = left.sort_values(["population", "area_key"], ascending=[False, True]).head(NAMED)
    named, more = "; ".join(names_in(first, "name", language)), len(left) - len(first)
    told = [said]
    if people.sum():
        told.append(say("brief.pooled_share", language, share=numbers.with_unit(100 * people[shared].sum() / people.sum(), "%", language, 0)))
    told.append(say("brief.pooled_without_more" if more else "brief.pooled_without", language, names=named, count=more))
    return " ".join(told)
