"""An area's part of all reach beside its part of residents, or of people in need; and the test of one against the rest."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from evenground.stats.arrays import FloatArray, check_level, floats, ratio
from evenground.stats.coverage.limits import ENOUGH, cluster_limits, freedom_of_spread
from evenground.stats.discovery import adjusted

VERDICTS = ("less", "about", "more", "too_few", "not_compared")


class Rate(NamedTuple):
    """A rate with its limits; `enough` is False where there are too few independent series to judge by it."""

    value: FloatArray
    low: FloatArray
    high: FloatArray
    enough: NDArray[np.bool_]


class Share(NamedTuple):
    """For each area: its part of reach and of the yardstick (0 to 1), one over the other, limits of that, p, and a verdict."""

    of_reach: FloatArray
    of_yardstick: FloatArray
    ratio: FloatArray
    low: FloatArray
    high: FloatArray
    p: FloatArray
    verdict: NDArray[np.str_]


def rate(
    total: ArrayLike, squares: ArrayLike, clusters: ArrayLike, residents: ArrayLike, added_weight: ArrayLike, *,
    per: float = 1000, level: float = 0.95,
) -> Rate:  # fmt: skip
    """Reach per `per` residents.

    Numerator: attendances, sessions or hours counted in the area. Denominator: the area's residents. Unit: per `per`
    residents over the whole window, not a year.

    Parameters
    ----------
    total, squares, clusters, added_weight : array_like of float
        As `limits.cluster_limits`.
    residents : array_like of float
        People who live there; missing or 0 gives no rate.
    per : float, default 1000
        Multiplier.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Rate
        Missing where nobody lives. `enough` from ten independent series.

    Examples
    --------
    >>> found = rate([0, 100], [0, 1000], [0, 10], [2000, 5000], 10)
    >>> found.value, found.high.round(1), found.enough
    (array([ 0., 20.]), array([18.4, 36.8]), array([False,  True]))
    """
    y, n, people = floats(total, clusters, residents)
    low, high = cluster_limits(y, squares, n, added_weight, level=level)
    return Rate(*(per * ratio(part, people) for part in (y, low, high)), n >= ENOUGH)


def share(
    total: ArrayLike, squares: ArrayLike, clusters: ArrayLike, yardstick: ArrayLike, added_weight: float, *,
    cubes: ArrayLike | None = None, level: float = 0.95, false_discovery: float = 0.05,
) -> Share:  # fmt: skip
    """Each area's share of all reach over its share of the yardstick, tested against the rest.

    Numerator: the area's part of all reach that happened in areas. Denominator: its part of residents (equal yardstick) or
    of people in need (equitable yardstick). Unit: ratio, 1 when equal. An area is judged when ten independent series were
    held there, or would have been at its share. The test asks how often clusters of these sizes, each placed in an area
    with the area's share of the yardstick as its chance, would bring so little or so much; it keeps the sizes as they are
    (three moments, a Pearson III curve), and `added_weight` is its correction for continuity; and the area's own limits
    have to exclude its share at the same p. Verdicts hold the false-discovery rate over all areas given (and groups, when their rows are given along).

    Parameters
    ----------
    total, squares, clusters : array_like of float, shape (..., areas)
        Sum of cluster sizes, of squared sizes, and clusters; the last axis is one comparison, earlier ones are groups.
    yardstick : array_like of float, shape (..., areas)
        Residents or people in need; an area where it is missing or 0 is not compared, nor is its reach in the whole.
    added_weight : float
        Size of one further cluster, in the unit of `total`.
    cubes : array_like of float, shape (..., areas), optional
        Sum of cubed sizes; without it all clusters of an area are taken to be of one size.
    level : float, default 0.95
        Coverage of the limits, which are not corrected for many tests.
    false_discovery : float, default 0.05
        Part of the areas called less or more than their share that may be called so by chance.

    Returns
    -------
    Share
        Shape of the input. `verdict` is `less`, `about`, `more`, `too_few` or `not_compared`.

    References
    ----------
    Benjamini Y, Hochberg Y. Controlling the false discovery rate. J R Stat Soc B 1995;57:289-300. The rest is ours.

    Examples
    --------
    >>> found = share([20, 300, 280], [200, 3000, 2800], [2, 30, 28], [1000, 1000, 1000], 10)
    >>> found.ratio.round(2), found.verdict.tolist()
    (array([0.1, 1.5, 1.4]), ['less', 'more', 'more'])
    """
    check_level(level)
    y, v, n, base = floats(total, squares, clusters, yardstick)
    compared = (base > 0) & np.isfinite(y)
    y, v, n, base = (np.where(compared, part, 0.0) for part in (y, v, n, base))
    third = np.where(compared, _cubes(y, v) if cubes is None else np.broadcast_to(np.asarray(cubes, dtype=float), y.shape), 0.0)
    all_reach, everyone = y.sum(-1, keepdims=True), base.sum(-1, keepdims=True)
    of_reach, chance = ratio(y, all_reach), ratio(base, everyone)
    variance = _variance(y, v)
    low, high = cluster_limits(y, variance, n, added_weight, level=level)
    placed = placed_tails(y, chance, v.sum(-1, keepdims=True), third.sum(-1, keepdims=True), all_reach, added_weight)
    own = own_tails(y, variance, n, chance * all_reach, added_weight)
    less, more = (np.maximum(*both) for both in zip(placed, own, strict=True))  # one huge session is no finding
    p = np.where(compared & (all_reach > 0), np.minimum(1.0, 2 * np.minimum(less, more)), np.nan)
    enough = np.maximum(n, chance * n.sum(-1, keepdims=True)) >= ENOUGH
    judged = np.where(enough, p, np.where(np.isnan(p), np.nan, 1.0))  # one that is not judged stays in the family
    found = np.nan_to_num(adjusted(judged), nan=1.0) <= false_discovery
    verdict = np.where(found, np.where(less < more, "less", "more"), "about")
    verdict = np.where(np.isnan(p), "not_compared", np.where(enough, verdict, "too_few"))
    part = [np.where(compared, one, np.nan) for one in (of_reach, chance)]
    ends = (np.where(compared, y, np.nan), low, np.minimum(high, all_reach))
    return Share(*part, *(ratio(ratio(one, all_reach), part[1]) for one in ends), p, verdict)


def _cubes(total: FloatArray, squares: FloatArray) -> FloatArray:
    return np.nan_to_num(ratio(squares**2, total))


def _variance(y: FloatArray, v: FloatArray) -> FloatArray:
    """Variance of an area's reach when all reach is given: its own clusters vary, and so do those of the rest."""
    part = np.nan_to_num(ratio(y, y.sum(-1, keepdims=True)))
    return v * (1 - part) ** 2 + (v.sum(-1, keepdims=True) - v) * part**2


