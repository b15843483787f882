"""The shapes of one level as GeoJSON, with an address made from their content so that a browser keeps them for good."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import NamedTuple

from evenground.answers.shelf import names_in, row_of, shelf
from evenground.catalog.declaration import LANGUAGES
from evenground.look.text import plotly
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release


class Shapes(NamedTuple):
    """A feature collection and the hash of its bytes. A feature has its area's place in the level (`n`) and its name in each
    language, written for Plotly; it has no figure."""

    content: bytes
    digest: str
    bounds: tuple[float, float, float, float]
    areas: int


@lru_cache(maxsize=64)
def level_shapes(release: Release, level: str, drawing: str) -> Shapes | None:
    """Every area of a level, drawn `geographic` or as `hexagon`; None where the level has no shapes."""
    rows = ask(release, "shapes", level_key=level, drawing=drawing)
    if rows.empty:
        return None
    names = {language: [plotly(name) for name in names_in(rows, "name", language)] for language in LANGUAGES}
    features = (
        json.dumps({"type": "Feature", "properties": {"n": int(n)} | {lang: names[lang][at] for lang in LANGUAGES}}, ensure_ascii=False)[:-1]
        + f',"geometry":{geometry}}}'
        for at, (n, geometry) in enumerate(zip(rows["n"], rows["geometry"], strict=True))
    )
    bounds = (rows["west"].min(), rows["south"].min(), rows["east"].max(), rows["north"].max())
    return _shapes(",".join(features), tuple(float(edge) for edge in bounds), len(rows))


@lru_cache(maxsize=64)
def set_outline(release: Release, area_set: str, drawing: str) -> Shapes | None:
    """The outline around a list of areas; None where it has none."""
    rows = ask(release, "set_outline", area_set_id=area_set, drawing=drawing)
    if rows.empty:
        return None
    feature = f'{{"type":"Feature","id":{json.dumps(area_set)},"properties":{{}},"geometry":{rows["geometry"].iloc[0]}}}'
    return _shapes(feature, (0.0, 0.0, 0.0, 0.0), 1)


@lru_cache(maxsize=256)
def drawings(release: Release, level: str) -> tuple[str, ...]:
    """Ways to draw a level, the usual one first: shapes as they are, and hexagons.

    Areas of which only a position is known (starter tables) are drawn as hexagons alone, unless points are what the
    level is.
    """
    rows = shelf(release, "drawings")
    here = rows[rows["level_key"] == level].set_index("drawing")
    points = row_of(release, "levels", "level_key", level)["shape"] == "point"
    found = [name for name in ("geographic", "hexagon") if name in here.index]
    if not points and "geographic" in found and not here.loc["geographic", "has_area"]:
        found.remove("geographic")
    return tuple(found)


Feature = dict[str, object]


def features(release: Release, level: str, drawing: str) -> tuple[Feature, ...]:
    """Areas of a level as features with their `area_key` as id, for a still map; empty where the level has no shapes."""
    rows = ask(release, "shapes", level_key=level, drawing=drawing)
    return tuple(
        {"type": "Feature", "id": key, "geometry": json.loads(geometry)}
        for key, geometry in zip(rows["area_key"], rows["geometry"], strict=True)
    )


def outline_features(release: Release, area_set: str, drawing: str) -> tuple[Feature, ...]:
    """The outline around a list of areas, for a still map; empty where it has none."""
    outline = set_outline(release, area_set, drawing)
    found = json.loads(outline.content)["features"] if outline else []
    return tuple({**feature, "id": str(at)} for at, feature in enumerate(found))


def land_features(release: Release) -> tuple[Feature, ...]:
    """The whole place, to lie below points; empty where it has no shape."""
    levels = shelf(release, "levels")
    whole = levels[(levels["shape"] == "polygon") & (levels["areas"] == 1)]
    return () if whole.empty else features(release, whole["level_key"].iloc[0], "geographic")


def _shapes(features: str, bounds: tuple[float, float, float, float], areas: int) -> Shapes:
    content = f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()
    return Shapes(content, hashlib.sha256(content).hexdigest()[:20], bounds, areas)
