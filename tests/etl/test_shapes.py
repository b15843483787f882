"""Boundaries: explicit reference systems, repaired shapes counted, nothing lost."""

import json
import zipfile

import geopandas as gpd
import pytest
from shapely.geometry import Polygon, mapping

from etl.contract import SourceChanged
from etl.shapes import reference_system
from etl.sources import geojson_boundaries, shapefile_zip
from evenground.catalog.source import Source

SQUARE = Polygon([(-94.6, 39.0), (-94.5, 39.0), (-94.5, 39.1), (-94.6, 39.1)])
BOW_TIE = Polygon([(-94.6, 39.0), (-94.5, 39.1), (-94.5, 39.0), (-94.6, 39.1)])


def source(**options) -> Source:
    words = {"en": "Exampleville"}
    return Source(
        id="shapes", provides="boundaries", loader="geojson_boundaries", file="x.geojson", publisher=words, title=words,
        licence="none", licence_is_open=False, vintage="2024", download="nowhere", options={"code": "id", **options},
    )  # fmt: skip


def collection(tmp_path, *features, **members):
    made = [
        {"type": "Feature", "properties": properties, "geometry": shape and mapping(shape)}
        for properties, shape in features
    ]
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": made}))
    return path


def loaded(path, declared):
    return geojson_boundaries.tidy(geojson_boundaries.read(path, declared), declared)


def test_every_feature_is_loaded_rejected_or_out_of_scope(tmp_path):
    path = collection(
        tmp_path,
        ({"id": "1", "kind": "city"}, SQUARE),
        ({"id": "2", "kind": "county"}, SQUARE),
        ({"id": "3", "kind": "city"}, None),
        ({"id": "", "kind": "city"}, SQUARE),
        ({"id": "5", "kind": "city"}, BOW_TIE),
    )
    tidy = loaded(path, source(keep={"kind": ["city"]}))
    assert tidy.areas["code"].tolist() == ["1"]
    assert tidy.out_of_scope == {"kind is not city": [2]}
    assert dict(zip(tidy.rejected["line"], tidy.rejected["reason"], strict=True)) == {
        3: "record has no usable shape",
        4: "record has no code",
        5: "shape crosses itself",
    }


def test_a_shape_that_crosses_itself_is_repaired_only_where_declared_and_counted(tmp_path):
    tidy = loaded(collection(tmp_path, ({"id": "5"}, BOW_TIE)), source(make_valid=True))
    assert tidy.areas.geometry.iloc[0].is_valid
    assert tidy.repaired == {"shape that crossed itself, made valid": 1}


def test_codes_written_as_decimals_are_read_whole_and_counted(tmp_path):
    tidy = loaded(collection(tmp_path, ({"id": 113.0}, SQUARE), ({"id": 7}, SQUARE)), source())
    assert tidy.areas["code"].tolist() == ["113", "7"]
    assert list(tidy.repaired.values()) == [1]


def test_projected_coordinates_are_brought_to_degrees_longitude_first(tmp_path):
    metres = gpd.GeoSeries([SQUARE], crs=4326).to_crs(26915)[0]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::26915"}}
    tidy = loaded(collection(tmp_path, ({"id": "1"}, metres), crs=crs), source())
    assert tidy.areas.geometry.iloc[0].bounds == pytest.approx(SQUARE.bounds, abs=1e-4)


def test_words_without_an_epsg_code_need_a_declared_reference_system():
    words = (
        'GEOGCS["WGS84(DD)",DATUM["WGS84",SPHEROID["WGS84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
        'UNIT["degree",0.0174532925199433],AXIS["Longitude",EAST],AXIS["Latitude",NORTH]]'
    )
    with pytest.raises(SourceChanged, match="declare it as the option `crs`"):
        reference_system(words, None, "shapes")
    assert reference_system(words, "EPSG:4326", "shapes").to_epsg() == 4326


def test_a_declared_reference_system_that_contradicts_the_file_is_refused():
    with pytest.raises(SourceChanged, match="the option `crs` says EPSG:4326"):
        reference_system("EPSG:26915", "EPSG:4326", "shapes")


def test_a_column_that_the_file_lacks_is_named_with_those_it_has(tmp_path):
    with pytest.raises(SourceChanged, match="no column 'GEOID'; it has id"):
        loaded(collection(tmp_path, ({"id": "1"}, SQUARE)), source(code="GEOID"))


def test_names_can_be_made_from_codes_by_declared_rules(tmp_path):
    rules = [{"column": "id", "match": r"29095(\d+)", "en": r"Tract \1", "fr": r"Secteur \1"}]
    tidy = loaded(collection(tmp_path, ({"id": "290958"}, SQUARE)), source(name_rules=rules))
    assert (tidy.areas["name_en"][0], tidy.areas["name_fr"][0]) == ("Tract 8", "Secteur 8")


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '{"type": "Feature"}', '{"features": [null]}', "[" * 100_000])
def test_a_file_that_is_not_a_feature_collection_is_refused_in_words(tmp_path, text):
    path = tmp_path / "x.geojson"
    path.write_text(text)
    with pytest.raises(SourceChanged, match=r"x\.geojson"):
        geojson_boundaries.read(path, source())


def test_a_zip_without_a_shapefile_is_refused_in_words(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"not a zip")
    with pytest.raises(SourceChanged, match=r"x\.zip"):
        shapefile_zip.read(path, source())


def test_a_zip_with_two_shapefiles_needs_a_declared_layer(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("one", "two"):
            folder = tmp_path / name
            folder.mkdir()
            gpd.GeoDataFrame({"id": ["1"]}, geometry=[SQUARE], crs=4326).to_file(folder / f"{name}.shp")
            for part in folder.iterdir():
                archive.write(part, part.name)
    with pytest.raises(SourceChanged, match="holds 2 layers"):
        shapefile_zip.read(path, source())
    declared = source(layer="two")
    assert shapefile_zip.tidy(shapefile_zip.read(path, declared), declared).areas["code"].tolist() == ["1"]
