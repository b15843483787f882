"""Is this estimate precise enough to print? The published rules of three statistical offices.

Each rule answers in words, never with a hidden number: what the answer does to a page is decided elsewhere.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenground.stats.arrays import FloatArray, floats, ratio
from evenground.stats.intervals import clopper_pearson, effective_sample, exact_count

Words = NDArray[np.str_]


class ProportionRule(NamedTuple):
    """Korn-Graubard limits of a proportion, their widths, and what the NCHS standard says."""

    low: FloatArray
    high: FloatArray
    width: FloatArray
    relative_width_pct: FloatArray
    complement_relative_width_pct: FloatArray
    decision: Words
    """show, show_complement_flag, review, suppress_n, suppress_width, suppress_relative_width, or empty (missing)."""


class RateRule(NamedTuple):
    """Exact Poisson limits of a number of events, their relative width, and what the NCHS standard says."""

    low: FloatArray
    high: FloatArray
    relative_width_pct: FloatArray
    rse_pct: FloatArray
    decision: Words
    """show, suppress, or empty (missing)."""


def nchs_proportion(
    proportion: ArrayLike,
    n: ArrayLike,
    *,
    design_effect: ArrayLike = 1.0,
    df: ArrayLike = np.inf,
) -> ProportionRule:
    """The National Center for Health Statistics' presentation standard for a proportion.

    Parameters
    ----------
    proportion : array_like of float, shape (n,)
        Estimate on the scale 0 to 1.
    n : array_like of float, shape (n,)
        People in the sample (unweighted) of the denominator.
    design_effect : array_like of float, default 1
        Variance relative to a simple random sample of the same size.
    df : array_like of float, default infinite
        Degrees of freedom of the design (sampled clusters minus strata); infinite for a simple random sample.

    Returns
    -------
    ProportionRule
        Arrays of shape (n,). 95% limits are on the scale 0 to 1, relative widths in percent of the proportion (infinite
        for 0) and of its complement. Rules, the first that applies: effective sample under 30 `suppress_n`; width of
        0.30 or more `suppress_width`; width over 0.05 and relative width over 130% `suppress_relative_width`; fewer than
        8 degrees of freedom, 0% or 100% `review` (by a person); width over 0.05 and the complement's relative width over
        130% `show_complement_flag`; else `show`. Missing or impossible input gives missing limits and an empty word.

    References
    ----------
    Parker JD, Talih M, Malec DJ, et al. National Center for Health Statistics Data Presentation Standards for
    Proportions. Vital Health Stat 2(175). 2017.

    Examples
    --------
    >>> rule = nchs_proportion([15 / 45, 98 / 100, 3 / 29], [45, 100, 29])
    >>> rule.decision.tolist()
    ['show', 'show_complement_flag', 'suppress_n']
    >>> rule.low.round(4)
    array([0.2   , 0.9296, 0.0219])
    """
    p, size, deff, freedom = floats(proportion, n, design_effect, df)
    effective = effective_sample(size, deff, freedom)
    low, high = clopper_pearson(p * effective, effective)
    width = high - low
    with np.errstate(divide="ignore", invalid="ignore"):
        relative, complement = 100 * width / p, 100 * width / (1 - p)
    wide, extreme = width > 0.05, (p == 0) | (p == 1)
    decision = np.select(
        [
            np.isnan(width),
            effective < 30,
            width >= 0.30,
            wide & (relative > 130) & ~extreme,
            extreme | (freedom < 8),
            wide & (complement > 130),
        ],
        ["", "suppress_n", "suppress_width", "suppress_relative_width", "review", "show_complement_flag"],
        default="show",
    )
    return ProportionRule(low, high, width, relative, complement, decision)


def nchs_rate(events: ArrayLike) -> RateRule:
    """The National Center for Health Statistics' presentation standard for a rate of a full count of events.

    Parameters
    ----------
    events : array_like of float, shape (n,)
        Events counted (the denominator does not matter when it is a known population).

    Returns
    -------
    RateRule
        Exact 95% Poisson limits in events, their width in percent of the events, the relative standard error
        100 / sqrt(events) in percent, and `show` from 10 events with a relative width of 160% or less, else `suppress`.
        Missing or negative input gives missing limits and an empty word.

    References
    ----------
    National Center for Health Statistics. Evaluation of the National Center for Health Statistics Data Presentation
    Standards for Rates From Vital Statistics and Sample Surveys. stacks.cdc.gov/view/cdc/123462.

    Examples
    --------
    >>> rule = nchs_rate([9, 10])
    >>> rule.decision.tolist(), rule.relative_width_pct.round(1).tolist()
    (['suppress', 'show'], [144.1, 135.9])
    """
    count = np.asarray(events, dtype=float)
    low, high = exact_count(count)
    relative = 100 * ratio(high - low, count)
    shown = (count >= 10) & (relative <= 160)
    decision = np.select([np.isnan(low), shown], ["", "show"], default="suppress")
    return RateRule(low, high, relative, relative_standard_error(count), decision)


def relative_standard_error(events: ArrayLike) -> FloatArray:
    """Relative standard error of a Poisson count, in percent: 100 / sqrt(events).

    Parameters
    ----------
    events : array_like of float, shape (n,)
        Events counted.

    Returns
    -------
    ndarray of float, shape (n,)
        Percent; missing where there are no events.

    Examples
    --------
    >>> relative_standard_error([16, 0])
    array([25., nan])
    """
    count = np.asarray(events, dtype=float)
    return 100 * ratio(1.0, np.sqrt(np.where(count > 0, count, np.nan)))


def statcan_class(cv_pct: ArrayLike, observations: ArrayLike = np.inf) -> Words:
    """Statistics Canada's classes of the coefficient of variation.

    Parameters
    ----------
    cv_pct : array_like of float, shape (n,)
        Coefficient of variation in percent; judged after rounding to one decimal, as it is published.
    observations : array_like of float, default infinite
        Respondents with the characteristic; fewer than 10 is too unreliable whatever the coefficient.

    Returns
    -------
    ndarray of str, shape (n,)
        `ok` up to 16.5, `E` (use with caution) from 16.6 to 33.3, `F` (too unreliable to be published) above, and empty
        where nothing can be judged.

    References
    ----------
    Statistics Canada, release guidelines in the user guides of its health surveys.

    Examples
    --------
    >>> statcan_class([16.5, 16.6, 33.4], 50).tolist()
    ['ok', 'E', 'F']
    """
    cv, respondents = floats(cv_pct, observations)
    printed = np.round(np.abs(cv), 1)
    return np.select(
        [respondents < 10, np.isnan(printed) | np.isnan(respondents), printed <= 16.5, printed <= 33.3],
        ["F", "", "ok", "E"],
        default="F",
    )


def acs_class(cv_pct: ArrayLike, cuts: tuple[float, float] = (15.0, 30.0)) -> Words:
    """Reliability of an American Community Survey estimate by its coefficient of variation.

    Parameters
    ----------
    cv_pct : array_like of float, shape (n,)
        Coefficient of variation in percent.
    cuts : (float, float), default (15, 30)
        Upper bounds of `ok` and of `caution`. Practice differs: Esri uses 12 and 40.

    Returns
    -------
    ndarray of str, shape (n,)
        `ok`, `caution`, `low`, or empty where nothing can be judged.

    Raises
    ------
    ValueError
        If the cuts do not rise.

    Examples
    --------
    >>> acs_class([15, 15.1, 31, float("nan")]).tolist()
    ['ok', 'caution', 'low', '']
    """
    if not 0 < cuts[0] < cuts[1]:
        raise ValueError(f"cuts must rise from above 0, got {cuts}; for example (15, 30)")
    cv = np.abs(np.asarray(cv_pct, dtype=float))
    return np.select([np.isnan(cv), cv <= cuts[0], cv <= cuts[1]], ["", "ok", "caution"], default="low")
