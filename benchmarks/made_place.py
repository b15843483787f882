"""A constructed place of many equal areas, from declarations and files alone; nothing in it is real."""

from __future__ import annotations

import csv
import json
import math
import random
from pathlib import Path

import yaml

ID = "manyville"
LEVEL = {"id": "cell", "vintage": "2024"}
MEASURES = 12
SEED = 20261121
STEP = 0.01  # degrees between neighbours


def write(folder: Path, areas: int) -> tuple[Path, Path]:
    """Write the place's declarations and its files below `folder`; returns the folders of places and of inputs."""
    place, inputs = folder / "places" / ID, folder / "inputs" / ID
    for path in (place / "sources", place / "indicators", inputs):
        path.mkdir(parents=True)
    _yaml(place / "place.yml", declared())
    for number in range(MEASURES):
        _yaml(place / "indicators" / f"measure_{number}.yml", indicator(number))
    shapes = {"loader": "geojson_boundaries", "file": "cells.geojson", "options": {"code": "code", "name": "name"}}
    figures = {"loader": "tidy_layout", "file": "figures.csv", "measures": [{"indicator": f"measure_{n}"} for n in range(MEASURES)]}
    _yaml(place / "sources" / "cells.yml", source("cells", provides="boundaries", **shapes))
    _yaml(place / "sources" / "figures.yml", source("figures", provides="observations", **figures))
    cells = {"type": "FeatureCollection", "features": [hexagon(number, math.isqrt(areas)) for number in range(areas)]}
    (inputs / "cells.geojson").write_text(json.dumps(cells), encoding="utf-8")
    _figures(inputs / "figures.csv", areas)
    return place.parent, inputs.parent


def both(text: str) -> dict[str, str]:
    return {"en": text, "fr": text}


def declared() -> dict[str, object]:
    rule = {"min_count": 0}
    return {
        "id": ID, "name": both("Manyville"), "full_name": both("Manyville (a constructed place)"),
        "introduction": both("A constructed place."), "languages": ["en", "fr"], "time_zone": "America/Toronto",
        "fiscal_year_start": "04-01", "mailbox": "team@example.org", "region_box": [-80.0, 40.0, -70.0, 50.0],
        "levels": [LEVEL | {"name": both("Cells"), "one": both("cell"), "code_width": 5, "projected_crs": "EPSG:32618", "on_map": False}],
        "policy": {"version": "1", "public": rule, "analyst": rule, "data_owner": both("nobody")},
        "opens_on": {"level": "cell:2024", "indicator": "measure_0", "period": "2024"},
    }  # fmt: skip


def indicator(number: int) -> dict[str, object]:
    words = ("title", "question", "numerator", "denominator")
    return {name: both(f"{name} of measure {number}") for name in words} | {
        "id": f"measure_{number}", "domain": "made", "unit": both("% of residents"), "kind": "proportion", "per": 100,
        "higher_is": "worse", "need_kind": "people", "sample": "full count",
    }  # fmt: skip


def source(name: str, **fields: object) -> dict[str, object]:
    common = {"publisher": both("nobody"), "title": both(name), "licence": both("constructed"), "licence_is_open": True}
    where = {"vintage": "2024", "download": "made by the benchmark", "level": LEVEL["id"], "area_vintage": LEVEL["vintage"]}
    return {"id": name} | common | where | fields


def hexagon(number: int, across: int) -> dict[str, object]:
    column, row = number % across, number // across
    x, y = -77 + STEP * (column + 0.5 * (row % 2)), 44 + STEP * 0.62 * row
    ring = [[round(x + STEP / 3**0.5 * math.cos(a), 6), round(y + 0.715 * STEP / 3**0.5 * math.sin(a), 6)] for a in _corners()]
    return {
        "type": "Feature", "properties": {"code": f"{number:05d}", "name": f"Cell {number:05d}"},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }  # fmt: skip


def _corners() -> list[float]:
    return [math.pi / 6 + k * math.pi / 3 for k in range(6)]


def _figures(path: Path, areas: int) -> None:
    """Numerators around a tenth of a denominator, drawn with a fixed seed; one in fifty is withheld."""
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["area", "indicator", "period", "stratum", "value", "numerator", "denominator"])
        for measure in range(MEASURES):
            for area in range(areas):
                base = chance.randint(300, 4000)
                count = min(base, round(base * chance.betavariate(2, 18)))
                figures = ["x", "", ""] if chance.random() < 0.02 else [f"{100 * count / base:.10g}", count, base]
                rows.writerow([f"{area:05d}", f"measure_{measure}", "2024", "everyone", *figures])


def _yaml(path: Path, fields: dict[str, object]) -> None:
    path.write_text(yaml.safe_dump(fields, allow_unicode=True, sort_keys=False), encoding="utf-8")
