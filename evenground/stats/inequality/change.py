"""Has a disparity changed between two periods, and do the absolute and the relative measure agree on it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from evenground.stats.arrays import FloatArray, z_of
from evenground.stats.inequality.evaluate import Result
from evenground.stats.inequality.noise_aware import noise_aware
from evenground.stats.inequality.settings import Settings

WIDER, NARROWER, REVERSED, UNCLEAR, UNKNOWN = "wider", "narrower", "reversed", "cannot tell", "not compared"
ROUNDING = 1e-9
"""Part of a gap below which a change is what computing leaves over: it is no growth, and no disagreement."""
PAIRS = {
    ("d", "default"): ("r", "default"),
    ("d", "max_minus_min"): ("r", "max_over_min"),
    ("d", "reference_group"): ("r", "reference_group"),
    ("aci", "raw"): ("rci", "raw"),
    ("sii", "linear"): ("rii", "linear"),
    ("sii", "logit"): ("rii", "logit"),
    ("sii", "log"): ("rii", "log"),
    ("bgsd", "default"): ("cov", "default"),
    ("mdmu", "default"): ("idisu", "default"),
    ("mdmw", "default"): ("idisw", "default"),
    ("par", "default"): ("paf", "default"),
    ("par", "signed"): ("paf", "signed"),
    ("srd", "default"): ("srr", "default"),
}
"""The relative measure that goes with each absolute one."""


@dataclass
class Change:
    """Change of one measure between two periods, one entry per setting of the first."""

    first: FloatArray
    second: FloatArray
    change: FloatArray
    """second - first; for a ratio, second / first."""
    low: FloatArray
    high: FloatArray
    p: FloatArray
    verdict: NDArray[np.str_]
    """`wider`, `narrower`, `reversed`, `cannot tell`, or `not compared` (one period, or nothing to compare)."""
    growing: FloatArray
    """1 where the gap is now larger by its estimate, -1 where smaller, 0 where equal; missing where not compared."""


def change(
    before: Settings, after: Settings, keys: Iterable[tuple[str, str]], *, level: float = 0.95
) -> dict[tuple[str, str], Change]:
    """Change of disparities between two periods, with intervals and tests.

    Parameters
    ----------
    before, after : Settings
        The earlier and the later period; settings are matched by their id, and a setting of `before` without a match is
        `not compared`. Both periods are taken as independent samples: not overlapping years, not modelled values.
    keys : iterable of (name, variant)
        Which measures.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    dict of (name, variant) to Change
        Estimates are the noise-aware ones. A gap is `wider` or `narrower` only when the interval of the change is clear
        of none; `reversed` when both periods are clear of no gap, on opposite sides.

    Raises
    ------
    ValueError
        If a measure is unknown or `level` is not between 0 and 1.

    Notes
    -----
    Limits combine both periods' own limits (the square-and-add method), so they keep their asymmetry; for a measure with
    symmetric limits this is the usual z interval. p comes from the distance to no change on the side that faces it.

    References
    ----------
    Zou GY, Donner A. Construction of confidence limits about effect measures: a general approach. Stat Med
    2008;27:1693-1702.

    Examples
    --------
    >>> from evenground.stats.inequality import settings
    >>> common = {"se": 1.0, "order": [1, 2], "ordered": 1, "favourable": 1}
    >>> found = change(settings([0, 0], [50.0, 60.0], **common), settings([0, 0], [50.0, 70.0], **common), [("d", "default")])
    >>> one = found["d", "default"]
    >>> one.change, one.low.round(2), one.high.round(2), one.verdict
    (array([10.]), array([6.08]), array([13.92]), array(['wider'], dtype='<U12'))
    """
    keys = [tuple(key) for key in keys]
    first, second = noise_aware(before, keys, level=level), noise_aware(after, keys, level=level)
    place = {identity: at for at, identity in enumerate(after.ids.tolist())}
    at = np.array([place.get(identity, -1) for identity in before.ids.tolist()], dtype=int)
    return {key: _one(first[key], second[key], at, level) for key in keys}


def _one(first: Result, second: Result, at: NDArray[np.intp], level: float) -> Change:
    log = first.measure.on_log
    null = 0.0 if log else first.measure.null

    def part(result: Result, name: str, matched: bool) -> FloatArray:
        values = getattr(result, name)
        if matched:
            # the last row stands for "no match"
            values = np.append(values, np.nan)[at]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.log(values) if log else values

    a, a_low, a_high = (part(first, name, False) for name in ("estimate", "low", "high"))
    b, b_low, b_high = (part(second, name, True) for name in ("estimate", "low", "high"))
    gap = b - a
    low = gap - np.sqrt((b - b_low) ** 2 + (a_high - a) ** 2)
    high = gap + np.sqrt((b_high - b) ** 2 + (a - a_low) ** 2)
    facing = np.where(gap > 0, gap - low, high - gap) / z_of(level)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.where((gap == 0) & ~np.isnan(low), 1.0, 2 * special.ndtr(-np.abs(gap) / facing))
    now, then = np.abs(b - null), np.abs(a - null)
    growing = np.where(np.abs(now - then) <= ROUNDING * np.maximum(now, then), 0.0, np.sign(now - then))
    growing = np.where(np.isnan(now - then), np.nan, growing)
    opposite = ((a_low > null) & (b_high < null)) | ((a_high < null) & (b_low > null))
    clear = (low > 0) | (high < 0)
    verdict = np.select(
        [np.isnan(low) | np.isnan(high), opposite, clear & (growing > 0), clear & (growing < 0)],
        [UNKNOWN, REVERSED, WIDER, NARROWER],
        default=UNCLEAR,
    )
    back = np.exp if log else np.asarray
    return Change(*(back(values) for values in (a, b, gap, low, high)), p, verdict, growing)


def disagree(absolute: Change, relative: Change) -> NDArray[np.bool_]:
    """True where the gap grew in absolute and shrank in relative terms, or the other way round.

    Parameters
    ----------
    absolute, relative : Change
        Of the same settings; see `PAIRS` for which belong together.

    Returns
    -------
    ndarray of bool, shape (m,)
        By the estimates: a warning is due whether or not either change is clear of chance. False where one is missing.

    References
    ----------
    World Health Organization. Handbook on health inequality monitoring. 2013, chapter 3.

    Examples
    --------
    >>> from evenground.stats.inequality import settings
    >>> common = {"se": 1.0, "order": [1, 2], "ordered": 1, "favourable": 1}
    >>> before, after = settings([0, 0], [10.0, 20.0], **common), settings([0, 0], [30.0, 45.0], **common)
    >>> found = change(before, after, [("d", "default"), ("r", "default")])
    >>> disagree(found["d", "default"], found["r", "default"])
    array([ True])
    """
    return absolute.growing * relative.growing < 0
