"""Shapes for drawing: from whatever holds them to projected polygons with their area's key."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import geopandas as gpd

DRAWN_IN = "EPSG:3857"
"""The projection of the screen's map, so that both look alike."""

Shapes = gpd.GeoDataFrame | bytes | str | Mapping[str, object] | Sequence[Mapping[str, object]]


def projected(shapes: Shapes) -> gpd.GeoSeries:
    """Shapes by `area_key`, projected for drawing.

    Parameters
    ----------
    shapes : GeoDataFrame, GeoJSON text or bytes, feature collection, or list of features
        A GeoDataFrame has the keys in the column `area_key` or in its index; features have them as `id`. Coordinates
        are degrees where nothing else is said.

    Raises
    ------
    ValueError
        If a feature has no id.
    """
    if isinstance(shapes, gpd.GeoDataFrame):
        keyed = shapes.set_index("area_key") if "area_key" in shapes else shapes
        series = keyed.geometry
        return (series if series.crs else series.set_crs("EPSG:4326")).to_crs(DRAWN_IN)
    found = json.loads(shapes) if isinstance(shapes, bytes | str) else shapes
    features = found["features"] if isinstance(found, Mapping) else list(found)
    nameless = [position for position, feature in enumerate(features) if feature.get("id") is None]
    if nameless:
        raise ValueError(f"{len(nameless)} features have no id (first: feature {nameless[0]}); give each its area_key as `id`")
    frame = gpd.GeoDataFrame.from_features(
        [{"type": "Feature", "properties": {}, "geometry": feature["geometry"]} for feature in features], crs="EPSG:4326"
    )
    return frame.geometry.set_axis([str(feature["id"]) for feature in features]).to_crs(DRAWN_IN)
