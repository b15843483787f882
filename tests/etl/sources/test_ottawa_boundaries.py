"""Boundaries: two generations that share no code, wards, the health unit that is the city."""

import json
import random
import struct
import zipfile

import geopandas as gpd
import pytest
import shapely
from ottawa_files import FOLDER, accounted, changed, loaded, source

from etl.contract import SourceChanged
from etl.sources import shapefile_zip
from evenground.catalog.declaration import read_declaration
from evenground.catalog.place import Place

RURAL = "boundaries/ons_gen3_with_rural_feb2023_shapefile.zip"
METRES = "EPSG:32618"
FILES = {
    "ons_gen3_boundaries": ("boundaries/ons_gen3_ottawa_epsg4326.geojson", 116),
    "wards_2022_boundaries": ("boundaries/wards_2022_2026.geojson", 24),
    "health_unit_boundary": ("boundaries/health_unit_3551_ottawa_polygon.geojson", 1),
}


@pytest.fixture(scope="module")
def gen3(inputs):
    return loaded("ons_gen3_boundaries", inputs).areas.set_index("code")


def with_rural(inputs, **options):
    declared = source("ons_gen3_boundaries").model_copy(
        update={
            "file": RURAL,
            "loader": "shapefile_zip",
            "options": {"code": "ONS_ID", "name": "ONS_Name", "keep": {"ONS_Region": ["OTTAWA"]}} | options,
        }
    )
    return shapefile_zip.tidy(shapefile_zip.read(inputs / "ottawa" / RURAL, declared), declared)


@pytest.mark.parametrize("source_id", FILES)
def test_every_feature_is_an_area(inputs, source_id):
    found = loaded(source_id, inputs)
    features = json.loads((inputs / "ottawa" / FILES[source_id][0]).read_text(encoding="utf-8"))["features"]
    assert accounted(found) == len(features) == FILES[source_id][1] == len(found.areas)


def test_generation_3_runs_from_3001_to_3117_without_3096(gen3):
    assert sorted(gen3.index) == [str(n) for n in range(3001, 3118) if n != 3096]


def test_the_two_generations_share_no_code(gen3, inputs):
    older = loaded("ons_gen2_boundaries", inputs)
    assert accounted(older) == 111 and not set(older.areas["code"]) & set(gen3.index)
    assert older.repaired == {"shape that crossed itself, made valid": 2}
    same = set(older.areas["name_en"].str.casefold()) & set(gen3["name_en"].str.casefold())
    assert len(same) > 40  # so names alone would join two different places


def test_two_shapes_of_generation_2_are_refused_unless_their_repair_is_declared(inputs):
    options = {name: value for name, value in source("ons_gen2_boundaries").options.items() if name != "make_valid"}
    found = changed("ons_gen2_boundaries", inputs / "ottawa" / "boundaries/ons_gen2_shapefile.zip", options=options)
    assert len(found.rejected) == 2 and len(found.areas) == 109 and accounted(found) == 111


def test_names_of_the_dbf_are_cut_to_ten_characters_and_some_have_no_french(inputs):
    declared = source("ons_gen2_boundaries")
    published = shapefile_zip.read(inputs / "ottawa" / declared.file, declared)
    assert {"Shape__Are", "Shape__Len"} <= set(published.table.columns)
    areas = loaded("ons_gen2_boundaries", inputs).areas
    assert 0 < areas["name_fr"].eq("").sum() < 111 and areas["name_en"].ne("").all()


def test_the_zip_with_rural_surroundings_holds_the_same_116_shapes(gen3, inputs):
    """The GeoJSON was made from it: codes as whole numbers, made valid, in degrees to six decimals."""
    found = with_rural(inputs, make_valid=True)
    assert accounted(found) == 161 and len(found.out_of_scope["ONS_Region is not OTTAWA"]) == 45
    assert found.repaired["code written as a decimal number, read as a whole one"] == 116
    theirs = found.areas.set_index("code")["geometry"]
    assert set(theirs.index) == set(gen3.index)
    apart = {code: shapely.hausdorff_distance(gen3.at[code, "geometry"], theirs[code]) for code in gen3.index}
    assert max(apart.values()) < 1e-5  # of a degree: a metre


def test_two_shapes_with_rural_surroundings_cross_themselves(inputs):
    declared = source("ons_gen3_boundaries").model_copy(
        update={"file": RURAL, "options": {"code": "ONS_ID", "name": "ONS_Name"}}
    )
    found = shapefile_zip.tidy(shapefile_zip.read(inputs / "ottawa" / RURAL, declared), declared)
    assert len(found.rejected) == 2 and accounted(found) == 161


