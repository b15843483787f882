"""Addresses beside the pages: shapes and fonts are found by the hash of their content, and nothing else is."""

import tomllib
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from evenground.answers.geometry import level_shapes
from evenground.catalog.library import place_folders
from evenground.ui.routes import ROUTES, font_files, shapes_address
from evenground.warehouse.releases import current

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def client(real_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    return TestClient(Starlette(routes=ROUTES))


@pytest.mark.parametrize("place", ["ottawa", "kansas-city", "nunavik"])
def test_shapes_are_sent_once_and_kept_for_good(client, place):
    opens = place_folders()[place].place.opens_on
    found = level_shapes(current(place, "analyst"), opens.level, "geographic")
    answer = client.get(shapes_address(place, "level", opens.level, "geographic", found))
    assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"]
    features = answer.json()["features"]
    assert len(features) == found.areas
    assert {"value", "numerator", "rate"}.isdisjoint(features[0]["properties"])


@pytest.mark.parametrize(
    "path",
    [
        "/shapes/0000/ottawa/level/ons:gen3/geographic", "/shapes/0000/atlantis/level/a/geographic",
        "/shapes/0000/ottawa/level/..%2f..%2fetc/geographic", "/shapes/0000/ottawa/secret/ons:gen3/geographic",
        "/shapes/0000/ottawa/level/ons:gen3/passwd", "/fonts/0000/NotoSans-Regular.woff2", "/fonts/..%2f..%2f/pyproject.toml",
    ],
)  # fmt: skip
def test_anything_else_is_not_there(client, path):
    assert client.get(path).status_code == 404


def test_the_theme_names_the_fonts_by_their_content(client):
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    named = {face["url"] for face in config["theme"]["fontFaces"]}
    assert named == {f"/fonts/{digest}/{name}" for digest, name in font_files() if name.endswith(".woff2")}
    for address in named:
        answer = client.get(address)
        assert answer.status_code == 200 and answer.content[:4] == b"wOF2"
