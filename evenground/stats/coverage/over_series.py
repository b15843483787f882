"""How uncertain a sum over areas is when reach came in series, each of its own size: standard errors, and limits of a share."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from evenground.stats.arrays import Interval, check_level, floats, ratio
from evenground.stats.intervals import effective_sample

Clusters = tuple[ArrayLike, ArrayLike, ArrayLike]


class SeriesError(NamedTuple):
    """Standard error of an estimate over independent series, linearised (`se`) and leaving one out at a time (`left_out`,
    which holds where few series bring most of the reach); `n` is the number of series of equal size that would say as much."""

    se: float
    left_out: float
    n: float


def error_over_series(
    weight: ArrayLike, clusters: Clusters | None, alone: tuple[ArrayLike, ArrayLike] | None, known: ArrayLike | None = None
) -> SeriesError:
    """Standard errors of a sum over areas of weight times reach, over independent series; and their effective number.

    Parameters
    ----------
    weight : array_like of float, shape (areas,)
        What one unit of reach in an area adds to the estimate, as a deviation from the estimate.
    clusters : (cluster, area, size), three arrays of one shape, or None
        What each series brought to each area.
    alone : (sums, sums of squares), two arrays of shape (areas,), or None
        Of sizes of sessions of no series. What each of them weighs is taken as what the typical one of its area does.
    known : array_like of bool, shape (areas,), optional
        Areas that count; series that brought nothing to them are not counted.

    Returns
    -------
    SeriesError
        Standard errors in the unit of the estimate; missing with one series or none. `n` is the sum of sizes squared over
        the sum of squared sizes.

    References
    ----------
    Kish L. Survey Sampling. Wiley; 1965. MacKinnon JG, White H. Some heteroskedasticity-consistent covariance matrix
    estimators with improved finite sample properties. J Econometrics 1985;29:305-325 (the form that leaves one out).

    Examples
    --------
    >>> error_over_series([1.0, -1.0], ([0, 1, 1], [0, 0, 1], [20, 10, 10]), None)
    SeriesError(se=28.284271247461902, left_out=40.0, n=2.0)
    """
    per_area = np.asarray(weight, dtype=float)
    counts = np.ones(per_area.shape, dtype=bool) if known is None else np.asarray(known, dtype=bool)
    score, sizes = _of_series(per_area, counts, clusters)
    reached, spread = (np.where(counts, np.nan_to_num(np.asarray(part, dtype=float)), 0.0) for part in (alone or (np.zeros(per_area.shape),) * 2))
    total, squares = float(sizes.sum() + reached.sum()), float((sizes**2).sum() + spread.sum())
    n = total**2 / squares if squares > 0 else 0.0
    if not n > 1:
        return SeriesError(float("nan"), float("nan"), n)
    typical = ratio(spread, reached)
    scores = float((score**2).sum() + (per_area**2 * spread).sum())
    without = float((_rest(score, sizes, total) ** 2).sum() + (_rest(per_area, np.nan_to_num(typical), total) ** 2 * spread).sum())
    return SeriesError(float(np.sqrt(scores * n / (n - 1))), float(np.sqrt(without)), n)


def _of_series(per_area: np.ndarray, counts: np.ndarray, clusters: Clusters | None) -> tuple[np.ndarray, np.ndarray]:
    """What each series adds to the estimate, and its size."""
    if clusters is None:
        return np.zeros(0), np.zeros(0)
    which, where, size = (np.asarray(part) for part in clusters)
    used = counts[where.astype(int)] if len(where) else np.zeros(0, dtype=bool)
    _, which = np.unique(which[used], return_inverse=True)
    size = size[used].astype(float)
    return np.bincount(which, per_area[where[used].astype(int)] * size), np.bincount(which, size)


def _rest(score: np.ndarray, size: np.ndarray, total: float) -> np.ndarray:
    """Scores as they would be with the estimate made without the series: larger, the more of the whole it brought."""
    return score / np.maximum(1 - size / total, 1e-9)


def share_over_series(share: ArrayLike, se: ArrayLike, n: float, *, level: float = 0.95) -> Interval:
    """Limits of shares of reach, by Jeffreys' interval of the number of series that would say as much.

    Korn and Graubard's effective sample with Jeffreys' limits in place of the exact ones, which cover 97 to 100% where ten
    or twenty series are shared out among five fifths (tests/stats/coverage).

    Parameters
    ----------
    share, se : array_like of float, shape (m,)
        0 to 1, and the linearised standard error of `error_over_series`. At exactly 0 or 1 the error says nothing, and the
        series themselves are the sample.
    n : float
        Effective number of series.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        0 to 1, shape (m,); a share of 0 has a lower limit of 0, one of 1 an upper limit of 1. Missing below two series.

    References
    ----------
    Korn EL, Graubard BI. Survey Methodology 1998;24:193-201. Brown LD, Cai TT, DasGupta A. Interval estimation for a
    binomial proportion. Stat Sci 2001;16:101-133.

    Examples
    --------
    >>> low, high = share_over_series([0.25, 0.0], [0.097, 0.0], 20)
    >>> low.round(3), high.round(3)
    (array([0.102, 0.   ]), array([0.465, 0.117]))
    """
    part, error = floats(share, se)
    tail = (1 - check_level(level)) / 2
    extreme = (part <= 0) | (part >= 1)
    simple = part * (1 - part) / n if n > 0 else np.full(part.shape, np.nan)
    effective = effective_sample(n, np.where(extreme, 1.0, ratio(np.maximum(error, 1e-12) ** 2, simple)), max(n - 1, 0.0))
    had, rest = part * effective + 0.5, (1 - part) * effective + 0.5
    low = np.where(part <= 0, 0.0, special.betaincinv(had, rest, tail))
    high = np.where(part >= 1, 1.0, special.betaincinv(had, rest, 1 - tail))
    usable = np.isfinite(effective)
    return np.where(usable, low, np.nan), np.where(usable, high, np.nan)