def test_its_area_column_is_in_web_mercator_and_not_true_metres(gen3, inputs):
    declared = source("ons_gen3_boundaries").model_copy(update={"file": RURAL, "options": {"code": "ONS_ID"}})
    table = shapefile_zip.read(inputs / "ottawa" / RURAL, declared).table
    with zipfile.ZipFile(inputs / "ottawa" / RURAL) as archive:
        assert any(
            "WGS_1984_Web_Mercator" in archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith(".prj")
        )
    own = gpd.GeoSeries(gen3["geometry"], crs="EPSG:4326").to_crs(METRES).area
    printed = table.set_index(table["ONS_ID"].str.replace(".0", "", regex=False))["SHAPE_Area"].astype(float)
    assert ((printed.loc[own.index] / own).between(1.9, 2.2)).all()  # about 1 / cos² of 45 degrees


def test_the_wards_are_text_codes_with_french_names_and_two_pairs_of_areas(inputs):
    areas = loaded("wards_2022_boundaries", inputs).areas.set_index("code")
    assert sorted(areas.index, key=int) == [str(n) for n in range(1, 25)]
    assert areas.at["1", "name_en"] == "Orléans East-Cumberland" and areas["name_fr"].ne("").all()
    properties = json.loads((inputs / "ottawa" / FILES["wards_2022_boundaries"][0]).read_text(encoding="utf-8"))
    assert {"SHAPE_Leng", "SHAPE_Area", "Shape__Area", "Shape__Length"} <= set(properties["features"][0]["properties"])


def test_wards_of_the_census_are_the_wards_of_the_boundaries(inputs):
    measured = loaded("population_2021", inputs).observations.query("level == 'ward:2022'")
    assert set(measured["area_code"]) == set(loaded("wards_2022_boundaries", inputs).areas["code"])


def test_the_health_unit_takes_the_code_of_the_city_and_its_shape_is_coarse(gen3, inputs):
    city = loaded("health_unit_boundary", inputs).areas
    assert list(city["code"]) == ["3506"] and list(city["name_en"]) == ["Ottawa"]
    points = shapely.point_on_surface(gen3["geometry"].to_numpy())
    # the shape is a coarse one, for maps of the country: a seventh of the neighbourhoods lie outside it
    assert 0.85 < shapely.contains(city["geometry"].iloc[0], points).mean() < 0.9


def test_an_unknown_option_is_refused(inputs):
    with pytest.raises(SourceChanged, match="'colour' is unknown"):
        changed(
            "wards_2022_boundaries",
            inputs / "ottawa" / FILES["wards_2022_boundaries"][0],
            options={"code": "WARD", "colour": 1},
        )


def test_every_area_lies_in_the_declared_box(inputs):
    west, south, east, north = read_declaration(Place, FOLDER / "place.yml").region_box
    for source_id in (*FILES, "ons_gen2_boundaries"):
        bounds = shapely.total_bounds(loaded(source_id, inputs).areas["geometry"].to_numpy())
        assert west < bounds[0] and south < bounds[1] and bounds[2] < east and bounds[3] < north


def dbf(inputs, file):
    """Records of the DBF in a zip, as text, by its own header: length and name of each field."""
    with zipfile.ZipFile(inputs / "ottawa" / file) as archive:
        data = archive.read(next(name for name in archive.namelist() if name.lower().endswith(".dbf")))
    count, head, size = struct.unpack("<IHH", data[4:12])
    fields = [(data[at : at + 11].split(b"\0")[0].decode(), data[at + 16]) for at in range(32, head - 1, 32)]
    for number in range(count):
        at, record = head + number * size + 1, {}
        for name, width in fields:
            record[name] = data[at : at + width].decode("utf-8", "replace").strip()
            at += width
        yield record


def test_generation_2_records_chosen_at_random_equal_the_published_bytes(inputs):
    records = list(dbf(inputs, "boundaries/ons_gen2_shapefile.zip"))
    assert len(records) == 111
    areas = loaded("ons_gen2_boundaries", inputs).areas.set_index("code")
    for record in random.Random(202117).sample(records, 8):
        assert areas.at[record["ONS_ID"].split(".")[0], "name_en"] == record["Name"]


@pytest.mark.parametrize("source_id", ["ons_gen3_boundaries", "wards_2022_boundaries"])
def test_features_chosen_at_random_equal_the_published_bytes(inputs, source_id):
    features = json.loads((inputs / "ottawa" / FILES[source_id][0]).read_text(encoding="utf-8"))["features"]
    options = source(source_id).options
    areas = loaded(source_id, inputs).areas.set_index("code")
    for feature in random.Random(20219).sample(features, 6):
        code = str(feature["properties"][options["code"]])
        assert areas.at[code, "name_en"] == feature["properties"][options["name"]]
        ring = feature["geometry"]["coordinates"][0]
        corner = (ring[0] if feature["geometry"]["type"] == "Polygon" else ring[0][0])[:2]
        assert areas.at[code, "geometry"].distance(shapely.Point(corner)) < 1e-9
