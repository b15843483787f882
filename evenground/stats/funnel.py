"""Funnel limits: how far chance alone takes areas of each size from a common value, and which lie outside.

Two limits are usual: 2-sided 95% (warning, one tail 0.025) and 99.8% (alarm, one tail 0.001). A funnel compares areas
with one value, not with each other; with many areas use `discovery` on the p values as well.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from evenground.stats.arrays import FloatArray, Interval, floats, z_of
from evenground.stats.intervals import exact_count, proportion

WARNING, ALARM = 0.95, 0.998


class Verdict(NamedTuple):
    """Where areas lie, and the two-sided p value of lying so far out."""

    label: NDArray[np.str_]
    """`Low (0.001)`, `Low (0.025)`, `Not significant`, `High (0.025)`, `High (0.001)`, or empty (missing)."""
    p: FloatArray


def proportion_limits(population: ArrayLike, baseline: float, *, level: float = WARNING) -> Interval:
    """Funnel limits of a proportion.

    Parameters
    ----------
    population : array_like of float, shape (n,)
        People of each area (the denominator).
    baseline : float
        The common proportion, 0 to 1.
    level : float, default 0.95
        Two-sided; 0.998 for the outer limits.

    Returns
    -------
    Interval
        On the scale 0 to 1, cut there; shape (n,). Missing where nobody lives. They are Wilson's limits turned round: a
        proportion lies outside them exactly when its own Wilson interval leaves out the baseline.

    Raises
    ------
    ValueError
        If `baseline` is not between 0 and 1, or `level` is not.

    References
    ----------
    Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat Med 2005;24:1185-1202.

    Examples
    --------
    >>> low, high = proportion_limits([100, 10000], 0.2)
    >>> low.round(3), high.round(3)
    (array([0.122, 0.192]), array([0.278, 0.208]))
    """
    if not 0 <= baseline <= 1:
        raise ValueError(f"baseline must be a share of 0 to 1, got {baseline!r}; 20% is 0.2")
    n = np.asarray(population, dtype=float)
    half = z_of(level) * np.sqrt(baseline * (1 - baseline) / np.where(n > 0, n, np.nan))
    return Interval(np.maximum(baseline - half, 0.0), np.minimum(baseline + half, 1.0))


class CountLimits(NamedTuple):
    """Funnel limits for each number of observed events; arrays of one shape."""

    low_at: FloatArray
    """Expected events (or people) at which so many observed events lie on the lower limit."""
    low: FloatArray
    """Ratio (or rate) there."""
    high_at: FloatArray
    high: FloatArray


def ratio_limits(observed: ArrayLike, *, per: float = 100, level: float = WARNING) -> CountLimits:
    """Funnel limits of an observed over expected ratio, for each number of observed events.

    Parameters
    ----------
    observed : array_like of float, shape (n,)
        Numbers of events to draw the limits at, 1 or more.
    per : float, default 100
        Multiplier of the ratio.
    level : float, default 0.95
        Two-sided; 0.998 for the outer limits.

    Returns
    -------
    CountLimits
        Shape (n,): so many observed events lie on the lower limit when the expected ones are as many as their exact
        upper Poisson limit, and the other way round. Missing for 0 observed.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat Med 2005;24:1185-1202.

    Examples
    --------
    >>> found = ratio_limits([10])
    >>> found.low_at.round(2), found.low.round(1), found.high_at.round(2), found.high.round(1)
    (array([18.39]), array([54.4]), array([4.8]), array([208.5]))
    """
    x = np.asarray(observed, dtype=float)
    x = np.where(x > 0, x, np.nan)
    low, high = exact_count(x, level=level)
    return CountLimits(high, per * x / high, low, per * x / low)


def rate_limits(events: ArrayLike, baseline: float, *, per: float = 100_000, level: float = WARNING) -> CountLimits:
    """Funnel limits of a rate, for each number of events.

    Parameters
    ----------
    events : array_like of float, shape (n,)
        Numbers of events to draw the limits at, 1 or more.
    baseline : float
        The common rate, per `per`.
    per : float, default 100,000
        Multiplier of the rates.
    level : float, default 0.95
        Two-sided; 0.998 for the outer limits.

    Returns
    -------
    CountLimits
        Shape (n,): person-years in place of expected events, rates per `per` in place of ratios.

    Raises
    ------
    ValueError
        If `baseline` is not above 0, or `level` is not between 0 and 1.

    References
    ----------
    Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat Med 2005;24:1185-1202.

    Examples
    --------
    >>> found = rate_limits([10], 100, per=1000)
    >>> found.low_at.round(1), found.low.round(1)
    (array([183.9]), array([54.4]))
    """
    if not baseline > 0:
        raise ValueError(f"baseline must be a rate above 0, got {baseline!r}")
    limits = ratio_limits(events, per=baseline, level=level)
    return CountLimits(limits.low_at / baseline * per, limits.low, limits.high_at / baseline * per, limits.high)


def judge_proportion(numerator: ArrayLike, denominator: ArrayLike, baseline: float) -> Verdict:
    """Where proportions lie in their funnel.

    Parameters
    ----------
    numerator, denominator : array_like of float, shape (n,)
        People with the characteristic, and all people.
    baseline : float
        The common proportion, 0 to 1.

    Returns
    -------
    Verdict
        Shape (n,); p from the score test.

    References
    ----------
    Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat Med 2005;24:1185-1202.

    Examples
    --------
    >>> judge_proportion([35, 20], [100, 100], 0.2).label.tolist()
    ['High (0.001)', 'Not significant']
    """
    x, n = floats(numerator, denominator)
    limits = [proportion(x, n, level=level) for level in (WARNING, ALARM)]
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (x / n - baseline) / np.sqrt(baseline * (1 - baseline) / n)
    p = np.where(np.isnan(limits[0].low), np.nan, 2 * special.ndtr(-np.abs(z)))
    return Verdict(_label(limits, baseline), p)


def judge_count(observed: ArrayLike, expected: ArrayLike) -> Verdict:
    """Where observed counts lie in their funnel; for a rate the expected events are baseline times person-years.

    Parameters
    ----------
    observed, expected : array_like of float, shape (n,)
        Events observed and expected.

    Returns
    -------
    Verdict
        Shape (n,); p is twice the smaller exact Poisson tail. Missing where nothing is expected.

    References
    ----------
    Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat Med 2005;24:1185-1202.

    Examples
    --------
    >>> judge_count([151, 8], [106.4, 6.2]).label.tolist()
    ['High (0.001)', 'Not significant']
    """
    x, e = floats(observed, expected)
    e = np.where(e > 0, e, np.nan)
    limits = [
        Interval(*(np.where(np.isnan(e), np.nan, part) for part in exact_count(x, level=v))) for v in (WARNING, ALARM)
    ]
    tails = np.minimum(special.pdtr(np.floor(x), e), np.where(x > 0, special.pdtrc(np.ceil(x) - 1, e), 1.0))
    return Verdict(_label(limits, e), np.minimum(2 * tails, 1.0))


def dispersion(z: ArrayLike, *, winsorised: float = 0.1) -> float:
    """How many times more areas vary than chance alone would make them (the overdispersion of a funnel).

    Parameters
    ----------
    z : array_like of float, shape (n,)
        Standardised distances of areas from the common value. Missing ones are left out.
    winsorised : float, default 0.1
        Part of each tail that is drawn in to its edge first, so that the few areas one looks for do not widen the funnel
        that should show them.

    Returns
    -------
    float
        Mean square of z, at least 1; missing without any. Where it is well above 1, areas differ for reasons that are
        common to all, and being outside the plain limits singles no area out. Limits that allow for it are
        sqrt(dispersion) times as wide, and z is divided by that.

    Raises
    ------
    ValueError
        If `winsorised` is not between 0 and 0.5.

    References
    ----------
    Spiegelhalter DJ. Handling over-dispersion of performance indicators. Qual Saf Health Care 2005;14:347-351.

    Examples
    --------
    >>> dispersion([-1.0, 1.0, -1.0, 1.0]), dispersion([-4.0, 4.0, -4.0, 4.0])
    (1.0, 16.0)
    """
    if not 0 <= winsorised < 0.5:
        raise ValueError(f"winsorised must be a share from 0 to 0.5, got {winsorised!r}")
    found = np.asarray(z, dtype=float)
    found = found[np.isfinite(found)]
    if not found.size:
        return float("nan")
    drawn_in = np.clip(found, *np.quantile(found, [winsorised, 1 - winsorised]))
    return max(float(np.mean(drawn_in**2)), 1.0)


def _label(limits: list[Interval], reference: ArrayLike) -> NDArray[np.str_]:
    """By the area's own limits: they leave out the reference exactly when it lies outside the funnel."""
    warning, alarm = limits
    return np.select(
        [
            np.isnan(warning.low) | np.isnan(np.asarray(reference, dtype=float)),
            alarm.high < reference,
            warning.high < reference,
            alarm.low > reference,
            warning.low > reference,
        ],
        ["", "Low (0.001)", "Low (0.025)", "High (0.001)", "High (0.025)"],
        default="Not significant",
    )
