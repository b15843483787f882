"""Nunavik built whole, from the published files and from the starter tables, and published."""

import pytest
from nunavik_files import FOLDER

from etl.load import build
from etl.publish import publish
from evenground.catalog.library import place_folder
from evenground.warehouse.write import read_tables


@pytest.fixture(scope="module")
def releases(inputs, tmp_path_factory):
    """Tables of the working and the public release, from published files."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("EVENGROUND_HOME", str(tmp_path_factory.mktemp("home")))
        built = build(place_folder(FOLDER), inputs)
        public, _ = publish(place_folder(FOLDER))
        yield read_tables(built.release.path), read_tables(public.path)


def test_14_communities_2_coasts_and_1_region_are_on_the_map(releases):
    areas = releases[0]["dim_area"]
    assert areas["level_key"].value_counts().to_dict() == {"community:2021": 14, "coast:2021": 2, "region:2417": 1}
    communities = areas[areas["level_key"] == "community:2021"]
    assert set(communities["parent_key"]) == {"coast:2021:Hudson", "coast:2021:Ungava"}
    assert communities["population"].sum() == 14_045
    assert (communities["name_iu"].fillna("") != "").sum() == 9
    drawn = releases[0]["area_shape"]
    assert drawn[drawn["area_key"].isin(communities["area_key"])]["drawing"].value_counts().to_dict() == {
        "geographic": 14,
        "hexagon": 14,
    }


def test_counts_that_are_public_already_stay_as_published_for_every_community(releases):
    shown = releases[1]["fact_observation"]
    residents = shown[(shown["indicator_id"] == "census_residents") & (shown["period_id"] == "2021")]
    assert residents.loc[residents["area_key"].str.startswith("community"), "value"].sum() == 14_045
    assert residents.loc[residents["area_key"] == "region:2417:2417", "value"].tolist() == [14_045]


def test_no_health_figure_of_a_community_reaches_either_store(releases):
    for store in releases:
        rows = store["fact_observation"].merge(store["dim_indicator"][["indicator_id", "domain"]])
        health = rows[rows["domain"] == "iqi_not_placed"]
        assert len(health) >= 11 and health["area_key"].eq("region:2417:2417").all()


def test_no_interval_is_made_where_none_is_published(releases):
    rows = releases[0]["fact_observation"].set_index(["indicator_id", "period_id"])
    with_interval = set(rows.index[rows["ci_low"].notna()])
    assert with_interval == {("wheezing_last_year", "2017"), ("chronic_cough", "2017"), ("airway_obstruction", "2017")}


def test_residents_per_dwelling_follows_from_the_two_counts(releases):
    rows = releases[0]["fact_observation"]
    made = rows[(rows["indicator_id"] == "residents_per_occupied_dwelling") & (rows["period_id"] == "2021")]
    inukjuak = made.set_index("area_key").loc["community:2021:2499085"]
    assert inukjuak["value"] == pytest.approx(1821 / 481) and inukjuak["status"] == "published"


def test_the_starter_tables_build_a_place_that_opens(tmp_path, monkeypatch):
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    folder = place_folder(FOLDER)
    tables = read_tables(build(folder, None).release.path)
    opens = folder.place.opens_on
    rows = tables["fact_observation"]
    shown = rows[(rows["indicator_id"] == opens.indicator) & (rows["period_id"] == opens.period)]
    assert shown["area_key"].str.startswith(opens.level).sum() == 14
    assert rows["indicator_id"].nunique() >= 15
    tables_in_full = tables["dim_source"][tables["dim_source"]["source_id"] != "published_figures"]
    assert tables_in_full["licence_is_open"].all(), "single cited figures apart, starter tables are openly licensed"
    assert len(tables["fact"]) == 20
