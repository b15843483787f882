"""Areas: codes brought to the one form that joins, shapes simplified once and laid out as hexagons."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from evenground.catalog.place import Level
from evenground.stats.hexmap import hexagon_map

SIMPLIFY_METRES = 25
"""Vertices closer than about this are not seen on a city's map at 1,440 pixels."""
DECIMALS = 5  # of a degree: about a metre


def normal_codes(codes: pd.Series, level: Level) -> tuple[pd.Series, dict[str, int]]:
    """Published codes in the level's own form, and how many were repaired by which declared rule.

    Codes stay text from the first read: spaces and declared prefixes are cut off, `113.0` becomes `113`, and a code
    shorter than the level's width gets its leading zeros back.
    """
    text = codes.astype("str").str.strip()
    repaired = {"spaces around the code cut off": int((text != codes.astype("str")).sum())}
    for prefix in level.code_prefixes:
        has = text.str.startswith(prefix)
        text = text.where(~has, text.str.removeprefix(prefix))
    floats = text.str.fullmatch(r"\d+\.0+")
    repaired["written as a decimal number"] = int(floats.sum())
    text = text.where(~floats, text.str.split(".").str[0])
    if level.code_width:
        short = text.str.fullmatch(r"\d+") & (text.str.len() < level.code_width)
        repaired[f"leading zeros restored to {level.code_width} digits"] = int(short.sum())
        text = text.where(~short, text.str.zfill(level.code_width))
    return text, {rule: count for rule, count in repaired.items() if count}


def shapes(areas: pd.DataFrame, level: Level) -> pd.DataFrame:
    """Drawings of a level's areas: one row per `area_key` and drawing, GeoJSON text in degrees with its bounds.

    `areas` has `area_key` and `geometry` (EPSG:4326). Neighbours keep their common border when simplified.
    """
    known = areas[areas["geometry"].notna()]
    if known.empty or level.shape == "none":
        return pd.DataFrame(columns=["area_key", "drawing", "geometry", "west", "south", "east", "north"])
    frame = gpd.GeoDataFrame(known[["area_key"]], geometry=list(known["geometry"]), crs="EPSG:4326").sort_values("area_key")
    metres = frame.to_crs(level.projected_crs)
    drawn = [_drawing(frame["area_key"], _simplified(metres).to_crs("EPSG:4326"), "geographic")]
    if level.on_map and len(frame) > 1:
        drawn.append(_drawing(frame["area_key"], _hexagons(frame, metres), "hexagon"))
    return pd.concat(drawn, ignore_index=True)


def _simplified(metres: gpd.GeoDataFrame) -> gpd.GeoSeries:
    if not metres.geom_type.isin(["Polygon", "MultiPolygon"]).all():
        return metres.geometry
    try:
        return metres.geometry.simplify_coverage(SIMPLIFY_METRES)
    except shapely.errors.GEOSException:
        return metres.geometry.simplify(SIMPLIFY_METRES)  # overlapping shapes are no coverage


def _hexagons(degrees: gpd.GeoDataFrame, metres: gpd.GeoDataFrame) -> gpd.GeoSeries:
    points = metres.geometry.representative_point()
    pairs = touching(metres.geometry)
    laid_out = hexagon_map(points.x.to_numpy(), points.y.to_numpy(), pairs if len(pairs) else None)
    west, south, east, north = degrees.total_bounds
    return gpd.GeoSeries(laid_out.polygons_in_degrees((west + east) / 2, (south + north) / 2))


def touching(shapes: gpd.GeoSeries) -> np.ndarray:
    """Pairs of areas that share a border or overlap, each once, shape (m, 2); none where the areas are points."""
    parts = np.asarray(shapes.array)
    if not np.isin(shapely.get_type_id(parts), (3, 6)).all():
        return np.empty((0, 2), dtype=int)
    first, second = shapely.STRtree(parts).query(parts, predicate="intersects")
    return np.column_stack([first, second])[first < second]


def contiguity(areas: pd.DataFrame, level: Level) -> pd.DataFrame:
    """Pairs of a level's areas that share a border: `level_key`, `area_key`, `neighbour_key`, each pair once."""
    known = areas[areas["geometry"].notna()].sort_values("area_key")
    shapes = gpd.GeoSeries(list(known["geometry"]), crs="EPSG:4326") if len(known) else gpd.GeoSeries([], crs="EPSG:4326")
    pairs = touching(shapes) if len(known) else np.empty((0, 2), dtype=int)
    keys = known["area_key"].to_numpy()
    return pd.DataFrame({"level_key": level.key, "area_key": keys[pairs[:, 0]], "neighbour_key": keys[pairs[:, 1]]})


def _drawing(keys: pd.Series, shapes: gpd.GeoSeries, drawing: str) -> pd.DataFrame:
    bounds = shapes.bounds
    return pd.DataFrame(
        {
            "area_key": keys.to_numpy(),
            "drawing": drawing,
            "geometry": [as_geojson(shape) for shape in shapes],
            "west": bounds["minx"].to_numpy(),
            "south": bounds["miny"].to_numpy(),
            "east": bounds["maxx"].to_numpy(),
            "north": bounds["maxy"].to_numpy(),
        }
    )


def as_geojson(shape: shapely.Geometry) -> str:
    """A shape as compact GeoJSON text, to about a metre."""
    rounded = shapely.set_precision(shape, 10.0**-DECIMALS, mode="valid_output")
    whole = shape if rounded.is_empty else rounded
    return json.dumps(json.loads(shapely.to_geojson(shapely.orient_polygons(whole))), separators=(",", ":"))


def outlines(members: pd.DataFrame, drawn: pd.DataFrame) -> pd.DataFrame:
    """The outline around the members of each area set that lie in it by half or more, for each drawing."""
    inside = members[members["weight"] >= 0.5].merge(drawn, on="area_key")
    rows = []
    for (area_set_id, drawing), group in inside.groupby(["area_set_id", "drawing"], sort=True):
        parts = shapely.make_valid(shapely.from_geojson(group["geometry"].to_numpy()))
        if not np.isin(shapely.get_type_id(parts), (3, 6, 7)).all():
            continue
        border = shapely.boundary(shapely.union_all(parts))
        rows.append({"area_set_id": area_set_id, "drawing": drawing, "geometry": as_geojson(border)})
    return pd.DataFrame(rows, columns=["area_set_id", "drawing", "geometry"])
