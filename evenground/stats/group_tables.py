"""Tables of groups for measures of inequality: one row per setting and group, from observations of any number of settings.

A setting is an indicator, period and dimension in one geography: an area, or a list of areas pooled from counts
(`set:<list>`), or all areas of a level in the order of an index. Whatever asks, a build for every setting at once or a page
for one, makes its groups here.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from evenground.stats.arrays import z_of
from evenground.stats.pairs import counted_interval, rest_of

SETTING = ["indicator_id", "period_id", "stratifier_id", "level_key", "area_key"]
NUMBERS = ["value", "ci_low", "ci_high", "ci_level", "se", "numerator", "denominator"]
LIST = "set:"
KNOWN = ("published", "unreliable")


def with_groups(observed: pd.DataFrame, strata: pd.DataFrame, levels: pd.Series) -> pd.DataFrame:
    """Groups of every area, each with everyone's figure beside it.

    Parameters
    ----------
    observed : DataFrame
        `fact_observation`, with the stratum `everyone` for the whole.
    strata : DataFrame
        `dim_stratum`.
    levels : Series
        Level key of each area, by `area_key`.

    Returns
    -------
    DataFrame
        One row per setting and group, with `level_key`, `stratifier_id`, `social_rank`, `is_reference`, `areas` (1) and
        everyone's `whole_value`, `whole_low`, `whole_high`, `whole_numerator`, `whole_denominator`.

    Examples
    --------
    >>> strata = pd.DataFrame({"stratum_id": ["everyone", "men"], "stratifier_id": [None, "sex"], "social_rank": None,
    ...                        "is_reference": False, "is_partition": True, "position": [0, 1]})
    >>> seen = pd.DataFrame({"indicator_id": "x", "area_key": "a", "period_id": "2020", "stratum_id": ["everyone", "men"],
    ...                      "value": [5.0, 6.0], "ci_low": None, "ci_high": None, "ci_level": None, "ci_kind": "", "se": None,
    ...                      "numerator": None, "denominator": None, "status": "published", "reliability": "", "source_id": "s"})
    >>> with_groups(seen, strata, pd.Series({"a": "city:1"}))[["stratum_id", "value", "whole_value"]].to_numpy().tolist()
    [['men', 6.0, 5.0]]
    """
    of = strata.loc[strata["stratifier_id"].notna(), ["stratum_id", "stratifier_id", "social_rank", "is_reference", "position"]]
    rows = observed.merge(of, on="stratum_id")
    numbers = {name: rows[name].astype(float) for name in NUMBERS}
    rows = rows.assign(level_key=rows["area_key"].map(levels), areas=1, **numbers)
    whole = observed.loc[observed["stratum_id"] == "everyone", ["indicator_id", "area_key", "period_id", *WHOLE]]
    whole = whole.rename(columns=WHOLE).astype({name: float for name in WHOLE.values()})
    return with_errors(rows.merge(whole, on=["indicator_id", "area_key", "period_id"], how="left"))


WHOLE = {
    "value": "whole_value", "ci_low": "whole_low", "ci_high": "whole_high", "numerator": "whole_numerator",
    "denominator": "whole_denominator",
}  # fmt: skip


def with_errors(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with a standard error wherever an interval is known: half of it over its normal deviate.

    Parameters
    ----------
    rows : DataFrame
        With `se`, `ci_low`, `ci_high` and `ci_level`.

    Returns
    -------
    DataFrame
        The same rows; an error that was published stays.

    Examples
    --------
    >>> rows = pd.DataFrame({"se": [None, 2.0], "ci_low": [8.04, None], "ci_high": [11.96, None], "ci_level": [0.95, None]})
    >>> with_errors(rows)["se"].round(3).tolist()
    [1.0, 2.0]
    """
    level = rows["ci_level"].astype(float).fillna(0.95)
    z = level.map({one: z_of(one) for one in level.unique()})
    half = (rows["ci_high"].astype(float) - rows["ci_low"].astype(float)) / 2
    se = rows["se"].astype(float)
    return rows.assign(se=se.where(se.notna(), half / z))


