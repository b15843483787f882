"""Intervals for the largest of many: a measure whose group, or pair of groups, was chosen by its own value.

The measure is T = max over candidates c of g_c(theta). What is seen is the largest of noisy g_c, which is too large; and
a textbook interval round it forgets that another candidate may be the true one. With independent normal errors

* T <= max (g_c + z s_c) fails only if the one true candidate fails: no correction for the choice is needed;
* T >= max (g_c - q s_c) needs q to hold for all candidates that could be the largest at once: Tukey and Kramer's
  studentized range for pairs of groups, else Bonferroni's bound;
* the same with the median in place of the tail gives an estimate that is as often too high as too low.

Candidates that are clearly not the largest are put aside first, at a tenth of the lower tail's error. Chernozhukov, Lee
and Rosen (Econometrica 2013;81:667-737) give the theory; Hayter (Ann Stat 1984;12:61-75) shows that Tukey and Kramer's
bound is on the safe side for unequal errors.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from evenground.stats.arrays import FloatArray
from evenground.stats.inequality.measure import Measure
from evenground.stats.inequality.settings import Block

ASIDE = 0.1
"""Part of the lower tail's error that is spent on putting candidates aside."""


class Bounds(NamedTuple):
    """Corrected estimate and limits, (m,)."""

    estimate: FloatArray
    low: FloatArray
    high: FloatArray


@lru_cache(maxsize=4096)
def range_quantile(groups: int, probability: float) -> float:
    """Quantile of the range (largest minus least) of so many standard normal values.

    Parameters
    ----------
    groups : int
        How many values, 2 or more.
    probability : float
        Between 0 and 1.

    Returns
    -------
    float
        In standard deviations of one value.

    References
    ----------
    Hartley HO. The range in random samples. Biometrika 1942;32:334-348.

    Examples
    --------
    >>> round(range_quantile(2, 0.95), 4), round(range_quantile(10, 0.95), 3)
    (2.7718, 4.474)
    """
    x = np.linspace(-9, 9, 2401)
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi) * (x[1] - x[0])
    below = special.ndtr(x)
    low, high = 0.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        reached = groups * (density * (special.ndtr(x + middle) - below) ** (groups - 1)).sum()
        low, high = (middle, high) if reached < probability else (low, middle)
    return (low + high) / 2


def largest_difference(y: FloatArray, se: FloatArray, level: float) -> Bounds:
    """Largest minus least true value of k groups.

    Parameters
    ----------
    y, se : ndarray of float, shape (k, m)
        Estimates and standard errors, independent between groups; on the logarithm for a ratio.
    level : float
        Two-sided coverage.

    Returns
    -------
    Bounds
        0 or more, shape (m,).

    References
    ----------
    Chernozhukov V, Lee S, Rosen AM. Intersection bounds: estimation and inference. Econometrica 2013;81:667-737.

    Examples
    --------
    >>> found = largest_difference(np.array([[0.0], [9.0], [1.0]]), np.ones((3, 1)), 0.95)
    >>> found.estimate.round(2), found.low.round(2), found.high.round(2)
    (array([8.23]), array([5.78]), array([11.77]))
    """
    tail = (1 - level) / 2
    top, bottom = _plausible(y, se, tail * ASIDE), _plausible(-y, se, tail * ASIDE)
    either = (top | bottom).sum(axis=0)
    apart = ~(top & bottom).any(axis=0)
    pairs = top.sum(axis=0) * bottom.sum(axis=0)
    need = [1 - tail * (1 - ASIDE), 0.5]
    critical = [_pair_quantile(either, pairs, apart, probability) for probability in need]
    low, estimate = (_widest(y, se, -q) for q in critical)
    high = _widest(y, se, np.full(y.shape[1], special.ndtri(1 - tail)))
    low, estimate = np.maximum(low, 0), np.maximum(estimate, 0)
    return Bounds(estimate, low, np.maximum(high, estimate))


