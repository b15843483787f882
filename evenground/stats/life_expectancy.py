"""Abridged life tables (Chiang II) with Silcocks' variance."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from evenground.stats.arrays import FloatArray, floats, z_of

# ages 0, 1 to 4, then five-year groups to an open one from 90: the tables of most statistical offices
STARTS = (0, 1, *range(5, 95, 5))
# part of the interval lived by those who die in it: infants die early in their first year
INFANT_FRACTION = 0.1
OTHER_FRACTION = 0.5


class LifeTable(NamedTuple):
    """Columns of an abridged life table, shape (..., ages); l0 is 1."""

    probability: FloatArray
    survivors: FloatArray
    years_lived: FloatArray
    years_left: FloatArray
    expectancy: FloatArray


class Expectancy(NamedTuple):
    """Life expectancy at each start age with standard error and limits, years, shape (..., ages)."""

    value: FloatArray
    se: FloatArray
    low: FloatArray
    high: FloatArray
    reason: np.ndarray
    """Why it is missing, shape (...): empty, `population too small`, `no deaths at the oldest ages`, `empty age group`,
    `interval too wide`."""


def _widths(starts: ArrayLike) -> tuple[FloatArray, FloatArray]:
    ages = np.asarray(starts, dtype=float)
    if ages.ndim != 1 or ages.size < 2 or (np.diff(ages) <= 0).any():
        raise ValueError(f"start ages must ascend, got {ages.tolist()}")
    fraction = np.where(ages[:-1] < 1, INFANT_FRACTION, OTHER_FRACTION)
    return np.diff(ages), fraction


def life_table(death_rates: ArrayLike, starts: ArrayLike = STARTS) -> LifeTable:
    """Abridged life table from death rates.

    Parameters
    ----------
    death_rates : array_like of float, shape (..., ages)
        Deaths per person-year in each age group; the last group is open.
    starts : array_like of float, shape (ages,)
        First age of each group; by default 0, 1, 5, 10 ... 90.

    Returns
    -------
    LifeTable
        Shape (..., ages). Where nobody dies in the open group its expectancy, and with it every other, is missing.

    Raises
    ------
    ValueError
        If the start ages do not ascend.

    References
    ----------
    Chiang CL. The Life Table and its Construction. In: Introduction to Stochastic Processes in Biostatistics. Wiley;
    1968.

    Examples
    --------
    >>> life_table([0.01, 0.1], [0, 50]).expectancy.round(2)
    array([41.03, 10.  ])
    """
    width, fraction = _widths(starts)
    rate = np.asarray(death_rates, dtype=float)
    rate = np.where(rate >= 0, rate, np.nan)
    dying = width * rate[..., :-1] / (1 + width * (1 - fraction) * rate[..., :-1])
    probability = np.concatenate([np.minimum(dying, 1.0), np.ones_like(rate[..., -1:])], axis=-1)
    start = np.ones_like(rate[..., :1])
    survivors = np.concatenate([start, np.cumprod(1 - probability[..., :-1], axis=-1)], axis=-1)
    lived = width * (survivors[..., 1:] + fraction * (survivors[..., :-1] - survivors[..., 1:]))
    with np.errstate(divide="ignore", invalid="ignore"):
        open_years = np.where(rate[..., -1:] > 0, survivors[..., -1:] / rate[..., -1:], np.nan)
        years = np.concatenate([lived, open_years], axis=-1)
        left = np.cumsum(years[..., ::-1], axis=-1)[..., ::-1]
        expectancy = np.where(survivors > 0, left / survivors, np.nan)
    return LifeTable(probability, survivors, years, left, expectancy)


def life_expectancy(
    deaths: ArrayLike,
    population: ArrayLike,
    starts: ArrayLike = STARTS,
    *,
    level: float = 0.95,
    minimum_population: float = 5000,
    widest: float = 20,
) -> Expectancy:
    """Life expectancy at every start age, with Silcocks' variance.

    Parameters
    ----------
    deaths, population : array_like of float, shape (..., ages)
        Deaths and person-years of each age group; several years pooled for small areas.
    starts : array_like of float, shape (ages,)
        First age of each group; by default 0, 1, 5, 10 ... 90.
    level : float, default 0.95
        Two-sided coverage.
    minimum_population : float, default 5000
        At or under so many person-years in all, nothing is given.
    widest : float, default 20
        Years; an expectancy whose 95% interval is wider is not given.

    Returns
    -------
    Expectancy
        Years, shape (..., ages), with the reason why one is missing, shape (...).

    Raises
    ------
    ValueError
        If the start ages do not ascend, or `level` is not between 0 and 1.

    Notes
    -----
    It is the length of life at today's death rates of an area, for whoever lives there now; people move, so it is not
    how long those born there will live. Silcocks' variance counts the deaths of the open age group too.

    References
    ----------
    Silcocks PBS, Jenner DA, Reza R. Life expectancy as a summary of mortality in a population: statistical
    considerations and suitability for use by health authorities. J Epidemiol Community Health 2001;55:38-43.

    Examples
    --------
    >>> found = life_expectancy([50, 100], [5000, 1000], [0, 50])
    >>> found.value.round(2), found.low.round(2)
    (array([41.03, 10.  ]), array([36.59,  8.04]))
    """
    d, n = floats(deaths, population)
    width, fraction = _widths(starts)
    rate = np.where((n > 0) & (d >= 0), d, np.nan) / np.where(n > 0, n, np.nan)
    table = life_table(rate, starts)
    variance = _silcocks(table, d, rate, width, fraction)
    half = np.sqrt(variance)
    wide = 2 * z_of(0.95) * half > widest
    small = n.sum(axis=-1) <= minimum_population
    empty = np.isnan(rate).any(axis=-1)
    reason = np.select(
        [small, empty, d[..., -1] == 0, wide[..., 0]],
        ["population too small", "empty age group", "no deaths at the oldest ages", "interval too wide"],
        default="",
    )
    hidden = wide | small[..., None] | empty[..., None]
    value, se = np.where(hidden, np.nan, table.expectancy), np.where(hidden, np.nan, half)
    z = z_of(level)
    return Expectancy(value, se, value - z * se, value + z * se, reason)


def _silcocks(
    table: LifeTable, deaths: FloatArray, rate: FloatArray, width: FloatArray, fraction: FloatArray
) -> FloatArray:
    """Variance of the expectancy at each start age."""
    probability = table.probability[..., :-1]
    some = np.where(deaths > 0, deaths, 1.0)
    # nobody died: the estimated probability is 0 and so is its binomial variance
    dying = probability**2 * (1 - probability) / some[..., :-1]
    later = table.expectancy[..., 1:] + width * (1 - fraction)
    parts = table.survivors[..., :-1] ** 2 * later**2 * dying
    with np.errstate(divide="ignore", invalid="ignore"):
        oldest = table.survivors[..., -1:] ** 2 / rate[..., -1:] ** 2 / some[..., -1:]
        summed = np.cumsum(np.concatenate([parts, oldest], axis=-1)[..., ::-1], axis=-1)[..., ::-1]
        return summed / table.survivors**2
