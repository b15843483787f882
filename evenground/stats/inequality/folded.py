"""Intervals for mean absolute differences: to the average (MDM, IDIS) or to a reference group (MDR).

The distance of one group from the centre, |d|, is on average too large by b(delta), at most 0.8 standard errors, when
the true distance delta is small, and hardly at all from two standard errors on. So with weights w

* sum w |delta| <= sum w |d| + z se holds as it stands: for the true signs the sum is linear, and |d| can only be more;
* sum w |delta| >= sum w |d| - z se - sum w b(the least distance that d leaves likely);
* the estimate takes off what is expected of each group near the centre, given its distance and the spread of all such.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import special

from evenground.stats.arrays import FloatArray, z_of
from evenground.stats.inequality.measure import Measure
from evenground.stats.inequality.selection import Bounds
from evenground.stats.inequality.settings import Block

FOLDED = {"mdmu", "mdmw", "idisu", "idisw", "mdru", "mdrw"}
"""Names of the measures handled here."""
LIKELY = 2.0
"""Standard errors that a true distance may be short of the one seen, for the lower limit."""
ALIKE = 2.0
"""Standard errors within which a group may lie on either side of the reference."""
NEAR = 3.0
"""Standard errors within which a group may be at the centre."""


class Distances(NamedTuple):
    """Distances from the centre; arrays (k, m) but for `base`, (m,)."""

    away: FloatArray
    weights: FloatArray
    sigma: FloatArray
    """Standard error of each distance."""
    pull: FloatArray
    """Change of the mean distance with each group's value, at most."""
    base: FloatArray
    """What the mean distance is divided by: the centre over 100 for a measure in percent, else 1."""


def excess(delta: FloatArray) -> FloatArray:
    """What noise of one standard error adds on average to a distance of `delta` standard errors.

    Parameters
    ----------
    delta : ndarray of float
        True distance, 0 or more.

    Returns
    -------
    ndarray of float
        0.8 at 0, 0.17 at 1, 0.02 at 2.

    References
    ----------
    Leone FC, Nelson LS, Nottingham RB. The folded normal distribution. Technometrics 1961;3:543-550.

    Examples
    --------
    >>> excess(np.array([0.0, 1.0, 2.0])).round(3)
    array([0.798, 0.167, 0.017])
    """
    return 2 * (np.exp(-(delta**2) / 2) / np.sqrt(2 * np.pi) - delta * special.ndtr(-delta))


def expected_excess(steps: FloatArray, spread: FloatArray) -> FloatArray:
    """What noise of one standard error is expected to have added to a distance that is seen.

    Parameters
    ----------
    steps : ndarray of float, shape (k, m)
        Distances seen, in standard errors.
    spread : ndarray of float, shape (m,)
        Standard deviation of the true distances, taken as normal round 0 (empirical Bayes), in standard errors.

    Returns
    -------
    ndarray of float, shape (k, m)

    Examples
    --------
    >>> expected_excess(np.array([[0.0], [2.0]]), np.array([0.0])).ravel().round(3)
    array([0.798, 0.798])
    >>> expected_excess(np.array([[0.0], [2.0]]), np.array([2.0])).ravel().round(3)
    array([0.357, 0.127])
    """
    kept = spread**2 / (1 + spread**2)
    middle = kept * steps
    with_noise, without = np.sqrt(1 + kept), np.sqrt(kept)
    known = without > 0
    scale = np.where(known, without, 1.0)
    least = np.where(known, middle + scale * excess(middle / scale), middle)
    return middle + with_noise * excess(middle / with_noise) - least


def distances(measure: Measure, block: Block) -> Distances:
    """What a mean absolute difference is made of.

    Parameters
    ----------
    measure : Measure
        One of `FOLDED`, any variant.
    block : Block
        m settings.

    Returns
    -------
    Distances

    Examples
    --------
    >>> from evenground.stats.inequality import MEASURES, settings
    >>> block, = settings([0, 0], [9.0, 11.0], se=1.0, population=1).blocks()
    >>> distances(MEASURES["mdmw", "default"], block).sigma.ravel().round(3)
    array([0.707, 0.707])
    """
    k, y, variance = block.groups, block.value, block.se**2
    weights = block.share if measure.name.endswith("w") else np.full(y.shape, 1 / k)
    if measure.variant == "setting_average":
        centre, moves = block.average, np.zeros(y.shape)
    elif measure.name in ("mdru", "mdrw"):
        moves = block.reference.astype(float)
        centre = (moves * y).sum(axis=0)
    else:
        centre, moves = block.mean, block.share
    away = y - centre
    sigma = np.sqrt(np.maximum(variance * (1 - 2 * moves) + (moves**2 * variance).sum(axis=0), 0.0))
    base = centre / 100 if measure.name.startswith("idis") else np.ones_like(centre)
    base = np.where(base > 0, base, np.nan)
    pull = measure.gradient(y, block) * base
    if measure.name in ("mdru", "mdrw"):
        # the reference moves all distances; those of groups near it may all lie on one side in truth
        side = weights * np.sign(away)
        near = np.abs(away) < ALIKE * sigma
        together = np.abs(np.where(near, 0, side).sum(axis=0)) + np.where(near, weights * (1 - moves), 0).sum(axis=0)
        pull = np.where(block.reference, together, pull)
    return Distances(away, weights, sigma, pull, base)


def fold(measure: Measure, block: Block, level: float) -> Bounds:
    """Corrected estimate and limits of a mean absolute difference.

    Parameters
    ----------
    measure : Measure
        `mdmu`, `mdmw`, `idisu`, `idisw`, `mdru` or `mdrw`, any variant.
    block : Block
        m settings with what the measure needs.
    level : float
        Two-sided coverage.

    Returns
    -------
    Bounds
        0 or more, in the measure's unit, shape (m,).

    Examples
    --------
    >>> from evenground.stats.inequality import MEASURES, settings
    >>> block, = settings([0, 0, 0], [9.0, 10.0, 11.0], se=1.0, population=1).blocks()
    >>> found = fold(MEASURES["mdmw", "default"], block, 0.95)
    >>> found.estimate.round(3), found.low.round(3), found.high.round(2)
    (array([0.015]), array([0.]), array([1.59]))
    """
    parts = distances(measure, block)
    noisy = parts.sigma > 0
    sigma = np.where(noisy, parts.sigma, 1.0)
    seen, steps = np.abs(parts.away), np.abs(parts.away) / sigma
    at_most = np.where(noisy, excess(np.maximum(steps - LIKELY, 0)), 0.0)
    # groups that may be at the centre: how much of their spread is more than noise?
    near = noisy & (steps < NEAR)
    count = np.maximum(near.sum(axis=0), 1)
    spread = np.sqrt(np.maximum((np.where(near, steps, 0) ** 2).sum(axis=0) / count - 1, 0.0))
    likely = np.where(near, expected_excess(steps, spread), 0.0)
    total = (parts.weights * seen).sum(axis=0)
    estimate = total - (parts.weights * likely * sigma).sum(axis=0)
    half = z_of(level) * np.sqrt((parts.pull**2 * block.se**2).sum(axis=0))
    low = total - half - (parts.weights * at_most * sigma).sum(axis=0)
    estimate, low, high = (np.maximum(part, 0) / parts.base for part in (estimate, low, total + half))
    return Bounds(estimate, np.minimum(low, estimate), np.maximum(high, estimate))
