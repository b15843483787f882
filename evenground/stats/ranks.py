"""How sure is a ranking? Ranks of areas when their values are known only within their errors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from evenground.stats.arrays import FloatArray, check_level, floats

CHUNK = 2_000_000
"""Numbers drawn at a time."""


class Ranks(NamedTuple):
    """Ranks of areas, 1 for the least favourable value; arrays of shape (n,)."""

    rank: FloatArray
    """By the value seen; ties share their middle rank."""
    low: FloatArray
    high: FloatArray
    """Limits that hold the rank in the middle part of the draws."""
    in_least_favourable_fifth: FloatArray
    """Probability, 0 to 1; an area that straddles the fifth counts with its part."""


def rank_uncertainty(
    value: ArrayLike,
    se: ArrayLike,
    *,
    favourable: bool = False,
    population: ArrayLike | None = None,
    level: float = 0.95,
    draws: int = 4000,
    seed: int = 0,
) -> Ranks:
    """Ranks with limits, and the probability of being in the fifth with the least favourable values.

    Parameters
    ----------
    value, se : array_like of float, shape (n,)
        Values of areas and their standard errors.
    favourable : bool, default False
        True where a high value is good.
    population : array_like of float, shape (n,), optional
        Residents. Given, the fifth is one of residents; without, of areas.
    level : float, default 0.95
        Part of the draws that the limits hold.
    draws : int, default 4000
        Simulated tables.
    seed : int, default 0
        Same seed, same result.

    Returns
    -------
    Ranks
        Missing for an area without value or standard error, which takes no rank; the others are ranked without it.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Notes
    -----
    Draws spread areas further apart than they are, so a probability near 0 or 1 is a little too sure of itself for areas
    with large errors. Modelled values whose limits overlap are not to be ranked at all.

    References
    ----------
    Goldstein H, Spiegelhalter DJ. League tables and their limitations. J R Stat Soc A 1996;159:385-443.

    Examples
    --------
    >>> found = rank_uncertainty([10.0, 20.0, 30.0, 31.0, 90.0], [1.0, 1.0, 1.0, 1.0, 1.0])
    >>> found.rank, found.low, found.high
    (array([5., 4., 3., 2., 1.]), array([5., 4., 2., 2., 1.]), array([5., 4., 3., 3., 1.]))
    """
    check_level(level)
    y, error = floats(value, se)
    known = ~np.isnan(y) & (error >= 0)
    n = int(known.sum())
    missing = np.full(y.shape, np.nan)
    if n == 0:
        return Ranks(missing, missing.copy(), missing.copy(), missing.copy())
    people = np.ones(n) if population is None else np.asarray(population, dtype=float)[known]
    people = np.nan_to_num(people)
    bad = -y[known] if favourable else y[known]
    rng = np.random.default_rng(seed)
    ranks = np.empty((draws, n), dtype=np.int32)
    inside = np.zeros(n)
    step = max(1, CHUNK // n)
    for start in range(0, draws, step):
        count = min(step, draws - start)
        drawn = bad + error[known] * rng.standard_normal((count, n))
        order = np.argsort(-drawn, axis=1)
        np.put_along_axis(ranks[start : start + count], order, np.arange(1, n + 1, dtype=np.int32)[None], axis=1)
        inside += _parts_in_fifth(order, people)
    tail = (1 - level) / 2
    low, high = np.quantile(ranks, [tail, 1 - tail], axis=0, method="inverted_cdf")
    sorted_bad = np.sort(-bad)
    left, right = (np.searchsorted(sorted_bad, -bad, side=side) for side in ("left", "right"))
    filled = []
    for part in ((left + right + 1) / 2, low, high, inside / draws):
        column = missing.copy()
        column[known] = part
        filled.append(column)
    return Ranks(*filled)


def _parts_in_fifth(order: np.ndarray, people: FloatArray) -> FloatArray:
    """Summed over draws, the part of each area that lies in the first fifth of the order."""
    part = people[order]
    held = np.cumsum(part, axis=1)
    inside = np.clip(people.sum() / 5 - (held - part), 0, part) / np.where(part > 0, part, 1)
    return np.bincount(order.ravel(), inside.ravel(), people.size)
