"""Rates steadied by all areas, or by their neighbours: empirical Bayes estimates for looking at a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenground.stats.arrays import FloatArray
from evenground.stats.spatial import usable

if TYPE_CHECKING:
    from libpysal.weights import W


def empirical_bayes(events: ArrayLike, population: ArrayLike) -> FloatArray:
    """Rates drawn towards the overall rate, the more so the smaller the area.

    Parameters
    ----------
    events, population : array_like of float, shape (n,)
        Events and people of each area; areas without people are missing.

    Returns
    -------
    ndarray of float, shape (n,)
        Events per person. For looking at a map: never for comparing one area with a target.

    References
    ----------
    Marshall RJ. Mapping disease and mortality rates using empirical Bayes estimators. Appl Stat 1991;40:283-294.

    Examples
    --------
    >>> empirical_bayes([0, 300, 10], [10, 10000, 100]).round(4)
    array([0.0303, 0.03  , 0.0386])
    """
    x, n = np.asarray(events, dtype=float), np.asarray(population, dtype=float)
    known = (n > 0) & (x >= 0)
    found = np.full(x.shape, np.nan)
    if known.any():
        x, n = x[known], n[known]
        centre = x.sum() / n.sum()
        spread = (n * (x / n - centre) ** 2).sum() / n.sum()
        found[known] = _kept(x / n, n, centre, spread, n.mean())
    return found


def local_empirical_bayes(events: ArrayLike, population: ArrayLike, weights: W) -> FloatArray:
    """Rates drawn towards the rate of an area and its neighbours together.

    Parameters
    ----------
    events, population : array_like of float, shape (n,)
        Events and people of each area; areas without people are missing and no one's neighbour.
    weights : W
        Binary.

    Returns
    -------
    ndarray of float, shape (n,)
        Events per person.

    Raises
    ------
    ValueError
        If there is not one value per area.

    References
    ----------
    Marshall RJ. Mapping disease and mortality rates using empirical Bayes estimators. Appl Stat 1991;40:283-294.

    Examples
    --------
    >>> from evenground.stats.spatial import neighbours
    >>> line = neighbours({0: [1], 1: [0, 2], 2: [1]}, 3)
    >>> local_empirical_bayes([1, 30, 10], [10, 1000, 100], line).round(4)
    array([0.0315, 0.0307, 0.0674])
    """
    x, n = np.asarray(events, dtype=float), np.asarray(population, dtype=float)
    known = np.where((n > 0) & (x >= 0), 1.0, np.nan)
    _, at, w = usable(known, weights)
    member = np.eye(at.size, dtype=bool)
    for i, others in w.neighbors.items():
        member[i, others] = True
    found = np.full(x.shape, np.nan)
    found[at] = _shrunken(x[at], n[at], member)
    return found


def _shrunken(x: FloatArray, n: FloatArray, member: NDArray[np.bool_]) -> FloatArray:
    """Marshall's estimator: each area among its members, every member's spread taken round its own local rate."""
    people = member @ n
    centre = member @ x / people
    rate = x / n
    spread = member @ (n * (rate - centre) ** 2) / people
    return _kept(rate, n, centre, spread, people / member.sum(axis=1))


def _kept(rate: FloatArray, n: FloatArray, centre: ArrayLike, spread: ArrayLike, typical: ArrayLike) -> FloatArray:
    """Rates drawn towards the centre, by how much of their spread chance explains; `typical` is a mean population."""
    between = np.maximum(spread - centre / typical, 0.0)
    total = between + centre / n
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.where(total > 0, between / total, 0.0)
    return centre + kept * (rate - centre)
