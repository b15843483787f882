"""A hexagonal grid in axial coordinates, widths as the unit: cells, distances, and exchanges of places on it.

Cells are pointed at the top. A step in `q` goes one width east, a step in `r` half a width east and a row up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

HALF_ROOT_3 = float(np.sqrt(3) / 2)
REACH = 2
"""How many cells away an area may be moved in one exchange."""


def centres(cells: NDArray, origin: NDArray) -> NDArray:
    """Centres of `cells` (n, 2) as x, y in widths, where `origin` (2,) is the centre of cell 0, 0."""
    return origin + np.stack([cells[:, 0] + cells[:, 1] / 2, cells[:, 1] * HALF_ROOT_3], axis=1)


def corners(width: float) -> NDArray:
    """The six corners of a cell around its centre, counter-clockwise from the east, shape (6, 2)."""
    angle = np.radians(30 + 60 * np.arange(6))
    return np.stack([np.cos(angle), np.sin(angle)], axis=1) * width / (2 * HALF_ROOT_3)


def steps_apart(one: NDArray, other: NDArray) -> NDArray:
    """How many cells lie between the cells of two arrays (n, 2), counted in steps; 1 for cells that share an edge."""
    q, r = (one - other).T
    return (np.abs(q) + np.abs(r) + np.abs(q + r)) // 2


def cells_over(points: NDArray, origin: NDArray, margin: float) -> NDArray:
    """Every cell whose centre lies in the box around `points` (n, 2) widened by `margin`, in a fixed order."""
    low, high = points.min(axis=0) - margin - origin, points.max(axis=0) + margin - origin
    rows = np.arange(np.ceil(low[1] / HALF_ROOT_3), np.floor(high[1] / HALF_ROOT_3) + 1)
    lines = [np.arange(np.ceil(low[0] - r / 2), np.floor(high[0] - r / 2) + 1) for r in rows]
    return np.vstack([np.c_[q, np.full(len(q), r)] for q, r in zip(lines, rows, strict=True)]).astype(np.int64)


def best_exchanges(
    cells: NDArray, origin: NDArray, wanted: NDArray, pairs: NDArray, *, price: float, rounds: int = 8
) -> NDArray:
    """Cells after areas changed places, or moved to a free cell near by, wherever that was worth it.

    Worth is the number of `pairs` (m, 2) that share an edge, less `price` times the squared distances (widths) from
    where the areas should be (`wanted`, (n, 2)); every change raises it, so the search ends.
    """
    board = _Board(cells, origin, wanted, pairs, price)
    for _ in range(rounds):
        if not sum([board.improve(area) for area in range(len(cells))]):
            break
    return np.array(board.at, dtype=np.int64)


class _Board:
    """Which area is on which cell, and what a change would be worth. Plain numbers: arrays of six are slower."""

    def __init__(self, cells: NDArray, origin: NDArray, wanted: NDArray, pairs: NDArray, price: float) -> None:
        self.at = [(int(q), int(r)) for q, r in cells]
        self.on = {cell: area for area, cell in enumerate(self.at)}
        self.wanted = (wanted - origin).tolist()
        self.price = price
        self.friends: list[list[int]] = [[] for _ in self.at]
        for a, b in pairs.tolist():
            self.friends[a].append(b)
            self.friends[b].append(a)

    def improve(self, area: int) -> bool:
        here = self.at[area]
        own = self._worth(area, here)
        best, target = 1e-9, None
        for q, r in NEAR:
            there = (here[0] + q, here[1] + r)
            other = self.on.get(there)
            gain = self._gain(area, here, there, other) - own
            if gain > best:
                best, target = gain, there
        if target is not None:
            self._exchange(area, here, target)
        return target is not None

    def _gain(self, area: int, here: tuple[int, int], there: tuple[int, int], other: int | None) -> float:
        if other is None:
            return self._worth(area, there)
        after = self._worth(area, there, other, here) + self._worth(other, here, area, there)
        return after - self._worth(other, there)

    def _worth(self, area: int, cell: tuple[int, int], moved: int = -1, to: tuple[int, int] = (0, 0)) -> float:
        """Of `area` on `cell`, while the area `moved` is on the cell `to`."""
        beside = 0
        for friend in self.friends[area]:
            there = to if friend == moved else self.at[friend]
            q, r = cell[0] - there[0], cell[1] - there[1]
            beside += abs(q) + abs(r) + abs(q + r) == 2
        x, y = self.wanted[area]
        return beside - self.price * ((cell[0] + cell[1] / 2 - x) ** 2 + (cell[1] * HALF_ROOT_3 - y) ** 2)

    def _exchange(self, area: int, here: tuple[int, int], there: tuple[int, int]) -> None:
        other = self.on.pop(there, None)
        del self.on[here]
        self.at[area], self.on[there] = there, area
        if other is not None:
            self.at[other], self.on[here] = here, other


NEAR = [
    (q, r)
    for q in range(-REACH, REACH + 1)
    for r in range(-REACH, REACH + 1)
    if 0 < abs(q) + abs(r) + abs(q + r) <= 2 * REACH
]
