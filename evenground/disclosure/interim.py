"""The interim rule of disclosure: what a public release may show until every linked table is audited together.

Three steps, each only ever hiding more: a small count or a small base is hidden with everything made from it; hiding one
group hides every group of its row, so that none follows by subtraction from the total, which stays; and hiding one area
hides its siblings under a published total. The last two are for counts: a distance or an index of one area does not
follow from the others. Values that their publisher has already protected are left as published.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pandas as pd

NUMBERS = ("value", "ci_low", "ci_high", "ci_level", "se", "numerator", "denominator")
ROW = ["indicator_id", "area_key", "period_id", "stratifier_id"]
FAMILY = ["indicator_id", "period_id", "stratum_id", "parent_key"]


class Rule(Protocol):
    """What a place's policy says of one audience."""

    min_count: int
    hide_zero: bool
    min_population_counts: int
    min_population_rates: int
    min_denominator: int


def protected(rows: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    """Observations as an audience may see them.

    Parameters
    ----------
    rows : DataFrame
        `fact_observation` with, beside its own columns, `kind` (of the indicator), `population` and `parent_key` (of
        the area), `stratifier_id` (empty for everyone) and `source_protected`.
    rule : Rule
        Minimum counts and populations.

    Returns
    -------
    DataFrame
        The same rows; hidden ones have status `suppressed`, the symbol `x` and no number at all.
    """
    hidden = is_small(rows, rule)
    counted = rows["numerator"].notna() | (rows["kind"] == "count")
    while True:
        more = hidden | _siblings(rows, hidden & counted, ROW, rows["stratifier_id"] != "")
        more |= _siblings(rows, more & counted, FAMILY, _has_published_total(rows, more))
        if more.equals(hidden):
            break
        hidden = more
    return hide(rows, hidden & ~rows["source_protected"])


def is_small(rows: pd.DataFrame, rule: Rule) -> pd.Series:
    """True where a row's own count, the rest of its base, its base or its area's population is under the minimum."""
    count, base = rows["numerator"], rows["denominator"]
    counted = count.where(count.notna(), rows["value"].where(rows["kind"] == "count"))
    rest = (base - count).where(rows["kind"] == "proportion")
    small = _below(counted, rule) | _below(rest, rule) | (base < rule.min_denominator)
    minimum = np.where(rows["kind"] == "count", rule.min_population_counts, rule.min_population_rates)
    small |= rows["population"] < minimum
    return small & (rows["status"] != "suppressed") & ~rows["source_protected"]


def hide(rows: pd.DataFrame, hidden: pd.Series) -> pd.DataFrame:
    """Rows with every number of the hidden ones removed: no rate, interval or base is left to work a count out from."""
    out = rows.copy()
    out.loc[hidden, list(NUMBERS)] = np.nan
    out.loc[hidden, ["status", "symbol", "ci_kind", "reliability"]] = ["suppressed", "x", "", ""]
    return out


def _below(counts: pd.Series, rule: Rule) -> pd.Series:
    some = counts >= 0 if rule.hide_zero else counts > 0
    return some & (counts < rule.min_count)


def _siblings(rows: pd.DataFrame, hidden: pd.Series, family: list[str], applies: pd.Series) -> pd.Series:
    """Rows of a family in which at least one row is hidden."""
    touched = hidden.groupby([rows[name] for name in family], dropna=False).transform("any")
    return touched & applies & ~rows["source_protected"]


def _has_published_total(rows: pd.DataFrame, hidden: pd.Series) -> pd.Series:
    """True where the parent area shows a number for the same indicator, period and group."""
    shown = rows[rows["value"].notna() & ~hidden]
    totals = set(zip(shown["indicator_id"], shown["period_id"], shown["stratum_id"], shown["area_key"], strict=True))
    each = zip(rows["indicator_id"], rows["period_id"], rows["stratum_id"], rows["parent_key"], strict=True)
    return pd.Series([key in totals for key in each], index=rows.index)
