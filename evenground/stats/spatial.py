"""Are neighbours alike? PySAL's statistics of spatial association, and rates steadied by their neighbours.

Weights are row-standardised contiguity unless said otherwise. An area without neighbours (an island) takes no part in
local statistics and is missing there; global ones leave it in with no neighbours, as PySAL does.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import esda
import libpysal
import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenground.stats.arrays import FloatArray
from evenground.stats.discovery import adjusted

QUADRANTS = np.array(["", "high among high", "low among high", "low among low", "high among low"])
NOT_CLEAR = "no clear pattern"


@contextmanager
def _quiet() -> Iterator[None]:
    """Islands and constant values are reported by our results, not by warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def neighbours(of: Mapping[int, Sequence[int]], n: int) -> libpysal.weights.W:
    """Spatial weights from lists of neighbours.

    Parameters
    ----------
    of : mapping of int to sequence of int
        Positions (0 to n - 1) of each area's neighbours; an area that is not named has none.
    n : int
        Areas.

    Returns
    -------
    libpysal.weights.W
        Binary; in the order of positions.

    Raises
    ------
    ValueError
        If a position is outside 0 to n - 1.

    Examples
    --------
    >>> neighbours({0: [1], 1: [0]}, 3).islands
    [2]
    """
    lists = {i: [int(j) for j in of.get(i, ())] for i in range(n)}
    named = [j for one in lists.values() for j in one] + [int(i) for i in of]
    if named and not (min(named) >= 0 and max(named) < n):
        raise ValueError(f"neighbours must be positions 0 to {n - 1}, got {min(named)} to {max(named)}")
    with _quiet():
        return libpysal.weights.W(lists, silence_warnings=True)


class Association(NamedTuple):
    """A global statistic with its expectation, variance, z and two-sided p value under randomisation."""

    value: float
    expected: float
    variance: float
    z: float
    p: float


MISSING = Association(*(float("nan"),) * 5)


def _usable(values: ArrayLike, weights: libpysal.weights.W) -> tuple[FloatArray, NDArray[np.intp], libpysal.weights.W]:
    """Known values, their positions, and the weights among them."""
    y = np.asarray(values, dtype=float)
    if y.size != weights.n:
        raise ValueError(f"{y.size} values for {weights.n} areas; give one value per area, missing ones as NaN")
    at = np.flatnonzero(np.isfinite(y))
    if at.size == y.size:
        return y, at, weights
    place = {int(old): new for new, old in enumerate(at)}
    kept = {new: [place[j] for j in weights.neighbors[int(old)] if j in place] for new, old in enumerate(at)}
    return y[at], at, neighbours(kept, at.size)


def moran(values: ArrayLike, weights: libpysal.weights.W) -> Association:
    """Moran's I: do neighbours have similar values?

    Parameters
    ----------
    values : array_like of float, shape (n,)
        One per area; missing ones are left out with their links.
    weights : libpysal.weights.W
        As `neighbours` gives them; row-standardised here.

    Returns
    -------
    Association
        About 0 without pattern, towards 1 with clusters, below 0 when neighbours differ more than by chance. Missing
        with fewer than 4 known values, equal values or no links.

    Raises
    ------
    ValueError
        If there is not one value per area.

    References
    ----------
    Cliff AD, Ord JK. Spatial Processes. Pion; 1981.

    Examples
    --------
    >>> line = neighbours({0: [1], 1: [0, 2], 2: [1, 3], 3: [2, 4], 4: [3]}, 5)
    >>> round(moran([1.0, 2, 3, 4, 5], line).value, 3)
    0.6
    """
    y, _, w = _usable(values, weights)
    if y.size < 4 or np.ptp(y) == 0 or w.s0 == 0:
        return MISSING
    with _quiet():
        found = esda.Moran(y, w, transformation="r", permutations=0)
    return Association(float(found.I), float(found.EI), float(found.VI_rand), float(found.z_rand), float(found.p_rand))


