"""Shapes for drawing: from whatever holds them to projected outlines with their area's key.

Written without GeoPandas and pyproj, which take longer to load than a story takes to draw.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from shapely import transform
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

Shapes = bytes | str | Mapping[str, object] | Sequence[Mapping[str, object]]

EARTH = 6_378_137.0
"""Metres of the sphere of EPSG:3857, the projection of the screen's map, so that both look alike."""


def mercator(lon: ArrayLike, lat: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Degrees as metres of EPSG:3857, which is defined on a sphere.

    Examples
    --------
    >>> [round(float(one), 2) for one in mercator(-75.7, 45.4)]
    [-8426885.45, 5684047.18]
    """
    return EARTH * np.radians(np.asarray(lon, dtype=float)), EARTH * np.arctanh(np.sin(np.radians(np.asarray(lat, dtype=float))))


def project(feature: Mapping[str, object]) -> BaseGeometry:
    """The shape of a feature in degrees, projected."""
    return transform(shape(feature["geometry"]), lambda points: np.column_stack(mercator(points[:, 0], points[:, 1])))


def projected(shapes: Shapes) -> pd.Series:
    """Shapes by `area_key`, projected for drawing.

    Parameters
    ----------
    shapes : GeoJSON text or bytes, feature collection, or list of features
        Each feature has its area's key as `id`. Coordinates are degrees.

    Raises
    ------
    ValueError
        If a feature has no id.
    """
    found = json.loads(shapes) if isinstance(shapes, bytes | str) else shapes
    features = found["features"] if isinstance(found, Mapping) else list(found)
    nameless = [position for position, feature in enumerate(features) if feature.get("id") is None]
    if nameless:
        raise ValueError(f"{len(nameless)} features have no id (first: feature {nameless[0]}); give each its area_key as `id`")
    return pd.Series(_objects(project(feature) for feature in features), index=[str(feature["id"]) for feature in features], dtype=object)


def _objects(shapes: Iterable[BaseGeometry]) -> np.ndarray:
    """An array of shapes as they are: numpy would take them apart."""
    made = list(shapes)
    held = np.empty(len(made), dtype=object)
    held[:] = made
    return held
