"""Intervals for shares from a census long form: a sample of households, published as randomly rounded counts."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from evenground.stats.arrays import Interval, floats, z_of


def rounding_variance(base: float) -> float:
    """Variance that unbiased random rounding adds to one count.

    A count that lies r above a multiple of the base b goes up with probability r / b and down otherwise, so its
    variance is r (b - r). Over remainders 0 to b - 1, equally often, that averages (b^2 - 1) / 6.

    Parameters
    ----------
    base : float
        Base of the rounding, in people; 1 or less means none.

    Returns
    -------
    float
        In people squared: 4 for base 5.

    Examples
    --------
    >>> rounding_variance(5)
    4.0
    """
    return (base**2 - 1) / 6 if base > 1 else 0.0


def census_sample_interval(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    sampling_fraction: float = 0.25,
    design_effect: ArrayLike = 2.0,
    rounding_base: float = 5,
    level: float = 0.95,
) -> Interval:
    """Approximate limits of a share whose counts come from a sample of households and are randomly rounded.

    Label it as approximate wherever it is shown: the office that ran the survey knows its true variance, we do not.

    Parameters
    ----------
    numerator, denominator : array_like of float, shape (n,)
        Published (weighted, rounded) numbers of people with the characteristic, and of all people asked.
    sampling_fraction : float, default 0.25
        Part of households that got the long form. 1 means a full count with rounding only.
    design_effect : array_like of float, default 2
        Variance relative to a simple random sample of people. Whole households are drawn, so it lies between 1 (a
        trait spread within households as between them) and about the mean number of people in a household (a trait that
        households share, such as low income). 2 lies between; declare a better one where it is known.
    rounding_base : float, default 5
        Base of the unbiased random rounding; 1 for none.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Interval
        On the scale 0 to 1, shape (n,), always around the published share. Missing where the denominator is not above
        0 or the numerator is negative. A numerator above its denominator by less than two rounding bases is rounding,
        and is treated as a share of 1.

    Raises
    ------
    ValueError
        If `sampling_fraction` is not above 0 and at most 1, or `level` is not between 0 and 1.

    Notes
    -----
    With N people of whom a share P has the characteristic, and f of the households drawn, the estimated share has
    sampling variance  P (1 - P) A,  A = deff (1 - f) / (f N):  a sample of f N people, the finite population correction
    1 - f, the design effect. Rounding moves numerator and denominator independently by errors of variance
    v = (b^2 - 1) / 6; in the quotient that is  (1 + P^2) B,  B = v / N^2.  As in Wilson's interval the variance is taken
    at the unknown P: the limits solve  (p - P)^2 = z^2 (A P (1 - P) + B (1 + P^2)),  a quadratic in P. So a share of 0
    keeps an upper limit, and a small count is not given false precision.

    References
    ----------
    Wilson EB. Probable inference, the law of succession, and statistical inference. JASA 1927;22:209-212.
    Cochran WG. Sampling Techniques, 3rd ed. Wiley; 1977, chapters 2 and 9.
    Statistics Canada. Guide to the Census of Population, 2021, chapter 12 (the sample) and the rounding of counts.

    Examples
    --------
    >>> low, high = census_sample_interval([170, 0], [1000, 200])
    >>> low.round(3), high.round(3)
    (array([0.12, 0.  ]), array([0.234, 0.107]))
    """
    if not 0 < sampling_fraction <= 1:
        raise ValueError(
            f"sampling_fraction must be above 0 and at most 1, got {sampling_fraction!r}; one in four is 0.25"
        )
    x, n, deff = floats(numerator, denominator, design_effect)
    slack = 2 * rounding_base if rounding_base > 1 else 0
    possible = (n > 0) & (x >= 0) & (x <= n + slack) & (deff > 0)
    n = np.where(possible, n, np.nan)
    p = np.minimum(x / n, 1.0)
    z2 = z_of(level) ** 2
    sampling = z2 * deff * (1 - sampling_fraction) / (sampling_fraction * n)
    rounding = z2 * rounding_variance(rounding_base) / n**2
    # (1 + sampling - rounding) P^2 - (2 p + sampling) P + (p^2 - rounding) = 0
    leading = 1 + sampling - rounding
    middle = 2 * p + sampling
    discriminant = np.maximum(middle**2 - 4 * leading * (p**2 - rounding), 0)
    # in a population of a few people rounding alone can leave every share possible
    low = np.where(leading > 0, (middle - np.sqrt(discriminant)) / (2 * leading), 0.0)
    high = np.where(leading > 0, (middle + np.sqrt(discriminant)) / (2 * leading), 1.0)
    known = ~np.isnan(p)
    return Interval(
        np.where(known, np.clip(np.minimum(low, p), 0, 1), np.nan),
        np.where(known, np.clip(np.maximum(high, p), 0, 1), np.nan),
    )
