"""Rates made comparable between populations of different age: direct and indirect standardisation."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from evenground.stats import intervals
from evenground.stats.arrays import FloatArray, check_level, floats
from evenground.stats.rates import Estimate


class Parts(NamedTuple):
    """What every directly standardised interval is made of; all per person, shape (...)."""

    rate: FloatArray
    variance: FloatArray
    events: FloatArray
    largest_weight: FloatArray
    mean_weight: FloatArray
    mean_square_weight: FloatArray


def _parts(
    events: ArrayLike, denominator: ArrayLike, standard_population: ArrayLike, squares: ArrayLike | None
) -> Parts:
    """`squares`: the variance of each age group's events where they are not independent; else the events themselves."""
    x, n, standard = floats(events, denominator, standard_population)
    spread = x if squares is None else np.broadcast_to(np.asarray(squares, dtype=float), x.shape)
    # an age group without people has no rate: the standardised rate is not known either
    n = np.where(n > 0, n, np.nan)
    x = np.where(x >= 0, x, np.nan)
    weight = standard / standard.sum(axis=-1, keepdims=True) / n
    return Parts(
        (weight * x).sum(axis=-1),
        (weight**2 * spread).sum(axis=-1),
        x.sum(axis=-1),
        weight.max(axis=-1),
        weight.mean(axis=-1),
        (weight**2).mean(axis=-1),
    )


def dobson(
    events: ArrayLike,
    denominator: ArrayLike,
    standard_population: ArrayLike,
    *,
    variance: ArrayLike | None = None,
    per: float = 100_000,
    level: float = 0.95,
    minimum_events: float = 10,
) -> Estimate:
    """Directly standardised rate with Dobson's limits.

    Parameters
    ----------
    events, denominator : array_like of float, shape (..., ages)
        Events and people of each age group.
    standard_population : array_like of float, shape (ages,) or (..., ages)
        People of each age group in the standard population.
    variance : array_like of float, shape (..., ages), optional
        Variance of each age group's events where one person can have several: the sum over people of their events
        squared. Without it events are independent.
    per : float, default 100,000
        Multiplier.
    level : float, default 0.95
        Two-sided coverage.
    minimum_events : float, default 10
        Below so many events in all, nothing is given: the limits do not hold.

    Returns
    -------
    Estimate
        Per `per`, shape (...). Missing where there are too few events, an age group has no people or anything is
        missing.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Notes
    -----
    rate + sqrt(variance of the rate / events) (limit of the events - events), with Byar's limits of the events.

    References
    ----------
    Dobson AJ, Kuulasmaa K, Eberle E, Scherer J. Confidence intervals for weighted sums of Poisson parameters. Stat Med
    1991;10:457-462.

    Examples
    --------
    >>> found = dobson([[20, 40]], [[1000, 500]], [600, 400], per=1000)
    >>> found.value.round(2), found.low.round(2), found.high.round(2)
    (array([44.]), array([33.49]), array([56.74]))
    """
    parts = _parts(events, denominator, standard_population, variance)
    enough = parts.events >= minimum_events
    rate = np.where(enough, parts.rate, np.nan)
    low, high = intervals.byar_count(parts.events, level=level)
    with np.errstate(divide="ignore", invalid="ignore"):
        stretch = np.sqrt(parts.variance / parts.events)
    return Estimate(
        per * rate,
        per * np.where(enough, np.sqrt(parts.variance), np.nan),
        per * (rate + stretch * (low - parts.events)),
        per * (rate + stretch * (high - parts.events)),
    )


def fay_feuer(
    events: ArrayLike,
    denominator: ArrayLike,
    standard_population: ArrayLike,
    *,
    per: float = 100_000,
    level: float = 0.95,
) -> Estimate:
    """Directly standardised rate with gamma limits after Fay and Feuer: never too narrow, also with very few events.

    Parameters
    ----------
    events, denominator : array_like of float, shape (..., ages)
        Events and people of each age group.
    standard_population : array_like of float, shape (ages,) or (..., ages)
        People of each age group in the standard population.
    per : float, default 100,000
        Multiplier.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Estimate
        Per `per`, shape (...). No events gives 0, a lower limit of 0 and a finite upper limit. Missing where an age
        group has no people or anything is missing.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Fay MP, Feuer EJ. Confidence intervals for directly standardized rates: a method based on the gamma distribution.
    Stat Med 1997;16:791-801.

    Examples
    --------
    >>> found = fay_feuer([[2, 4]], [[1000, 500]], [600, 400], per=1000)
    >>> found.low.round(2), found.high.round(2)
    (array([1.6]), array([9.74]))
    """
    parts = _parts(events, denominator, standard_population, None)
    return _gamma(parts, parts.largest_weight, parts.largest_weight**2, per, level)


