"""Kansas City's boundary files on their real bytes: counts, codes, reference systems, vintages."""

import json
from pathlib import Path

import geopandas as gpd
import pytest

from etl.contract import SourceChanged
from etl.sources import boundary_members, geojson_boundaries, member_list, shapefile_zip
from evenground.catalog.declaration import read_declaration
from evenground.catalog.place import Place
from evenground.catalog.source import Source

PLACE = Path(__file__).resolve().parents[3] / "data" / "places" / "kansas-city"
MODULES = {
    "geojson_boundaries": geojson_boundaries,
    "shapefile_zip": shapefile_zip,
    "boundary_members": boundary_members,
    "member_list": member_list,
}


def declared(name):
    return read_declaration(Source, PLACE / "sources" / f"{name}.yml")


@pytest.fixture(scope="module")
def taken(inputs):
    def take(name):
        source = declared(name)
        own = source.file.startswith("place:")
        path = PLACE / source.file.removeprefix("place:") if own else inputs / "kansas-city" / source.file
        module = MODULES[source.loader]
        return module.tidy(module.read(path, source), source)

    return take


@pytest.mark.parametrize(
    ("name", "areas"),
    [
        ("tracts_2010", 283),
        ("tracts_2020", 223),
        ("zctas_2023", 77),
        ("zctas_2020", 154),
        ("neighborhoods", 240),
        ("council_districts_2025", 6),
        ("counties_2018", 115),
    ],
)
def test_every_area_has_a_code_a_name_in_both_languages_and_a_valid_shape_in_degrees(taken, name, areas):
    table = taken(name).areas
    assert len(table) == areas
    assert table["code"].is_unique
    assert table["name_en"].ne("").all() and table["name_fr"].ne("").all()
    shapes = gpd.GeoSeries(table["geometry"])
    assert shapes.is_valid.all()
    west, south, east, north = read_declaration(Place, PLACE / "place.yml").region_box
    bounds = shapes.total_bounds
    assert west <= bounds[0] and south <= bounds[1] and bounds[2] <= east and bounds[3] <= north


def test_the_six_gaps_between_neighbourhoods_are_out_of_scope_and_decimal_codes_are_whole(taken):
    tidy = taken("neighborhoods")
    assert {words: len(lines) for words, lines in tidy.out_of_scope.items()} == {
        "gap between neighbourhoods (number 0, no name)": 6
    }
    assert set(tidy.areas["code"]) == {str(number) for number in range(1, 241)}
    assert tidy.repaired["code written as a decimal number, read as a whole one"] == 240


def test_the_one_neighbourhood_that_crosses_itself_is_repaired_and_counted(taken):
    tidy = taken("neighborhoods")
    assert tidy.repaired["shape that crossed itself, made valid"] == 1
    assert (tidy.areas["name_en"] == "Parkdale And Walden").sum() == 1


def test_neighbourhoods_without_a_declared_reference_system_are_refused(inputs):
    source = declared("neighborhoods")
    source = source.model_copy(update={"options": {k: v for k, v in source.options.items() if k != "crs"}})
    published = shapefile_zip.read(inputs / "kansas-city" / source.file, source)
    with pytest.raises(SourceChanged, match="no EPSG code"):
        shapefile_zip.tidy(published, source)


def test_districts_and_neighbourhoods_with_their_gaps_cover_the_same_city(inputs, taken):
    def square_km(areas):
        return gpd.GeoSeries(areas["geometry"], crs=4326).to_crs(26915).area.sum() / 1e6

    source = declared("neighborhoods")
    options = {name: value for name, value in source.options.items() if not name.startswith("drop")}
    whole = source.model_copy(update={"options": options})
    everything = shapefile_zip.tidy(shapefile_zip.read(inputs / "kansas-city" / source.file, whole), whole)
    assert len(everything.areas) == 246
    assert square_km(everything.areas) == pytest.approx(825.7, abs=0.1)
    assert square_km(taken("council_districts_2025").areas) == pytest.approx(826.5, abs=0.1)
    assert square_km(taken("neighborhoods").areas) == pytest.approx(786.9, abs=0.1)  # the six gaps are 38.8


def test_the_23_crossing_zip_outlines_are_repaired(taken):
    assert taken("zctas_2020").repaired == {"shape that crossed itself, made valid": 23}


def test_the_204_tracts_are_all_among_the_283(taken):
    members = taken("touches_city").members
    assert len(members) == 204
    assert set(members["area_code"]) <= set(taken("tracts_2010").areas["code"])


