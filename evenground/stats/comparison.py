"""Comparing a value with a fixed reference, and one estimate with another."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from evenground.stats.arrays import FloatArray, floats, z_of

LOWER, SIMILAR, HIGHER, NOT_COMPARED = "lower", "similar", "higher", "not compared"


class Difference(NamedTuple):
    """Difference of two estimates; arrays of one shape."""

    estimate: FloatArray
    se: FloatArray
    low: FloatArray
    high: FloatArray
    z: FloatArray
    p: FloatArray


def compare(value: ArrayLike, ci_low: ArrayLike, ci_high: ArrayLike, reference: ArrayLike) -> NDArray[np.str_]:
    """Is each value lower than, similar to, or higher than a reference, judged by its own interval?

    Parameters
    ----------
    value : array_like of float, shape (n,)
        Estimates.
    ci_low, ci_high : array_like of float, shape (n,)
        Their confidence limits.
    reference : array_like of float, scalar or shape (n,)
        The comparator, taken as known: a target, or the rate of a population so much larger that its own error does not
        matter. For two estimates of like size use `difference`.

    Returns
    -------
    ndarray of str, shape (n,)
        `lower` where the whole interval is below the reference, `higher` where it is above, else `similar`;
        `not compared` where value, either limit or reference is missing. Lower is not worse: the indicator's declared
        direction says which.

    References
    ----------
    Public Health England. Technical guide: confidence intervals. 2018.

    Examples
    --------
    >>> compare([8, 10, 12, 12], [7, 9, 11, np.nan], [9, 11, 13, np.nan], 10).tolist()
    ['lower', 'similar', 'higher', 'not compared']
    """
    middle, low, high, target = floats(value, ci_low, ci_high, reference)
    missing = np.isnan(middle) | np.isnan(low) | np.isnan(high) | np.isnan(target)
    return np.select([missing, high < target, low > target], [NOT_COMPARED, LOWER, HIGHER], default=SIMILAR)


def difference(
    first: ArrayLike, se_first: ArrayLike, second: ArrayLike, se_second: ArrayLike, *, level: float = 0.95
) -> Difference:
    """Difference of two independent estimates with interval and two-sided test.

    Parameters
    ----------
    first, se_first, second, se_second : array_like of float, shape (n,)
        Two estimates and their standard errors, in one unit. They must be independent: not a part against its whole.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Difference
        first - second in their unit, its standard error and limits, the z statistic, and the two-sided p value.
        Missing where anything is missing or a standard error is negative. Two standard errors of 0 give a test only of
        equality: p is 1 where the estimates are equal, 0 where they are not.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Altman DG, Bland JM. Interaction revisited: the difference between two estimates. BMJ 2003;326:219.

    Examples
    --------
    >>> found = difference([12.0], [1.0], [8.0], [1.0])
    >>> found.low.round(2), found.high.round(2), found.p.round(4)
    (array([1.23]), array([6.77]), array([0.0047]))
    """
    a, se_a, b, se_b = floats(first, se_first, second, se_second)
    gap = a - b
    se = np.sqrt(np.where((se_a >= 0) & (se_b >= 0), se_a**2 + se_b**2, np.nan))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where((se == 0) & (gap == 0), 0.0, gap / se)
    half = z_of(level) * se
    gap = np.where(np.isnan(se), np.nan, gap)
    return Difference(gap, se, gap - half, gap + half, z, 2 * special.ndtr(-np.abs(z)))
