"""Where is an indicator higher or lower? One row per area, classed, ranked and compared."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from evenground.answers import finding
from evenground.answers.answer import Answer
from evenground.answers.choices import Choices
from evenground.answers.pooled import NOTHING, Pooled, inside_and_outside, pool
from evenground.answers.shelf import names_in, periods_of, provenance, row_of, shelf, text_in
from evenground.catalog.words import say
from evenground.stats.breaks import class_breaks, classify
from evenground.stats.comparison import compare
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

VERDICTS = {
    ("higher", "worse"): "worse", ("lower", "worse"): "better",
    ("higher", "better"): "better", ("lower", "better"): "worse",
}  # fmt: skip


def area_values(chosen: Choices, release: Release) -> Answer:
    """The answer that the Map shows.

    The table has one row per area of the level, in the order of their keys, with `name`, `value` and its interval,
    `status`, `class_index` (-1 without a class), `rank` (1 is highest; missing without a value), `verdict` against the
    comparator, `in_set` and `set_weight`. `facts` holds `breaks`, `comparator` and `indicator`.
    """
    indicator = row_of(release, "indicators", "indicator_id", chosen.indicator)
    table = _figures(chosen, release)
    decimals = int(indicator["decimals"])
    edges = _breaks(chosen, release, table, decimals)
    against, label = comparator(chosen, release, table, indicator)
    comparator_name = name_of_comparator(chosen, release, label, against, len(table))
    short = comparator_name if label == "area" else say(f"comparator_short.{label}", chosen.language)
    table = table.assign(
        class_index=classify(as_printed(table["value"], decimals), edges) if len(edges) > 1 else -1,
        rank=table["value"].rank(ascending=False, method="min"),
        verdict=_verdicts(table, against, indicator),
    )
    facts = {"breaks": tuple(float(edge) for edge in edges), "comparator": against, "comparator_name": comparator_name, "comparator_short": short}
    facts |= _set_facts(chosen, release, table, indicator)
    facts["headline"] = finding.headline(chosen, table, indicator)
    own_sources = {source for source in table["source_id"].dropna() if source}
    return Answer(
        question="area_values",
        release_id=release.id,
        table=table,
        sentences=finding.sentences(chosen, release, table, indicator, facts),
        provenance=provenance(release, own_sources, chosen.language),
        missing=finding.missing(table, chosen, release),
        notes=finding.notes(indicator, table, chosen, release),
        facts=facts,
    )


def _figures(chosen: Choices, release: Release) -> pd.DataFrame:
    """One row per area with its figure, name and part in the outlined list. Do not write to it."""
    return _figures_of(chosen.but(comparator="", method="quantile", classes=0, fixed=(), locked=False, second=None, resources=(), area=None), release)


@lru_cache(maxsize=64)
def _figures_of(chosen: Choices, release: Release) -> pd.DataFrame:
    table = ask(
        release, "area_values", indicator_id=chosen.indicator, period_id=chosen.period, stratum_id=chosen.stratum,
        level_key=chosen.level,
    )  # fmt: skip
    # plain objects: tables of a few hundred rows are taken apart and put together faster than Arrow's
    table = table.astype({name: object for name in table.select_dtypes("str")})
    for words in ("ci_kind", "symbol", "reliability", "source_id"):
        table[words] = table[words].fillna("")
    table["feature_id"] = np.arange(len(table))
    table["name"] = names_in(table, "name", chosen.language)
    table["name_is_fallback"] = _is_fallback(table, chosen.language)
    if chosen.drawing == "hexagon":
        centres = ask(release, "centres", level_key=chosen.level, drawing="hexagon").set_index("area_key")
        table["lon"], table["lat"] = (table["area_key"].map(centres[axis]) for axis in ("lon", "lat"))
    weights = pd.Series(dtype=float)
    if chosen.area_set:
        members = ask(release, "area_set_members", area_set_id=chosen.area_set)
        weights = members.set_index("area_key")["weight"]
    table["set_weight"] = table["area_key"].map(weights).fillna(0.0).astype(float)
    table["in_set"] = table["set_weight"] >= 0.5
    if chosen.only_set and len(weights):
        table = table[table["set_weight"] > 0].reset_index(drop=True)
    return table


def _is_fallback(table: pd.DataFrame, language: str) -> pd.Series:
    if language == "en":
        return pd.Series(False, index=table.index)
    return table[f"name_{language}"].isna() if language == "iu" else pd.Series(False, index=table.index)


def as_printed(values: pd.Series, decimals: int) -> np.ndarray:
    """Values as readers see them: an area and the class it is in must agree in print."""
    return np.round(values.to_numpy(dtype=float), decimals)


def _breaks(chosen: Choices, release: Release, table: pd.DataFrame, decimals: int) -> np.ndarray:
    values = as_printed(table["value"], decimals)
    if chosen.locked:
        parts = [
            as_printed(_figures(chosen.but(period=period), release)["value"], decimals)
            for period in periods_of(release, chosen.indicator, chosen.level, chosen.stratum)
        ]
        values = np.concatenate(parts or [values])  # each period once, so that the edges are the same in all of them
    if not np.isfinite(values).any():
        return np.array([])
    fixed = list(chosen.fixed) if chosen.method == "fixed" and chosen.fixed else None
    method = chosen.method if fixed or chosen.method != "fixed" else "quantile"
    edges = np.asarray(class_breaks(values, method, chosen.classes, fixed=fixed), dtype=float)
    return edges if fixed else np.unique(np.round(edges, decimals))


def _verdicts(table: pd.DataFrame, against: Pooled, indicator: pd.Series) -> np.ndarray:
    """Better, similar or worse than the comparator by each area's own interval; without one, not compared."""
    sides = compare(table["value"], table["ci_low"], table["ci_high"], against.value)
    words = [VERDICTS.get((side, indicator["higher_is"]), "similar" if side == "similar" else "not_compared") for side in sides]
    return np.array(words if indicator["higher_is"] != "neither" else ["not_compared"] * len(words), dtype=object)