def pooled_in_lists(
    rows: pd.DataFrame, members: pd.DataFrame, indicators: pd.DataFrame, fractions: Mapping[str, float]
) -> pd.DataFrame:
    """Groups of every list of areas, pooled from counts: only areas that have the group's figure and everyone's.

    Parameters
    ----------
    rows : DataFrame
        As `with_groups` gives them.
    members : DataFrame
        `area_set_member`; an area counts by its weight.
    indicators : DataFrame
        `dim_indicator`: `kind`, `per` and `sample` decide whether counts may be pooled and which interval is due.
    fractions : mapping of source to float
        Part of households that a census long form asked.

    Returns
    -------
    DataFrame
        The columns of `rows`; `area_key` is `set:<list>`, `areas` the number that went in. Everyone's counts are those
        of the same areas, so that the rest is everybody else who lives there.

    Examples
    --------
    >>> rows = pd.DataFrame({"indicator_id": "x", "period_id": "2020", "stratifier_id": "sex", "level_key": "ward:1", "stratum_id": "men",
    ...     "area_key": ["a", "b"], "value": [10.0, 20.0], "numerator": [10.0, 40.0], "denominator": [100.0, 200.0], "status": "published",
    ...     "whole_value": 12.0, "whole_numerator": [20.0, 60.0], "whole_denominator": [200.0, 400.0], "social_rank": None,
    ...     "is_reference": False, "position": 1, "source_id": "s"})
    >>> members = pd.DataFrame({"area_set_id": "list", "area_key": ["a", "b"], "weight": [1.0, 0.5]})
    >>> about = pd.DataFrame({"indicator_id": ["x"], "kind": "proportion", "per": 100.0, "sample": "full count"})
    >>> pooled_in_lists(rows, members, about, {})[["area_key", "value", "areas"]].to_numpy().tolist()
    [['set:list', 15.0, 2]]
    """
    counted = rows[rows["value"].notna() & rows["numerator"].notna() & (rows["denominator"] > 0) & rows["status"].isin(KNOWN)]
    counted = counted.merge(indicators[["indicator_id", "kind", "per", "sample"]], on="indicator_id")
    counted = counted[counted["kind"].isin(("proportion", "rate")) & (counted["whole_denominator"].notna() | counted["whole_value"].isna())]
    inside = counted.merge(members, on="area_key")
    inside = inside[inside["weight"] > 0]
    if inside.empty:
        return rows.iloc[:0]
    sums = ["numerator", "denominator", "whole_numerator", "whole_denominator"]
    inside = inside.assign(**{name: inside[name] * inside["weight"] for name in sums}, area_key=LIST + inside["area_set_id"], areas=1)
    firsts = {name: "first" for name in ("stratifier_id", "social_rank", "is_reference", "position", "level_key", "source_id", "kind", "per", "sample")}
    keys = ["indicator_id", "period_id", "area_key", "stratum_id"]
    found = inside.groupby(keys, as_index=False).agg(
        {**firsts, **{name: (lambda part: part.sum(min_count=1)) for name in sums}, "areas": "sum"}
    )
    found["value"] = found["per"] * found["numerator"] / found["denominator"]
    found["whole_value"] = found["per"] * found["whole_numerator"] / found["whole_denominator"]
    return _with_limits(found, fractions).drop(columns=["kind", "per", "sample"])