def tiwari(
    events: ArrayLike,
    denominator: ArrayLike,
    standard_population: ArrayLike,
    *,
    per: float = 100_000,
    level: float = 0.95,
) -> Estimate:
    """Directly standardised rate with gamma limits after Tiwari, Clegg and Zou: the upper one less wide.

    Parameters
    ----------
    events, denominator : array_like of float, shape (..., ages)
        Events and people of each age group.
    standard_population : array_like of float, shape (ages,) or (..., ages)
        People of each age group in the standard population.
    per : float, default 100,000
        Multiplier.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Estimate
        Per `per`, shape (...); edges as in `fay_feuer`, whose lower limit it shares.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Tiwari RC, Clegg LX, Zou Z. Efficient interval estimation for age-adjusted cancer rates. Stat Methods Med Res
    2006;15:547-569.

    Examples
    --------
    >>> found = tiwari([[2, 4]], [[1000, 500]], [600, 400], per=1000)
    >>> found.low.round(2), found.high.round(2)
    (array([1.6]), array([9.56]))
    """
    parts = _parts(events, denominator, standard_population, None)
    return _gamma(parts, parts.mean_weight, parts.mean_square_weight, per, level)


def _gamma(parts: Parts, added: FloatArray, added_square: FloatArray, per: float, level: float) -> Estimate:
    """Gamma limits; `added` is the weight of one more event, for the upper limit."""
    tail = (1 - check_level(level)) / 2
    some = parts.events > 0
    rate, variance = np.where(some, parts.rate, 1.0), np.where(some, parts.variance, 1.0)
    low = variance / rate * special.gammaincinv(rate**2 / variance, tail)
    above, spread = parts.rate + added, parts.variance + added_square
    high = spread / above * special.gammaincinv(above**2 / spread, 1 - tail)
    low = np.where(some, low, np.where(np.isnan(parts.events), np.nan, 0.0))
    return Estimate(per * parts.rate, per * np.sqrt(parts.variance), per * low, per * high)


class Indirect(NamedTuple):
    """Indirectly standardised ratio and rate; arrays of one shape."""

    observed: FloatArray
    expected: FloatArray
    ratio: Estimate
    rate: Estimate
    reference_rate: FloatArray


def indirect(
    events: ArrayLike,
    denominator: ArrayLike,
    reference_events: ArrayLike,
    reference_denominator: ArrayLike,
    *,
    per_ratio: float = 100,
    per_rate: float = 100_000,
    level: float = 0.95,
) -> Indirect:
    """Indirect standardisation: observed events against those expected at the reference population's rates.

    Parameters
    ----------
    events : array_like of float, shape (..., ages)
        Events by age; only their sum counts, so unknown ages may be given as one more age group without people.
    denominator : array_like of float, shape (..., ages)
        People of each age group.
    reference_events, reference_denominator : array_like of float, shape (ages,) or (..., ages)
        Events and people of the reference population.
    per_ratio, per_rate : float
        Multipliers of the ratio (100: reference = 100) and of the rate.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Indirect
        Shapes (...). Ratios of two areas are each against the reference and not strictly comparable with each other.
        Missing where the reference has no people in an age group, nothing is expected, or anything is missing.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Breslow NE, Day NE. Statistical Methods in Cancer Research, vol. II. IARC; 1987, chapter 2.

    Examples
    --------
    >>> found = indirect([[20, 40]], [[1000, 500]], [100, 600], [10000, 10000])
    >>> found.expected, found.ratio.value.round(1), found.ratio.low.round(1), found.rate.value.round()
    (array([40.]), array([150.]), array([114.5]), array([5250.]))
    """
    x, n, reference_x, reference_n = floats(events, denominator, reference_events, reference_denominator)
    reference_n = np.where(reference_n > 0, reference_n, np.nan)
    observed = x.sum(axis=-1)
    expected = (n * reference_x / reference_n).sum(axis=-1)
    expected = np.where((expected > 0) & (observed >= 0), expected, np.nan)
    reference_rate = reference_x.sum(axis=-1) / reference_n.sum(axis=-1)
    low, high = intervals.ratio_interval(observed, expected, level=level)
    parts = observed / expected, np.sqrt(observed) / expected, low, high
    return Indirect(
        observed,
        expected,
        Estimate(*(per_ratio * part for part in parts)),
        Estimate(*(per_rate * reference_rate * part for part in parts)),
        per_rate * reference_rate,
    )
