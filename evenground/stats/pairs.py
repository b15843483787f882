"""Two groups side by side: how far apart, how many times as high, and what is left of a total without one of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from evenground.stats import intervals
from evenground.stats.arrays import FloatArray, Interval, check_level, floats, z_of
from evenground.stats.census_sample import census_sample_interval


class Pair(NamedTuple):
    """First against second; arrays of one shape. Limits and p are missing where either group has no interval."""

    difference: FloatArray
    low: FloatArray
    high: FloatArray
    p: FloatArray
    ratio: FloatArray
    ratio_low: FloatArray
    ratio_high: FloatArray


def compare_pair(
    first: ArrayLike,
    first_low: ArrayLike,
    first_high: ArrayLike,
    second: ArrayLike,
    second_low: ArrayLike,
    second_high: ArrayLike,
    *,
    level: float = 0.95,
) -> Pair:
    """Difference and ratio of two independent groups, with limits from the groups' own.

    Parameters
    ----------
    first, first_low, first_high : array_like of float, shape (n,)
        Value of one group and its limits at `level`.
    second, second_low, second_high : array_like of float, shape (n,)
        The same of the other. Nobody may be in both groups: not a part against its whole.
    level : float, default 0.95
        Two-sided coverage of the groups' limits and of the result.

    Returns
    -------
    Pair
        first - second in their unit, and first / second. The ratio is missing where a value is not above 0, its limits
        also where a lower limit is not.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Notes
    -----
    The square-and-add method keeps the asymmetry of the groups' limits; for symmetric ones it is the usual z interval. p
    is the one whose interval just holds no difference, on the side that faces it.

    References
    ----------
    Zou GY, Donner A. Construction of confidence limits about effect measures: a general approach. Stat Med
    2008;27:1693-1702.

    Examples
    --------
    >>> found = compare_pair([20.0], [18.0], [22.0], [10.0], [9.0], [11.0])
    >>> found.low.round(2), found.high.round(2), found.ratio
    (array([7.76]), array([12.24]), array([2.]))
    """
    check_level(level)
    a, a_low, a_high, b, b_low, b_high = floats(first, first_low, first_high, second, second_low, second_high)
    difference, low, high = _apart(a, a_low, a_high, b, b_low, b_high)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = [np.log(np.where(part > 0, part, np.nan)) for part in (a, a_low, a_high, b, b_low, b_high)]
        log_ratio, log_low, log_high = _apart(*logs)
        facing = np.where(difference > 0, difference - low, high - difference) / z_of(level)
        p = np.where((difference == 0) & ~np.isnan(low), 1.0, 2 * special.ndtr(-np.abs(difference) / facing))
    return Pair(difference, low, high, p, np.exp(log_ratio), np.exp(log_low), np.exp(log_high))


def _apart(a, a_low, a_high, b, b_low, b_high) -> tuple[FloatArray, FloatArray, FloatArray]:
    gap = a - b
    return gap, gap - np.hypot(a - a_low, b_high - b), gap + np.hypot(a_high - a, b - b_low)


class Rest(NamedTuple):
    """Everybody else: the total without the group; arrays of one shape."""

    value: FloatArray
    numerator: FloatArray
    denominator: FloatArray


def rest_of(
    numerator: ArrayLike, denominator: ArrayLike, whole_numerator: ArrayLike, whole_denominator: ArrayLike, *, per: float = 100
) -> Rest:
    """What is left of a total without one group, from counts.

    Parameters
    ----------
    numerator, denominator : array_like of float, shape (n,)
        Counts of the group.
    whole_numerator, whole_denominator : array_like of float, shape (n,)
        Counts of everyone, the group among them.
    per : float, default 100
        Multiplier of numerator / denominator.

    Returns
    -------
    Rest
        Missing where a count is, where nobody is left, or where the group has more than the total (rounding aside, such
        counts are not of the same people).

    Examples
    --------
    >>> rest_of([20], [100], [50], [400]).value
    array([10.])
    """
    x, n, whole_x, whole_n = floats(numerator, denominator, whole_numerator, whole_denominator)
    left, base = whole_x - x, whole_n - n
    known = (base > 0) & (left >= 0) & (x >= 0) & (n >= 0)
    left, base = np.where(known, left, np.nan), np.where(known, base, np.nan)
    return Rest(per * left / base, left, base)


def counted_interval(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    kind: str,
    sample: str,
    per: float = 100,
    fraction: float | None = None,
    level: float = 0.95,
) -> tuple[Interval, str]:
    """Limits of a figure made from counts, by what they count; the same rules as for published counts.

    Parameters
    ----------
    numerator, denominator : array_like of float, shape (n,)
        Events or people with the characteristic, and people or person-years.
    kind, sample : str
        The indicator's: Wilson for a proportion of a full count, exact or Byar's limits for a rate of events counted in
        full, and an approximation for a census long form.
    per : float, default 100
        Multiplier.
    fraction : float, optional
        Part of households asked, for a census long form.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    limits : Interval
        In the unit of the figure; missing where no interval may be computed.
    kind : str
        `closed_form`, `approximate`, or empty for none.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Examples
    --------
    >>> limits, kind = counted_interval([170], [1000], kind="proportion", sample="sample", fraction=0.25)
    >>> limits.low.round(1), kind
    (array([12.]), 'approximate')
    >>> counted_interval([170], [1000], kind="proportion", sample="sample")[1]
    ''
    """
    x, n = floats(numerator, denominator)
    known = (n > 0) & (x >= 0) & ((x <= n) if kind == "proportion" else True)
    low, high = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    if kind == "proportion" and sample == "full count":
        found, called = intervals.proportion(x[known], n[known], level=level), "closed_form"
    elif kind == "rate" and sample in ("full count", "administrative"):
        found, called = intervals.rate(x[known], n[known], per=1, level=level), "closed_form"
    elif kind == "proportion" and fraction:
        found, called = census_sample_interval(x[known], n[known], sampling_fraction=fraction, level=level), "approximate"
    else:
        return Interval(low, high), ""
    low[known], high[known] = per * np.asarray(found[0]), per * np.asarray(found[1])
    return Interval(low, high), called