def _plausible(y: FloatArray, se: FloatArray, error: float) -> NDArray[np.bool_]:
    """Groups that may have the largest true value: all but those that are clearly below another."""
    reach = special.ndtri(1 - error / (2 * len(y))) * se
    return y + reach >= (y - reach).max(axis=0)


def _pair_quantile(either: NDArray, pairs: NDArray, apart: NDArray, probability: float) -> FloatArray:
    """Studentized distance that no pair of plausible groups exceeds, with this probability."""
    counts, of = np.unique(np.maximum(either, 2), return_inverse=True)
    both = np.array([range_quantile(int(n), probability) for n in counts])[of] / np.sqrt(2)
    # with ends clearly apart each pair counts in one direction only, and pairs are never negatively correlated (Slepian)
    one_way = special.ndtri(probability ** (1 / np.maximum(pairs, 1)))
    return np.where(apart, np.minimum(both, one_way), both)


def _widest(y: FloatArray, se: FloatArray, factor: FloatArray) -> FloatArray:
    """Largest y_i - y_j + factor s_ij over all pairs."""
    found = np.full(y.shape[1], -np.inf)
    for i in range(len(y)):
        distance = y[i] - y + factor * np.sqrt(se[i] ** 2 + se**2)
        distance[i] = -np.inf
        found = np.maximum(found, distance.max(axis=0))
    return found


def largest(candidates: FloatArray, se: FloatArray, level: float) -> Bounds:
    """Largest true value of several candidates, whatever their dependence.

    Parameters
    ----------
    candidates, se : ndarray of float, shape (c, m)
        Estimates and standard errors; a candidate of minus infinity is none.
    level : float
        Two-sided coverage.

    Returns
    -------
    Bounds
        Shape (m,).

    References
    ----------
    Chernozhukov V, Lee S, Rosen AM. Intersection bounds: estimation and inference. Econometrica 2013;81:667-737.

    Examples
    --------
    >>> found = largest(np.array([[5.0], [4.5]]), np.ones((2, 1)), 0.95)
    >>> found.estimate.round(2), found.low.round(2), found.high.round(2)
    (array([4.46]), array([2.72]), array([6.96]))
    """
    tail = (1 - level) / 2
    real = np.isfinite(candidates)
    value, error = np.where(real, candidates, -np.inf), np.where(real, se, 0.0)
    plausible = _plausible(value, error, tail * ASIDE) & real
    count = np.maximum(plausible.sum(axis=0), 1)
    at_tail = special.ndtri(1 - tail * (1 - ASIDE) / count)
    at_median = special.ndtri(0.5 ** (1 / count))
    low, estimate = ((value - q * error).max(axis=0) for q in (at_tail, at_median))
    high = (value + special.ndtri(1 - tail) * error).max(axis=0)
    return Bounds(estimate, low, np.maximum(high, estimate))