def comparator(chosen: Choices, release: Release, table: pd.DataFrame, indicator: pd.Series) -> tuple[Pooled, str]:
    """The figure that areas are compared with, and the message key that names it."""
    kind, per = indicator["kind"], float(indicator["per"])
    if chosen.comparator == "none" or kind == "count":
        return NOTHING, "none"
    if chosen.comparator.startswith("area:"):
        key = chosen.comparator.removeprefix("area:")
        found = ask(
            release, "one_value", indicator_id=chosen.indicator, period_id=chosen.period, stratum_id=chosen.stratum, area_key=key
        )
        if found.empty or found["value"].isna().all():
            return NOTHING, "none"
        one = found.iloc[0]
        return Pooled(float(one["value"]), one["numerator"], one["denominator"], "area", 1), "area"
    if chosen.comparator == "outside" and chosen.area_set:
        return inside_and_outside(table, table["set_weight"], kind=kind, per=per)[1], "outside"
    return pool(table, kind=kind, per=per), "pooled"


def name_of_comparator(chosen: Choices, release: Release, label: str, against: Pooled, of: int) -> str:
    """The comparator in words: how areas were taken together, or the name of the larger area."""
    if label == "none":
        return say("choose.comparator_none", chosen.language)
    if label == "area":
        return area_name(release, chosen.comparator.removeprefix("area:"), chosen.language)
    return say(f"comparator_name.{label}_{against.method}", chosen.language, areas=str(against.areas), of=str(of))


def area_name(release: Release, area_key: str, language: str) -> str:
    """The name of one area; its key where the release does not know it."""
    areas = shelf(release, "area_codes")
    match = areas[areas["area_key"] == area_key]
    return area_key if match.empty else text_in(match.iloc[0], "name", language)


def _set_facts(chosen: Choices, release: Release, table: pd.DataFrame, indicator: pd.Series) -> dict[str, object]:
    if not chosen.area_set or chosen.only_set or not table["set_weight"].gt(0).any():
        return {}
    inside, outside = inside_and_outside(
        table, table["set_weight"], kind=indicator["kind"], per=float(indicator["per"])
    )
    is_split = table["set_weight"].between(0, 1, inclusive="neither") & table["value"].notna()
    return {"inside": inside, "outside": outside, "area_set": chosen.area_set, "split": int(is_split.sum())}


def comparators(chosen: Choices, release: Release) -> list[str]:
    """Comparators that have a figure for this view, as `Choices.comparator` spells them."""
    if row_of(release, "indicators", "indicator_id", chosen.indicator)["kind"] == "count":
        return ["none"]  # a count of one area is not better or worse than another's
    larger = ask(
        release, "larger_values", indicator_id=chosen.indicator, period_id=chosen.period, stratum_id=chosen.stratum,
        level_key=chosen.level,
    )  # fmt: skip
    table = _figures(chosen, release)
    indicator = row_of(release, "indicators", "indicator_id", chosen.indicator)
    poolable = comparator(chosen.but(comparator="pooled"), release, table, indicator)[0].method != "none"
    outside = poolable and chosen.area_set and not chosen.only_set
    # the published figure of the whole place first: a pool leaves out the areas whose figures are withheld
    found = [*(f"area:{key}" for key in larger["area_key"]), *(["pooled"] if poolable else [])]
    return [*found, *(["outside"] if outside else []), "none"]


def outlined_set(release: Release, level: str) -> str | None:
    """The list of areas that is outlined on this level, when there is one."""
    sets = shelf(release, "area_sets")
    match = sets[(sets["level_key"] == level) & sets["outlined"]]
    return None if match.empty else str(match["area_set_id"].iloc[0])
