"""A fourth place, written by the tests outside the repository: declarations and files only, in the generic tidy layout."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import yaml

PLACE = {
    "id": "exampleville",
    "name": {"en": "Exampleville", "fr": "Exempleville"},
    "full_name": {"en": "Exampleville (a constructed place)", "fr": "Exempleville (un lieu construit)"},
    "introduction": {"en": "A constructed place for tests.", "fr": "Un lieu construit pour les essais."},
    "languages": ["en", "fr"],
    "time_zone": "America/Toronto",
    "fiscal_year_start": "04-01",
    "mailbox": "team@example.org",
    "region_box": [-80.0, 40.0, -70.0, 50.0],
    "levels": [
        {
            "id": "zone", "vintage": "2024", "name": {"en": "Zones", "fr": "Zones"}, "one": {"en": "zone", "fr": "zone"},
            "code_width": 3, "projected_crs": "EPSG:32618", "parent": "town:2024",
        },
        {"id": "town", "vintage": "2024", "name": {"en": "Town", "fr": "Ville"}, "one": {"en": "town", "fr": "ville"},
         "shape": "none", "on_map": False},
    ],
    "stratifiers": [
        {
            "id": "income", "name": {"en": "Income", "fr": "Revenu"}, "partition": True, "ordered": True,
            "strata": [
                {"id": "low", "name": {"en": "Low income", "fr": "Faible revenu"}, "social_rank": 0},
                {"id": "high", "name": {"en": "Not low income", "fr": "Autre revenu"}, "social_rank": 1},
            ],
        }
    ],
    "policy": {
        "version": "test-1",
        "public": {"min_count": 11, "min_population_counts": 0, "min_population_rates": 0, "min_denominator": 30},
        "analyst": {"min_count": 0},
        "data_owner": {"en": "Exampleville", "fr": "Exempleville"},
    },
    "opens_on": {"level": "zone:2024", "indicator": "cough", "period": "2024"},
    "domains": {"illness": {"en": "Illness", "fr": "Maladie"}},
}  # fmt: skip

INDICATOR = {
    "id": "cough", "title": {"en": "Cough", "fr": "Toux"}, "domain": "illness",
    "question": {"en": "How many residents cough?", "fr": "Combien de résidents toussent?"},
    "unit": {"en": "% of residents", "fr": "% des résidents"}, "kind": "proportion", "per": 100,
    "higher_is": "worse", "need_kind": "people", "sample": "full count",
    "numerator": {"en": "residents who cough", "fr": "résidents qui toussent"},
    "denominator": {"en": "all residents", "fr": "tous les résidents"},
}  # fmt: skip


def source(id: str, **fields: object) -> dict[str, object]:
    common = {
        "id": id, "publisher": {"en": "Exampleville", "fr": "Exempleville"}, "title": {"en": id, "fr": id},
        "licence": {"en": "constructed for tests", "fr": "construit pour les essais"}, "licence_is_open": True, "vintage": "2024", "download": "made by the test",
    }  # fmt: skip
    return common | fields


SOURCES = (
    source("zones", provides="boundaries", loader="geojson_boundaries", file="zones.geojson", level="zone",
           area_vintage="2024", options={"code": "code", "name": "name"}),
    source("towns", provides="boundaries", loader="area_points", file="towns.csv", level="town", area_vintage="2024"),
    source("figures", provides="observations", loader="tidy_layout", file="figures.csv", level="zone",
           area_vintage="2024", measures=[{"indicator": "cough"}]),
    source("town_figures", provides="observations", loader="tidy_layout", file="town_figures.csv", level="town",
           area_vintage="2024", measures=[{"indicator": "cough"}]),
)  # fmt: skip


def write_place(folder: Path, rows: list[dict[str, object]] | None = None, town: list[dict[str, object]] | None = None) -> Path:
    """Write `<folder>/places/exampleville` and `<folder>/inputs/exampleville`; returns the folder."""
    place = folder / "places" / "exampleville"
    inputs = folder / "inputs" / "exampleville"
    for path in (place / "sources", place / "indicators", inputs):
        path.mkdir(parents=True, exist_ok=True)
    _yaml(place / "place.yml", PLACE)
    _yaml(place / "indicators" / "cough.yml", INDICATOR)
    for one in SOURCES:
        _yaml(place / "sources" / f"{one['id']}.yml", one)
    write_inputs(inputs, rows, town)
    return folder


def write_inputs(
    inputs: Path, rows: list[dict[str, object]] | None = None, town: list[dict[str, object]] | None = None
) -> None:
    features = [_square(number) for number in range(6)]
    (inputs / "zones.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    towns = [{"code": "1", "name_en": "Exampleville", "name_fr": "Exempleville", "name_iu": "", "lon": -75.5, "lat": 45.2,
              "population": 6000, "source": "constructed", "licence": "constructed"}]  # fmt: skip
    _csv(inputs / "towns.csv", towns)
    _csv(inputs / "figures.csv", rows or default_rows())
    _csv(inputs / "town_figures.csv", town or [figure("1", 600, 6000)])


def figure(area: str, numerator: float, denominator: float, stratum: str = "everyone") -> dict[str, object]:
    value = f"{100 * numerator / denominator:.10g}"
    return {"area": area, "indicator": "cough", "period": "2024", "stratum": stratum, "value": value,
            "numerator": numerator, "denominator": denominator, "ci_low": "", "ci_high": ""}  # fmt: skip


def default_rows() -> list[dict[str, object]]:
    """Six zones of 1,000 residents, of whom 50 to 175 cough."""
    return [figure(f"{number:03d}", 50 + 25 * number, 1000) for number in range(6)]


def _square(number: int) -> dict[str, object]:
    west, south = -75.9 + 0.1 * (number % 3), 45.1 + 0.1 * (number // 3)
    ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1], [west, south]]
    return {"type": "Feature", "properties": {"code": f"{number:03d}", "name": f"Zone {number}"},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip


def _yaml(path: Path, fields: dict[str, object]) -> None:
    path.write_text(yaml.safe_dump(fields, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _csv(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
