"""Intervals that know what noise does: the ones to show.

For measures without selection or dispersion these are the delta method's, from the groups' own standard errors. Where a
group is chosen by its own value, or noise can only push a measure up, see `selection`, `quadratic` and `folded`.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from evenground.stats.arrays import FloatArray, check_level
from evenground.stats.inequality.evaluate import Result, chosen, delta_error, limits, point
from evenground.stats.inequality.folded import FOLDED, fold
from evenground.stats.inequality.measure import Measure, why_missing
from evenground.stats.inequality.quadratic import QUADRATIC, disperse
from evenground.stats.inequality.reasons import Reason
from evenground.stats.inequality.selection import Bounds, select
from evenground.stats.inequality.settings import Block, Settings


def noise_aware(
    settings: Settings, keys: Iterable[tuple[str, str]] | None = None, *, level: float = 0.95
) -> dict[tuple[str, str], Result]:
    """Measures of inequality, corrected for selection and noise, with intervals that hold their coverage.

    Parameters
    ----------
    settings : Settings
        Groups of m settings; their errors independent of each other.
    keys : iterable of (name, variant), optional
        Which measures; all of them by default.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    dict of (name, variant) to Result
        `estimate` is the corrected one and lies within its interval: show the two together. It equals the plain
        estimate where nothing had to be corrected. `se` is the delta method's for the plain estimate, on the logarithm
        where `measure.on_log`. Without standard errors there is neither correction nor interval: the estimate is then
        the plain one and the reason says so.

    Raises
    ------
    ValueError
        If a measure is unknown or `level` is not between 0 and 1.

    Examples
    --------
    >>> from evenground.stats.inequality import settings
    >>> rows = settings([0] * 4, [19.0, 20.0, 21.0, 22.0], se=1.5, population=1)
    >>> found = noise_aware(rows, [("d", "max_minus_min")])["d", "max_minus_min"]
    >>> found.estimate.round(1), found.low, found.high.round(1)
    (array([0.]), array([0.]), array([7.2]))
    """
    check_level(level)
    measures = chosen(keys)
    results = {m.key: Result.empty(m, settings.count, level, "noise_aware") for m in measures}
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
    plain, reason = point(measure, block, reason)
    se = delta_error(measure, block)
    found = _bounds(measure, block, plain, se, level)
    unknown = ~np.isfinite(found.low) | ~np.isfinite(found.high)
    without = (reason == 0) & unknown
    cause = np.where(np.isnan(block.se).any(axis=0), np.int8(Reason.NO_SE), np.int8(Reason.NO_CLOSED_FORM))
    reason = np.where(without, cause, reason)
    missing = np.isnan(plain)
    estimate = np.where(missing, np.nan, np.where(unknown, plain, found.estimate))
    return estimate, *(np.where(missing | unknown, np.nan, part) for part in (se, found.low, found.high)), reason


def selects(measure: Measure, block: Block) -> bool:
    """Whether chance has a say in which group the measure looks at, in settings like these.

    Parameters
    ----------
    measure : Measure
        Which one.
    block : Block
        Settings that are alike.

    Returns
    -------
    bool

    Examples
    --------
    >>> from evenground.stats.inequality import MEASURES, settings
    >>> block, = settings([0, 0], [1.0, 2.0], order=[1, 2], ordered=1).blocks()
    >>> selects(MEASURES["d", "default"], block), selects(MEASURES["d", "max_minus_min"], block)
    (False, True)
    """
    return measure.selects == "always" or (measure.selects == "unordered" and not block.ordered)


def _bounds(measure: Measure, block: Block, plain: FloatArray, se: FloatArray, level: float) -> Bounds:
    if selects(measure, block):
        return select(measure, block, level)
    if measure.name in QUADRATIC:
        return disperse(measure, block, level)
    if measure.name in FOLDED:
        return fold(measure, block, level)
    if measure.name in ("par", "paf") and measure.variant == "default":
        return _cut(measure, block, plain, se, level)
    return Bounds(plain, *limits(measure, plain, se, level))


def _cut(measure: Measure, block: Block, plain: FloatArray, se: FloatArray, level: float) -> Bounds:
    """Limits of the risk that is not cut, cut as the estimate is."""
    gap = (block.highest * block.value).sum(axis=0) - block.mean
    signed = gap if measure.name == "par" else 100 * gap / block.mean
    low, high = limits(measure, signed, se, level)
    keep = np.maximum if block.favourable else np.minimum
    return Bounds(plain, keep(low, 0.0), keep(high, 0.0))
