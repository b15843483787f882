"""Where are neighbours alike? PySAL's local statistics, area by area.

An area without a value, or without a neighbour that has one (an island), takes no part and is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenground.stats.arrays import FloatArray
from evenground.stats.discovery import adjusted
from evenground.stats.spatial import quiet, usable

if TYPE_CHECKING:
    from libpysal.weights import W

QUADRANTS = np.array(["", "high among high", "low among high", "low among low", "high among low"])
"""Names of PySAL's quadrants 1 to 4: an area's own value, then its neighbours'."""
NOT_CLEAR = "no clear pattern"


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


def local_moran(values: ArrayLike, weights: W, *, rate: float = 0.05, permutations: int = 9999, seed: int = 0) -> Local:
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
    >>> from evenground.stats.spatial import neighbours
    >>> line = neighbours({i: [j for j in (i - 1, i + 1) if 0 <= j < 12] for i in range(12)}, 12)
    >>> found = local_moran([1.0] * 6 + [9.0] * 6, line, permutations=999)
    >>> set(found.label.tolist()), found.value[:2].round(2)
    ({'no clear pattern'}, array([0.92, 0.92]))
    """
    y, at, w = linked(values, weights)
    empty = [np.full(np.asarray(values).size, np.nan) for _ in range(4)]
    label = np.full(np.asarray(values).size, "", dtype="<U16")
    if y.size < 4 or np.ptp(y) == 0:
        return Local(*empty, label)
    from esda import Moran_Local

    with quiet():
        found = Moran_Local(y, w, transformation="r", permutations=permutations, seed=seed)
    p = np.minimum(2 * found.p_sim, 1.0)  # it counts the nearer tail only
    controlled = adjusted(p)
    for column, part in zip(empty, (found.Is, found.z_sim, p, controlled), strict=True):
        column[at] = part
    label[at] = np.where(controlled <= rate, QUADRANTS[found.q], NOT_CLEAR)
    return Local(*empty, label)


def linked(values: ArrayLike, weights: W) -> tuple[FloatArray, NDArray[np.intp], W]:
    """Values of areas that have one and a neighbour with one, their positions, and the weights among them.

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
    >>> from evenground.stats.spatial import neighbours
    >>> linked([1.0, 2.0, 3.0], neighbours({0: [1], 1: [0]}, 3))[:2]
    (array([1., 2.]), array([0, 1]))
    """
    y, at, w = usable(values, weights)
    joined = np.array([bool(w.neighbors[i]) for i in range(y.size)], dtype=bool)
    if joined.all():
        return y, at, w
    kept = np.full(np.asarray(values).size, np.nan)
    kept[at[joined]] = y[joined]
    return usable(kept, weights)


def local_g(values: ArrayLike, weights: W, *, include_self: bool = True) -> FloatArray:
    """Getis and Ord's local G of each area as a z value: hot (above 2) and cold (below -2) spots.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        One per area; missing ones are left out with their links.
    weights : W
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
    >>> from evenground.stats.spatial import neighbours
    >>> line = neighbours({0: [1], 1: [0, 2], 2: [1, 3], 3: [2, 4], 4: [3]}, 5)
    >>> local_g([1.0, 1, 1, 9, 9], line).round(2)
    array([-1.33, -2.  , -0.33,  1.33,  2.  ])
    """
    y, at, w = usable(values, weights) if include_self else linked(values, weights)
    found = np.full(np.asarray(values).size, np.nan)
    if y.size < 4 or np.ptp(y) == 0:
        return found
    from esda import G_Local

    with quiet(), np.errstate(divide="ignore", invalid="ignore"):
        z = G_Local(y, w, transform="B", permutations=0, star=include_self).Zs
    found[at] = np.where(np.isfinite(z), z, np.nan)
    return found


def neighbour_mean(values: ArrayLike, weights: W) -> FloatArray:
    """Average value of each area's neighbours (the spatial lag).

    Parameters
    ----------
    values : array_like of float, shape (n,)
        One per area; missing ones are no one's neighbour.
    weights : W
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
    >>> from evenground.stats.spatial import neighbours
    >>> neighbour_mean([1.0, 2, 6], neighbours({0: [1], 1: [0, 2]}, 3))
    array([2. , 3.5, nan])
    """
    y, at, w = usable(values, weights)
    found = np.full(np.asarray(values).size, np.nan)
    found[at] = [y[w.neighbors[i]].mean() if w.neighbors[i] else np.nan for i in range(y.size)]
    return found
