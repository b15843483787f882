"""Confidence limits of a total that comes in clusters: attendances of series of sessions, each series of its own size."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from evenground.stats.arrays import Interval, check_level, floats

ENOUGH = 10
"""Independent series from which limits hold (see tests/stats/coverage); below it nothing is judged."""
SPREAD = 1.5
"""How much more the unknown spread of sizes widens the upper limit; calibrated in the tests."""


def cluster_limits(
    total: ArrayLike, squares: ArrayLike, clusters: ArrayLike, added_weight: ArrayLike = 1.0, *, level: float = 0.95
) -> Interval:
    """Limits of the total that such a programme would bring on average, from the clusters that one run of it had.

    Clusters come as a Poisson process, each with a size of its own, so that the variance of the total is estimated by the
    sum of squared sizes. Both limits are gamma limits of a weighted count. The upper one counts one further cluster of
    `added_weight` (Fay and Feuer), so that it is finite where there were none; the lower one counts half of it (the
    mid-P form). Where sizes differ, their spread is itself only estimated: the upper limit then takes an F in place of the
    chi-square, with (n - 1) / (1.5 k^2) degrees of freedom, k = 1 - total^2 / (n squares) being 0 for equal sizes.

    Parameters
    ----------
    total : array_like of float
        Sum of cluster sizes: attendances, sessions or hours, 0 or more.
    squares : array_like of float
        Sum of squared cluster sizes, or a variance made from them.
    clusters : array_like of float
        Number of clusters behind each total.
    added_weight : array_like of float
        Size of one further cluster, as declared for the type of session, in the unit of `total`; above 0.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        In the unit of `total`, broadcast shape. The lower limit of a total of 0 is 0; missing where the total is missing
        or negative.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Fay MP, Feuer EJ. Confidence intervals for directly standardized rates: a method based on the gamma distribution. Stat
    Med 1997;16:791-801. Fay MP, Kim S. Confidence intervals for directly standardized rates using mid-p gamma intervals.
    Biom J 2017;59:377-387. The F form of the upper limit is ours, and calibrated by simulation.

    Examples
    --------
    >>> low, high = cluster_limits([0, 100, 100], [0, 1000, 2500], [0, 10, 10], 10)
    >>> low.round(1), high.round(1)
    (array([ 0. , 51.4, 30.5]), array([ 36.9, 183.9, 328.3]))
    """
    tail = (1 - check_level(level)) / 2
    y, v, n, w = floats(total, squares, clusters, added_weight)
    y = np.where(y >= 0, y, np.nan)
    v = np.maximum(v, 0)
    shape, scale = _gamma(y + w / 2, v + w**2 / 2)
    low = np.where(y > 0, scale * special.gammaincinv(shape, tail), y)
    shape, scale = _gamma(y + w, v + w**2)
    high = scale * special.gammainccinv(shape, tail)
    uneven, freedom = freedom_of_spread(y, v, n)
    wide = scale * shape * special.fdtri(2 * shape, freedom, 1 - tail)
    return Interval(low, np.where(uneven, np.maximum(high, wide), high))


def freedom_of_spread(total: ArrayLike, squares: ArrayLike, clusters: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Where sizes differ, and the degrees of freedom with which their spread is known.

    Parameters
    ----------
    total, squares, clusters : array_like of float
        As `spread_of_sizes`.

    Returns
    -------
    uneven : ndarray of bool
    freedom : ndarray of float
        (n - 1) / (1.5 k^2), at most 1e9.

    Examples
    --------
    >>> uneven, freedom = freedom_of_spread([40, 40], [400, 1600], [4, 4])
    >>> uneven, freedom.round(2)
    (array([False,  True]), array([1.00e+09, 3.56e+00]))
    """
    spread = spread_of_sizes(total, squares, clusters)
    n = np.asarray(clusters, dtype=float)
    return spread > 1e-3, np.minimum(np.maximum(n - 1, 1) / (SPREAD * np.maximum(spread, 1e-6) ** 2), 1e9)


def spread_of_sizes(total: ArrayLike, squares: ArrayLike, clusters: ArrayLike) -> np.ndarray:
    """How unequal cluster sizes are: 0 when all are of one size, towards 1 when one has everything.

    Parameters
    ----------
    total, squares, clusters : array_like of float
        Sum of sizes, sum of squared sizes, number of clusters.

    Returns
    -------
    ndarray of float
        c / (1 + c), c being the squared coefficient of variation; 0 for fewer than two clusters.

    Examples
    --------
    >>> spread_of_sizes([40, 40, 0], [400, 1600, 0], [4, 4, 0])
    array([0.  , 0.75, 0.  ])
    """
    y, v, n = floats(total, squares, clusters)
    with np.errstate(divide="ignore", invalid="ignore"):
        uneven = 1 - y**2 / (n * v)
    return np.where((n >= 2) & (v > 0), np.clip(uneven, 0, 1), 0.0)


def _gamma(total: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shape and scale of the gamma distribution with that mean and variance."""
    return total**2 / variance, variance / total
