"""GeoJSON to features, by RFC 7946 and no further; the older `crs` member is understood where it names an EPSG code."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import shapely

from etl.intake.outcome import Declared, Refused
from etl.intake.shapes import CLOSED, EXPORT, GIVE_AREAS, Feature
from etl.intake.strict_json import parse

_EPSG = re.compile(r"(?:urn:ogc:def:crs:)?EPSG:+(?:[0-9.]*:)?([0-9]{4,6})", re.I)
_CRS84 = re.compile(r".*CRS:?(?:[0-9.]*:)?84", re.I)


class _Faulty(Exception):
    """A geometry that cannot be built: reason and remedy."""


def read_geojson(path: Path, declared: Declared) -> tuple[list[Feature], str | None, list[str]]:
    """Features, coordinate system (empty: degrees) and notes. Raises `Refused` where the file as a whole is unusable."""
    found, notes = parse(path.read_bytes(), unique_keys=True)
    if not isinstance(found, dict) or found.get("type") not in ("FeatureCollection", "Feature"):
        kind = found.get("type") if isinstance(found, dict) else type(found).__name__
        raise Refused(
            f"not a GeoJSON FeatureCollection (found {str(kind)[:40]!r})", "give each area a feature with its code"
        )
    members = [found] if found["type"] == "Feature" else found.get("features")
    if not isinstance(members, list):
        raise Refused("`features` is not a list", EXPORT)
    if not members:
        raise Refused("there are no features", "give one feature for each area")
    crs = _crs(found.get("crs"), declared)
    if crs:
        notes.append(f"coordinates are in {crs}")
    return [_feature(member, number) for number, member in enumerate(members, start=1)], crs, notes


def _crs(given: Any, declared: Declared) -> str | None:
    if given is None:
        return declared.crs
    name = (
        given.get("properties", {}).get("name")
        if isinstance(given, dict) and isinstance(given.get("properties"), dict)
        else None
    )
    if isinstance(name, str) and _CRS84.fullmatch(name):
        return None
    epsg = _EPSG.fullmatch(name) if isinstance(name, str) else None
    if epsg is None:
        raise Refused(
            f"the file names a coordinate system that is not known: {str(name)[:60]!r}", "export in EPSG:4326"
        )
    return f"EPSG:{epsg[1]}"


def _feature(member: Any, number: int) -> Feature:
    if not isinstance(member, dict) or member.get("type") != "Feature":
        return Feature(number, {}, fault=("not a GeoJSON Feature", EXPORT))
    properties = member.get("properties")
    if properties is not None and not isinstance(properties, dict):
        return Feature(number, {}, fault=("the properties are not an object", EXPORT))
    properties = dict(properties or {})
    if "id" in member and not any(name.casefold() == "id" for name in properties):
        properties["id"] = member["id"]
    try:
        shape, mended = _shape(member.get("geometry"))
    except _Faulty as fault:
        return Feature(number, properties, fault=fault.args)
    return Feature(number, properties, shape, mended=mended)


def _shape(given: Any) -> tuple[shapely.Geometry | None, tuple[str, ...]]:
    if given is None:
        return None, ()
    if not isinstance(given, dict) or not isinstance(given.get("type"), str):
        raise _Faulty("the geometry is not an object with a type", EXPORT)
    kind, parts = given["type"], given.get("coordinates")
    if kind == "Polygon":
        polygon, closed = _polygon(parts)
        return polygon, (CLOSED,) * closed
    if kind == "MultiPolygon":
        made = [_polygon(part) for part in _list(parts)]
        return shapely.MultiPolygon([polygon for polygon, _ in made]), (CLOSED,) * any(closed for _, closed in made)
    if kind == "Point":
        return shapely.Point(_position(parts)), ()
    raise _Faulty(f"a {kind[:30]} is not an area", GIVE_AREAS)


def _list(given: Any) -> list[Any]:
    if not isinstance(given, list):
        raise _Faulty("the coordinates are not a list of the right depth", EXPORT)
    return given


def _polygon(rings: Any) -> tuple[shapely.Polygon, bool]:
    made = [_ring(ring) for ring in _list(rings)]
    if not made:
        return shapely.Polygon(), False
    return shapely.Polygon(made[0][0], [ring for ring, _ in made[1:]]), any(closed for _, closed in made)


def _ring(positions: Any) -> tuple[list[tuple[float, float]], bool]:
    """The ring's points, and whether its last one had to be added."""
    points = [_position(position) for position in _list(positions)]
    closed = bool(points) and points[0] != points[-1]
    points = points + points[:1] if closed else points
    if len(points) < 4 or len(set(points)) < 3:
        raise _Faulty("a ring has fewer than three different points", "correct the shape at its source")
    return points, closed


def _position(given: Any) -> tuple[float, float]:
    if not isinstance(given, list) or not 2 <= len(given) <= 4:
        raise _Faulty("a position does not have two or three numbers", EXPORT)
    if any(isinstance(number, bool) or not isinstance(number, (int, float)) for number in given):
        raise _Faulty("a coordinate is not a number", EXPORT)
    if any(abs(number) > 1e12 or not math.isfinite(number) for number in given):
        raise _Faulty("a coordinate is out of any range", EXPORT)
    return float(given[0]), float(given[1])
