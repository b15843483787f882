"""Shapes on a sheet, as one collection of paths for each look."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from shapely import get_coordinates, get_parts
from shapely.geometry.base import BaseGeometry


def draw(axes: Axes, shapes: Iterable[BaseGeometry], *, face: str, edge: str, width: float, order: float, hatch: str = "") -> None:
    """Polygons and lines in one look; the axes grow to hold them."""
    paths = [_path(one) for one in shapes if not one.is_empty]
    axes.add_collection(PathCollection(paths, facecolors=face, edgecolors=edge, linewidths=width, hatch=hatch or None, zorder=order))
    axes.autoscale_view()


def _path(one: BaseGeometry) -> Path:
    """Every ring and line of a shape in one path, so that holes stay holes."""
    lines: list[Path] = []
    for part in get_parts(one):
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        lines += [_line(get_coordinates(ring), closed=part.geom_type == "Polygon") for ring in rings]
    return Path.make_compound_path(*lines)


def _line(points: np.ndarray, *, closed: bool) -> Path:
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    codes[0] = Path.MOVETO
    if closed:
        codes[-1] = Path.CLOSEPOLY
    return Path(points, codes)
