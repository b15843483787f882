"""Shapes of areas from any of the three kinds of file, checked alike."""

import json

import geopandas as gpd
import pytest
import shapely

from etl import check_file as door
from etl import limited
from etl.check_file import report_on
from etl.intake.outcome import Declared


def look(path, *, known_areas=None, region_box=None, **declared):
    """The report, made in this process: the child process is tested elsewhere."""
    return report_on(path, known_areas, Declared(**declared), region_box)


def layer(*squares, crs="EPSG:4326"):
    shapes = [shapely.box(x, y, x + 0.1, y + 0.1) for x, y in squares]
    frame = gpd.GeoDataFrame(
        {"area_id": [f"{n:02d}" for n in range(len(shapes))], "name": "É"}, geometry=shapes, crs="EPSG:4326"
    )
    return frame.to_crs(crs)


def test_a_geopackage_is_brought_to_degrees(tmp_path):
    layer((-75.0, 45.0), (-75.2, 45.0), crs="EPSG:32618").to_file(tmp_path / "t.gpkg", layer="areas")
    report = look(tmp_path / "t.gpkg", region_box=(-76, 44, -74, 46))
    assert (report.outcome, report.loaded, report.names) == ("load", 2, ["É", "É"])
    assert report.preview["geometry"].iloc[0].bounds == pytest.approx((-75.0, 45.0, -74.9, 45.1), abs=1e-4)


def test_of_two_layers_none_is_picked(tmp_path):
    layer((-75.0, 45.0)).to_file(tmp_path / "t.gpkg", layer="one")
    layer((-75.0, 45.0)).to_file(tmp_path / "t.gpkg", layer="two")
    assert look(tmp_path / "t.gpkg").reason == "2 layers of shapes"


def test_areas_that_only_touch_do_not_overlap(tmp_path):
    path = tmp_path / "t.geojson"
    path.write_text(layer((-75.0, 45.0), (-74.9, 45.0)).to_json())
    assert look(path).warnings == []


def feature(code, coordinates, kind="Polygon"):
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": kind, "coordinates": coordinates}}


def test_the_declared_properties_hold_code_and_name(tmp_path):
    square = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]
    one = feature("x", square) | {"properties": {"code": "wrong", "zone": 7, "zone_name": "Seven"}}
    path = tmp_path / "t.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [one]}))
    report = look(path, area_id="zone", area_name="zone_name", area_width=3)
    assert report.preview[["code", "name"]].to_numpy().tolist() == [["007", "Seven"]]
    assert look(path, area_id="zona").reason == "no property 'zona'"
    assert look(path, area_id="zone", known_areas={"8"}).rejected["reason"].tolist() == ["the area is not known"]


@pytest.mark.parametrize(
    ("coordinates", "kind", "reason"),
    [
        ([[[0, 0], [1, 0], [1, 1]]], "Polygon", None),  # closed by a fourth point
        ([[[0, 0], [1, 0], [0, 0]]], "Polygon", "fewer than three"),
        ([[[0, 0], [1, 0], [1, True], [0, 0]]], "Polygon", "not a number"),
        ([[[0, 0], [1, 0], [1, 1e300], [0, 0]]], "Polygon", "out of any range"),
        ([[0, 0], [1, 0], [1, 1], [0, 0]], "Polygon", "right depth|two or three"),
        ([0, 91], "Point", "not degrees"),
        ([[0, 0], [1, 1]], "LineString", "not an area"),
        ([], "Polygon", "no shape"),
    ],
)
def test_a_geometry_is_built_by_the_letter_or_rejected(tmp_path, coordinates, kind, reason):
    path = tmp_path / "t.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature("1", coordinates, kind)]}))
    report = look(path)
    if reason is None:
        assert report.loaded == 1
    else:
        import re

        assert re.search(reason, report.rejected["reason"].iloc[0])


def test_a_file_that_takes_too_long_is_a_report(tmp_path, monkeypatch):
    path = tmp_path / "t.geojson"
    path.write_text('{"type":"FeatureCollection","features":[]}')
    monkeypatch.setattr(door, "limits_for", lambda size: limited.Limits(seconds=0.0001))
    report = door.check_file(path)
    assert (report.outcome, report.reason) == ("refused", "reading the file took more than 0.0001 seconds")
