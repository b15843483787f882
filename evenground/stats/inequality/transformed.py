"""Slope and relative index of inequality from a straight line on a transformed scale, as English public health uses it.

Here the group values themselves are transformed (not the curve, as in `curves`): a line through the logarithms of rates
or the logits of proportions, weighted by people.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from evenground.stats.arrays import FloatArray, z_of

Transform = Literal["none", "log", "logit"]


class SlopeIndex(NamedTuple):
    """Slope and relative index with limits, shape (m,)."""

    sii: FloatArray
    sii_low: FloatArray
    sii_high: FloatArray
    rii: FloatArray
    rii_low: FloatArray
    rii_high: FloatArray
    intercept: FloatArray
    """Fitted value at rank 0."""


_THERE: dict[str, Callable] = {"none": np.asarray, "log": np.log, "logit": special.logit}
_BACK: dict[str, Callable] = {"none": np.asarray, "log": np.exp, "logit": special.expit}


def se_from_limits(
    low: ArrayLike, high: ArrayLike, *, transform: Transform = "none", level: float = 0.95
) -> FloatArray:
    """Standard error on the transformed scale from published limits.

    Parameters
    ----------
    low, high : array_like of float
        Limits in the unit of the value (0 to 1 for a logit).
    transform : {"none", "log", "logit"}
        The scale on which the line is fitted.
    level : float, default 0.95
        Coverage of the limits.

    Returns
    -------
    ndarray of float
        Half the distance of the transformed limits, over z.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    Examples
    --------
    >>> se_from_limits([8.04], [11.96]).round(3)
    array([1.])
    """
    there = _THERE[transform]
    with np.errstate(divide="ignore", invalid="ignore"):
        return (there(np.asarray(high, float)) - there(np.asarray(low, float))) / (2 * z_of(level))


def transformed_slope(
    value: ArrayLike,
    se: ArrayLike,
    population: ArrayLike,
    *,
    transform: Transform = "none",
    multiplier: float = 1.0,
    level: float = 0.95,
) -> SlopeIndex:
    """Slope and relative index of inequality by a weighted line on a transformed scale.

    Parameters
    ----------
    value : array_like of float, shape (k,) or (k, m)
        Values of k groups in order from least to most advantaged: above 0 for "log", between 0 and 1 for "logit".
    se : array_like of float, shape of `value`
        Standard errors on the transformed scale (see `se_from_limits`).
    population : array_like of float, shape of `value`
        People of each group: they give the ranks and weigh the line.
    transform : {"none", "log", "logit"}
        Scale of the line.
    multiplier : float, default 1
        Multiplies the slope index (100 for percent). A negative one turns the comparison round: the slope index changes
        sign and the relative index is inverted.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    SlopeIndex
        Shape (m,), or scalars for one setting. Missing where a group is missing or cannot be transformed; the relative
        index and its limits are missing where a fitted value is not above 0.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1, or `multiplier` is 0.

    Notes
    -----
    On a transformed scale the limits are those of the line's slope, z standard errors either side, with the line's
    middle (the average on that scale) held at its estimate: the reference package's practice, which it approximates with
    100,000 draws. It leaves out what is not known about the average, which matters where errors are large beside the
    gap. Without a transformation the relative index has Fieller's limits; they do not exist where the value at rank 0 is
    not clear of 0.

    References
    ----------
    Mackenbach JP, Kunst AE. Measuring the magnitude of socio-economic inequalities in health. Soc Sci Med
    1997;44:757-771. Public Health England. PHEindicatormethods: slope index of inequality.

    Examples
    --------
    >>> found = transformed_slope([10.0, 12, 14], [0.5, 0.5, 0.5], [1, 1, 1])
    >>> found.sii.round(3), found.sii_low.round(3), found.sii_high.round(3)
    (array([6.]), array([3.921]), array([8.079]))
    """
    if multiplier == 0:
        raise ValueError("multiplier must not be 0; use 1 to leave the slope index as it is")
    z = z_of(level)
    y, error, people = (np.asarray(part, dtype=float) for part in (value, se, population))
    y, error, people = (part[:, None] if part.ndim == 1 else part for part in (y, error, people))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        target = _THERE[transform](y)
        target = np.where(np.isfinite(target), target, np.nan)
        share = people / people.sum(axis=0)
        rank = np.cumsum(share, axis=0) - share / 2
        away = rank - (share * rank).sum(axis=0)
        weights = share * away / (share * away**2).sum(axis=0)
        slope, middle = (weights * target).sum(axis=0), (share * target).sum(axis=0)
        half = z * np.sqrt((weights**2 * error**2).sum(axis=0))
        centre = (share * rank).sum(axis=0)
        found = [_ends(middle, slope + step, centre, _BACK[transform]) for step in (-half, np.zeros_like(half), half)]
        sii = [multiplier * (top - bottom) for bottom, top in found]
        rii = [np.where((bottom > 0) & (top > 0), top / bottom, np.nan) for bottom, top in found]
        if transform == "none":
            at_bottom, at_top = share - weights * centre, share + weights * (1 - centre)
            rii[0], rii[2] = _fieller(at_bottom, at_top, target, error, z)
        if multiplier < 0:
            sii, rii = sii[::-1], [1 / ratio for ratio in rii[::-1]]
    return SlopeIndex(sii[1], sii[0], sii[2], rii[1], rii[0], rii[2], found[1][0])


def _ends(middle: FloatArray, slope: FloatArray, centre: FloatArray, back: Callable) -> tuple[FloatArray, FloatArray]:
    """Values at rank 0 and at rank 1 of a line through the middle."""
    return back(middle - slope * centre), back(middle + slope * (1 - centre))


def _fieller(
    at_bottom: FloatArray, at_top: FloatArray, target: FloatArray, error: FloatArray, z: float
) -> tuple[FloatArray, FloatArray]:
    """Limits of the ratio of two correlated normal values, each a weighted sum of the groups."""
    below, above = (at_bottom * target).sum(axis=0), (at_top * target).sum(axis=0)
    variance = error**2
    a = below**2 - z**2 * (at_bottom**2 * variance).sum(axis=0)
    b = below * above - z**2 * (at_bottom * at_top * variance).sum(axis=0)
    c = above**2 - z**2 * (at_top**2 * variance).sum(axis=0)
    root = np.sqrt(np.maximum(b**2 - a * c, 0))
    clear = (a > 0) & (below > 0) & (above > 0)
    return np.where(clear, (b - root) / a, np.nan), np.where(clear, (b + root) / a, np.nan)
