"""How true is the equal-area map? Prints, for every place and level that has boundaries, what its hexagons keep.

Run `uv run python -m benchmarks.hexmap`. Inputs as for a build: `EVENGROUND_INPUTS`, or the folder beside the checkout.
Displacement is in hexagon widths; adjacency is the share of areas with a common border that are neighbours on the map too
(of points: of areas with none between them). The floor is one optimal assignment onto a grid as large as the areas'
hull, without drawing neighbours together and without exchanges.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.optimize import linear_sum_assignment
from scipy.spatial import ConvexHull

from etl.areas import touching
from etl.inputs import Inputs
from etl.take import find_file, take
from evenground.catalog.library import PlaceFolder, place_folders
from evenground.stats.hexgrid import HALF_ROOT_3, cells_over, centres, steps_apart
from evenground.stats.hexmap import HexagonMap, gabriel_neighbours, hexagon_map

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
REPEATS = 5


def main() -> None:
    table = Table(
        "place", "level", "areas", "displacement", "floor", "adjacency kept", "floor", "seconds (median, spread)"
    )
    for folder in place_folders().values():
        for level_key, areas in boundaries(folder).items():
            table.add_row(folder.id, level_key, *measured(folder, level_key, areas))
    Console(width=140).print(table)


def boundaries(folder: PlaceFolder) -> dict[str, gpd.GeoSeries]:
    """Shapes in degrees by level, read from the place's own boundary sources."""
    chosen = Inputs.of(folder, Path(os.environ.get("EVENGROUND_INPUTS") or BESIDE))
    found = {}
    for source in chosen.sources:
        level_key = f"{source.level}:{source.area_vintage}"
        if source.provides == "boundaries" and folder.place.level(level_key).on_map:
            areas = take(source, find_file(source, chosen.base, folder)).tidy.areas
            if areas is not None and len(areas) > 1:
                found[level_key] = gpd.GeoSeries(list(areas["geometry"]), crs="EPSG:4326")
    return found


def measured(folder: PlaceFolder, level_key: str, shapes: gpd.GeoSeries) -> list[str]:
    metres = shapes.to_crs(folder.place.level(level_key).projected_crs)
    points = metres.representative_point()
    true = np.c_[points.x, points.y]
    pairs = touching(metres)
    pairs = pairs if len(pairs) else gabriel_neighbours(true)
    spent, drawn = timed(lambda: hexagon_map(*true.T, pairs))
    displacement, kept = floor(true, pairs)
    return [
        str(len(true)), f"{drawn.mean_displacement:.2f}", f"{displacement:.2f}", f"{drawn.adjacency_kept:.0%}", f"{kept:.0%}",
        f"{np.median(spent):.2f} ({min(spent):.2f} to {max(spent):.2f})",
    ]  # fmt: skip


def timed(draw: object) -> tuple[list[float], HexagonMap]:
    spent = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        drawn = draw()
        spent.append(time.perf_counter() - start)
    return spent, drawn


def floor(true: np.ndarray, pairs: np.ndarray) -> tuple[float, float]:
    """Mean displacement and adjacency kept of the plain assignment."""
    n = len(true)
    at = true / np.sqrt(ConvexHull(true).volume / n / HALF_ROOT_3)
    cells = cells_over(at, at.mean(axis=0), margin=np.sqrt(n))
    away = ((at[:, None, :] - centres(cells, at.mean(axis=0))[None]) ** 2).sum(axis=2)
    chosen = cells[linear_sum_assignment(away)[1]]
    moved = np.hypot(*(centres(chosen, at.mean(axis=0)) - at).T).mean()
    return float(moved), float((steps_apart(chosen[pairs[:, 0]], chosen[pairs[:, 1]]) == 1).mean())


if __name__ == "__main__":
    main()
