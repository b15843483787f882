"""Values and intervals that follow from what was published, each by a declared rule; nothing published is changed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.catalog.indicator import Indicator
from evenground.catalog.library import Derivation
from evenground.stats import intervals
from evenground.stats.census_sample import census_sample_interval

LEVEL = 0.95


def complete(rows: pd.DataFrame, declared: dict[str, Indicator], fractions: dict[str, float] | None = None) -> pd.DataFrame:
    """Observations with the value that numerator and denominator make, and the interval that may be computed.

    `fractions` gives, by source, the part of households that a census long form asked; only those get an approximation.
    """
    sources = rows["source_id"] if "source_id" in rows else pd.Series("", index=rows.index)
    rows = rows.assign(fraction=sources.map(fractions or {}).astype(float))
    parts = [_complete_one(group.copy(), declared[name]) for name, group in rows.groupby("indicator_id", sort=False)]
    return pd.concat(parts, ignore_index=True).drop(columns="fraction") if parts else rows


def _complete_one(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    rows = _valued(rows, indicator)
    rows = _interval_from_se(rows, indicator)
    rows = _interval_from_counts(rows, indicator)
    small = (rows["value"] == 0) & (rows["denominator"] < indicator.minimum_denominator)
    rows.loc[small & (rows["status"] == "published"), "status"] = "unreliable"
    rows.loc[rows["value"].isna() & (rows["status"] == "published"), "status"] = "not_reported"
    return rows


def _valued(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    countable = rows["value"].isna() & rows["numerator"].notna() & rows["denominator"].notna()
    nobody = countable & (rows["denominator"] <= 0)
    rows.loc[nobody, "status"] = "not_applicable"
    made = countable & ~nobody & rows["status"].isin(["published", "unreliable"])
    rows.loc[made, "value"] = indicator.per * rows["numerator"][made] / rows["denominator"][made]
    return rows


def _interval_from_se(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    known = rows["value"].notna() & rows["ci_low"].isna() & (rows["se"] > 0)
    low, high = intervals.normal(rows["value"][known], rows["se"][known], level=LEVEL)
    floor = 0 if indicator.kind in ("proportion", "rate", "count") else -np.inf
    ceiling = indicator.per if indicator.kind == "proportion" else np.inf
    return _with_interval(rows, known, np.maximum(low, floor), np.minimum(high, ceiling), "closed_form")


def _interval_from_counts(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Wilson or Byar for full counts, a labelled approximation for census samples, and none for anything else."""
    known = rows["value"].notna() & rows["ci_low"].isna() & rows["numerator"].notna() & (rows["denominator"] > 0)
    known &= rows["numerator"] <= rows["denominator"] if indicator.kind == "proportion" else True
    count, base = rows["numerator"][known].to_numpy(), rows["denominator"][known].to_numpy()
    per = indicator.per
    if indicator.kind == "proportion" and indicator.sample == "full count":
        low, high = intervals.proportion(count, base, level=LEVEL)
        return _with_interval(rows, known, per * low, per * high, "closed_form")
    if indicator.kind == "rate" and indicator.sample in ("full count", "administrative"):
        low, high = intervals.rate(count, base, per=per, level=LEVEL)
        return _with_interval(rows, known, low, high, "closed_form")
    long_form = known & rows["fraction"].notna()
    if indicator.kind == "proportion" and long_form.any():
        sampled = rows[long_form]
        low, high = census_sample_interval(  # about the share as published, which may differ from that of rounded counts
            (sampled["value"] / per * sampled["denominator"]).clip(upper=sampled["denominator"]), sampled["denominator"], sampling_fraction=float(sampled["fraction"].iloc[0]), level=LEVEL
        )
        return _with_interval(rows, long_form, per * low, per * high, "approximate")
    return rows


def _with_interval(rows: pd.DataFrame, known: pd.Series, low: object, high: object, kind: str) -> pd.DataFrame:
    rows.loc[known, "ci_low"], rows.loc[known, "ci_high"] = np.asarray(low, float), np.asarray(high, float)
    rows.loc[known, "ci_level"], rows.loc[known, "ci_kind"] = LEVEL, kind
    return rows


def through_crosswalk(
    step: Derivation, rows: pd.DataFrame, crosswalk: pd.DataFrame, residents: pd.Series
) -> pd.DataFrame:
    """Observations of one level carried to another by a declared crosswalk.

    A mean is weighted by the residents of each small area times the share of it that lies in the large one; what a
    small area lacks is left out and the share of residents that are covered is kept as `numerator` over `denominator`.
    """
    own = rows[(rows["indicator_id"] == step.indicator) & (rows["level"] == step.from_level)]
    links = crosswalk[crosswalk["crosswalk_id"] == step.crosswalk]
    joined = own.merge(links, left_on="area_key", right_on="from_key")
    joined["people"] = joined["from_key"].map(residents).fillna(0) * joined["weight"]
    joined["product"] = joined["value"] * joined["people"]
    keys = ["to_key", "indicator_id", "period_id", "stratum_id"]
    known = joined[joined["value"].notna() & (joined["people"] > 0)]
    sums = known.groupby(keys, as_index=False).agg(product=("product", "sum"), people=("people", "sum"), parts=("value", "size"))
    sums["value"] = sums["product"] / sums["people"] if step.method.startswith("weighted") else sums["product"]
    return sums.rename(columns={"to_key": "area_key"}).drop(columns=["product"]).assign(level=step.to_level)