def geary(values: ArrayLike, weights: libpysal.weights.W) -> Association:
    """Geary's C: like Moran's I, but by the differences of neighbours; below 1 with clusters.

    Parameters
    ----------
    values, weights
        As for `moran`.

    Returns
    -------
    Association
        Missing as for `moran`.

    Raises
    ------
    ValueError
        If there is not one value per area.

    References
    ----------
    Cliff AD, Ord JK. Spatial Processes. Pion; 1981.

    Examples
    --------
    >>> line = neighbours({0: [1], 1: [0, 2], 2: [1, 3], 3: [2, 4], 4: [3]}, 5)
    >>> round(geary([1.0, 2, 3, 4, 5], line).value, 3)
    0.2
    """
    y, _, w = _usable(values, weights)
    if y.size < 4 or np.ptp(y) == 0 or w.s0 == 0:
        return MISSING
    with _quiet():
        found = esda.Geary(y, w, transformation="r", permutations=0)
    p = min(2 * float(found.p_rand), 1.0)  # esda gives one tail
    return Association(float(found.C), float(found.EC), float(found.VC_rand), float(found.z_rand), p)


def general_g(values: ArrayLike, weights: libpysal.weights.W) -> Association:
    """Getis and Ord's general G: do high values (or low ones) lie together? For values that are not negative.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        0 or more.
    weights : libpysal.weights.W
        Binary.

    Returns
    -------
    Association
        Above its expectation when high values lie together. Missing as for `moran`, or with a negative value.

    Raises
    ------
    ValueError
        If there is not one value per area.

    References
    ----------
    Getis A, Ord JK. The analysis of spatial association by use of distance statistics. Geogr Anal 1992;24:189-206.

    Examples
    --------
    >>> line = neighbours({0: [1], 1: [0, 2], 2: [1, 3], 3: [2, 4], 4: [3]}, 5)
    >>> round(general_g([1.0, 2, 3, 4, 5], line).value, 3)
    0.471
    """
    y, _, w = _usable(values, weights)
    if y.size < 4 or np.ptp(y) == 0 or w.s0 == 0 or (y < 0).any():
        return MISSING
    with _quiet():
        found = esda.G(y, w, permutations=0)
    return Association(
        float(found.G), float(found.EG), float(found.VG), float(found.z_norm), min(2 * float(found.p_norm), 1.0)
    )


class Local(NamedTuple):
    """Local Moran of each area; arrays of shape (n,)."""

    value: FloatArray
    """Divided by n - 1, as PySAL does."""
    z: FloatArray
    p: FloatArray
    """From conditional permutation, two-sided."""
    adjusted_p: FloatArray
    """After false-discovery control over all areas."""
    label: NDArray[np.str_]
    """`high among high`, `low among low`, `high among low`, `low among high`, `no clear pattern`, or empty (missing)."""


def local_moran(
    values: ArrayLike, weights: libpysal.weights.W, *, rate: float = 0.05, permutations: int = 9999, seed: int = 0
) -> Local:
    """Similar and dissimilar neighbours, area by area, with false-discovery control.

    Parameters
    ----------
    values, weights
        As for `moran`.
    rate : float, default 0.05
        False-discovery rate over all areas: the part of the labelled areas that may be labelled by chance.
    permutations : int, default 9999
        Shuffles behind each p value; the least p is 2 / (permutations + 1).
    seed : int, default 0
        Same seed, same p values.

    Returns
    -------
    Local
        Shape (n,). Areas without a value or without a neighbour that has one are missing and labelled with nothing.

    Raises
    ------
    ValueError
        If there is not one value per area.

    References
    ----------
    Anselin L. Local indicators of spatial association. Geogr Anal 1995;27:93-115. Caldas de Castro M, Singer BH.
    Controlling the false discovery rate: a new application to account for multiple and dependent tests in local
    statistics of spatial association. Geogr Anal 2006;38:180-208.

    Examples
    --------
    >>> line = neighbours({i: [j for j in (i - 1, i + 1) if 0 <= j < 12] for i in range(12)}, 12)
    >>> found = local_moran([1.0] * 6 + [9.0] * 6, line, permutations=999)
    >>> set(found.label.tolist()), found.value[:2].round(2)
    ({'no clear pattern'}, array([0.92, 0.92]))
    """
    y, at, w = _usable(values, weights)
    n = np.asarray(values).size
    empty = [np.full(n, np.nan) for _ in range(4)]
    label = np.full(n, "", dtype="<U16")
    if y.size < 4 or np.ptp(y) == 0 or w.s0 == 0:
        return Local(*empty, label)
    with _quiet():
        found = esda.Moran_Local(y, w, transformation="r", permutations=permutations, seed=seed)
    linked = np.array([bool(w.neighbors[i]) for i in range(y.size)])
    # esda counts the nearer tail; twice that is the two-sided p
    p = np.where(linked, np.minimum(2 * found.p_sim, 1.0), np.nan)
    controlled = adjusted(p)
    words = np.where(controlled <= rate, QUADRANTS[found.q], NOT_CLEAR)
    parts = (np.where(linked, found.Is, np.nan), np.where(linked, found.z_sim, np.nan), p, controlled)
    for column, part in zip(empty, parts, strict=True):
        column[at] = part
    label[at] = np.where(linked, words, "")
    return Local(*empty, label)


