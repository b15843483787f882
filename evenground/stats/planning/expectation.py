"""What is expected of areas and groups, what of it is missing, and how often an area can be visited."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenground.stats.arrays import FloatArray


class Need(NamedTuple):
    """What is still expected, of areas and of groups.

    `area` and `group` are expected minus had, in attendances; NaN where need is not known. The areas' term is divided by
    the sum of `expected_area`. Each group is a term of its own, divided by what is expected of it: groups overlap and are never
    added up.
    """

    area: FloatArray
    group: FloatArray
    expected_area: FloatArray
    expected_group: FloatArray


def shared_out(weights: ArrayLike, total: float) -> FloatArray:
    """An expectation: `total` attendances shared out in proportion to `weights` (residents, or people in need).

    Parameters
    ----------
    weights : array_like of float, shape (n,)
        0 or more; NaN where it is not known, and NaN it stays.
    total : float
        Attendances of the whole plan: those already had and those of the sessions that are to be chosen.

    Returns
    -------
    ndarray of float, shape (n,)

    Examples
    --------
    >>> shared_out([1.0, 3.0, np.nan], 8.0)
    array([ 2.,  6., nan])
    """
    known = np.asarray(weights, dtype=float)
    whole = np.nansum(known)
    return known / whole * total if whole > 0 else np.full(known.shape, np.nan)


def target_of(residents: ArrayLike, per_1000_a_year: float, days: float) -> FloatArray:
    """An expectation: a target of so many attendances per 1,000 residents a year, over `days` days.

    Parameters
    ----------
    residents : array_like of float, shape (n,)
    per_1000_a_year, days : float

    Examples
    --------
    >>> target_of([2000.0], 50, 365.25)
    array([100.])
    """
    return np.asarray(residents, dtype=float) / 1000 * per_1000_a_year * days / 365.25


def need_of(
    expected: ArrayLike, reached: ArrayLike, group_expected: ArrayLike = (), group_reached: ArrayLike = ()
) -> Need:
    """What is still expected. An area or group with an unknown expectation stays unknown; one with enough stands below 0.

    Parameters
    ----------
    expected, reached : array_like of float, shape (areas,)
        Attendances.
    group_expected, group_reached : array_like of float, shape (groups,)

    Examples
    --------
    >>> need_of([10.0, 10.0], [5.0, 20.0]).area
    array([  5., -10.])
    """
    area, had = np.asarray(expected, dtype=float), np.asarray(reached, dtype=float)
    group, had_group = np.asarray(group_expected, dtype=float), np.asarray(group_reached, dtype=float)
    return Need(area - had, group - had_group, area, group)


def times_possible(days: float, between: float, since: ArrayLike) -> NDArray[np.int64]:
    """How many visits fit into `days` days with at least `between` days from one to the next.

    Parameters
    ----------
    days : float
        Days that are planned for, counted from today.
    between : float
        Days that lie between two visits of one area, at least; 0 sets no limit but one a day.
    since : array_like of float, shape (n,)
        Days since the last visit; infinite or NaN where there was none. Negative where one is planned ahead.

    Returns
    -------
    ndarray of int, shape (n,)

    Examples
    --------
    >>> times_possible(60, 28, [np.inf, 7, 100])
    array([3, 2, 3])
    """
    last = np.nan_to_num(np.asarray(since, dtype=float), nan=np.inf, posinf=np.inf)
    step = max(float(between), 1.0)
    first = np.maximum(step - last, 0.0)
    return np.where(first > days, 0, np.floor((days - first) / step) + 1).astype(np.int64)


def shortfall(need: Need, area_weight: float = 1.0, group_weight: float = 0.0) -> float:
    """The weighted shortfall: per term, what is missing over what was expected; unknown ones are in neither.

    Parameters
    ----------
    need : Need
        Shapes (areas,) and (groups,).
    area_weight, group_weight : float
        Weight of each term.

    Examples
    --------
    >>> shortfall(need_of([10.0, 10.0], [5.0, 20.0]))
    0.25
    """
    area, group = prices(need, area_weight, group_weight)
    return float(area * np.nansum(np.maximum(need.area, 0)) + np.nansum(group * np.maximum(need.group, 0)))


def prices(need: Need, area_weight: float, group_weight: float) -> tuple[float, FloatArray]:
    """What one missing attendance weighs, of areas and of each group; the groups share their weight equally.

    Parameters
    ----------
    need : Need
        Shapes (areas,) and (groups,).
    area_weight, group_weight : float
        Weight of each term, 0 or more.

    Returns
    -------
    area : float
        Per attendance; 0 where nothing is expected of areas.
    group : ndarray of float, shape (groups,)
        Per attendance; 0 where nothing is expected of a group.

    Examples
    --------
    >>> prices(need_of([30.0, 10.0], [0.0, 0.0], [20.0], [5.0]), 1.0, 0.5)
    (0.025, array([0.025]))
    """
    whole = float(np.nansum(need.expected_area))
    area = area_weight / whole if whole > 0 else 0.0
    known = np.nan_to_num(need.expected_group) > 0
    each = group_weight / max(known.sum(), 1)
    return area, np.divide(each, need.expected_group, out=np.zeros(len(known)), where=known)
