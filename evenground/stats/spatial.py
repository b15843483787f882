"""Are neighbours alike? PySAL's global statistics of spatial association.

Weights are row-standardised contiguity unless said otherwise. Global statistics keep an area without neighbours (an
island), as PySAL does; local ones, in `spatial_local`, leave it out. PySAL is imported when a statistic is asked for: it
takes seconds.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenground.stats.arrays import FloatArray

if TYPE_CHECKING:
    from libpysal.weights import W


@contextmanager
def quiet() -> Iterator[None]:
    """Keep PySAL from warning of islands and constant values: our results say what they mean.

    Examples
    --------
    >>> with quiet():
    ...     warnings.warn("an island", stacklevel=1)
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def neighbours(of: Mapping[int, Sequence[int]], n: int) -> W:
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
    from libpysal.weights import W

    with quiet():
        return W(lists, silence_warnings=True)


class Association(NamedTuple):
    """A global statistic with its expectation, variance, z and two-sided p value under randomisation."""

    value: float
    expected: float
    variance: float
    z: float
    p: float


MISSING = Association(*(float("nan"),) * 5)


def usable(values: ArrayLike, weights: W) -> tuple[FloatArray, NDArray[np.intp], W]:
    """Known values, their positions, and the weights among them.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        One per area, missing ones as NaN.
    weights : libpysal.weights.W
        As `neighbours` gives them.

    Returns
    -------
    values, positions, weights

    Raises
    ------
    ValueError
        If there is not one value per area.

    Examples
    --------
    >>> y, at, w = usable([1.0, None, 3.0], neighbours({0: [1, 2], 1: [0], 2: [0]}, 3))
    >>> y, at, w.neighbors
    (array([1., 3.]), array([0, 2]), {0: [1], 1: [0]})
    """
    y = np.asarray(values, dtype=float)
    if y.size != weights.n:
        raise ValueError(f"{y.size} values for {weights.n} areas; give one value per area, missing ones as NaN")
    at = np.flatnonzero(np.isfinite(y))
    if at.size == y.size:
        return y, at, weights
    place = {int(old): new for new, old in enumerate(at)}
    kept = {new: [place[j] for j in weights.neighbors[int(old)] if j in place] for new, old in enumerate(at)}
    return y[at], at, neighbours(kept, at.size)


def moran(values: ArrayLike, weights: W) -> Association:
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
    y, _, w = usable(values, weights)
    if y.size < 4 or np.ptp(y) == 0 or w.s0 == 0:
        return MISSING
    import esda

    with quiet():
        found = esda.Moran(y, w, transformation="r", permutations=0)
    return Association(float(found.I), float(found.EI), float(found.VI_rand), float(found.z_rand), float(found.p_rand))


def geary(values: ArrayLike, weights: W) -> Association:
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
    y, _, w = usable(values, weights)
    if y.size < 4 or np.ptp(y) == 0 or w.s0 == 0:
        return MISSING
    import esda

    with quiet():
        found = esda.Geary(y, w, transformation="r", permutations=0)
    p = min(2 * float(found.p_rand), 1.0)  # esda gives one tail
    return Association(float(found.C), float(found.EC), float(found.VC_rand), float(found.z_rand), p)


def general_g(values: ArrayLike, weights: W) -> Association:
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
    y, _, w = usable(values, weights)
    if y.size < 4 or np.ptp(y) == 0 or w.s0 == 0 or (y < 0).any():
        return MISSING
    import esda

    with quiet():
        found = esda.G(y, w, permutations=0)
    return Association(
        float(found.G), float(found.EG), float(found.VG), float(found.z_norm), min(2 * float(found.p_norm), 1.0)
    )


def moran_rate(events: ArrayLike, population: ArrayLike, weights: W) -> Association:
    """Moran's I of rates, standardised so that small populations do not look like patterns.

    Parameters
    ----------
    events, population : array_like of float, shape (n,)
        Events and people of each area; areas without people are left out.
    weights : W
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
    known = np.where((n > 0) & (x >= 0), x / np.where(n > 0, n, 1), np.nan)
    rate, at, w = usable(known, weights)
    if rate.size < 4 or np.ptp(rate) == 0 or w.s0 == 0:
        return MISSING
    import esda

    with quiet():
        found = esda.Moran_Rate(x[at], n[at], w, transformation="r", permutations=0)
    return Association(float(found.I), float(found.EI), float(found.VI_rand), float(found.z_rand), float(found.p_rand))
