"""Crude rates and proportions, what remains of a total without one group, and groups of areas by rank."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from evenground.stats import intervals
from evenground.stats.arrays import FloatArray, floats, ratio


class Estimate(NamedTuple):
    """An estimate with standard error and limits; arrays of one shape and one unit."""

    value: FloatArray
    se: FloatArray
    low: FloatArray
    high: FloatArray


def crude_rate(events: ArrayLike, denominator: ArrayLike, *, per: float = 100_000, level: float = 0.95) -> Estimate:
    """Events per so many people, with limits (exact Poisson below 10 events, Byar from 10).

    Parameters
    ----------
    events, denominator : array_like of float, shape (n,)
        Independent events, and people or person-years at risk.
    per : float, default 100,000
        Multiplier.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Estimate
        Per `per`, shape (n,). The standard error is that of a Poisson count, sqrt(events); with no events it is 0 and
        says nothing: use the limits. Missing where the denominator is not above 0 or the events are negative.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Public Health England. Technical guide: confidence intervals. 2018.

    Examples
    --------
    >>> found = crude_rate([20, 0], [1000, 1000], per=1000)
    >>> found.value, found.low.round(2), found.high.round(2)
    (array([20.,  0.]), array([12.21,  0.  ]), array([30.89,  3.69]))
    """
    x, n = floats(events, denominator)
    known = (n > 0) & (x >= 0)
    x, n = np.where(known, x, np.nan), np.where(known, n, np.nan)
    low, high = intervals.rate(x, n, per=per, level=level)
    return Estimate(per * x / n, per * np.sqrt(x) / n, low, high)


def crude_proportion(
    numerator: ArrayLike, denominator: ArrayLike, *, per: float = 100, level: float = 0.95
) -> Estimate:
    """A share of people with Wilson limits.

    Parameters
    ----------
    numerator, denominator : array_like of float, shape (n,)
        People with the characteristic, and all people.
    per : float, default 100
        Multiplier: 100 for percent.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Estimate
        Per `per`, shape (n,). The standard error is sqrt(p (1 - p) / n); at 0% and 100% it is 0 and says nothing: use
        the limits. Missing where the numerator is not within 0 and the denominator, or the denominator is not above 0.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Newcombe RG. Two-sided confidence intervals for the single proportion. Stat Med 1998;17:857-872.

    Examples
    --------
    >>> found = crude_proportion([20], [100])
    >>> found.value, found.se, found.low.round(2), found.high.round(2)
    (array([20.]), array([4.]), array([13.34]), array([28.88]))
    """
    x, n = floats(numerator, denominator)
    known = (n > 0) & (x >= 0) & (x <= n)
    x, n = np.where(known, x, np.nan), np.where(known, n, np.nan)
    p = x / n
    low, high = intervals.proportion(x, n, level=level)
    return Estimate(per * p, per * np.sqrt(p * (1 - p) / n), per * low, per * high)


def rest(total: ArrayLike, part: ArrayLike) -> FloatArray:
    """Everyone but the group: what an overlapping group, itself part of everyone, is compared with.

    Parameters
    ----------
    total, part : array_like of float, shape (n,)
        Counts of everyone and of the group (numerators with numerators, denominators with denominators).

    Returns
    -------
    ndarray of float, shape (n,)
        total - part; missing where it would be negative (rounded counts) or either is missing.

    Examples
    --------
    >>> rest([100, 5], [30, 10])
    array([70., nan])
    """
    everyone, group = floats(total, part)
    left = everyone - group
    return np.where(left >= 0, left, np.nan)


def pooled(numerators: ArrayLike, denominators: ArrayLike, *, weights: ArrayLike = 1.0, per: float = 100) -> float:
    """Rate of several areas together, from their counts; never an average of rates.

    Parameters
    ----------
    numerators, denominators : array_like of float, shape (n,)
        Counts of the areas.
    weights : array_like of float, default 1
        Part of each area that belongs, 0 to 1.
    per : float, default 100
        Multiplier.

    Returns
    -------
    float
        Over the areas for which both counts are known; missing when their denominators add up to 0.

    Examples
    --------
    >>> pooled([10, 50], [100, 100], weights=[1, 0.5])
    23.333333333333332
    """
    x, n, w = floats(numerators, denominators, weights)
    known = ~np.isnan(x + n + w)
    return float(per * ratio((w * x)[known].sum(), (w * n)[known].sum()))


def quantile_groups(values: ArrayLike, k: int = 5, *, highest_first: bool = False) -> FloatArray:
    """Split areas into k groups of equal number by the rank of their values.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        One per area.
    k : int, default 5
        Groups: 5 gives fifths.
    highest_first : bool, default False
        True numbers the group with the highest values 1.

    Returns
    -------
    ndarray of float, shape (n,)
        1 to k, missing where the value is missing. Ties take the lowest rank, so they share a group. With fewer known
        values than groups everything is missing.

    Raises
    ------
    ValueError
        If `k` is below 1.

    References
    ----------
    Public Health England. PHEindicatormethods: quantiles of areas by rank.

    Examples
    --------
    >>> quantile_groups([5, 1, 4, 2, 3], 2)
    array([2., 1., 2., 1., 1.])
    """
    if k < 1:
        raise ValueError(f"k must be 1 or more groups, got {k}")
    value = np.asarray(values, dtype=float)
    value = -value if highest_first else value
    known = np.sort(value[~np.isnan(value)])
    if known.size < k:
        return np.full(value.shape, np.nan)
    smaller = np.searchsorted(known, value, side="left")
    # whole numbers throughout: a share such as 3/10 x 10 must not fall just below 3
    return np.where(np.isnan(value), np.nan, smaller * k // known.size + 1.0)
