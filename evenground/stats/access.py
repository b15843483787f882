"""Floating catchment areas: supply within reach, shared among all who can reach it.

Costs are travel times or distances. A place's ratio depends on everybody in reach of its suppliers, so a catchment that
is cut at a city's edge makes the edge look better served than it is: give origins beyond it too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from evenground.stats.arrays import FloatArray

Bands = Sequence[tuple[float, float]]
"""(largest cost, weight), the nearest first: [(10, 1), (20, 0.68), (30, 0.22)]."""


def band_weights(cost: ArrayLike, bands: Bands) -> FloatArray:
    """Weight of each trip by the band its cost falls in.

    Parameters
    ----------
    cost : array_like of float, any shape
        Missing or beyond the last band: cannot be reached.
    bands : sequence of (float, float)
        Largest cost and weight of each band; a cost on the border belongs to the nearer band.

    Returns
    -------
    ndarray of float, shape of `cost`
        0 where it cannot be reached.

    Raises
    ------
    ValueError
        If the costs of the bands do not ascend.

    Examples
    --------
    >>> band_weights([5, 10, 20.5, 31], [(10, 1), (20, 0.68), (30, 0.22)])
    array([1.  , 1.  , 0.22, 0.  ])
    """
    limits = np.array([limit for limit, _ in bands], dtype=float)
    if (np.diff(limits) <= 0).any():
        raise ValueError(f"costs of the bands must ascend, got {limits.tolist()}")
    weights = np.array([*(weight for _, weight in bands), 0.0])
    trip = np.asarray(cost, dtype=float)
    band = np.searchsorted(limits, np.where(np.isnan(trip), np.inf, trip), side="left")
    return weights[band]


def two_step(population: ArrayLike, supply: ArrayLike, weights: ArrayLike) -> FloatArray:
    """Supply per person in reach: the two-step floating catchment area, plain or enhanced by the weights.

    Parameters
    ----------
    population : array_like of float, shape (origins,)
        People at each origin.
    supply : array_like of float, shape (destinations,)
        Doctors, places, hours at each destination.
    weights : array_like of float, shape (origins, destinations)
        How well each destination is reached from each origin, 0 to 1: 1 within one limit for the plain method, or
        `band_weights` for the enhanced one.

    Returns
    -------
    ndarray of float, shape (origins,)
        Supply per person; 0 where none is in reach. A destination that nobody reaches adds nothing.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    Luo W, Wang F. Measures of spatial accessibility to health care in a GIS environment. Environ Plann B
    2003;30:865-884. Luo W, Qi Y. An enhanced two-step floating catchment area method. Health Place 2009;15:1100-1107.

    Examples
    --------
    >>> two_step([100, 300], [2.0], [[1.0], [1.0]])
    array([0.005, 0.005])
    """
    people, offered, reach = _fitting(population, supply, weights)
    asked = people @ reach
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(asked > 0, offered / asked, 0.0)
    return reach @ ratio


def three_step(population: ArrayLike, supply: ArrayLike, weights: ArrayLike) -> FloatArray:
    """Supply per person in reach, with competition: who has more choice asks less of each destination.

    Parameters
    ----------
    population, supply, weights
        As for `two_step`.

    Returns
    -------
    ndarray of float, shape (origins,)
        Supply per person; 0 where none is in reach.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    Wan N, Zou B, Sternberg T. A three-step floating catchment area method for analyzing spatial access to health
    services. Int J Geogr Inf Sci 2012;26:1073-1089.

    Examples
    --------
    >>> three_step([100, 300], [2.0, 2.0], [[1.0, 0.0], [1.0, 1.0]]).round(4)
    array([0.008 , 0.0107])
    """
    people, offered, reach = _fitting(population, supply, weights)
    total = reach.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        choice = np.where(total > 0, reach / total, 0.0)
        asked = people @ (choice * reach)
        ratio = np.where(asked > 0, offered / asked, 0.0)
    return (choice * reach) @ ratio


def _fitting(population: ArrayLike, supply: ArrayLike, weights: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
    people, offered, reach = (np.asarray(part, dtype=float) for part in (population, supply, weights))
    if reach.shape != (people.size, offered.size):
        raise ValueError(
            f"weights have shape {reach.shape}; {people.size} origins and {offered.size} destinations need their own row and column"
        )
    return np.nan_to_num(people), np.nan_to_num(offered), reach