def test_the_162_tracts_listed_as_in_the_city_are_those_with_their_middle_in_a_council_district(inputs, taken):
    folder = inputs / "kansas-city" / "boundaries"
    city = gpd.read_file(folder / "kcmo_council_districts_2025.geojson").to_crs(26915).union_all()
    tracts = gpd.read_file(folder / "kc_tracts_tiger2023.geojson").to_crs(26915)
    inside = set(tracts["GEOID"][tracts.representative_point().within(city)])
    assert len(inside) == 162
    assert set(taken("in_city_2020").members["area_code"]) == inside


def test_the_four_counties_are_those_with_a_part_of_the_city(inputs, taken):
    text = (inputs / "kansas-city" / "indicators" / "census_popest_sub-est2024_29.csv").read_text()
    parts = [line.split(",") for line in text.splitlines() if line.startswith("157,") and ",38000," in line]
    assert set(taken("four_counties").members["area_code"]) == {"29" + cells[2] for cells in parts}


def test_one_code_of_two_vintages_is_two_areas_with_two_shapes(taken):
    place = read_declaration(Place, PLACE / "place.yml")
    code = "29095015900"
    keys = {place.level(key).area_key(code) for key in ("tract:2010", "tract:2020")}
    assert keys == {"tract:2010:29095015900", "tract:2020:29095015900"}
    old, new = (
        gpd.GeoSeries(table.loc[table["code"] == code, "geometry"], crs=4326).to_crs(26915).iloc[0]
        for table in (taken("tracts_2010").areas, taken("tracts_2020").areas)
    )
    assert old.intersection(new).area / old.union(new).area == pytest.approx(0.72, abs=0.01)


def test_shared_codes_are_no_proof_of_the_same_tract(taken, inputs):
    folder = inputs / "kansas-city" / "boundaries"
    old, new = (
        gpd.read_file(folder / f"kc_tracts_tiger{year}.geojson").to_crs(26915).set_index("GEOID").geometry
        for year in (2018, 2023)
    )
    shared = sorted(set(old.index) & set(new.index))
    overlap = old.loc[shared].intersection(new.loc[shared]).area / old.loc[shared].union(new.loc[shared]).area
    assert (len(shared), int((overlap < 0.99).sum()), int((overlap < 0.9).sum())) == (175, 44, 8)


def test_zip_areas_of_2020_and_2023_differ_so_they_are_two_vintages(taken):
    old, new = (
        gpd.GeoSeries(list(t["geometry"]), index=t["code"], crs=4326).to_crs(26915)
        for t in (taken("zctas_2020").areas, taken("zctas_2023").areas)
    )
    assert set(new.index) <= set(old.index)
    one = "64146"
    assert old[one].intersection(new[one]).area / old[one].union(new[one]).area == pytest.approx(0.707, abs=0.005)


def test_tract_names_say_number_and_county(taken):
    names = taken("tracts_2010").areas.set_index("code")["name_en"]
    assert names["29095015900"] == "Tract 159, Jackson"
    assert names["29037060001"] == "Tract 600.01, Cass"
    assert names["29095000800"] == "Tract 8, Jackson"


def test_tract_names_are_the_census_bureaus(taken, inputs):
    listed = json.loads((inputs / "kansas-city" / "boundaries" / "kc_tracts_tiger2018.geojson").read_text())
    names = taken("tracts_2010").areas.set_index("code")["name_en"]
    for feature in listed["features"]:
        properties = feature["properties"]
        assert names[properties["GEOID"]].split(",")[0] == f"Tract {properties['NAME']}"


def test_council_members_names_are_not_loaded(taken):
    table = taken("council_districts_2025").areas.drop(columns="geometry")
    assert set(table["name_en"]) == {f"District {number}" for number in range(1, 7)}
    assert not table.astype(str).apply(lambda column: column.str.contains("Councilman|Duncan")).any(axis=None)


def test_the_two_st_louis_are_told_apart(taken):
    names = taken("counties_2018").areas.set_index("code")["name_en"]
    assert (names["29189"], names["29510"]) == ("St. Louis County", "St. Louis (city)")


def test_a_member_without_a_code_or_with_an_impossible_weight_is_rejected(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("code,share\n1,0.5\n,1\n3,1.5\n4,much\n")
    source = declared("four_counties").model_copy(
        update={"options": {"code": "code", "area_set": "four_counties", "weight": "share"}}
    )
    tidy = member_list.tidy(member_list.read(path, source), source)
    assert tidy.members[["line", "area_code", "weight"]].values.tolist() == [[2, "1", 0.5]]
    assert sorted(tidy.rejected["line"]) == [3, 4, 5]
