"""Which areas are alike their neighbours more than chance would make them: local Moran with false-discovery control."""

from __future__ import annotations

import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

QUADRANTS = np.array(["", "high_high", "low_high", "low_low", "high_low"])
"""Names of PySAL's quadrants 1 to 4: an area's own value first, its neighbours' second."""


class Clusters(NamedTuple):
    """For each area its kind (`high_high`, `low_low`, `high_low`, `low_high`, `none`, or empty without a value) and p."""

    kind: NDArray[np.str_]
    p: NDArray[np.float64]


def local_clusters(
    values: ArrayLike, pairs: ArrayLike, *, q: float = 0.05, permutations: int = 9999, seed: int = 20261121
) -> Clusters:
    """Areas whose value and whose neighbours' values are both high or both low, or opposite, beyond chance.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        One value per area; missing ones are left out with their borders.
    pairs : array_like of int, shape (m, 2)
        Neighbouring areas by position in `values`, each pair once or both ways. Areas without a neighbour are `none`.
    q : float, default 0.05
        Share of false finds among the areas that are named (Benjamini and Hochberg).
    permutations : int, default 9999
        Conditional random permutations behind each p value.
    seed : int
        Fixes the permutations, so that the same values always give the same answer.

    Returns
    -------
    Clusters
        Kinds and two-sided p values (twice the smaller tail, at most 1), shape (n,); p is missing without a value.

    Raises
    ------
    ValueError
        If a pair names an area that is not there.

    References
    ----------
    Anselin L. Local indicators of spatial association - LISA. Geogr Anal. 1995;27:93-115.
    Benjamini Y, Hochberg Y. Controlling the false discovery rate. J R Stat Soc B. 1995;57:289-300.

    Examples
    --------
    >>> side = 12
    >>> right = [(i, i + 1) for i in range(side * side) if (i + 1) % side]
    >>> below = [(i, i + side) for i in range(side * (side - 1))]
    >>> values = [9.0 + (i % 3) if i // side < 4 and i % side < 4 else float(i * 7 % 5) for i in range(side * side)]
    >>> found = local_clusters(values, right + below)
    >>> str(found.kind[side + 1]), str(found.kind[-1])
    ('high_high', 'none')
    """
    known = np.asarray(values, dtype=float)
    links = np.asarray(pairs, dtype=int).reshape(-1, 2)
    if links.size and (links.min() < 0 or links.max() >= len(known)):
        raise ValueError(f"pairs name area {links.max()}, but there are {len(known)} areas")
    kind, p = np.where(np.isfinite(known), "none", "").astype("<U9"), np.full(len(known), np.nan)
    at = np.flatnonzero(np.isfinite(known))
    neighbours = _neighbours(links, at)
    joined = np.array([place for place in range(len(at)) if neighbours[place]], dtype=int)
    if len(joined) < 3 or np.ptp(known[at[joined]]) == 0:
        return Clusters(kind, p)
    from esda.moran import Moran_Local  # four seconds to import, so only when it is asked for
    from libpysal.weights import W

    order = {place: i for i, place in enumerate(joined)}
    weights = W({order[i]: [order[j] for j in neighbours[i]] for i in joined}, silence_warnings=True)
    weights.transform = "r"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it will double p itself one day; a test would tell
        local = Moran_Local(known[at[joined]], weights, permutations=permutations, seed=seed, n_jobs=1)
    found = np.minimum(2 * local.p_sim, 1.0)  # its p is one-sided
    p[at[joined]] = found
    kind[at[joined]] = np.where(discoveries(found, q), QUADRANTS[local.q], "none")
    return Clusters(kind, p)


def discoveries(p: ArrayLike, q: float = 0.05) -> NDArray[np.bool_]:
    """Which of several tests may be called finds when at most a share `q` of the finds may be false.

    Parameters
    ----------
    p : array_like of float, shape (n,)
        p values, 0 to 1; none missing.
    q : float, default 0.05
        Share of false finds that is accepted, 0 to 1.

    Returns
    -------
    ndarray of bool, shape (n,)
        True for a find; none where n is 0.

    Raises
    ------
    ValueError
        If `q` is not between 0 and 1.

    References
    ----------
    Benjamini Y, Hochberg Y. Controlling the false discovery rate. J R Stat Soc B. 1995;57:289-300.

    Examples
    --------
    >>> discoveries([0.001, 0.02, 0.03, 0.5]).tolist()
    [True, True, True, False]
    """
    if not 0 < q <= 1:
        raise ValueError(f"q must be between 0 and 1, got {q!r}")
    values = np.asarray(p, dtype=float)
    order = np.argsort(values)
    passed = values[order] <= q * np.arange(1, len(values) + 1) / len(values)
    last = np.flatnonzero(passed).max(initial=-1)
    found = np.zeros(len(values), dtype=bool)
    found[order[: last + 1]] = True
    return found


def _neighbours(links: NDArray[np.int_], at: NDArray[np.int_]) -> dict[int, list[int]]:
    place = {area: i for i, area in enumerate(at)}
    found: dict[int, set[int]] = {i: set() for i in range(len(at))}
    for a, b in links:
        if a in place and b in place and a != b:
            found[place[a]].add(place[b])
            found[place[b]].add(place[a])
    return {i: sorted(others) for i, others in found.items()}