def against_mean(weights: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    """Every group's lead over a weighted average, towards the favourable side, with standard errors.

    Parameters
    ----------
    weights : ndarray of float, shape (k, m)
        Weights of the average; they add up to 1.
    block : Block
        m settings.

    Returns
    -------
    lead, se : ndarray of float, shape (k, m)

    Examples
    --------
    >>> from evenground.stats.inequality import settings
    >>> block, = settings([0, 0], [10.0, 20.0], se=[3.0, 4.0], population=1, favourable=1).blocks()
    >>> lead, se = against_mean(block.share, block)
    >>> lead.ravel(), se.ravel()
    (array([-5.,  5.]), array([2.5, 2.5]))
    """
    variance = block.se**2
    lead = block.value - (weights * block.value).sum(axis=0)
    error = np.sqrt(variance * (1 - 2 * weights) + (weights**2 * variance).sum(axis=0))
    return (lead if block.favourable else -lead), error


def select(measure: Measure, block: Block, level: float) -> Bounds:
    """Corrected estimate and limits of a measure that selects by value.

    Parameters
    ----------
    measure : Measure
        One of `d`, `r`, `mdbu`, `mdbw`, `par`, `paf`, `srd`, `srr`.
    block : Block
        m settings with what the measure needs.
    level : float
        Two-sided coverage.

    Returns
    -------
    Bounds
        In the measure's unit, shape (m,).

    Examples
    --------
    >>> from evenground.stats.inequality import MEASURES, settings
    >>> block, = settings([0, 0], [10.0, 20.0], se=[1.0, 1.0], population=1, favourable=1).blocks()
    >>> select(MEASURES["mdbw", "default"], block, 0.95).estimate
    array([5.])
    """
    name, k = measure.name, block.groups
    if name in ("d", "r"):
        return _pairwise(measure, block, level)
    equal = np.full(block.value.shape, 1 / k)
    if name in ("mdbu", "mdbw", "par"):
        lead, se = against_mean(equal if name == "mdbu" else block.share, block)
        found = _from_null(largest(lead, se, level))
        # a risk is averted, and so negative, where high is bad
        return _turned(found) if name == "par" and not block.favourable else found
    if name == "srd":
        lead, se = against_mean(equal, block)
        scale = k / (k - 1)
        return _from_null(largest(scale * lead, scale * se, level))
    return _relative(name, block, level)


def _from_null(found: Bounds) -> Bounds:
    return Bounds(*(np.maximum(part, 0) for part in found))


def _turned(found: Bounds) -> Bounds:
    return Bounds(-found.estimate, -found.high, -found.low)


def _pairwise(measure: Measure, block: Block, level: float) -> Bounds:
    on_log = measure.name == "r"
    y = np.log(np.where(block.value > 0, block.value, np.nan)) if on_log else block.value
    se = block.se / block.value if on_log else block.se
    if measure.variant == "reference_group":
        at = block.reference.argmax(axis=0)[None]
        y_ref, se_ref = (np.take_along_axis(part, at, axis=0) for part in (y, se))
        lead = np.where(block.reference, -np.inf, y_ref - y if block.favourable else y - y_ref)
        found = largest(np.where(np.isnan(y), np.nan, lead), np.sqrt(se_ref**2 + se**2), level)
    else:
        found = largest_difference(y, se, level)
    missing = np.isnan(y).any(axis=0) | np.isnan(se).any(axis=0)
    found = Bounds(*(np.where(missing, np.nan, part) for part in found))
    return Bounds(*(np.exp(part) for part in found)) if on_log else found


def _relative(name: str, block: Block, level: float) -> Bounds:
    """Fraction, or summary ratio: candidates on the logarithm of best over average."""
    k, y, variance = block.groups, block.value, block.se**2
    if name == "paf":
        average, weights = np.broadcast_to(block.mean, y.shape), block.share
        own = np.zeros(y.shape)
    else:
        # each candidate against the average of the others: its own weight in that average is none
        average, weights = (y.sum(axis=0) - y) / (k - 1), np.full(y.shape, 1 / (k - 1))
        own = -weights
    positive = (y > 0) & (average > 0)
    log_ratio = np.log(np.where(positive, y / average, np.nan))
    total = (weights**2 * variance).sum(axis=0)
    # derivative of log y_j - log average by y_j is 1 / y_j - (weight + own) / average, by another -weight / average
    at_own = 1 / y - (weights + own) / average
    error = np.sqrt(at_own**2 * variance + (total - weights**2 * variance) / average**2)
    lead = log_ratio if block.favourable else -log_ratio
    found = _from_null(largest(lead, error, level))
    missing = ~positive.all(axis=0)
    found = Bounds(*(np.where(missing, np.nan, part) for part in found))
    if name == "srr":
        return Bounds(*(np.exp(part) for part in found))
    if block.favourable:
        return Bounds(*(100 * np.expm1(part) for part in found))
    return _turned(Bounds(*(-100 * np.expm1(-part) for part in found)))
