"""If every group had the rate of …: how many fewer events, or how many more people with a good outcome.

Counting only what groups would gain, and choosing the best group by its own value, both make the plain number too
large. So the estimate is corrected and the limits allow for it, as in `inequality.selection` and `inequality.folded`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenground.stats.arrays import FloatArray, check_level, floats, z_of
from evenground.stats.inequality.folded import ALIKE, LIKELY, NEAR, excess, expected_excess
from evenground.stats.inequality.quadratic import Form, invert
from evenground.stats.inequality.selection import largest


class Gain(NamedTuple):
    """Events averted, or people gained, with limits; and the rate that all groups are given."""

    value: float
    low: float
    high: float
    reference: float
    kind: str
    """`named`, `best group`, `best fifth`, or empty (missing)."""


NOTHING = Gain(np.nan, np.nan, np.nan, np.nan, "")


def if_all_had(
    rate: ArrayLike,
    se: ArrayLike,
    population: ArrayLike,
    *,
    reference: ArrayLike | None = None,
    reliable: ArrayLike = True,
    favourable: bool = False,
    per: float = 100_000,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> Gain:
    """What would change if every group had the rate of one of them.

    Parameters
    ----------
    rate, se, population : array_like of float, shape (groups,)
        Rates per `per`, their standard errors, and people of groups that do not overlap.
    reference : array_like of bool, shape (groups,), optional
        True for the named reference group; without it the best reliable group is taken.
    reliable : array_like of bool, shape (groups,)
        Which rates are reliable. When the named reference is not, or no group is, the best fifth is pooled: the groups
        with the best rates until they hold a fifth of all people.
    favourable : bool, default False
        True where a high rate is good.
    per : float, default 100,000
        Unit of the rates.
    level : float, default 0.95
        Two-sided coverage.
    draws, seed : int
        Simulated tables behind the best fifth's correction; same seed, same limits.

    Returns
    -------
    Gain
        0 or more. Against a named group, groups that do better stay as they are; against the best group or fifth the
        whole population is given that rate. Everything is missing without a rate, an error and people for every group.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Notes
    -----
    It describes a difference; it does not say that the groups could reach that rate, or how.

    References
    ----------
    Chernozhukov V, Lee S, Rosen AM. Intersection bounds: estimation and inference. Econometrica 2013;81:667-737.

    Examples
    --------
    >>> found = if_all_had([100.0, 50.0], [5.0, 5.0], [10000, 10000], reference=[False, True])
    >>> round(found.value, 2), round(found.low, 1), round(found.high, 1), found.kind
    (5.0, 3.6, 6.4, 'named')
    """
    check_level(level)
    y, error, people, fine = floats(rate, se, population, reliable)
    if np.isnan(y + error).any() or not (people > 0).all() or (error < 0).any():
        return NOTHING
    good = y if favourable else -y
    named = np.zeros(y.size, bool) if reference is None else np.asarray(reference, dtype=bool)
    is_named, can_rely = named.sum() == 1, fine > 0
    if is_named and can_rely[named].all():
        return _against_named(good, error, people / per, named, level, favourable)
    if not is_named and can_rely.any():
        return _against_best(good, error, people / per, can_rely, level, favourable)
    return _against_fifth(good, error, people / per, level, favourable, draws, seed)


def _against_named(
    good: FloatArray, error: FloatArray, weight: FloatArray, named: NDArray, level: float, favourable: bool
) -> Gain:
    """Sum of the groups' shortfalls, each cut at 0: half of what noise adds to a distance, it adds here."""
    other = ~named
    short, w = good[named] - good[other], weight[other]
    sigma = np.sqrt(error[other] ** 2 + error[named] ** 2)
    noisy = sigma > 0
    steps = np.abs(short) / np.where(noisy, sigma, 1.0)
    near = noisy & (steps < NEAR)
    spread = np.sqrt(max((steps[near] ** 2).mean() - 1, 0.0)) if near.any() else 0.0
    expected = np.where(near, expected_excess(steps[:, None], np.array([spread]))[:, 0], 0.0)
    at_most = np.where(noisy, excess(np.maximum(steps - LIKELY, 0)), 0.0)
    total = (w * np.maximum(short, 0)).sum()
    counts = (short > 0) | (steps < ALIKE)
    half = z_of(level) * np.sqrt(((w * error[other])[counts] ** 2).sum() + (w[counts].sum() * error[named][0]) ** 2)
    value = max(total - (w * expected * sigma).sum() / 2, 0.0)
    low = max(total - half - (w * at_most * sigma).sum() / 2, 0.0)
    rate = good[named][0] if favourable else -good[named][0]
    return Gain(float(value), float(min(low, value)), float(max(total + half, value)), float(rate), "named")


