"""Confidence limits of one proportion, rate or mean.

A number that cannot be made (nobody counted, a negative count, more events than people) is missing; nothing raises for
a bad row, so that one row never stops the others. `census_sample_interval` lives in `census_sample` and is offered here
too, because every reader of this module looks for it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from evenground.stats.arrays import FloatArray, Interval, check_level, floats, ratio, z_of
from evenground.stats.census_sample import census_sample_interval

__all__ = [
    "Interval",
    "byar_count",
    "census_sample_interval",
    "clopper_pearson",
    "count_interval",
    "effective_sample",
    "exact_count",
    "korn_graubard",
    "mean",
    "normal",
    "proportion",
    "rate",
    "ratio_interval",
]


def _possible_share(numerator: ArrayLike, denominator: ArrayLike) -> list[FloatArray]:
    """Both as floats, missing where the numerator is not within 0 and a denominator above 0."""
    x, n = floats(numerator, denominator)
    possible = (n > 0) & (x >= 0) & (x <= n)
    return [np.where(possible, x, np.nan), np.where(possible, n, np.nan)]


def proportion(numerator: ArrayLike, denominator: ArrayLike, *, level: float = 0.95) -> Interval:
    """Wilson's score limits of a proportion from a full count or a simple random sample.

    Parameters
    ----------
    numerator, denominator : array_like of float, shape (n,)
        People with the characteristic, and all people; real counts, not percentages, not rounded or weighted counts.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        Limits on the scale 0 to 1, shape (n,); times 100 for percent. Missing where the numerator is negative or above
        the denominator, or the denominator is not above 0. A numerator of 0 has a lower limit of exactly 0.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Wilson EB. Probable inference, the law of succession, and statistical inference. JASA 1927;22:209-212.
    Newcombe RG. Two-sided confidence intervals for the single proportion. Stat Med 1998;17:857-872.

    Examples
    --------
    >>> low, high = proportion([0, 20], [10, 100])
    >>> low.round(4), high.round(4)
    (array([0.    , 0.1334]), array([0.2775, 0.2888]))
    """
    z = z_of(level)
    x, n = _possible_share(numerator, denominator)
    root = z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    low = (2 * x + z**2 - root) / (2 * (n + z**2))
    high = (2 * x + z**2 + root) / (2 * (n + z**2))
    return Interval(np.where(x == 0, 0.0, low), np.where(x == n, 1.0, high))


def exact_count(events: ArrayLike, *, level: float = 0.95) -> Interval:
    """Exact (Garwood) limits of a Poisson count, by the chi-square distribution.

    Parameters
    ----------
    events : array_like of float, shape (n,)
        Events observed; a fraction (from an average or an imputation) is allowed.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        Limits in events, shape (n,). No events gives 0 and a finite upper limit; negative or missing gives missing.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;28:437-442.

    Examples
    --------
    >>> low, high = exact_count([0, 10])
    >>> low.round(3), high.round(3)
    (array([0.   , 4.795]), array([ 3.689, 18.39 ]))
    """
    tail = (1 - check_level(level)) / 2
    count = np.asarray(events, dtype=float)
    count = np.where(count >= 0, count, np.nan)
    low = special.gammaincinv(np.where(count > 0, count, 1.0), tail)
    high = special.gammainccinv(count + 1, tail)
    return Interval(np.where(count > 0, low, np.where(count == 0, 0.0, np.nan)), high)


def byar_count(events: ArrayLike, *, level: float = 0.95) -> Interval:
    """Byar's approximate limits of a Poisson count.

    Parameters
    ----------
    events : array_like of float, shape (n,)
        Events observed.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        Limits in events, shape (n,); within 0.01 event of the exact ones from 10 events at 95%. No events gives a lower
        limit of 0, and so does a count too small for its formula; negative or missing gives missing.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Breslow NE, Day NE. Statistical Methods in Cancer Research, vol. II. IARC; 1987, chapter 2.

    Examples
    --------
    >>> low, high = byar_count([10])
    >>> low.round(2), high.round(2)
    (array([4.79]), array([18.39]))
    """
    z = z_of(level)
    count = np.asarray(events, dtype=float)
    count = np.where(count >= 0, count, np.nan)
    some = np.where(count == 0, 1.0, count)  # the lower formula divides by the count
    low = some * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    more = count + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return Interval(np.where(count == 0, 0.0, np.maximum(low, 0.0)), high)


def count_interval(events: ArrayLike, *, level: float = 0.95) -> Interval:
    """Limits of a count: exact Poisson below 10 events, Byar from 10.

    Parameters
    ----------
    events : array_like of float, shape (n,)
        Events observed, before any suppression or rounding.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        Limits in events, shape (n,); missing where the count is negative or missing.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Public Health England. Technical guide: confidence intervals. 2018.

    Examples
    --------
    >>> low, high = count_interval([9, 10])
    >>> low.round(3), high.round(3)
    (array([4.115, 4.787]), array([17.085, 18.391]))
    """
    count = np.asarray(events, dtype=float)
    exact, byar = exact_count(count, level=level), byar_count(count, level=level)
    return Interval(np.where(count < 10, exact.low, byar.low), np.where(count < 10, exact.high, byar.high))


def rate(events: ArrayLike, denominator: ArrayLike, *, per: float = 100_000, level: float = 0.95) -> Interval:
    """Limits of a crude rate of independent events: exact Poisson below 10 events, Byar from 10.

    Parameters
    ----------
    events : array_like of float, shape (n,)
        Events observed.
    denominator : array_like of float, shape (n,)
        People or person-years at risk; treated as known.
    per : float, default 100,000
        Multiplier of the rate.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        Limits per `per`, shape (n,); missing where the denominator is not above 0 or the events are negative.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Notes
    -----
    Not for attendances, repeat visits or other events that come in clusters: the limits would be too narrow.

    References
    ----------
    Public Health England. Technical guide: confidence intervals. 2018.

    Examples
    --------
    >>> low, high = rate([20], [100], per=100)
    >>> low.round(3), high.round(3)
    (array([12.211]), array([30.89]))
    """
    at_risk = np.asarray(denominator, dtype=float)
    return ratio_interval(events, np.where(at_risk > 0, at_risk, np.nan), per=per, level=level)


def ratio_interval(observed: ArrayLike, expected: ArrayLike, *, per: float = 1, level: float = 0.95) -> Interval:
    """Limits of observed over expected events (an indirectly standardised ratio), the expected ones taken as known.

    Parameters
    ----------
    observed, expected : array_like of float, shape (n,)
        Events observed, and events expected at the reference rates.
    per : float, default 1
        Multiplier: 100 for a ratio in percent of the reference.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        Shape (n,); missing where nothing is expected.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Breslow NE, Day NE. Statistical Methods in Cancer Research, vol. II. IARC; 1987, chapter 2.

    Examples
    --------
    >>> low, high = ratio_interval([20], [10])
    >>> low.round(3), high.round(3)
    (array([1.221]), array([3.089]))
    """
    low, high = count_interval(observed, level=level)
    return Interval(ratio(low * per, expected), ratio(high * per, expected))


def mean(average: ArrayLike, standard_deviation: ArrayLike, n: ArrayLike, *, level: float = 0.95) -> Interval:
    """Student's t limits of a mean.

    Parameters
    ----------
    average : array_like of float, shape (n,)
        Sample means.
    standard_deviation : array_like of float, shape (n,)
        Of the single values, with n - 1 below; in the unit of the mean.
    n : array_like of float, shape (n,)
        Values averaged.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        In the unit of the mean, shape (n,); missing where fewer than two values were averaged or the standard
        deviation is negative.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Altman DG, Machin D, Bryant TN, Gardner MJ. Statistics with Confidence. BMJ Books; 2000, chapter 4.

    Examples
    --------
    >>> low, high = mean([50.0], [8.0], [16])
    >>> low.round(3), high.round(3)
    (array([45.737]), array([54.263]))
    """
    middle, spread, size = floats(average, standard_deviation, n)
    known = (size > 1) & (spread >= 0)
    size = np.where(known, size, np.nan)
    t = special.stdtrit(size - 1, (1 + check_level(level)) / 2)
    half = t * spread / np.sqrt(size)
    return Interval(middle - half, middle + half)


def normal(estimate: ArrayLike, se: ArrayLike, *, level: float = 0.95) -> Interval:
    """Symmetric limits from an estimate and its standard error.

    Parameters
    ----------
    estimate, se : array_like of float, shape (n,)
        In one unit.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        In the unit of the estimate, shape (n,); missing where the standard error is missing or negative. Not bounded:
        the lower limit of a small rate can be negative.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Altman DG, Machin D, Bryant TN, Gardner MJ. Statistics with Confidence. BMJ Books; 2000, chapter 3.

    Examples
    --------
    >>> low, high = normal([10.0, 10.0], [1.0, float("nan")])
    >>> low.round(2), high.round(2)
    (array([8.04,  nan]), array([11.96,   nan]))
    """
    middle, error = floats(estimate, se)
    half = z_of(level) * np.where(error >= 0, error, np.nan)
    return Interval(middle - half, middle + half)


def clopper_pearson(numerator: ArrayLike, denominator: ArrayLike, *, level: float = 0.95) -> Interval:
    """Exact binomial limits of a proportion; they cover at least `level` and are wider than Wilson's.

    Parameters
    ----------
    numerator, denominator : array_like of float, shape (n,)
        People with the characteristic, and all people; fractions (effective sample sizes) are allowed.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        On the scale 0 to 1, shape (n,); missing where the input is missing or impossible.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Clopper CJ, Pearson ES. The use of confidence or fiducial limits illustrated in the case of the binomial.
    Biometrika 1934;26:404-413.

    Examples
    --------
    >>> low, high = clopper_pearson([15, 0], [30, 60])
    >>> low.round(5), high.round(5)
    (array([0.31297, 0.     ]), array([0.68703, 0.05963]))
    """
    tail = (1 - check_level(level)) / 2
    x, n = _possible_share(numerator, denominator)
    with np.errstate(invalid="ignore"):
        low = special.betaincinv(np.where(x > 0, x, 1.0), n - x + 1, tail)
        high = special.betaincinv(x + 1, np.where(x < n, n - x, 1.0), 1 - tail)
    low = np.where(x == 0, 0.0, np.where(np.isnan(x), np.nan, low))
    return Interval(low, np.where(x == n, 1.0, np.where(np.isnan(x), np.nan, high)))


def effective_sample(n: ArrayLike, design_effect: ArrayLike = 1.0, df: ArrayLike = np.inf) -> FloatArray:
    """Size of the simple random sample that would be as precise, adjusted for the degrees of freedom.

    Parameters
    ----------
    n : array_like of float, shape (n,)
        People in the sample.
    design_effect : array_like of float, default 1
        Variance relative to a simple random sample of n.
    df : array_like of float, default infinite
        Degrees of freedom of the design; infinite leaves n / design_effect.

    Returns
    -------
    ndarray of float, shape (n,)
        At most n; missing where n or the design effect is not above 0, or no degree of freedom is left.

    References
    ----------
    Korn EL, Graubard BI. Confidence intervals for proportions with small expected number of positive counts estimated
    from survey data. Survey Methodology 1998;24:193-201.

    Examples
    --------
    >>> effective_sample([100, 100], [2.0, 2.0], [np.inf, 10]).round(2)
    array([50.  , 39.65])
    """
    size, deff, freedom = floats(n, design_effect, df)
    usable = (size > 0) & (deff > 0) & (freedom > 0)
    size, deff = np.where(usable, size, np.nan), np.where(usable, deff, np.nan)
    # the reference is the t of a simple random sample of n, so an infinite df means "no adjustment"
    simple = special.stdtrit(np.where(size > 1, size - 1, np.nan), 0.975)
    design = special.stdtrit(np.where(np.isinf(freedom) | ~usable, 1.0, freedom), 0.975)
    squeeze = np.where(np.isinf(freedom), 1.0, (simple / design) ** 2)
    return np.minimum(size, size / deff * squeeze)


def korn_graubard(
    estimate: ArrayLike, se: ArrayLike, n: ArrayLike, df: ArrayLike = np.inf, *, level: float = 0.95
) -> Interval:
    """Korn-Graubard limits of a proportion from a survey with clusters and weights.

    Parameters
    ----------
    estimate, se : array_like of float, shape (n,)
        Weighted proportion on the scale 0 to 1 and its design-based standard error.
    n : array_like of float, shape (n,)
        People in the sample of the denominator, unweighted.
    df : array_like of float, default infinite
        Degrees of freedom of the design (sampled clusters minus strata).
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        On the scale 0 to 1, shape (n,); missing where no degree of freedom is left or anything is missing. At exactly
        0 or 1 the standard error is 0 and says nothing, so the sample size itself is the effective one.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Korn EL, Graubard BI. Confidence intervals for proportions with small expected number of positive counts estimated
    from survey data. Survey Methodology 1998;24:193-201.

    Examples
    --------
    >>> low, high = korn_graubard([0.138], [0.014], [877], [60])
    >>> low.round(4), high.round(4)
    (array([0.1111]), array([0.1687]))
    """
    p, error, size, freedom = floats(estimate, se, n, df)
    simple = p * (1 - p) / np.where(size > 0, size, np.nan)
    extreme = (p == 0) | (p == 1)
    deff = np.where(extreme, 1.0, ratio(error**2, simple))
    effective = effective_sample(size, deff, freedom)
    return clopper_pearson(p * effective, effective, level=level)
