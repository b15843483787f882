"""Which areas are alike their neighbours more than chance would make them: local Moran with false-discovery control."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenground.stats.spatial import neighbours
from evenground.stats.spatial_local import QUADRANTS, local_moran

KINDS = {label: label.replace(" among ", "_") for label in QUADRANTS.tolist() if label}
"""Short names of local Moran's labels; an area without a clear pattern is `none`."""


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
    around: dict[int, set[int]] = {}
    for a, b in links.tolist():
        if a != b:
            around.setdefault(a, set()).add(b)
            around.setdefault(b, set()).add(a)
    weights = neighbours({area: sorted(others) for area, others in around.items()}, len(known))
    found = local_moran(known, weights, rate=q, permutations=permutations, seed=seed)
    names = np.array([KINDS.get(label, "none") for label in found.label.tolist()], dtype="<U9")
    return Clusters(np.where(np.isfinite(known), names, ""), found.p)
