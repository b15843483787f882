"""What a gap is made of: ages and causes behind a gap in life expectancy, rates and composition behind a gap in rates."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from evenground.stats.arrays import FloatArray, floats
from evenground.stats.life_expectancy import STARTS, life_table


def arriaga(low_rates: ArrayLike, high_rates: ArrayLike, starts: ArrayLike = STARTS) -> FloatArray:
    """Years of a gap in life expectancy at birth that each age group contributes.

    Parameters
    ----------
    low_rates, high_rates : array_like of float, shape (..., ages)
        Death rates per person-year of the population with the lower and of the one with the higher life expectancy; the
        last group is open.
    starts : array_like of float, shape (ages,)
        First age of each group; by default 0, 1, 5, 10 ... 90.

    Returns
    -------
    ndarray of float, shape (..., ages)
        Years; they add up to the gap (high minus low). Negative where the first population does better at an age.
        Missing where either life expectancy is, or nobody survives to an age group.

    Raises
    ------
    ValueError
        If the start ages do not ascend.

    References
    ----------
    Arriaga EE. Measuring and explaining the change in life expectancies. Demography 1984;21:83-96.

    Examples
    --------
    >>> arriaga([0.02, 0.2], [0.01, 0.2], [0, 40]).round(3)
    array([7.011, 0.   ])
    """
    low, high = life_table(low_rates, starts), life_table(high_rates, starts)
    l1, l2 = low.survivors, high.survivors
    with np.errstate(divide="ignore", invalid="ignore"):
        direct = l1 * (high.years_lived / l2 - low.years_lived / l1)
        later = high.years_left[..., 1:] * (l1[..., :-1] / l2[..., :-1] - l1[..., 1:] / l2[..., 1:])
    found = direct.copy()
    found[..., :-1] += later
    known = ~np.isnan(low.expectancy[..., :1] + high.expectancy[..., :1])
    return np.where(known, found, np.nan)


def arriaga_by_cause(low_rates: ArrayLike, high_rates: ArrayLike, starts: ArrayLike = STARTS) -> FloatArray:
    """Years of a gap in life expectancy at birth that each cause contributes at each age.

    Parameters
    ----------
    low_rates, high_rates : array_like of float, shape (causes, ..., ages)
        Death rates by cause; the causes add up to all deaths.
    starts : array_like of float, shape (ages,)
        First age of each group.

    Returns
    -------
    ndarray of float, shape (causes, ..., ages)
        An age group's years are shared among causes as the difference in death rates is. Missing in an age group where
        the causes differ but cancel out exactly.

    Raises
    ------
    ValueError
        If the start ages do not ascend.

    References
    ----------
    Arriaga EE. Changing trends in mortality decline during the last decades. In: Differential Mortality. Clarendon
    Press; 1989.

    Examples
    --------
    >>> found = arriaga_by_cause([[0.01, 0.1], [0.01, 0.1]], [[0.005, 0.1], [0.005, 0.1]], [0, 40])
    >>> found.round(3)
    array([[3.505, 0.   ],
           [3.505, 0.   ]])
    """
    low, high = (np.asarray(part, dtype=float) for part in (low_rates, high_rates))
    years = arriaga(low.sum(axis=0), high.sum(axis=0), starts)
    difference = low - high
    total = difference.sum(axis=0)
    none = (difference == 0).all(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(total == 0, np.nan, difference / total)
    return np.where(none, 0.0, share * years)


class Kitagawa(NamedTuple):
    """Parts of a difference in rates, by stratum, (..., strata)."""

    rate_effect: FloatArray
    composition_effect: FloatArray


def kitagawa(rate_a: ArrayLike, rate_b: ArrayLike, population_a: ArrayLike, population_b: ArrayLike) -> Kitagawa:
    """A difference of two crude rates (b minus a) as an effect of rates and one of who the people are.

    Parameters
    ----------
    rate_a, rate_b : array_like of float, shape (..., strata)
        Rates of each stratum in both populations.
    population_a, population_b : array_like of float, shape (..., strata)
        People of each stratum; only their shares matter.

    Returns
    -------
    Kitagawa
        In the unit of the rates; all parts together add up to the difference of the crude rates. A stratum's
        composition effect alone means little: it depends on where rates are counted from; read their sum.

    References
    ----------
    Kitagawa EM. Components of a difference between two rates. JASA 1955;50:1168-1194.

    Examples
    --------
    >>> found = kitagawa([10.0, 20.0], [10.0, 30.0], [50, 50], [30, 70])
    >>> found.rate_effect, found.composition_effect.sum().round(6)
    (array([0., 6.]), np.float64(3.0))
    """
    a, b, people_a, people_b = floats(rate_a, rate_b, population_a, population_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        share_a, share_b = (part / part.sum(axis=-1, keepdims=True) for part in (people_a, people_b))
    return Kitagawa((b - a) * (share_a + share_b) / 2, (share_b - share_a) * (a + b) / 2)
