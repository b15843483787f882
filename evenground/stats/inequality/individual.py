"""Slope, relative and concentration indices from individual records of a survey, with weights, strata and clusters.

Ranks come from the weighted shares of the groups and are taken as fixed. Standard errors are linearised: the variance
between sampled clusters within strata, or between records when only weights are known.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from evenground.stats.arrays import FloatArray, z_of


class Survey(NamedTuple):
    """Estimate from individual records; `se` is on the logarithm for a relative index."""

    value: float
    se: float
    low: float
    high: float


def design_variance(influence: ArrayLike, strata: ArrayLike | None = None, cluster: ArrayLike | None = None) -> float:
    """Variance of a weighted total from its records' contributions: between clusters, within strata.

    Parameters
    ----------
    influence : array_like of float, shape (n,)
        Weighted contribution of each record; they add up to about 0.
    strata, cluster : array_like, shape (n,), optional
        Stratum and sampled cluster of each record; without clusters each record is its own, without strata all is one.

    Returns
    -------
    float
        With-replacement variance at the first stage; a stratum with one cluster adds nothing.

    References
    ----------
    Binder DA. On the variances of asymptotically normal estimators from complex surveys. Int Stat Rev 1983;51:279-292.

    Examples
    --------
    >>> design_variance([1.0, -1.0, 2.0, -2.0], cluster=[0, 0, 1, 1])
    0.0
    >>> round(design_variance([1.0, -1.0, 2.0, -2.0]), 3)
    13.333
    """
    u = np.asarray(influence, dtype=float)
    stratum = np.zeros(u.size, int) if strata is None else np.unique(np.asarray(strata), return_inverse=True)[1]
    unit = np.arange(u.size) if cluster is None else np.unique(np.asarray(cluster), return_inverse=True)[1]
    pair, of = np.unique(np.stack([stratum, unit]), axis=1, return_inverse=True)
    total = np.bincount(of.ravel(), u)
    clusters = np.bincount(pair[0])
    spread = np.bincount(pair[0], (total - (np.bincount(pair[0], total) / np.maximum(clusters, 1))[pair[0]]) ** 2)
    several = clusters > 1
    return float((clusters[several] / (clusters[several] - 1) * spread[several]).sum())


def group_means(
    outcome: ArrayLike,
    group: ArrayLike,
    weight: ArrayLike,
    *,
    strata: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
) -> dict[str, NDArray]:
    """Weighted mean of each group with its design-based standard error.

    Parameters
    ----------
    outcome, group, weight : array_like, shape (n,)
        Value, group and sampling weight of each record.
    strata, cluster : array_like, shape (n,), optional
        Sampling design.

    Returns
    -------
    dict
        `group`, `mean`, `se`, `weighted_n`, `n`: arrays, one entry per group in ascending order.

    References
    ----------
    Binder DA. On the variances of asymptotically normal estimators from complex surveys. Int Stat Rev 1983;51:279-292.

    Examples
    --------
    >>> found = group_means([1, 0, 1, 1], [1, 1, 2, 2], [1, 3, 1, 1])
    >>> found["mean"]
    array([0.25, 1.  ])
    """
    y, w = np.asarray(outcome, dtype=float), np.asarray(weight, dtype=float)
    names, of = np.unique(np.asarray(group), return_inverse=True)
    total = np.bincount(of, w)
    mean = np.bincount(of, w * y) / total
    parts = [np.where(of == j, w * (y - mean[j]), 0.0) / total[j] for j in range(names.size)]
    se = np.array([np.sqrt(design_variance(part, strata, cluster)) for part in parts])
    return {"group": names, "mean": mean, "se": se, "weighted_n": total, "n": np.bincount(of)}


def midpoint_ranks(group: ArrayLike, weight: ArrayLike) -> FloatArray:
    """Rank of each record: the middle of its group's span among all people, from least advantaged.

    Parameters
    ----------
    group : array_like of float, shape (n,)
        Place of the record's group, ascending from least advantaged.
    weight : array_like of float, shape (n,)
        Sampling weights.

    Returns
    -------
    ndarray of float, shape (n,)
        Between 0 and 1.

    Examples
    --------
    >>> midpoint_ranks([1, 1, 2], [1, 1, 2])
    array([0.25, 0.25, 0.75])
    """
    w = np.asarray(weight, dtype=float)
    _, of = np.unique(np.asarray(group), return_inverse=True)
    share = np.bincount(of, w) / w.sum()
    return (np.cumsum(share) - share / 2)[of]


Measure = Literal["sii", "rii", "aci", "rci"]


def individual_index(
    measure: Measure,
    outcome: ArrayLike,
    group: ArrayLike,
    weight: ArrayLike,
    *,
    model: Literal["linear", "logit"] = "linear",
    strata: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    level: float = 0.95,
) -> Survey:
    """One index of inequality from individual records.

    Parameters
    ----------
    measure : {"sii", "rii", "aci", "rci"}
        Slope, relative, absolute concentration or relative concentration index.
    outcome : array_like of float, shape (n,)
        Value of each record; 0 or 1 for `logit`.
    group : array_like of float, shape (n,)
        Place of its group, ascending from least advantaged.
    weight : array_like of float, shape (n,)
        Sampling weights, above 0.
    model : {"linear", "logit"}
        Line or logistic curve for slope and relative index; concentration indices are linear.
    strata, cluster : array_like, shape (n,), optional
        Sampling design; without them the variance is that between records.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    Survey
        Records with a missing outcome are left out. The concentration indices' standard error comes from their form as a
        regression on rank, with the variance of the ranks and the mean taken as known.

    Raises
    ------
    ValueError
        If the measure is unknown, there are fewer than two groups, or `level` is not between 0 and 1.

    References
    ----------
    O'Donnell O, van Doorslaer E, Wagstaff A, Lindelow M. Analyzing Health Equity Using Household Survey Data. World
    Bank; 2008, chapter 8.

    Examples
    --------
    >>> found = individual_index("sii", [0, 0, 1, 0, 1, 1], [1, 1, 1, 2, 2, 2], [1] * 6)
    >>> round(found.value, 4)
    0.6667
    """
    z = z_of(level)
    if measure not in ("sii", "rii", "aci", "rci"):
        raise ValueError(f"measure {measure!r} is unknown; use sii, rii, aci or rci")
    if measure in ("aci", "rci") and model != "linear":
        raise ValueError("concentration indices are linear; leave `model` out")
    y, w = np.asarray(outcome, dtype=float), np.asarray(weight, dtype=float)
    known = ~np.isnan(y)
    y, w, place = y[known], w[known], np.asarray(group)[known]
    design = [None if part is None else np.asarray(part)[known] for part in (strata, cluster)]
    if np.unique(place).size < 2:
        raise ValueError("an index over ordered groups needs two groups or more with a known outcome")
    rank = midpoint_ranks(place, w)
    coefficients, influence, fitted, slope = _regress(y, w, rank, model)
    bottom, top = fitted
    at_bottom, at_top = slope
    if measure == "sii":
        value, u = top - bottom, at_top * influence.sum(axis=1) - at_bottom * influence[:, 0]
    elif measure == "rii":
        value, u = top / bottom, at_top / top * influence.sum(axis=1) - at_bottom / bottom * influence[:, 0]
    else:
        spread = 2 * (w * (rank - 0.5) ** 2).sum() / w.sum()
        base = (w * y).sum() / w.sum() if measure == "rci" else 1.0
        value, u = spread * coefficients[1] / base, spread * influence[:, 1] / base
    se = float(np.sqrt(design_variance(u, *design)))
    if measure == "rii":
        return Survey(float(value), se, float(value * np.exp(-z * se)), float(value * np.exp(z * se)))
    return Survey(float(value), se, float(value - z * se), float(value + z * se))


def _regress(y: FloatArray, w: FloatArray, rank: FloatArray, model: str):
    """Coefficients, each record's influence on them (n, 2), fitted values at both ends and the curve's slope there."""
    design = np.stack([np.ones_like(rank), rank], axis=1)
    coefficients = np.zeros(2)
    for _ in range(1 if model == "linear" else 60):
        line = design @ coefficients
        fitted = line if model == "linear" else special.expit(line)
        steep = np.ones_like(line) if model == "linear" else fitted * (1 - fitted)
        inverse = np.linalg.inv(design.T @ ((w * steep)[:, None] * design))
        step = inverse @ (design.T @ (w * (y - fitted)))
        coefficients = coefficients + step
        if np.abs(step).max() < 1e-12:
            break
    line = design @ coefficients
    fitted = line if model == "linear" else special.expit(line)
    if model == "logit":
        inverse = np.linalg.inv(design.T @ ((w * fitted * (1 - fitted))[:, None] * design))
    influence = (w * (y - fitted))[:, None] * (design @ inverse)
    ends = np.array([coefficients[0], coefficients.sum()])
    if model == "linear":
        return coefficients, influence, ends, np.ones(2)
    ends = special.expit(ends)
    return coefficients, influence, ends, ends * (1 - ends)
