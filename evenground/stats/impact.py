"""How much of a burden goes with a factor: attributable fractions and numbers.

A fraction is causal only as far as the relative risk is, and as far as removing the factor would change nothing else.
Fractions of different factors overlap and are never added: no function here adds them. With relative risks from
elsewhere the result is an illustration, and whoever shows it says so.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from evenground.stats.arrays import FloatArray, floats, z_of


class Fraction(NamedTuple):
    """Population attributable fraction with limits, 0 to 1 (below 0 where the factor protects), shape (...)."""

    value: FloatArray
    low: FloatArray
    high: FloatArray


class Burden(NamedTuple):
    """Attributable number with limits, shape (...)."""

    value: FloatArray
    low: FloatArray
    high: FloatArray


def log_se(low: ArrayLike, high: ArrayLike, *, level: float = 0.95) -> FloatArray:
    """Standard error of the logarithm of a relative risk from its published limits.

    Parameters
    ----------
    low, high : array_like of float, shape (...)
        Limits of the relative risk, above 0.
    level : float, default 0.95
        Their coverage.

    Returns
    -------
    ndarray of float, shape (...)
        Missing where a limit is not above 0 or they are the wrong way round.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Examples
    --------
    >>> log_se([1.51], [2.04]).round(4)
    array([0.0767])
    """
    below, above = floats(low, high)
    known = (below > 0) & (above >= below)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(known, np.log(above / np.where(known, below, np.nan)), np.nan) / (2 * z_of(level))


def levin(
    prevalence: ArrayLike,
    relative_risk: ArrayLike,
    *,
    se_log_risk: ArrayLike = 0.0,
    se_prevalence: ArrayLike = 0.0,
    level: float = 0.95,
) -> Fraction:
    """Attributable fraction from the prevalence of exposure in the population (Levin), for one or several levels.

    Parameters
    ----------
    prevalence : array_like of float, shape (levels, ...) or a number
        Share of the population at each exposed level, 0 to 1, adding up to at most 1; the reference level is the rest.
    relative_risk : array_like of float, shape (levels, ...)
        Risk of each level relative to the reference level. Levin's formula holds for unadjusted risks; with adjusted
        ones it is biased when the factor is confounded: prefer `miettinen`.
    se_log_risk : array_like of float, shape (levels, ...)
        Standard errors of their logarithms, taken as independent; see `log_se`.
    se_prevalence : array_like of float, shape (levels, ...)
        Standard errors of the prevalences, taken as independent.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Fraction
        Shape (...). Missing where a prevalence is outside 0 and 1, they add up to more than 1, a relative risk is not
        above 0, or anything is missing.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Notes
    -----
    sum p (RR - 1) / (1 + sum p (RR - 1)). Limits by the delta method on log(1 - fraction), which keeps them below 1.

    References
    ----------
    Levin ML. The occurrence of lung cancer in man. Acta Unio Int Contra Cancrum 1953;9:531-541.
    Hanley JA. A heuristic approach to the formulas for population attributable fraction. J Epidemiol Community Health
    2001;55:508-514.

    Examples
    --------
    >>> found = levin(0.2, 2.0, se_log_risk=0.1)
    >>> found.value.round(4), found.low.round(4), found.high.round(4)
    (np.float64(0.1667), np.float64(0.1104), np.float64(0.2194))
    """
    p, risk, error_risk, error_p = _levels(prevalence, relative_risk, se_log_risk, se_prevalence)
    possible = ((p >= 0) & (p <= 1) & (risk > 0)).all(axis=0) & (p.sum(axis=0) <= 1 + 1e-12)
    total = 1 + (p * (risk - 1)).sum(axis=0)
    variance = ((p * risk * error_risk) ** 2 + ((risk - 1) * error_p) ** 2).sum(axis=0) / total**2
    return _fraction(np.where(possible, -np.log(np.where(possible, total, 1.0)), np.nan), variance, level)


def miettinen(
    exposed_cases: ArrayLike,
    relative_risk: ArrayLike,
    *,
    se_log_risk: ArrayLike = 0.0,
    se_exposed_cases: ArrayLike = 0.0,
    level: float = 0.95,
) -> Fraction:
    """Attributable fraction from the prevalence of exposure among cases (Miettinen), for one or several levels.

    Parameters
    ----------
    exposed_cases : array_like of float, shape (levels, ...) or a number
        Share of the cases at each exposed level, 0 to 1, adding up to at most 1.
    relative_risk : array_like of float, shape (levels, ...)
        Adjusted risk of each level relative to the reference level.
    se_log_risk : array_like of float, shape (levels, ...)
        Standard errors of their logarithms, taken as independent.
    se_exposed_cases : array_like of float, shape (levels, ...)
        Standard errors of the shares, taken as independent.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Fraction
        Shape (...); right with adjusted relative risks. Missing as in `levin`.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Notes
    -----
    sum pc (RR - 1) / RR, with limits by the delta method on log(1 - fraction).

    References
    ----------
    Miettinen OS. Proportion of disease caused or prevented by a given exposure, trait or intervention. Am J Epidemiol
    1974;99:325-332.

    Examples
    --------
    >>> miettinen(1 / 3, 2.0).value.round(4)
    np.float64(0.1667)
    """
    pc, risk, error_risk, error_pc = _levels(exposed_cases, relative_risk, se_log_risk, se_exposed_cases)
    possible = ((pc >= 0) & (pc <= 1) & (risk > 0)).all(axis=0) & (pc.sum(axis=0) <= 1 + 1e-12)
    risk = np.where(risk > 0, risk, np.nan)
    left = 1 - (pc * (1 - 1 / risk)).sum(axis=0)
    possible &= left > 0
    left = np.where(possible, left, np.nan)
    variance = ((pc / risk * error_risk) ** 2 + ((1 - 1 / risk) * error_pc) ** 2).sum(axis=0) / left**2
    return _fraction(np.log(left), variance, level)


def _levels(*values: ArrayLike) -> list[FloatArray]:
    """As arrays with the levels first; a single number is one level."""
    shaped = [np.atleast_1d(np.asarray(value, dtype=float)) for value in values]
    return list(np.broadcast_arrays(*shaped))


def _fraction(log_left: FloatArray, variance: FloatArray, level: float) -> Fraction:
    half = z_of(level) * np.sqrt(variance)
    return Fraction(*(-np.expm1(log_left + step) for step in (0.0 * half, half, -half)))


def attributable(fraction: Fraction, burden: ArrayLike) -> Burden:
    """Attributable number of deaths or cases, the total taken as known.

    Parameters
    ----------
    fraction : Fraction
        As `levin` or `miettinen` gives it.
    burden : array_like of float, shape (...)
        All deaths or cases of the population that the fraction is about.

    Returns
    -------
    Burden
        Shape (...); missing where the burden is negative or missing.

    Examples
    --------
    >>> attributable(levin(0.2, 2.0), 600).value.round(6)
    np.float64(100.0)
    """
    total = np.asarray(burden, dtype=float)
    total = np.where(total >= 0, total, np.nan)
    return Burden(*(total * part for part in fraction))