def own_tails(
    total: ArrayLike, variance: ArrayLike, clusters: ArrayLike, expected: ArrayLike, added_weight: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """The tail at which the limits of `cluster_limits` would just reach what is expected.

    Parameters
    ----------
    total, variance, clusters : array_like of float
        What the area has, the variance of it, and its clusters.
    expected : array_like of float
        What its share would be.
    added_weight : array_like of float
        Size of one further cluster.

    Returns
    -------
    less, more : ndarray of float
        One-sided p values that the area has less, or more, than expected.

    Examples
    --------
    >>> less, more = own_tails(0, 0, 0, 10, 1)
    >>> print(less.round(6), more.round(6))  # nothing where ten were expected: exp(-10)
    4.5e-05 1.0
    """
    y, v, n, centre, w = floats(total, variance, clusters, expected, added_weight)
    shape, scale = (y + w) ** 2 / (v + w**2), (v + w**2) / (y + w)
    uneven, freedom = freedom_of_spread(y, v, n)
    less = special.gammaincc(shape, centre / scale)
    less = np.where(uneven, np.maximum(less, special.fdtrc(2 * shape, freedom, centre / (shape * scale))), less)
    shape, scale = (y + w / 2) ** 2 / (v + w**2 / 2), (v + w**2 / 2) / (y + w / 2)
    return less, np.where(y > 0, special.gammainc(shape, centre / scale), 1.0)


def placed_tails(
    total: ArrayLike, chance: ArrayLike, squares: ArrayLike, cubes: ArrayLike, all_reach: ArrayLike, added_weight: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """How often clusters of given sizes, placed by chance, bring an area so little, or so much.

    Parameters
    ----------
    total : array_like of float
        What the area has.
    chance : array_like of float
        Chance of each cluster to be there, 0 to 1.
    squares, cubes, all_reach : array_like of float
        Sums over all clusters of squared sizes, cubed sizes and sizes.
    added_weight : array_like of float
        Half of it is the correction for continuity, towards no finding.

    Returns
    -------
    less, more : ndarray of float
        Chances of so little or less, and of so much or more; 1 where nothing could differ.

    Examples
    --------
    >>> less, more = placed_tails(2, 0.5, 10, 10, 10, 1)  # ten coins: binomial 0.0547 and 0.9893
    >>> print(less.round(3), more.round(3))
    0.057 0.987
    """
    y, p, v, third, whole, weight = floats(total, chance, squares, cubes, all_reach, added_weight)
    spread = np.sqrt(np.clip(p * (1 - p) * v, 0, None))
    skew = np.nan_to_num(ratio(p * (1 - p) * (1 - 2 * p) * third, spread**3))
    with np.errstate(invalid="ignore"):
        down = np.where(spread > 0, _pearson(ratio(y + weight / 2 - p * whole, spread), skew), 1.0)
        up = np.where(spread > 0, _pearson(-ratio(y - weight / 2 - p * whole, spread), -skew), 1.0)
    return down, up


def _pearson(z: FloatArray, skew: FloatArray) -> FloatArray:
    """Distribution function of Pearson's type III at `z`: mean 0, variance 1, skewness `skew`."""
    shape = 4 / np.maximum(skew**2, 1e-6)
    at = shape + np.where(skew < 0, -1, 1) * z * np.sqrt(shape)
    curved = np.where(skew < 0, special.gammaincc(shape, np.maximum(at, 0)), special.gammainc(shape, np.maximum(at, 0)))
    return np.where(np.abs(skew) < 1e-3, special.ndtr(z), curved)
