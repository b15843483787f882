"""Where Nunavik's communities are and what they are called, on the real files and against each other."""

import json

import pytest
from nunavik_files import declared, five_of, raw, raw_rows, taken

from etl.take import check_accounts

NO_SYLLABICS = {"Aupaluk", "Kangiqsualujjuaq", "Kangirsuk", "Quaqtaq", "Umiujaq"}


@pytest.fixture(scope="module")
def points(inputs):
    return taken(inputs, "community_points").tidy.areas.set_index("name_en")


@pytest.fixture(scope="module")
def names(inputs):
    return taken(inputs, "community_names").tidy


@pytest.mark.parametrize(
    "source_id",
    ["community_points", "community_names", "region_polygon", "decree_population", "region_population", "airports",
     "census_2016_types", "covid_cases", "published_figures", "iqi_model", "wellness_calendar"],
)  # fmt: skip
def test_every_record_of_every_file_is_accounted_for(inputs, source_id):
    one = taken(inputs, source_id)
    check_accounts(one)
    assert one.rows_rejected == 0
    assert (
        one.rows_in == declared(source_id).expect.rows_in and one.rows_loaded == declared(source_id).expect.rows_loaded
    )


def test_syllabics_are_shown_for_nine_communities_and_composed_for_none(points, names):
    assert set(points.index[points["name_iu"] == ""]) == NO_SYLLABICS
    assert points.loc[points["name_iu"] != "", "name_cited"].str.contains("Wikipedia").all()
    inuktitut = names.names[names.names["language"] == "iu"]
    assert len(inuktitut) == 9 and inuktitut["cited"].str.contains("Wikipedia").all()


def test_names_in_syllabics_are_the_published_ones(inputs, points):
    published = {row["village"]: row["inuktitut_syllabics"] for row in raw_rows(inputs, "community_names")}
    assert points["name_iu"].to_dict() == published
    assert published["Akulivik"] == "ᐊᑯᓕᕕᒃ"


def test_a_former_name_finds_the_community_and_is_never_its_name(names):
    alias = names.names[names.names["kind"] == "alias"].set_index("name")["area_code"]
    assert alias[["Fort Chimo", "Quujjuaq"]].tolist() == ["2499095", "2499095"]
    assert alias[["Great Whale River", "Poste-de-la-Baleine", "Kuujjuaraapik"]].eq("2499075").all()
    assert alias[["Port Harrison", "Inoucdjouac"]].eq("2499085").all()
    official = names.names[names.names["kind"] == "official"]
    assert not set(alias.index) & set(official["name"])


def test_seven_communities_lie_on_each_coast(points, names):
    assert points["parent"].value_counts().to_dict() == {"Hudson": 7, "Ungava": 7}
    coasts = names.areas.set_index("code")
    assert coasts["name_fr"].to_dict() == {"Hudson": "Côte d’Hudson", "Ungava": "Côte d’Ungava"}
    assert coasts["geometry"].isna().all() and coasts["level"].eq("coast:2021").all()


def test_the_points_are_the_airports(inputs, points):
    airports = raw_rows(inputs, "airports")
    assert len(airports) == 14
    for airport in airports:
        city = {"Quujjuaq": "Kuujjuaq"}.get(
            airport["city"], airport["city"]
        )  # one community is spelled otherwise there
        assert points.loc[city].geometry.x == pytest.approx(float(airport["longitude"]), abs=6e-5)
        assert points.loc[city].geometry.y == pytest.approx(float(airport["latitude"]), abs=6e-5)


def test_five_points_stand_in_the_raw_geojson(inputs, points):
    features = json.loads(raw(inputs, "community_points"))["features"]
    for feature in five_of(features, 14):
        area = points.loc[feature["properties"]["village"]]
        assert [area.geometry.x, area.geometry.y] == feature["geometry"]["coordinates"]
        assert area["code"] == feature["properties"]["csduid"]


def test_two_airports_fall_outside_the_simplified_region(inputs, points):
    region = taken(inputs, "region_polygon").tidy.areas
    assert region["code"].tolist() == ["2417"] and region["name_en"].tolist() == ["Nunavik"]
    outside = points.index[~points.geometry.map(region.geometry.iloc[0].covers)]
    assert set(outside) == {"Kuujjuaq", "Quaqtaq"}


def test_northern_villages_and_inuit_lands_are_told_apart_by_type(inputs, points):
    text = raw(inputs, "census_2016_types")
    with pytest.raises(UnicodeDecodeError):
        text.decode("utf-8")
    types = {row["CSDUID"]: row["CSDTYPE"] for row in raw_rows(inputs, "census_2016_types", "iso-8859-1")}
    assert {types[code] for code in points["code"]} == {"VN"}
    assert sum(kind == "VN" for kind in types.values()) == 14
    # the same Inuit land has another code five years later, so codes of two censuses are not joined
    assert types["2499895"] == "TI" and "2499885" not in types


def test_only_northern_villages_have_a_decree_population(inputs):
    one = taken(inputs, "decree_population")
    rows = raw_rows(inputs, "decree_population")
    villages = {"24" + row["mcode"]: float(row["mpopul"]) for row in rows if row["mcodedesi"] == "09"}
    assert one.tidy.observations.set_index("area_code")["value"].to_dict() == villages
    assert [len(lines) for lines in one.tidy.out_of_scope.values()] == [16]
    compiled = {row["csduid"]: float(row["qc_decree_population"]) for row in raw_rows(inputs, "community_names")}
    assert compiled == villages


def test_no_column_about_a_person_is_read(inputs):
    header = raw(inputs, "decree_population").decode("utf-8").splitlines()[0].split(",")
    assert not {
        name for name in header if any(word in name for word in ("maire", "mcourr", "mtel", "courriel", "conseil"))
    }


def test_the_regions_estimates_are_the_published_ones_and_differ_from_the_count(inputs):
    rows = taken(inputs, "region_population").tidy.observations.set_index("period_id")["value"]
    line = next(row for row in raw(inputs, "region_population").decode().splitlines() if row.startswith("QC,24,2417,"))
    assert rows[["2019", "2020", "2021", "2022", "2023"]].tolist() == [float(cell) for cell in line.split(",")[-5:]]
    assert rows["2023"] == 14_382 and rows["2021"] != 14_045
