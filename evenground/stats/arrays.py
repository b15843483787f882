"""Small shared steps: arrays in common shape, checked levels, pairs of limits."""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]


class Interval(NamedTuple):
    """Lower and upper confidence limits; two arrays of one shape, in the unit of the estimate."""

    low: FloatArray
    high: FloatArray


def floats(*values: ArrayLike) -> list[FloatArray]:
    """`values` as float arrays broadcast to one shape.

    Parameters
    ----------
    *values : array_like of float
        Shapes must broadcast; anything masked or None becomes NaN.

    Returns
    -------
    list of ndarray of float
        Read-only where broadcast; one per input.

    Raises
    ------
    ValueError
        If shapes do not broadcast, or a value is not a number.

    Examples
    --------
    >>> floats([1, None], 2)
    [array([ 1., nan]), array([2., 2.])]
    """
    return list(np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values)))


def check_level(level: float) -> float:
    """`level` itself, when it is a two-sided coverage between 0 and 1.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1; 95% is written 0.95.

    Examples
    --------
    >>> check_level(0.95)
    0.95
    """
    if not 0 < level < 1:
        raise ValueError(f"level must be between 0 and 1, got {level!r}; 95% is 0.95")
    return level


def z_of(level: float) -> float:
    """Standard normal deviate of a two-sided `level`.

    Parameters
    ----------
    level : float
        Two-sided coverage, between 0 and 1.

    Returns
    -------
    float
        For example 1.96 for 0.95.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Examples
    --------
    >>> round(z_of(0.95), 6)
    1.959964
    """
    return NormalDist().inv_cdf((1 + check_level(level)) / 2)


def ratio(numerator: ArrayLike, denominator: ArrayLike) -> FloatArray:
    """Element by element `numerator / denominator`; missing where the denominator is 0 or either is missing.

    Parameters
    ----------
    numerator, denominator : array_like of float
        Shapes must broadcast.

    Returns
    -------
    ndarray of float
        Never infinite.

    Examples
    --------
    >>> ratio([1, 2], [4, 0])
    array([0.25,  nan])
    """
    above, below = floats(numerator, denominator)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below == 0, np.nan, above / below)