def _against_best(
    good: FloatArray, error: FloatArray, weight: FloatArray, can_rely: NDArray, level: float, favourable: bool
) -> Gain:
    """Everyone at the best reliable group's rate: the largest lead over the average, times all people."""
    share = weight / weight.sum()
    lead = np.where(can_rely, good - (share * good).sum(), -np.inf)
    spread = np.sqrt(error**2 * (1 - 2 * share) + (share**2 * error**2).sum())
    found = largest(weight.sum() * lead[:, None], weight.sum() * spread[:, None], level)
    best = np.where(can_rely, good, -np.inf).max()
    value, low, high = (max(float(part[0]), 0.0) for part in found)
    return Gain(value, low, high, float(best if favourable else -best), "best group")


def _against_fifth(
    good: FloatArray, error: FloatArray, weight: FloatArray, level: float, favourable: bool, draws: int, seed: int
) -> Gain:
    """Everyone at the pooled rate of the best fifth, chosen anew in tables drawn round shrunken ones."""
    share = weight / weight.sum()
    mean = (share * good).sum()
    noise = error * np.random.default_rng(seed).standard_normal((draws, good.size))

    def added(kept: float) -> tuple[float, float]:
        """What choosing by noisy rates adds on average, and its spread, if true distances are `kept` times those seen."""
        true = mean + kept * (good - mean)
        drawn = _fifth(true + noise, share) - ((true + noise) * share).sum(axis=1)
        return drawn.mean() - (_fifth(true[None], share)[0] - mean), drawn.std()

    likely, least = _kept(good, error, share, level)
    (bias, spread), (most_bias, most_spread) = added(likely), added(least)
    half = z_of(level) * max(spread, most_spread)
    lead, people = _fifth(good[None], share)[0] - mean, weight.sum()
    value, low, high = (max(part, 0.0) for part in (lead - bias, lead - most_bias - half, lead + half))
    best = mean + lead
    found = (float(people * part) for part in (value, min(low, value), high))
    return Gain(*found, float(best if favourable else -best), "best fifth")


def _kept(good: FloatArray, error: FloatArray, share: FloatArray, level: float) -> tuple[float, float]:
    """True distances from the average as part of those seen: the likely part, and the least that may be true."""
    distance = good - (share * good).sum()
    seen, variance = (share * distance**2).sum(), error**2
    added = (share * (1 - share) * variance).sum()
    if seen == 0 or added == 0:
        return 1.0, 1.0
    w = share**2 * variance
    half_square = w.sum() ** 2 + ((share * (1 - share) * variance) ** 2 - w**2).sum()
    form = Form(*(np.array([part]) for part in (seen, 4 * (w * distance**2).sum(), added, half_square)))
    least = invert(form, (1 + level) / 2, form.value)[0]
    return float(np.sqrt(max(seen - added, 0.0) / seen)), float(np.sqrt(min(least / seen, 1.0)))


def _fifth(good: FloatArray, share: FloatArray) -> FloatArray:
    """Rate of the fifth of people in the best groups, in each table; a group that straddles the fifth is split."""
    order = np.argsort(-good, axis=1)
    part = share[order]
    held = np.cumsum(part, axis=1)
    inside = np.clip(0.2 - (held - part), 0.0, part)
    return (inside * np.take_along_axis(good, order, axis=1)).sum(axis=1) / 0.2
