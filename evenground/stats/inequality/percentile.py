"""Intervals by simulation: every group drawn from a normal distribution cut to the possible values.

They reproduce the practice of the best-known engine. Noise pushes dispersion and selection measures up a second time in
the draws, so such an interval can exclude its own estimate; that is a property of the method, and a reason to show the
noise-aware one instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from scipy import special

from evenground.stats.arrays import FloatArray, check_level
from evenground.stats.inequality.evaluate import Result, chosen, point
from evenground.stats.inequality.measure import Measure, why_missing
from evenground.stats.inequality.reasons import Reason
from evenground.stats.inequality.settings import Block, Settings

CHUNK = 400_000
"""Numbers drawn at a time: small enough to stay in a processor's cache."""
FAR = 8.0
"""Standard errors beyond which a bound cuts nothing off."""


def percentile(
    settings: Settings,
    keys: Iterable[tuple[str, str]] | None = None,
    *,
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 0,
) -> dict[tuple[str, str], Result]:
    """Measures of inequality with percentile intervals from simulated groups.

    Parameters
    ----------
    settings : Settings
        Groups of m settings; draws lie between 0 (unless the setting has a value below 0) and its largest possible value.
    keys : iterable of (name, variant), optional
        Which measures; all of them by default.
    level : float, default 0.95
        The middle part of the draws that the interval holds.
    draws : int, default 1000
        Simulated tables per setting.
    seed : int, default 0
        Same seed, same limits: of a setting whatever else is computed with it, and whatever the order of its rows.

    Returns
    -------
    dict of (name, variant) to Result
        The estimate is that of the data; `se` is the standard deviation of the draws (of their logarithm where
        `measure.on_log`).

    Raises
    ------
    ValueError
        If a measure is unknown, `level` is not between 0 and 1 or there are fewer than two draws.

    References
    ----------
    World Health Organization. Handbook on health inequality monitoring. 2013; HEAT technical notes.

    Examples
    --------
    >>> from evenground.stats.inequality import settings
    >>> rows = settings([0, 0], [60.0, 80.0], se=[3.0, 4.0], population=1)
    >>> found = percentile(rows, [("bgsd", "default")], draws=4000)["bgsd", "default"]
    >>> found.estimate, found.low.round(), found.high.round()
    (array([10.]), array([5.]), array([15.]))
    """
    check_level(level)
    if draws < 2:
        raise ValueError(f"draws must be 2 or more, got {draws}")
    measures = chosen(keys)
    results = {m.key: Result.empty(m, settings.count, level, "percentile") for m in measures}
    most = int(np.diff(settings.offsets).max(initial=0))
    uniform = np.random.default_rng(seed).random((most, draws))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for whole in settings.blocks():
            for block in _chunks(whole, draws):
                y = simulate(block, uniform[: block.groups])
                drawn = block.drawn()
                for measure in measures:
                    results[measure.key].put(block.index, *_in_block(measure, block, drawn, y, level))
    return results


def _chunks(block: Block, draws: int) -> Iterator[Block]:
    size = max(1, CHUNK // max(1, block.groups * draws))
    for start in range(0, block.index.size, size):
        yield block.part(slice(start, start + size))


def simulate(block: Block, uniform: FloatArray) -> FloatArray:
    """Draws of every group's value from its truncated normal distribution.

    Parameters
    ----------
    block : Block
        m settings of k groups.
    uniform : ndarray of float, shape (k, draws)
        Uniform numbers, shared by all settings.

    Returns
    -------
    ndarray of float, shape (k, m, draws)
        Missing where a group has no standard error; the value itself where it is 0.

    Examples
    --------
    >>> from evenground.stats.inequality import settings
    >>> block, = settings([0], [1.0], se=[1.0], population=1).blocks()
    >>> simulate(block, np.array([[0.0001, 0.5]])).round(3)
    array([[[0. , 1.2]]])
    """
    value, se = block.value[..., None], block.se[..., None]
    normal = special.ndtri(uniform)[:, None, :]
    y = value + se * normal
    lower = np.where((block.value < 0).any(axis=0), -np.inf, 0.0)
    upper = np.where(np.isnan(block.scale) | (block.value > block.scale).any(axis=0), np.inf, block.scale)
    with np.errstate(divide="ignore", invalid="ignore"):
        to_lower, to_upper = (lower - block.value) / block.se, (upper - block.value) / block.se
        cut = ((to_lower > -FAR) | (to_upper < FAR)) & (block.se > 0)
    if cut.any():
        group, setting = np.nonzero(cut)
        below, above = special.ndtr(to_lower[cut])[:, None], special.ndtr(to_upper[cut])[:, None]
        z = special.ndtri(below + uniform[group] * (above - below))
        y[group, setting] = value[group, setting] + se[group, setting] * z
    return y


def _in_block(measure: Measure, block: Block, drawn: Block, y: FloatArray, level: float):
    reason = why_missing(measure, block)
    if (reason != 0).all():
        nothing = np.full(block.index.size, np.nan)
        return nothing, nothing, nothing, nothing, reason
    estimate, reason = point(measure, block, reason)
    results = measure.estimate(y, drawn)
    low, high = middle(results, level)
    se = np.std(np.log(results) if measure.on_log else results, axis=-1, ddof=1)
    without = (reason == 0) & ~(np.isfinite(low) & np.isfinite(high))
    cause = np.where(np.isnan(block.se).any(axis=0), np.int8(Reason.NO_SE), np.int8(Reason.NO_CLOSED_FORM))
    reason = np.where(without, cause, reason)
    missing = np.isnan(estimate) | without
    return estimate, *(np.where(missing, np.nan, part) for part in (se, low, high)), reason


def middle(results: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
    """Lower and upper percentile that hold the middle `level` of the last axis, interpolated between order statistics.

    Parameters
    ----------
    results : ndarray of float, shape (m, draws)
        Draws of a measure.
    level : float
        Part that the interval holds.

    Returns
    -------
    low, high : ndarray of float, shape (m,)
        Missing where any draw is.

    Examples
    --------
    >>> middle(np.arange(101.0)[None], 0.9)
    (array([5.]), array([95.]))
    """
    n = results.shape[-1]
    places = (n - 1) * np.array([(1 - level) / 2, (1 + level) / 2])
    below = np.floor(places).astype(int)
    above = np.minimum(below + 1, n - 1)
    sorted_there = np.partition(results, np.unique([*below, *above, n - 1]), axis=-1)
    at = sorted_there[..., below] + (places - below) * (sorted_there[..., above] - sorted_there[..., below])
    at = np.where(np.isnan(sorted_there[..., -1:]), np.nan, at)  # a missing draw sorts last
    return at[..., 0], at[..., 1]
