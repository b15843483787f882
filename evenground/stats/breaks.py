"""Class breaks of a map: where one colour ends and the next begins."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenground.stats.arrays import FloatArray

Method = Literal["quantile", "natural", "equal", "fixed"]


def class_breaks(
    values: ArrayLike, method: Method = "quantile", k: int = 5, fixed: Sequence[float] | None = None
) -> FloatArray:
    """Edges of map classes.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        Values of the areas; missing and infinite ones are left out.
    method : {"quantile", "natural", "equal", "fixed"}
        Equal numbers of areas; least variance within classes (Fisher-Jenks); equal steps of the value; given edges.
    k : int, default 5
        Classes wanted, 1 or more; ignored by "fixed".
    fixed : sequence of float, optional
        For "fixed": the inner edges, in any order. Edges at or beyond the data stay, so that two periods share a legend.

    Returns
    -------
    ndarray of float, shape (m + 1,)
        Ascending edges of m classes, from the least value to the largest; with "fixed" at least to the given edges. Ties give fewer classes than asked for, and no class is empty (except with "equal" and "fixed");
        values that are all equal give two edges on the same number, one class; no value at all gives an empty array.

    Raises
    ------
    ValueError
        If the method is unknown, `k` is below 1, or "fixed" comes without edges.

    Notes
    -----
    A class holds values above its lower edge up to and including its upper edge; the first also holds its lower edge.
    Quantiles put areas that tie in one class, so classes can differ in size.

    References
    ----------
    mapclassify (PySAL). Fisher WD. On grouping for maximum homogeneity. JASA 1958;53:789-798.

    Examples
    --------
    >>> class_breaks([1, 2, 3, 4, 5, 6, 7, 8], "quantile", 4)
    array([1.  , 2.75, 4.5 , 6.25, 8.  ])
    >>> class_breaks([0, 0, 0, 0, 9], "quantile", 5)
    array([0. , 4.5, 9. ])
    >>> class_breaks([2, 11], "fixed", fixed=[10, 5])
    array([ 2.,  5., 10., 11.])
    """
    if k < 1:
        raise ValueError(f"k must be 1 or more classes, got {k}")
    if method not in ("quantile", "natural", "equal", "fixed"):
        raise ValueError(f"method {method!r} is unknown; use quantile, natural, equal or fixed")
    if method == "fixed" and not fixed:
        raise ValueError("method 'fixed' needs its inner edges, as fixed=[10, 20]")
    known = np.asarray(values, dtype=float).ravel()
    known = known[np.isfinite(known)]
    if known.size == 0:
        return np.empty(0)
    lowest, highest = known.min(), known.max()
    if method == "fixed":
        return np.unique([lowest, *np.asarray(fixed, dtype=float), highest])
    if lowest == highest:
        return np.array([lowest, highest])
    upper = _upper_bounds(known, method, min(k, np.unique(known).size))
    if method == "equal":
        return np.unique([lowest, *upper[:-1], highest])
    # a first class that holds the least value alone ends halfway to the next value: edges have to ascend
    upper = np.where(upper <= lowest, _between(known, lowest), upper)
    edges = np.unique([lowest, *upper[upper < highest], highest])
    filled = np.bincount(classify(known, edges), minlength=edges.size - 1) > 0
    return np.concatenate([edges[:1], edges[1:][filled]])


def _upper_bounds(known: FloatArray, method: Method, k: int) -> FloatArray:
    """Upper class bounds, to the last bit those of mapclassify; ties leave fewer classes."""
    if k == 1:
        return np.array([known.max()])
    if method == "quantile":
        return _quantiles(known, k)
    import mapclassify  # it takes seconds to import: not for the legend that every map begins with

    scheme = {"natural": mapclassify.FisherJenks, "equal": mapclassify.EqualInterval}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(scheme[method](known, k=k).bins, dtype=float)


def _quantiles(known: FloatArray, k: int) -> FloatArray:
    """Values that 1/k, 2/k ... of all lie at or below, between two neighbours in proportion; each once."""
    ordered = np.sort(known)
    percent = np.minimum(np.arange(100 / k, 100 + 100 / k, 100 / k), 100.0)
    at = percent / 100 * (len(ordered) - 1)
    below = at.astype(int)
    above = np.minimum(below + 1, len(ordered) - 1)
    nearer = (below + 1 - at, at - below)
    between = (ordered[below] * nearer[0] + ordered[above] * nearer[1]) / (nearer[0] + nearer[1])
    return np.unique(np.where(at == below, ordered[below], between))


def _between(known: FloatArray, lowest: float) -> float:
    """Halfway from the least value to the next one."""
    return float((lowest + known[known > lowest].min()) / 2)


def classify(values: ArrayLike, edges: ArrayLike) -> NDArray[np.intp]:
    """Class of each value.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        Values of the areas.
    edges : array_like of float, shape (m + 1,)
        Ascending edges as `class_breaks` gives them, possibly of another period.

    Returns
    -------
    ndarray of int, shape (n,)
        0 to m - 1; -1 where the value is missing or infinite, or there are no edges. A value below the first edge is in
        class 0 and one above the last in class m - 1: with locked breaks the outer classes are open.

    Raises
    ------
    ValueError
        If the edges do not ascend.

    Examples
    --------
    >>> classify([1, 2.75, 2.76, 8, 99, float("nan")], [1, 2.75, 4.5, 6.25, 8])
    array([ 0,  0,  1,  3,  3, -1])
    """
    value, limits = np.asarray(values, dtype=float), np.asarray(edges, dtype=float)
    if (np.diff(limits) < 0).any():
        raise ValueError(f"edges must ascend, got {limits.tolist()}")
    if limits.size < 2:
        return np.full(value.shape, -1)
    found = np.searchsorted(limits[1:-1], value, side="left")
    return np.where(np.isfinite(value), found, -1)
