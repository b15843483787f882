"""All measures over all settings at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenground.stats.arrays import FloatArray, check_level, z_of
from evenground.stats.inequality.curves import CURVES
from evenground.stats.inequality.dispersion import DISPERSION
from evenground.stats.inequality.measure import Measure, why_missing
from evenground.stats.inequality.ordered import ORDERED
from evenground.stats.inequality.pairwise import PAIRWISE
from evenground.stats.inequality.population import POPULATION
from evenground.stats.inequality.reasons import Reason
from evenground.stats.inequality.settings import Block, Settings
from evenground.stats.inequality.summary import SUMMARY

MEASURES: dict[tuple[str, str], Measure] = {
    measure.key: measure for measure in (*PAIRWISE, *ORDERED, *CURVES, *DISPERSION, *POPULATION, *SUMMARY)
}
"""Every measure in every variant, by (name, variant)."""


@dataclass
class Result:
    """One measure over all settings; arrays of shape (m,), in the order of `Settings.ids`."""

    measure: Measure
    level: float
    ci_kind: str
    estimate: FloatArray
    se: FloatArray
    low: FloatArray
    high: FloatArray
    reason: NDArray[np.int8]
    """A `Reason`; 0 where estimate and interval are given."""

    @classmethod
    def empty(cls, measure: Measure, count: int, level: float, ci_kind: str) -> Result:
        columns = [np.full(count, np.nan) for _ in range(4)]
        return cls(measure, level, ci_kind, *columns, np.zeros(count, dtype=np.int8))

    def put(self, index: NDArray, estimate, se, low, high, reason) -> None:
        for column, values in zip(
            ("estimate", "se", "low", "high", "reason"), (estimate, se, low, high, reason), strict=True
        ):
            getattr(self, column)[index] = values


def chosen(keys: Iterable[tuple[str, str]] | None) -> list[Measure]:
    """The measures of `keys`; all of them for None.

    Parameters
    ----------
    keys : iterable of (name, variant), optional
        For example `[("d", "default"), ("sii", "logit")]`.

    Returns
    -------
    list of Measure

    Raises
    ------
    ValueError
        If a key is unknown; the message lists those that exist.

    Examples
    --------
    >>> [measure.formula for measure in chosen([("rci", "raw")])]
    ['ACI / μ']
    """
    wanted = list(MEASURES) if keys is None else [tuple(key) for key in keys]
    unknown = [key for key in wanted if key not in MEASURES]
    if unknown:
        raise ValueError(f"measure {unknown[0]} is unknown; known are {sorted(MEASURES)}")
    return [MEASURES[key] for key in wanted]


def closed_form(
    settings: Settings, keys: Iterable[tuple[str, str]] | None = None, *, level: float = 0.95
) -> dict[tuple[str, str], Result]:
    """Measures of inequality with textbook intervals, for any number of settings at once.

    Parameters
    ----------
    settings : Settings
        Groups of m settings.
    keys : iterable of (name, variant), optional
        Which measures; all of them by default.
    level : float, default 0.95
        Two-sided coverage that the interval aims at.

    Returns
    -------
    dict of (name, variant) to Result
        Estimates in the unit that the measure declares; `se` is on the logarithm where `measure.on_log`. A setting that
        cannot have a measure has a missing estimate and its reason; one bad setting changes no other.

    Raises
    ------
    ValueError
        If a measure is unknown or `level` is not between 0 and 1.

    Notes
    -----
    The interval is the estimate plus and minus z standard errors (on the logarithm for ratios), by the delta method from
    the groups' standard errors unless the measure has a formula of its own. Near equality, and where a group is chosen
    by its own value, it misses the truth far too often: use `noise_aware` there.

    Examples
    --------
    >>> from evenground.stats.inequality import settings
    >>> found = closed_form(settings([0, 0], [60.0, 80.0], se=[3.0, 4.0]), [("d", "max_minus_min")])
    >>> result = found["d", "max_minus_min"]
    >>> result.estimate, result.low.round(1), result.high.round(1)
    (array([20.]), array([10.2]), array([29.8]))
    """
    check_level(level)
    measures = chosen(keys)
    results = {m.key: Result.empty(m, settings.count, level, "closed_form") for m in measures}
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for block in settings.blocks():
            for measure in measures:
                results[measure.key].put(block.index, *_in_block(measure, block, level))
    return results


def _in_block(measure: Measure, block: Block, level: float):
    reason = why_missing(measure, block)
    if (reason != 0).all():
        nothing = np.full(block.index.size, np.nan)
        return nothing, nothing, nothing, nothing, reason
    estimate, reason = point(measure, block, reason)
    se = standard_error(measure, block)
    low, high = limits(measure, estimate, se, level)
    without = (reason == 0) & ~(np.isfinite(low) & np.isfinite(high))
    cause = np.where(np.isnan(block.se).any(axis=0), np.int8(Reason.NO_SE), np.int8(Reason.NO_CLOSED_FORM))
    reason = np.where(without, cause, reason)
    missing = np.isnan(estimate)
    return estimate, *(np.where(missing | without, np.nan, part) for part in (se, low, high)), reason


def point(measure: Measure, block: Block, reason: NDArray[np.int8]) -> tuple[FloatArray, NDArray[np.int8]]:
    """Estimates of one block, missing where there is a reason, and the reasons with what turned out undefined.

    Parameters
    ----------
    measure : Measure
        What to compute.
    block : Block
        m settings.
    reason : ndarray of int, shape (m,)
        As `why_missing` gives it.

    Returns
    -------
    estimate, reason : ndarray, shape (m,)

    Examples
    --------
    >>> from evenground.stats.inequality import settings
    >>> block, = settings([0, 0], [1.0, 0.0]).blocks()
    >>> measure = MEASURES["r", "max_over_min"]
    >>> with np.errstate(invalid="ignore"):
    ...     estimate, reason = point(measure, block, why_missing(measure, block))
    >>> estimate, Reason(reason[0]).name
    (array([nan]), 'ZERO_BASE')
    """
    estimate = measure.estimate(block.value, block)
    undefined = (reason == 0) & ~np.isfinite(estimate)
    return np.where((reason != 0) | undefined, np.nan, estimate), np.where(
        undefined, np.int8(measure.if_undefined), reason
    )


def standard_error(measure: Measure, block: Block) -> FloatArray:
    """Closed-form standard errors of one block, on the logarithm where the measure is.

    Parameters
    ----------
    measure : Measure
        What to compute.
    block : Block
        m settings.

    Returns
    -------
    ndarray of float, shape (m,)
        Missing where a group that matters has none.

    Examples
    --------
    >>> from evenground.stats.inequality import settings
    >>> block, = settings([0, 0], [1.0, 2.0], se=[3.0, 4.0]).blocks()
    >>> standard_error(MEASURES["d", "max_minus_min"], block)
    array([5.])
    """
    if measure.se is not None:
        return measure.se(block.value, block)
    return delta_error(measure, block)


def delta_error(measure: Measure, block: Block) -> FloatArray:
    """Standard errors by the delta method from the groups' own, on the logarithm where the measure is.

    Parameters
    ----------
    measure : Measure
        What to compute; it has a gradient.
    block : Block
        m settings.

    Returns
    -------
    ndarray of float, shape (m,)
        A group that does not enter the measure may lack a standard error.

    Examples
    --------
    >>> from evenground.stats.inequality import settings
    >>> block, = settings([0] * 3, [1.0, 2.0, 1.5], se=[3.0, 4.0, None]).blocks()
    >>> delta_error(MEASURES["d", "max_minus_min"], block)
    array([5.])
    """
    gradient = measure.gradient(block.value, block)
    return np.sqrt(np.where(gradient == 0, 0.0, gradient**2 * block.se**2).sum(axis=0))


def limits(measure: Measure, estimate: FloatArray, se: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
    """Limits z standard errors either side, on the logarithm where the measure is.

    Parameters
    ----------
    measure : Measure
        Says whether it is on the logarithm.
    estimate, se : ndarray of float, shape (m,)
        Estimates, and standard errors (of the logarithm for a measure that is on it).
    level : float
        Two-sided coverage.

    Returns
    -------
    low, high : ndarray of float, shape (m,)

    Examples
    --------
    >>> low, high = limits(MEASURES["r", "max_over_min"], np.array([2.0]), np.array([0.1]), 0.95)
    >>> low.round(3), high.round(3)
    (array([1.644]), array([2.433]))
    """
    half = z_of(level) * se
    if measure.on_log:
        return estimate * np.exp(-half), estimate * np.exp(half)
    return estimate - half, estimate + half