def local_g(values: ArrayLike, weights: libpysal.weights.W, *, include_self: bool = True) -> FloatArray:
    """Getis and Ord's local G of each area as a z value: hot (above 2) and cold (below -2) spots.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        One per area; missing ones are left out with their links.
    weights : libpysal.weights.W
        Binary.
    include_self : bool, default True
        G* counts the area itself among its neighbours; False leaves it out, and an area without neighbours is missing.

    Returns
    -------
    ndarray of float, shape (n,)
        Missing where the value is, or where all values are equal. Test many areas with `discovery`.

    Raises
    ------
    ValueError
        If there is not one value per area.

    References
    ----------
    Ord JK, Getis A. Local spatial autocorrelation statistics. Geogr Anal 1995;27:286-306.

    Examples
    --------
    >>> line = neighbours({0: [1], 1: [0, 2], 2: [1, 3], 3: [2, 4], 4: [3]}, 5)
    >>> local_g([1.0, 1, 1, 9, 9], line).round(2)
    array([-1.33, -2.  , -0.33,  1.33,  2.  ])
    """
    y, at, w = _usable(values, weights)
    found = np.full(np.asarray(values).size, np.nan)
    if y.size < 4 or np.ptp(y) == 0:
        return found
    with _quiet(), np.errstate(divide="ignore", invalid="ignore"):
        z = esda.G_Local(y, w, transform="B", permutations=0, star=include_self).Zs
    linked = include_self | np.array([bool(w.neighbors[i]) for i in range(y.size)])
    found[at] = np.where(linked & np.isfinite(z), z, np.nan)
    return found


def moran_rate(events: ArrayLike, population: ArrayLike, weights: libpysal.weights.W) -> Association:
    """Moran's I of rates, standardised so that small populations do not look like patterns.

    Parameters
    ----------
    events, population : array_like of float, shape (n,)
        Events and people of each area; areas without people are left out.
    weights : libpysal.weights.W
        As `neighbours` gives them; row-standardised here.

    Returns
    -------
    Association
        Missing as for `moran`.

    Raises
    ------
    ValueError
        If there is not one value per area.

    References
    ----------
    Assuncao RM, Reis EA. A new proposal to adjust Moran's I for population density. Stat Med 1999;18:2147-2162.

    Examples
    --------
    >>> line = neighbours({0: [1], 1: [0, 2], 2: [1, 3], 3: [2, 4], 4: [3]}, 5)
    >>> round(moran_rate([1, 2, 3, 4, 5], [100, 100, 100, 100, 100], line).value, 3)
    0.6
    """
    x, n = np.asarray(events, dtype=float), np.asarray(population, dtype=float)
    usable = np.where((n > 0) & (x >= 0), x / np.where(n > 0, n, 1), np.nan)
    rate, at, w = _usable(usable, weights)
    if rate.size < 4 or np.ptp(rate) == 0 or w.s0 == 0:
        return MISSING
    with _quiet():
        found = esda.Moran_Rate(x[at], n[at], w, transformation="r", permutations=0)
    return Association(float(found.I), float(found.EI), float(found.VI_rand), float(found.z_rand), float(found.p_rand))


