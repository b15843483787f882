"""One figure for several areas: pooled from counts, never an average of rates where counts exist."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd


class Pooled(NamedTuple):
    """A pooled figure. `method` is `counts`, `residents` (a mean weighted by residents) or `none`; `areas` went into it."""

    value: float
    numerator: float
    denominator: float
    method: str
    areas: int


NOTHING = Pooled(np.nan, np.nan, np.nan, "none", 0)


def pool(table: pd.DataFrame, *, kind: str, per: float, weight: pd.Series | None = None) -> Pooled:
    """The figure of all areas together.

    Parameters
    ----------
    table : DataFrame
        One row per area with `value`, `numerator`, `denominator` and `population`.
    kind : str
        The indicator's kind; a count adds up, a rate or proportion pools its counts, an index or mean is weighted.
    per : float
        Multiplier of numerator / denominator.
    weight : Series, optional
        Share of each area that belongs to the pool, 0 to 1; everything by default.
    """
    share = pd.Series(1.0, index=table.index) if weight is None else weight.fillna(0.0)
    known = table["value"].notna() & (share > 0)
    if not known.any():
        return NOTHING
    if kind == "count":
        return Pooled(float((table["value"] * share)[known].sum()), np.nan, np.nan, "counts", int(known.sum()))
    counted = known & table["numerator"].notna() & (table["denominator"] > 0)
    if counted.sum() == known.sum():
        top = float((table["numerator"] * share)[counted].sum())
        bottom = float((table["denominator"] * share)[counted].sum())
        return Pooled(per * top / bottom, top, bottom, "counts", int(counted.sum()))
    people = (table["population"] * share).where(known & (table["population"] > 0))
    if not people.notna().any():
        return NOTHING
    mean = float((table["value"] * people).sum() / people.sum())
    return Pooled(mean, np.nan, np.nan, "residents", int(people.notna().sum()))


def inside_and_outside(table: pd.DataFrame, weight: pd.Series, *, kind: str, per: float) -> tuple[Pooled, Pooled]:
    """The members of a list of areas together, and all the rest together; a split area counts in both by its share."""
    share = weight.reindex(table.index).fillna(0.0)
    return pool(table, kind=kind, per=per, weight=share), pool(table, kind=kind, per=per, weight=1 - share)
