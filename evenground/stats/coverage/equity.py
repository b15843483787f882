"""Residents in the order of need: what reach they received beside the need that they hold."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from evenground.stats.arrays import FloatArray, check_level, floats, ratio
from evenground.stats.coverage.over_series import error_over_series, share_over_series


class Order(NamedTuple):
    """Where areas stand when residents are ordered from greatest need. Shares of residents, 0 to 1.

    `starts` and `ends` bound each area's tie group, `middle` is halfway; missing for areas that are left out.
    """

    starts: FloatArray
    middle: FloatArray
    ends: FloatArray


class Curve(NamedTuple):
    """Cumulative shares at the end of each tie group, from (0, 0) to (1, 1)."""

    residents: FloatArray
    need: FloatArray
    reach: FloatArray


class Gap(NamedTuple):
    """The gap index with its standard error and limits, and the largest distance between the curves with its place."""

    index: float
    se: float
    low: float
    high: float
    largest: float
    at: float


class Fifths(NamedTuple):
    """For each fifth of residents, greatest need first: its share of need, of reach, and limits of the latter, shape (5,)."""

    need: FloatArray
    reach: FloatArray
    low: FloatArray
    high: FloatArray


def order_by_need(level_of_need: ArrayLike, residents: ArrayLike) -> Order:
    """Residents ordered from greatest need, areas of one level of need pooled.

    Parameters
    ----------
    level_of_need : array_like of float, shape (areas,)
        Share of residents in need, or an index; higher is greater need. Missing leaves the area out.
    residents : array_like of float, shape (areas,)
        An area without residents is left out.

    Returns
    -------
    Order
        Shape (areas,).

    Examples
    --------
    >>> order_by_need([0.1, 0.4, 0.1, None], [100, 200, 100, 50]).middle
    array([0.75, 0.25, 0.75,  nan])
    """
    need, people = floats(level_of_need, residents)
    known = np.isfinite(need) & (people > 0)
    levels, at = np.unique(-need[known], return_inverse=True)
    grouped = np.bincount(at, people[known], minlength=len(levels))
    ends = np.cumsum(grouped) / max(grouped.sum(), 1e-300)
    starts = np.concatenate([[0.0], ends])[: len(ends)]
    out = np.full((3, len(need)), np.nan)
    out[:, known] = np.array([starts, (starts + ends) / 2, ends])[:, at]
    return Order(*out)


def curve(order: Order, need: ArrayLike, reach: ArrayLike) -> Curve:
    """The equity curve: cumulative need and cumulative reach against residents, greatest need first.

    Parameters
    ----------
    order : Order
        Of the areas.
    need, reach : array_like of float, shape (areas,)
        People in need, and attendances, sessions or hours.

    Returns
    -------
    Curve
        One point for each tie group, and the origin.

    Examples
    --------
    >>> found = curve(order_by_need([0.4, 0.1], [100, 300]), [40, 30], [10, 30])
    >>> found.residents, found.need.round(3), found.reach
    (array([0.  , 0.25, 1.  ]), array([0.   , 0.571, 1.   ]), array([0.  , 0.25, 1.  ]))
    """
    known = np.isfinite(order.ends)
    ends, at = np.unique(order.ends[known], return_inverse=True)

    def summed(what: ArrayLike) -> FloatArray:
        parts = np.bincount(at, np.nan_to_num(np.asarray(what, dtype=float)[known]), minlength=len(ends))
        return np.concatenate([[0.0], ratio(np.cumsum(parts), parts.sum())])

    return Curve(np.concatenate([[0.0], ends]), summed(need), summed(reach))


def gap_index(
    order: Order, need: ArrayLike, reach: ArrayLike, clusters: tuple[ArrayLike, ArrayLike, ArrayLike] | None = None, *,
    alone: tuple[ArrayLike, ArrayLike] | None = None, level: float = 0.95,
) -> Gap:  # fmt: skip
    """Twice the area between the need curve and the reach curve.

    Numerator: reach, and people in need, as shares of their totals over the areas whose need is known. Unit: none; from -1
    to 2, as need always lies where it is greatest. Positive when reach falls short where need is greatest. It is 0 when the curves are equal, changes sign when need
    and reach are exchanged in one order, and stays when an area is cut into equal halves. Curves that cross can give 0
    without being equal, which is why the largest distance stands beside it.

    Parameters
    ----------
    order : Order
        Of the areas.
    need, reach : array_like of float, shape (areas,)
        As `curve`.
    clusters : (cluster, area, size), three arrays of one shape, optional
        What each series brought to each area: numbers of series and of areas, and sizes. Without it (and without `alone`)
        there is no standard error.
    alone : (sums, sums of squares), two arrays of shape (areas,), optional
        Of sizes of sessions that belong to no series and to one area only, so that they need not be listed.
    level : float, default 0.95
        Two-sided coverage, by t with two degrees of freedom less than there are effective series.

    Returns
    -------
    Gap
        Missing where there is no need or no reach; the standard error leaves out one independent series at a time.

    References
    ----------
    Linearisation: Binder DA. On the variances of asymptotically normal estimators from complex surveys. Int Stat Rev
    1983;51:279-292. The index itself is ours; it is the difference of two concentration indices in one order.

    Examples
    --------
    >>> order = order_by_need([0.4, 0.1], [100, 300])
    >>> print(round(gap_index(order, [40, 30], [10, 30]).index, 3), round(gap_index(order, [10, 30], [40, 30]).index, 3))
    0.321 -0.321
    """
    known, wanted, had = np.isfinite(order.middle), *(np.nan_to_num(np.asarray(x, dtype=float)) for x in (need, reach))
    middle = np.where(known, order.middle, 0.0)
    in_need, reached = (np.where(known, part, 0.0) for part in (wanted, had))
    if not in_need.sum() > 0 or not reached.sum() > 0:
        return Gap(*(float("nan"),) * 6)
    centre = float((middle * reached).sum() / reached.sum())
    index = 2 * (centre - float((middle * in_need).sum() / in_need.sum()))
    found = curve(order, in_need, reached)
    apart = found.need - found.reach
    worst = int(np.abs(apart).argmax())
    se, low, high = float("nan"), float("nan"), float("nan")
    if clusters is not None or alone is not None:
        weight = np.where(known, 2 * (middle - centre) / reached.sum(), 0.0)
        found_error = error_over_series(weight, clusters, alone, known)
        se = found_error.left_out
        if found_error.n > 1:
            reach_of_t = float(special.stdtrit(max(found_error.n - 2, 1.0), (1 + check_level(level)) / 2))
            low, high = index - reach_of_t * se, index + reach_of_t * se
    return Gap(index, se, low, high, float(apart[worst]), float(found.residents[worst]))


def gap_bounds(order: Order, need: ArrayLike, reach: ArrayLike, unknown: float) -> tuple[float, float]:
    """Least and largest gap index that any placing of reach without a known area could give.

    Parameters
    ----------
    order, need, reach : as `gap_index`
    unknown : float
        Attendances, sessions or hours of which it is not recorded where they were.

    Returns
    -------
    low, high : float
        All of it where need is greatest, and all of it where need is least.

    Examples
    --------
    >>> order = order_by_need([0.4, 0.1], [100, 300])
    >>> [round(one, 3) for one in gap_bounds(order, [40, 30], [10, 30], 20)]
    [0.071, 0.405]
    """
    reached, middle = np.nan_to_num(np.asarray(reach, dtype=float)), order.middle
    if not np.isfinite(middle).any():
        return float("nan"), float("nan")
    ends = (int(np.nanargmin(middle)), int(np.nanargmax(middle)))
    extra = np.eye(len(reached))[list(ends)] * unknown
    low, high = (gap_index(order, need, reached + one).index for one in extra)
    return low, high


def parts_of_fifths(order: Order, parts: int = 5) -> FloatArray:
    """The part of each area's residents that stands in each fifth; an area that straddles two is split.

    Parameters
    ----------
    order : Order
        Of the areas.
    parts : int, default 5
        How many equal parts of residents.

    Returns
    -------
    ndarray of float, shape (parts, areas)
        Columns add up to 1; 0 for areas that are left out.

    Examples
    --------
    >>> parts_of_fifths(order_by_need([3, 2, 1], [300, 300, 400]), 2).round(3)
    array([[1.   , 0.667, 0.   ],
           [0.   , 0.333, 1.   ]])
    """
    edges = np.linspace(0, 1, parts + 1)
    inside = np.minimum(order.ends, edges[1:, None]) - np.maximum(order.starts, edges[:-1, None])
    return np.nan_to_num(ratio(np.clip(inside, 0, None), order.ends - order.starts))


def fifths(
    order: Order, need: ArrayLike, reach: ArrayLike, clusters: tuple[ArrayLike, ArrayLike, ArrayLike] | None = None, *,
    alone: tuple[ArrayLike, ArrayLike] | None = None, level: float = 0.95,
) -> Fifths:  # fmt: skip
    """What each fifth of residents holds of need and received of reach.

    Numerator: reach in the fifth; denominator: all reach in areas whose need is known. Unit: share, 0 to 1. Limits are those
    of `share_over_series`: where a fifth received nothing or everything, the series themselves are the sample.

    Parameters
    ----------
    order, need, reach, clusters, alone : as `gap_index`
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Fifths
        Greatest need first; missing where there is no need, or no reach.

    Examples
    --------
    >>> found = fifths(order_by_need([5, 4, 3, 2, 1], 100), [50, 40, 30, 20, 10], [10, 10, 20, 30, 30])
    >>> found.need.round(3), found.reach
    (array([0.333, 0.267, 0.2  , 0.133, 0.067]), array([0.1, 0.1, 0.2, 0.3, 0.3]))
    """
    known, split = np.isfinite(order.middle), parts_of_fifths(order)
    wanted, had = (np.where(known, np.nan_to_num(np.asarray(x, dtype=float)), 0.0) for x in (need, reach))
    of_need, of_reach = (ratio(split @ part, part.sum()) for part in (wanted, had))
    low = high = np.full(len(split), np.nan)
    if (clusters is not None or alone is not None) and had.sum() > 0:
        errors = [error_over_series((part - share) / had.sum(), clusters, alone, known) for part, share in zip(split, of_reach, strict=True)]
        low, high = share_over_series(of_reach, [error.se for error in errors], errors[0].n, level=level)
    return Fifths(of_need, of_reach, np.asarray(low), np.asarray(high))
