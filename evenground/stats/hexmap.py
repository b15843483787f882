"""The equal-area hexagon map: one hexagon an area, near its true place and beside its true neighbours.

A geographic map gives most of its ink to the areas where fewest people live. Here every area has the same ink. The map is
made in three steps, each deterministic: crowded areas are spread and distant neighbours drawn together until all are
about a hexagon apart; every area is given one cell of a hexagonal grid by optimal assignment (the least sum of squared
distances); then two areas change places wherever that keeps more neighbours together. Grids of several sizes and
positions are tried and the best is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import ConvexHull, Delaunay, QhullError, cKDTree

from evenground.stats.hexgrid import HALF_ROOT_3, best_exchanges, cells_over, centres, corners, steps_apart

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

SHARES = (0.25, 0.5, 0.75, 1.0)
"""Share of the area inside the points' hull that all hexagons together would cover, for each size that is tried."""
OFFSETS = ((0.0, 0.0), (0.5, 0.29))
MANY = 500
"""From here on fewer sizes are tried, so that a thousand areas take seconds."""
MOST_PAIRS = 5_000_000
"""Of areas and cells in one assignment, as long as each area still has three cells to choose from."""
DISPLACEMENT_PRICE = 0.05
"""A hexagon's width of mean displacement is worth this share of the neighbours."""
EARTH_RADIUS = 6_378_137.0
"""Metres, of the sphere that web maps are drawn on."""


@dataclass(frozen=True)
class HexagonMap:
    """Where each area's hexagon lies, and how true that is.

    `q`, `r` are axial coordinates (cells that share an edge differ by one step), `x`, `y` the centres and `width` the
    distance between neighbouring centres in the unit of the input. `mean_displacement` is the mean distance between an
    area's true and drawn position, in hexagon widths. `adjacency_kept` is the share of neighbouring areas that are
    neighbours on the map too; not a number where no two areas are neighbours.
    """

    q: IntArray
    r: IntArray
    x: FloatArray
    y: FloatArray
    width: float
    mean_displacement: float
    adjacency_kept: float

    def polygons(self) -> list[shapely.Polygon]:
        """The hexagons in the unit and reference system of the input, in its order."""
        around = corners(self.width)
        return list(shapely.polygons(np.stack([self.x, self.y], axis=1)[:, None, :] + around[None]))

    def polygons_in_degrees(self, lon: float, lat: float) -> list[shapely.Polygon]:
        """The hexagons as longitude and latitude for a web map, centred on (`lon`, `lat`) in degrees.

        Web maps stretch what lies nearer a pole; these are placed so that on the screen all are of one size. They are a
        drawing, not positions on the ground.
        """
        stretch = 1 / (EARTH_RADIUS * np.cos(np.radians(lat)))
        centre = np.array([self.x.mean(), self.y.mean()])
        north = np.arcsinh(np.tan(np.radians(lat)))
        drawn = []
        for polygon in self.polygons():
            east, up = ((shapely.get_coordinates(polygon) - centre) * stretch).T
            drawn.append(shapely.Polygon(np.degrees(np.c_[np.radians(lon) + east, np.arctan(np.sinh(north + up))])))
        return drawn


def hexagon_map(x: ArrayLike, y: ArrayLike, neighbours: ArrayLike | None = None) -> HexagonMap:
    """Lay areas out as a map of equal hexagons.

    Parameters
    ----------
    x, y : array_like of float, shape (n,)
        One position per area, projected (metres). Positions may coincide; the order of the areas does not matter.
    neighbours : array_like of int, shape (m, 2), optional
        Pairs of areas that touch, by position in `x`, in any order, each once or twice. Without it two areas count as
        neighbours when no third one lies in the circle between them (Gabriel graph).

    Returns
    -------
    HexagonMap
        One cell per area, none shared. A thousand areas take a few seconds.

    Raises
    ------
    ValueError
        If there is no area, shapes differ, a position is not finite, or a neighbour is not among the areas.

    References
    ----------
    Gabriel KR, Sokal RR. A new statistical approach to geographic variation analysis. Syst Zool. 1969;18:259-278.
    Dorling D. Area cartograms: their use and creation. CATMOG 59. 1996 (for drawing neighbours together).

    Examples
    --------
    >>> grid = hexagon_map([0, 1000, 500], [0, 0, 866])
    >>> len(set(zip(grid.q.tolist(), grid.r.tolist()))), grid.adjacency_kept
    (3, 1.0)
    """
    points = _positions(x, y)
    order = np.lexsort((points[:, 1], points[:, 0]))
    place = np.argsort(order)
    ordered = points[order]
    pairs = gabriel_neighbours(ordered) if neighbours is None else place[_pairs(neighbours, len(points))]
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    return _in_order(_best_layout(ordered, pairs), place)


def _positions(x: ArrayLike, y: ArrayLike) -> FloatArray:
    east, north = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if east.ndim != 1 or east.shape != north.shape or not len(east):
        raise ValueError(f"x and y must be two lists of the same length, got shapes {east.shape} and {north.shape}")
    if not (np.isfinite(east).all() and np.isfinite(north).all()):
        raise ValueError("every area needs a finite position; leave out areas without one")
    return np.c_[east, north]


def _pairs(neighbours: ArrayLike, n: int) -> IntArray:
    pairs = np.asarray(neighbours, dtype=np.int64).reshape(-1, 2)
    if pairs.size and (pairs.min() < 0 or pairs.max() >= n):
        raise ValueError(f"neighbours name areas by their position, 0 to {n - 1}; got {pairs.min()} to {pairs.max()}")
    return pairs[pairs[:, 0] != pairs[:, 1]]


