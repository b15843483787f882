"""Inequality of a list of values (areas, people) as such, without an order of advantage: Gini and Theil."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from evenground.stats.arrays import floats


class Theil(NamedTuple):
    """Theil's index and its parts between and within groups."""

    total: float
    between: float
    within: float


def gini(values: ArrayLike, weights: ArrayLike = 1.0) -> float:
    """Gini coefficient.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        0 or more; missing ones are left out.
    weights : array_like of float, shape (n,)
        People behind each value.

    Returns
    -------
    float
        0 when all are equal, towards 1 when one has everything. Missing with a negative value, or when all are 0.

    References
    ----------
    Gini C. Variabilità e mutabilità. Cuppini; 1912.

    Examples
    --------
    >>> gini([1.0, 1.0, 1.0, 1.0]), gini([0.0, 0.0, 0.0, 1.0])
    (0.0, 0.75)
    """
    y, w = floats(values, weights)
    known = ~np.isnan(y) & (w > 0)
    y, w = y[known], w[known]
    if y.size == 0 or (y < 0).any() or y.sum() == 0:
        return float("nan")
    order = np.argsort(y)
    y, share = y[order], w[order] / w.sum()
    middle = np.cumsum(share) - share / 2
    return float(2 * (share * y * middle).sum() / (share * y).sum() - 1)


def theil(values: ArrayLike, groups: ArrayLike | None = None, weights: ArrayLike = 1.0) -> Theil:
    """Theil's index of a list of values, split into what lies between groups and what lies within them.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        0 or more; missing ones are left out.
    groups : array_like, shape (n,), optional
        Group of each value; without it everything is within.
    weights : array_like of float, shape (n,)
        People behind each value.

    Returns
    -------
    Theil
        Natural logarithm; not multiplied by 1000. Missing with a negative value, or when all are 0.

    References
    ----------
    Theil H. Economics and Information Theory. North-Holland; 1967.

    Examples
    --------
    >>> found = theil([1.0, 1.0, 3.0, 3.0], ["a", "a", "b", "b"])
    >>> round(found.total, 4), round(found.between, 4), round(found.within, 4)
    (0.1308, 0.1308, 0.0)
    """
    y, w = floats(values, weights)
    known = ~np.isnan(y) & (w > 0)
    of = np.zeros(y.size, dtype=int) if groups is None else np.unique(np.asarray(groups), return_inverse=True)[1]
    y, w, of = y[known], w[known], of[known]
    if y.size == 0 or (y < 0).any() or y.sum() == 0:
        return Theil(*(float("nan"),) * 3)
    share = w / w.sum()
    relative = y / (share * y).sum()
    total = float((share * special.xlogy(relative, relative)).sum())
    people = np.bincount(of, share)
    mean = np.bincount(of, share * relative) / np.where(people > 0, people, 1)
    between = float((people * special.xlogy(mean, mean)).sum())
    return Theil(total, between, total - between)
