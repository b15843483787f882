"""How two measures of the same areas go together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from evenground.stats.arrays import floats, z_of


class Correlation(NamedTuple):
    """A correlation of `n` pairs with its limits, between -1 and 1."""

    estimate: float
    low: float
    high: float
    n: int


def rank_correlation(x: ArrayLike, y: ArrayLike, *, level: float = 0.95) -> Correlation:
    """Spearman's rank correlation with the interval of Bonett and Wright.

    Parameters
    ----------
    x, y : array_like of float, shape (n,)
        Two measures of the same areas. Pairs with a missing part are left out.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Correlation
        Missing with fewer than three pairs, or where one measure has the same value everywhere. Limits are missing with
        fewer than five pairs. They take areas for independent draws: neighbours that are alike make the true interval
        wider.

    Raises
    ------
    ValueError
        If shapes do not broadcast, or `level` is not between 0 and 1.

    Notes
    -----
    A correlation of areas says nothing of persons (the ecological fallacy), and nothing of causes.

    References
    ----------
    Bonett DG, Wright TA. Sample size requirements for estimating Pearson, Kendall and Spearman correlations.
    Psychometrika 2000;65:23-28.

    Examples
    --------
    >>> found = rank_correlation([1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 5])
    >>> round(found.estimate, 3), round(found.low, 3), round(found.high, 3)
    (0.829, -0.127, 0.986)
    """
    a, b = floats(x, y)
    known = np.isfinite(a) & np.isfinite(b)
    n = int(known.sum())
    ranks = [_ranks(part[known]) for part in (a, b)]
    if n < 3 or any(np.ptp(part) == 0 for part in ranks):
        return Correlation(np.nan, np.nan, np.nan, n)
    rho = float(np.corrcoef(*ranks)[0, 1])
    if n < 5 or abs(rho) >= 1 - 1e-12:
        return Correlation(rho, np.nan, np.nan, n)
    half = z_of(level) * np.sqrt((1 + rho**2 / 2) / (n - 3))
    low, high = np.tanh(np.arctanh(rho) + np.array([-half, half]))
    return Correlation(rho, float(low), float(high), n)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1, ties with their mean."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return ((last - counts + 1 + last) / 2)[inverse]
