"""Who was reached: the share of a group among those who answered, beside its share of residents."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from evenground.stats.arrays import FloatArray, floats, ratio
from evenground.stats.coverage.limits import ENOUGH
from evenground.stats.intervals import korn_graubard


class Representation(NamedTuple):
    """Shares of people (0 to 1). `least` and `most` are what holds whatever those who were not asked would have said."""

    share: FloatArray
    low: FloatArray
    high: FloatArray
    unknown: FloatArray
    least: FloatArray
    most: FloatArray
    clusters: FloatArray
    verdict: np.ndarray


def representation(
    yes: ArrayLike, no: ArrayLike, unknown: ArrayLike, moments: ArrayLike, clusters: ArrayLike, expected: ArrayLike, *,
    level: float = 0.95,
) -> Representation:  # fmt: skip
    """Share of a group among attendances whose answer is known.

    Numerator: attendances counted as yes. Denominator: attendances counted as yes or no. Unit: share, 0 to 1. The interval
    is Korn and Graubard's, from the linearised variance over series. Bounds give all or none of the unknown to the group.

    Parameters
    ----------
    yes, no, unknown : array_like of float, shape (n,)
        Attendances by answer; unknown is people minus yes minus no.
    moments : array_like of float, shape (n, 3)
        Sums over series of yes^2, yes x known and known^2, known being yes plus no.
    clusters : array_like of float, shape (n,)
        Series with a known answer.
    expected : array_like of float, shape (n,)
        Share of the group among residents; missing where it is not published.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Representation
        `verdict` is `less`, `about` or `more` than residents, `too_few` below ten series, `not_compared` without a share of
        residents. Missing where nobody answered; `least` and `most` are then 0 and 1.

    Examples
    --------
    >>> found = representation([30], [70], [50], [[100, 300, 1000]], [10], [0.5])
    >>> found.share, found.least.round(2), found.most.round(2), found.verdict.tolist()
    (array([0.3]), array([0.2]), array([0.53]), ['less'])
    """
    y, n, u, k, base = floats(yes, no, unknown, clusters, expected)
    known, (yy, yk, kk) = y + n, np.moveaxis(np.asarray(moments, dtype=float), -1, 0)
    part = ratio(y, known)
    scatter = np.clip(yy - 2 * part * yk + part**2 * kk, 0, None)
    effective = np.where(kk > 0, ratio(known**2, kk), np.nan)  # series of equal size that would say as much (Kish)
    left = np.where(effective > 1, effective - 1, np.nan)
    se = np.sqrt(scatter * ratio(effective, left)) * ratio(1, known)
    low, high = korn_graubard(part, np.maximum(se, 1e-9), known, left, level=level)
    at_end = (part == 0) | (part == 1)  # nothing varies between series: the series are the sample
    if at_end.any():
        edge_low, edge_high = korn_graubard(part, 0.0, effective, left, level=level)
        low, high = np.where(at_end, edge_low, low), np.where(at_end, edge_high, high)
    everyone = known + u
    least, most = (np.where(everyone > 0, np.nan_to_num(ratio(x, everyone)), end) for x, end in ((y, 0.0), (y + u, 1.0)))
    verdict = np.where(high < base, "less", np.where(low > base, "more", "about"))
    verdict = np.where(k < ENOUGH, "too_few", np.where(np.isnan(base) | np.isnan(part), "not_compared", verdict))
    return Representation(part, low, high, ratio(u, everyone), least, most, k, verdict)