def _best_layout(points: FloatArray, pairs: IntArray) -> HexagonMap:
    many = len(points) >= MANY
    tried = []
    links = _linked(points, pairs)
    for share in SHARES[1:3] if many else SHARES:
        width = _width(points, share)
        true = points / width
        spread = _spread(true, links)
        for offset in OFFSETS[: 1 if many else 2]:
            origin = spread.mean(axis=0) + offset
            # places are exchanged around the spread positions: around the true ones an island would wander off again
            cells = best_exchanges(_assigned(spread, origin), origin, spread, pairs, price=DISPLACEMENT_PRICE)
            tried.append(_measured(cells, origin, true, pairs, width))
    return max(tried, key=_worth)


def _linked(points: FloatArray, pairs: IntArray) -> IntArray:
    """`pairs`, and those between parts of the map that no border joins: an island is drawn near, not left far out."""
    n = len(points)
    joined = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    part = connected_components(joined, directed=False)[1]
    if part.max() == 0:
        return pairs
    nearest = gabriel_neighbours(points)
    return np.vstack([pairs, nearest[part[nearest[:, 0]] != part[nearest[:, 1]]]])


def _worth(grid: HexagonMap) -> float:
    return np.nan_to_num(grid.adjacency_kept) - DISPLACEMENT_PRICE * grid.mean_displacement


def _width(points: FloatArray, share: float) -> float:
    """Width of a hexagon of which n cover `share` of the hull; of points in a line, of about their spacing."""
    n, extent = len(points), float(np.ptp(points, axis=0).max())
    try:
        covered = ConvexHull(points).volume if n > 2 else 0.0
    except QhullError:
        covered = 0.0  # all in one line
    area = max(covered, extent**2 / n)
    return float(np.sqrt(share * area / n / HALF_ROOT_3)) or 1.0


def _spread(true: FloatArray, pairs: IntArray, steps: int = 200) -> FloatArray:
    """Positions (in widths) after pushing apart what is nearer than one width and drawing neighbours together."""
    at = true + _fan(len(true))  # areas at one position have no direction to be pushed in
    for _ in range(steps):
        crowded = cKDTree(at).query_pairs(1.0, output_type="ndarray")
        move = _pull(at, crowded, strength=0.4, when_apart=False) + _pull(at, pairs, strength=0.04, when_apart=True)
        at = at + move
    return at - at.mean(axis=0) + true.mean(axis=0)


def _fan(n: int) -> FloatArray:
    """Tiny displacements (widths), all different and evenly spread: the turns of a sunflower."""
    turn = np.arange(n) * np.pi * (3 - np.sqrt(5))
    return 1e-3 * np.sqrt(np.arange(n) / n)[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)


def _pull(at: FloatArray, pairs: IntArray, *, strength: float, when_apart: bool) -> FloatArray:
    between = at[pairs[:, 1]] - at[pairs[:, 0]]
    distance = np.hypot(between[:, 0], between[:, 1])
    beyond = np.maximum(distance - 1, 0) if when_apart else np.minimum(distance - 1, 0)
    half = between * (strength * beyond / np.maximum(distance, 1e-9) / 2)[:, None]
    n = len(at)
    sums = [np.bincount(pairs[:, 0], half[:, k], n) - np.bincount(pairs[:, 1], half[:, k], n) for k in (0, 1)]
    # six fit around one; in a heap the pushes of hundreds would add up to an explosion
    crowd = np.maximum(np.bincount(pairs.ravel(), minlength=n) / 6, 1)
    return np.stack(sums, axis=1) / crowd[:, None]


def _assigned(spread: FloatArray, origin: FloatArray) -> IntArray:
    """A cell for each area, so that the squared distances from the spread positions (widths) add up to the least."""
    n = len(spread)
    cells = cells_over(spread, origin, margin=3 + np.sqrt(n) / 2)
    at = centres(cells, origin)
    # cells far from every area are hardly ever used; past this many they only cost time
    near = np.argsort(cKDTree(spread).query(at)[0], kind="stable")[: max(3 * n, MOST_PAIRS // n)]
    away = ((spread[:, None, :] - at[None, near]) ** 2).sum(axis=2)
    return cells[near][linear_sum_assignment(away)[1]]


def _measured(cells: IntArray, origin: FloatArray, true: FloatArray, pairs: IntArray, width: float) -> HexagonMap:
    at = centres(cells, origin)
    apart = steps_apart(cells[pairs[:, 0]], cells[pairs[:, 1]])
    return HexagonMap(
        q=cells[:, 0],
        r=cells[:, 1],
        x=at[:, 0] * width,
        y=at[:, 1] * width,
        width=width,
        mean_displacement=float(np.hypot(*(at - true).T).mean()),
        adjacency_kept=float((apart == 1).mean()) if len(pairs) else float("nan"),
    )


def _in_order(grid: HexagonMap, place: IntArray) -> HexagonMap:
    return HexagonMap(
        grid.q[place], grid.r[place], grid.x[place], grid.y[place],
        grid.width, grid.mean_displacement, grid.adjacency_kept,
    )  # fmt: skip


def gabriel_neighbours(points: FloatArray) -> IntArray:
    """Pairs of points (n, 2), by position, with no third point in the circle that has them as its ends; shape (m, 2).

    Of points that all lie in one line, those next to each other in the given order.
    """
    try:
        corner = Delaunay(points).simplices
    except (QhullError, ValueError):
        return np.c_[np.arange(len(points) - 1), np.arange(1, len(points))]
    pairs = np.unique(np.sort(np.vstack([corner[:, [0, 1]], corner[:, [1, 2]], corner[:, [0, 2]]]), axis=1), axis=0)
    middle = (points[pairs[:, 0]] + points[pairs[:, 1]]) / 2
    radius = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T) / 2
    return pairs[cKDTree(points).query(middle)[0] >= radius * (1 - 1e-9)]