def neighbour_mean(values: ArrayLike, weights: libpysal.weights.W) -> FloatArray:
    """Average value of each area's neighbours (the spatial lag).

    Parameters
    ----------
    values : array_like of float, shape (n,)
        One per area; missing ones are no one's neighbour.
    weights : libpysal.weights.W
        Binary.

    Returns
    -------
    ndarray of float, shape (n,)
        Missing where the value is missing or no neighbour has one.

    Raises
    ------
    ValueError
        If there is not one value per area.

    References
    ----------
    Anselin L. Spatial Econometrics. Kluwer; 1988.

    Examples
    --------
    >>> neighbour_mean([1.0, 2, 6], neighbours({0: [1], 1: [0, 2]}, 3))
    array([2. , 3.5, nan])
    """
    y, at, w = _usable(values, weights)
    found = np.full(np.asarray(values).size, np.nan)
    found[at] = [y[w.neighbors[i]].mean() if w.neighbors[i] else np.nan for i in range(y.size)]
    return found


def empirical_bayes(events: ArrayLike, population: ArrayLike) -> FloatArray:
    """Rates drawn towards the overall rate, the more so the smaller the area.

    Parameters
    ----------
    events, population : array_like of float, shape (n,)
        Events and people of each area; areas without people are missing.

    Returns
    -------
    ndarray of float, shape (n,)
        Events per person. For looking at a map: never for comparing one area with a target.

    References
    ----------
    Marshall RJ. Mapping disease and mortality rates using empirical Bayes estimators. Appl Stat 1991;40:283-294.

    Examples
    --------
    >>> empirical_bayes([0, 300, 10], [10, 10000, 100]).round(4)
    array([0.0303, 0.03  , 0.0386])
    """
    x, n = np.asarray(events, dtype=float), np.asarray(population, dtype=float)
    known = (n > 0) & (x >= 0)
    found = np.full(x.shape, np.nan)
    if known.any():
        x, n = x[known], n[known]
        centre = x.sum() / n.sum()
        spread = (n * (x / n - centre) ** 2).sum() / n.sum()
        found[known] = _kept(x / n, n, centre, spread, n.mean())
    return found


def local_empirical_bayes(events: ArrayLike, population: ArrayLike, weights: libpysal.weights.W) -> FloatArray:
    """Rates drawn towards the rate of an area and its neighbours together.

    Parameters
    ----------
    events, population : array_like of float, shape (n,)
        Events and people of each area; areas without people are missing and no one's neighbour.
    weights : libpysal.weights.W
        Binary.

    Returns
    -------
    ndarray of float, shape (n,)
        Events per person.

    Raises
    ------
    ValueError
        If there is not one value per area.

    References
    ----------
    Marshall RJ. Mapping disease and mortality rates using empirical Bayes estimators. Appl Stat 1991;40:283-294.

    Examples
    --------
    >>> line = neighbours({0: [1], 1: [0, 2], 2: [1]}, 3)
    >>> local_empirical_bayes([1, 30, 10], [10, 1000, 100], line).round(4)
    array([0.0315, 0.0307, 0.0674])
    """
    x, n = np.asarray(events, dtype=float), np.asarray(population, dtype=float)
    usable = np.where((n > 0) & (x >= 0), 1.0, np.nan)
    _, at, w = _usable(usable, weights)
    member = np.eye(at.size, dtype=bool)
    for i, others in w.neighbors.items():
        member[i, others] = True
    found = np.full(x.shape, np.nan)
    found[at] = _shrunken(x[at], n[at], member)
    return found


def _shrunken(x: FloatArray, n: FloatArray, member: NDArray[np.bool_]) -> FloatArray:
    """Marshall's estimator: each area among its members, every member's spread taken round its own local rate."""
    people = member @ n
    centre = member @ x / people
    rate = x / n
    spread = member @ (n * (rate - centre) ** 2) / people
    return _kept(rate, n, centre, spread, people / member.sum(axis=1))


def _kept(rate: FloatArray, n: FloatArray, centre: ArrayLike, spread: ArrayLike, typical: ArrayLike) -> FloatArray:
    """Rates drawn towards the centre, by how much of their spread chance explains; `typical` is a mean population."""
    between = np.maximum(spread - centre / typical, 0.0)
    total = between + centre / n
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.where(total > 0, between / total, 0.0)
    return centre + kept * (rate - centre)