def _with_limits(found: pd.DataFrame, fractions: Mapping[str, float]) -> pd.DataFrame:
    found = found.assign(status="published", reliability="", ci_level=0.95, ci_kind="", se=np.nan, ci_low=np.nan, ci_high=np.nan, whole_low=np.nan, whole_high=np.nan)
    fraction = found["source_id"].map(fractions).astype(float)
    ways = pd.DataFrame({"kind": found["kind"], "sample": found["sample"], "per": found["per"], "fraction": fraction.fillna(0)})
    for (kind, sample, per, asked), part in ways.groupby(list(ways.columns)):
        at = part.index
        how = {"kind": kind, "sample": sample, "per": per, "fraction": asked or None}
        limits, called = counted_interval(found.loc[at, "numerator"], found.loc[at, "denominator"], **how)
        whole, _ = counted_interval(found.loc[at, "whole_numerator"], found.loc[at, "whole_denominator"], **how)
        found.loc[at, ["ci_low", "ci_high"]] = np.column_stack(limits)
        found.loc[at, ["whole_low", "whole_high"]] = np.column_stack(whole)
        found.loc[at, "ci_kind"] = called
    return with_errors(found)


def with_rest(rows: pd.DataFrame, fractions: Mapping[str, float]) -> dict[str, np.ndarray]:
    """Everybody else's figure and limits: the total's counts without the group's.

    Parameters
    ----------
    rows : DataFrame
        As `with_groups` gives them, with the indicator's `kind`, `per` and `sample`.
    fractions : mapping of source to float
        Part of households that a census long form asked.

    Returns
    -------
    dict of column to ndarray, shape (n,)
        `rest_value`, `rest_low`, `rest_high`, `rest_numerator`, `rest_denominator`; missing where counts are.

    Examples
    --------
    >>> rows = pd.DataFrame({"kind": ["proportion"], "sample": "full count", "per": 100.0, "source_id": "s", "numerator": 20.0,
    ...     "denominator": 100.0, "whole_numerator": 50.0, "whole_denominator": 400.0})
    >>> found = with_rest(rows, {})
    >>> found["rest_value"], found["rest_low"].round(1)
    (array([10.]), array([7.1]))
    """
    found = {name: np.full(len(rows), np.nan) for name in ("rest_value", "rest_low", "rest_high", "rest_numerator", "rest_denominator")}
    countable = rows["kind"].isin(("proportion", "rate")).to_numpy()
    asked = rows["source_id"].map(fractions).astype(float).fillna(0).to_numpy()
    ways = pd.DataFrame({"kind": rows["kind"], "sample": rows["sample"], "per": rows["per"], "asked": asked}).reset_index(drop=True)[countable]
    counts = rows[["numerator", "denominator", "whole_numerator", "whole_denominator"]].to_numpy(dtype=float)
    for (kind, sample, per, fraction), part in ways.groupby(list(ways.columns)):
        at = part.index
        rest = rest_of(*counts[at].T, per=per)
        limits, _ = counted_interval(rest.numerator, rest.denominator, kind=kind, sample=sample, per=per, fraction=fraction or None)
        found["rest_value"][at], found["rest_numerator"][at], found["rest_denominator"][at] = rest
        found["rest_low"][at], found["rest_high"][at] = limits
    return found


def in_order_of(observed: pd.DataFrame, index: pd.Series, residents: pd.Series, index_is_better: bool) -> pd.DataFrame:
    """Areas as groups, in the order of an index from least to most advantaged.

    Parameters
    ----------
    observed : DataFrame
        Figures of everyone, for any number of indicators and periods.
    index, residents : Series
        By `area_key`. An area without either is left out.
    index_is_better : bool
        True where a high index means advantage.

    Returns
    -------
    DataFrame
        Rows of `observed` with `order` (ties share a place), `population` and `index_value`.

    Examples
    --------
    >>> seen = pd.DataFrame({"area_key": ["a", "b"], "value": [70.0, 80.0], "se": None, "ci_low": None, "ci_high": None, "ci_level": None})
    >>> in_order_of(seen, pd.Series({"a": 0.9, "b": 0.1}), pd.Series({"a": 10.0, "b": 20.0}), False)["order"].tolist()
    [1.0, 2.0]
    """
    rows = observed.assign(index_value=observed["area_key"].map(index).astype(float), population=observed["area_key"].map(residents).astype(float))
    rows = rows[rows["index_value"].notna() & (rows["population"] > 0)]
    order = rows["index_value"].rank(method="dense", ascending=index_is_better)
    return with_errors(rows.assign(order=order))
