"""Margins of error and what follows from them: standard errors of sums, shares and ratios of survey estimates.

Source of the formulas: U.S. Census Bureau, Understanding and Using American Community Survey Data: What All Data Users
Need to Know (2020), chapters 7 and 8. They treat the estimates as independent, which published tables rarely are: the
Bureau warns that a sum of many cells can be off in either direction, and that a published total beats a computed one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from evenground.stats.arrays import FloatArray, floats, ratio, z_of

# The Bureau divides by these rounded factors, so its margins are turned back with the same ones.
PUBLISHED_FACTORS = {0.90: 1.645, 0.95: 1.960, 0.99: 2.576}


def moe_to_se(moe: ArrayLike, level: float = 0.90) -> FloatArray:
    """Standard error behind a published margin of error.

    Parameters
    ----------
    moe : array_like of float, any shape
        Half the width of the published interval, in the unit of the estimate. The Bureau's negative codes
        (such as -222222222 or -555555555) are not margins and give a missing result.
    level : float, default 0.90
        Coverage of the margin; the American Community Survey publishes 0.90.

    Returns
    -------
    ndarray of float, shape of `moe`
        In the unit of the estimate; missing where the margin is missing or negative.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Notes
    -----
    The factors of 0.90, 0.95 and 0.99 are the Bureau's own, 1.645, 1.960 and 2.576; any other level uses the normal
    deviate.

    References
    ----------
    U.S. Census Bureau. Understanding and Using American Community Survey Data. 2020, chapter 7.

    Examples
    --------
    >>> moe_to_se([329, 0, -222222222])
    array([200.,   0.,  nan])
    """
    margin = np.asarray(moe, dtype=float)
    factor = PUBLISHED_FACTORS.get(level) or z_of(level)
    return np.where(margin >= 0, margin, np.nan) / factor


def se_of_sum(ses: ArrayLike, axis: int = -1, estimates: ArrayLike | None = None) -> FloatArray:
    """Standard error of a sum (or difference) of independent estimates: the root of the summed squares.

    Parameters
    ----------
    ses : array_like of float, shape (..., k)
        Standard errors of the k estimates, in their unit.
    axis : int, default -1
        The axis that is summed.
    estimates : array_like of float, shape of `ses`, optional
        The estimates themselves. When given, of several estimates of zero only the one with the largest standard
        error counts, as the Bureau advises: every empty cell of one table carries the same model-based error.

    Returns
    -------
    ndarray of float, shape without `axis`
        Missing where any of the k is missing; an empty sum is 0.

    Raises
    ------
    ValueError
        If `estimates` has another shape than `ses`.

    References
    ----------
    U.S. Census Bureau. Understanding and Using American Community Survey Data. 2020, chapter 8.

    Examples
    --------
    >>> se_of_sum([[3.0, 4.0]])
    array([5.])
    >>> se_of_sum([[3.0, 12.0, 12.0]], estimates=[[40, 0, 0]]).round(3)
    array([12.369])
    """
    squares = np.asarray(ses, dtype=float) ** 2
    if estimates is None:
        return np.sqrt(squares.sum(axis=axis))
    counted = np.asarray(estimates, dtype=float)
    if counted.shape != squares.shape:
        raise ValueError(f"estimates have shape {counted.shape}, ses have {squares.shape}; give one se per estimate")
    empty = counted == 0
    kept = np.where(empty, 0.0, squares).sum(axis=axis)
    largest_zero = np.where(empty, squares, 0.0).max(axis=axis, initial=0.0)
    return np.sqrt(kept + largest_zero)


def se_of_ratio(num: ArrayLike, se_num: ArrayLike, den: ArrayLike, se_den: ArrayLike) -> FloatArray:
    """Standard error of a ratio whose numerator is not part of its denominator.

    Parameters
    ----------
    num, se_num : array_like of float, shape (n,)
        Estimate above the line and its standard error.
    den, se_den : array_like of float, shape (n,)
        Estimate below the line and its standard error.

    Returns
    -------
    ndarray of float, shape (n,)
        Standard error of num / den (a pure number: times 100 for percent); missing where the denominator is not above 0
        or anything is missing.

    References
    ----------
    U.S. Census Bureau. Understanding and Using American Community Survey Data. 2020, chapter 8.

    Examples
    --------
    >>> se_of_ratio([200], [20], [100], [5]).round(4)
    array([0.2236])
    """
    above, se_above, below, se_below = floats(num, se_num, den, se_den)
    below = np.where(below > 0, below, np.nan)
    return np.sqrt(se_above**2 + (above / below) ** 2 * se_below**2) / below


def se_of_proportion(num: ArrayLike, se_num: ArrayLike, den: ArrayLike, se_den: ArrayLike) -> FloatArray:
    """Standard error of a proportion whose numerator is part of its denominator.

    Parameters
    ----------
    num, se_num : array_like of float, shape (n,)
        People counted, and the standard error of their number.
    den, se_den : array_like of float, shape (n,)
        All people, and the standard error of their number.

    Returns
    -------
    ndarray of float, shape (n,)
        Standard error of num / den on the scale 0 to 1; missing where the denominator is not above 0 or anything is
        missing.

    Notes
    -----
    sqrt(se_num^2 - p^2 se_den^2) / den. Where the radicand is negative (the error of the denominator is too large for
    the numerator to be a part of it) the formula of a ratio is used, with a plus, as the Bureau advises; that one is on
    the safe side. A numerator of 0 gives se_num / den.

    References
    ----------
    U.S. Census Bureau. Understanding and Using American Community Survey Data. 2020, chapter 8.

    Examples
    --------
    >>> se_of_proportion([50, 50], [5, 1], [100, 100], [4, 4]).round(5)
    array([0.04583, 0.02236])
    """
    above, se_above, below, se_below = floats(num, se_num, den, se_den)
    below = np.where(below > 0, below, np.nan)
    radicand = se_above**2 - (above / below) ** 2 * se_below**2
    part = np.sqrt(np.where(radicand >= 0, radicand, np.nan)) / below
    return np.where(radicand >= 0, part, se_of_ratio(above, se_above, below, se_below))


def acs_coefficient_of_variation(estimate: ArrayLike, se: ArrayLike) -> FloatArray:
    """Coefficient of variation in percent: the standard error as a part of the estimate.

    Parameters
    ----------
    estimate, se : array_like of float, shape (n,)
        Estimate and its standard error in one unit.

    Returns
    -------
    ndarray of float, shape (n,)
        Percent, 0 or more; missing where the estimate is 0 or anything is missing.

    Notes
    -----
    For a proportion near 1 it flatters: judge the complement too.

    References
    ----------
    U.S. Census Bureau. Understanding and Using American Community Survey Data. 2020, chapter 7.

    Examples
    --------
    >>> acs_coefficient_of_variation([400, 0], [60, 10])
    array([15., nan])
    """
    return 100 * ratio(se, np.abs(np.asarray(estimate, dtype=float)))
