"""Shapes of areas: each checked, mended by a counted rule or rejected with its reason, whatever file it came from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely

from etl.intake import codes
from etl.intake.columns import AREAS
from etl.intake.header import plain_name
from etl.intake.names import clean_name
from etl.intake.outcome import Declared, Refused, Rejects

AREA_MAY_CHANGE = 0.001
OVERLAP_SHOWN = 0.001
POLYGONS, POINTS = ("Polygon", "MultiPolygon"), ("Point",)

CLOSED = "rings closed"
REPEATED = "repeated points taken out of rings"
MENDED = "invalid shapes mended without a change of area"
REPROJECTED = "shapes brought to degrees"
GIVE_AREAS = "give one polygon (or one point) for each area"
EXPORT = "export the shapes again"


@dataclass
class Feature:
    """One record of a file of shapes. `number` counts from 1 in the order of the file."""

    number: int
    properties: dict[str, Any]
    shape: shapely.Geometry | None = None
    fault: tuple[str, str] | None = None
    mended: tuple[str, ...] = ()


@dataclass
class Shapes:
    """Areas with their shapes in degrees, and what was put aside."""

    areas: pd.DataFrame = field(default_factory=pd.DataFrame)
    """line (number of the feature), code, name, geometry."""
    rejects: Rejects = field(default_factory=Rejects)
    repaired: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def repair(self, rule: str, count: int = 1) -> None:
        if count:
            self.repaired[rule] = self.repaired.get(rule, 0) + count


def check_shapes(
    features: list[Feature],
    declared: Declared,
    *,
    crs: str | None = None,
    region_box: tuple[float, float, float, float] | None = None,
    known_areas: Collection[str] | None = None,
) -> Shapes:
    """Check every feature.

    Parameters
    ----------
    features : list of Feature
        Shapes in `crs`, or in degrees where that is empty.
    region_box : four floats, optional
        West, south, east, north in degrees; a shape that is not inside is rejected.
    known_areas : collection of str, optional
        Codes that exist.
    """
    made = Shapes()
    rows = []
    to_degrees = _transform(crs) if crs else None
    code_key, name_key = _keys(features, declared)
    for feature in features:
        fault = feature.fault or _in_degrees(feature, to_degrees) or _sound(feature) or _in_region(feature, region_box)
        code, fault = (None, fault) if fault else _code(feature, code_key, declared, known_areas, made)
        if fault:
            made.rejects.add([feature.number], fault[2] if len(fault) > 2 else "geometry", "", fault[0], fault[1])
            continue
        for rule in feature.mended:
            made.repair(rule)
        rows.append((feature.number, code, _name(feature, name_key, made), feature.shape))
    if to_degrees and rows:
        made.repair(REPROJECTED, len(rows))
    made.areas = pd.DataFrame(rows, columns=["line", "code", "name", "geometry"])
    _one_kind(made)
    _no_code_twice(made)
    _overlaps(made)
    return made


def _transform(crs: str):
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError

    try:
        own = CRS.from_user_input(crs)
        if own.to_epsg(min_confidence=70) == 4326 or own.to_authority() == ("OGC", "CRS84"):
            return None  # degrees already, whatever the words around them
        return Transformer.from_crs(own, "EPSG:4326", always_xy=True).transform
    except CRSError as unknown:
        raise Refused(f"the coordinate system {crs[:60]!r} is not known", "export the shapes in EPSG:4326") from unknown


def _keys(features: list[Feature], declared: Declared) -> tuple[str | None, str | None]:
    """The properties that hold code and name: declared, or of a known name in every feature."""
    names = list(dict.fromkeys(name for feature in features for name in feature.properties))
    for wanted in (declared.area_id, declared.area_name):
        if wanted is not None and wanted not in names:
            raise Refused(f"no property {wanted!r}", f"declare one of {', '.join(map(repr, names[:8]))}")
    code = declared.area_id or _first(names, AREAS["area"])
    if code is None and names:
        raise Refused(
            f"no property is known to hold the area code (found: {', '.join(map(repr, names[:5]))})",
            "declare `area_id`",
        )
    return code, declared.area_name or _first(names, AREAS["area_name"])


def _first(names: list[str], aliases: tuple[str, ...]) -> str | None:
    return next((name for alias in aliases for name in names if plain_name(name) == alias), None)


def _in_degrees(feature: Feature, to_degrees) -> tuple[str, str] | None:
    """Bring the shape to degrees and see that it can be there."""
    shape = feature.shape
    if shape is None or shape.is_empty:
        return "the feature has no shape", GIVE_AREAS
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        return "a coordinate is not a finite number", EXPORT
    if to_degrees:
        shape = shapely.transform(shape, lambda xy: np.column_stack(to_degrees(xy[:, 0], xy[:, 1])))
        if not np.isfinite(shapely.get_coordinates(shape)).all():
            return "the shape lies outside its own coordinate system", "give the right coordinate system"
    feature.shape = shapely.force_2d(shape)
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return "the coordinates are not degrees", "declare the coordinate system (`crs`), or export in EPSG:4326"
    if east - west > 180:
        return "the shape crosses the antimeridian", "cut it at 180 degrees into two parts"
    return None


def _in_region(feature: Feature, box: tuple[float, float, float, float] | None) -> tuple[str, str] | None:
    west, south, east, north = feature.shape.bounds
    if box and not (box[0] <= west and box[1] <= south and east <= box[2] and north <= box[3]):
        return (
            f"the shape lies outside the place's region (it is at {west:.2f}, {south:.2f})",
            "see that longitude comes before latitude and that the coordinate system is the right one",
        )
    return None


def _sound(feature: Feature) -> tuple[str, str] | None:
    """See that the shape is valid; mend it where its area stays the same."""
    shape = feature.shape
    if shape.geom_type not in (*POLYGONS, *POINTS):
        return f"a {shape.geom_type} is not an area", GIVE_AREAS
    if shape.geom_type in POINTS:
        return None
    fewer = shapely.remove_repeated_points(shape)
    if shapely.get_num_coordinates(fewer) < shapely.get_num_coordinates(shape):
        feature.mended += (REPEATED,)
        shape = fewer
    if not shape.is_valid:
        why = shapely.is_valid_reason(shape).partition("[")[0].strip().lower()
        before, shape = shape.area, _polygons(shapely.make_valid(shape))
        if shape.is_empty or abs(shape.area - before) > AREA_MAY_CHANGE * max(shape.area, before):
            return f"the shape is invalid ({why}) and mending would change its area", "correct the shape at its source"
        feature.mended += (MENDED,)
    if shape.area == 0:
        return "the shape has no area", "correct the shape at its source"
    feature.shape = shape
    return None


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """The polygons of a mended shape, without the lines and points left over."""
    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type in POLYGONS]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _code(feature: Feature, key: str | None, declared: Declared, known: Collection[str] | None, made: Shapes):
    given = feature.properties.get(key) if key else None
    if isinstance(given, bool) or not isinstance(given, (str, int, float)):
        return None, (
            "the feature has no area code",
            "give each feature its code, or declare `area_id`",
            key or "area_id",
        )
    text = given if isinstance(given, str) else f"{given:.0f}" if float(given).is_integer() else repr(given)
    code, rules, reason, remedy = codes.read_code(text, declared.area_width, declared.area_prefixes)
    if not reason and known is not None and code not in known:
        reason, remedy = codes.UNKNOWN, "add it to the place's areas, or correct the code"
    if reason:
        return None, (reason, remedy, key)
    for rule in (*rules, *(() if isinstance(given, str) else (codes.STORED_AS_NUMBER,))):
        made.repair(rule)
    return code, None


def _name(feature: Feature, key: str | None, made: Shapes) -> str:
    given = feature.properties.get(key) if key else None
    if not isinstance(given, str):
        return ""
    name, rules, doubts = clean_name(given)
    for rule in rules:
        made.repair(rule)
    made.warnings += [f"{doubt}: {name!r} (feature {feature.number})" for doubt in doubts]
    return name


def _one_kind(made: Shapes) -> None:
    """Areas or points, not both: points among polygons are rejected."""
    if made.areas.empty:
        return
    is_point = made.areas["geometry"].map(lambda shape: shape.geom_type in POINTS).astype(bool)
    if is_point.any() and not is_point.all():
        made.rejects.add(
            made.areas.loc[is_point, "line"], "geometry", "Point", "a Point stands among polygons", GIVE_AREAS
        )
        made.areas = made.areas[~is_point].reset_index(drop=True)


def _no_code_twice(made: Shapes) -> None:
    twice = made.areas[made.areas["code"].duplicated(keep=False)] if len(made.areas) else made.areas
    if len(twice):
        first = twice["code"].iloc[0]
        where = " and ".join(str(n) for n in twice.loc[twice["code"] == first, "line"].head(3))
        raise Refused(
            f"area codes that stand on several features: {twice['code'].nunique()} (first: {first!r}, features {where})",
            "merge the parts of an area into one feature",
        )


def _overlaps(made: Shapes) -> None:
    if len(made.areas) < 2 or made.areas["geometry"].iloc[0].geom_type in POINTS:
        return
    shapes, names = made.areas["geometry"].to_numpy(), made.areas["code"].to_numpy()
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    left, right = left[left < right], right[left < right]
    common = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    share = common / np.minimum(shapely.area(shapes[left]), shapely.area(shapes[right]))
    found = np.flatnonzero(share > OVERLAP_SHOWN)
    if len(found):
        most = found[np.argmax(share[found])]
        made.warnings.append(
            f"{len(found)} {'pair' if len(found) == 1 else 'pairs'} of areas overlap (most: {names[left[most]]!r} and {names[right[most]]!r}, "
            f"{100 * share[most]:.0f}% of the smaller); a point there belongs to both: correct the shapes before counting points"
        )
