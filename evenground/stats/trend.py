"""Annual percent change: a straight line through the logarithms of yearly rates."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from evenground.stats.arrays import FloatArray, check_level, floats


class Change(NamedTuple):
    """Percent a year with limits and the p value of no change; arrays of shape (...)."""

    percent: FloatArray
    low: FloatArray
    high: FloatArray
    p: FloatArray


def annual_percent_change(
    year: ArrayLike, rate: ArrayLike, se: ArrayLike | None = None, *, level: float = 0.95
) -> Change:
    """Average change of a rate in percent a year.

    Parameters
    ----------
    year : array_like of float, shape (years,) or (..., years)
        Years, in any order; gaps are fine.
    rate : array_like of float, shape (..., years)
        Rates above 0; missing years are left out.
    se : array_like of float, shape (..., years), optional
        Standard errors of the rates; given, a year counts by (rate / se)^2, the inverse variance of its logarithm.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Change
        Shape (...). Missing with fewer than three usable years, or without different years. A rate of 0 has no
        logarithm and is left out. One line through a series that turns says little: look at the picture.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Notes
    -----
    100 (exp(b) - 1) with Student's t on years - 2 degrees of freedom. Not for modelled or overlapping multi-year values.

    References
    ----------
    Kim HJ, Fay MP, Feuer EJ, Midthune DN. Permutation tests for joinpoint regression. Stat Med 2000;19:335-351.

    Examples
    --------
    >>> found = annual_percent_change([2018, 2019, 2020, 2021], [100.0, 98.0, 97.0, 95.0])
    >>> found.percent.round(2), found.low.round(2), found.high.round(2)
    (np.float64(-1.63), np.float64(-2.24), np.float64(-1.01))
    """
    t, y = floats(year, rate)
    weight = np.ones(y.shape)
    if se is not None:
        error = np.broadcast_to(np.asarray(se, dtype=float), y.shape)
        with np.errstate(divide="ignore", invalid="ignore"):
            weight = (y / error) ** 2
    usable = (y > 0) & ~np.isnan(t) & np.isfinite(weight) & (weight > 0)
    w = np.where(usable, weight, 0.0)
    t, log_rate = np.where(usable, t, 0.0), np.log(np.where(usable, y, 1.0))
    n = usable.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = (w * t).sum(axis=-1, keepdims=True) / w.sum(axis=-1, keepdims=True)
        away = np.where(usable, t - centre, 0.0)
        middle = (w * log_rate).sum(axis=-1, keepdims=True) / w.sum(axis=-1, keepdims=True)
        square = (w * away**2).sum(axis=-1)
        slope = np.where(square > 0, (w * away * (log_rate - middle)).sum(axis=-1) / square, np.nan)
        residual = (w * (log_rate - middle - slope[..., None] * away) ** 2).sum(axis=-1)
        freedom = np.where(n >= 3, n - 2, np.nan)
        error = np.sqrt(residual / freedom / square)
        slope = np.where(n >= 3, slope, np.nan)
        half = special.stdtrit(freedom, (1 + check_level(level)) / 2) * error
        p = 2 * special.stdtr(freedom, -np.abs(slope / error))
    return Change(*(100 * np.expm1(part) for part in (slope, slope - half, slope + half)), p)
