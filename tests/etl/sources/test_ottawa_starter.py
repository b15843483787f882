"""The starter tables: only openly licensed figures, each with its source, and right."""

import csv
import importlib
import math
import random
import re

import pytest
import shapely
from ottawa_files import FOLDER, accounted, loaded, raw_records, source

STARTER = FOLDER / "starter"
TABLES = sorted(file.stem for file in STARTER.glob("*.csv"))
DECLARED = sorted(file.stem for file in (STARTER / "sources").glob("*.yml"))
OPEN = (
    "Statistics Canada Open Licence",
    "Open Data Licence 2.0, City of Ottawa",
    "MIT",
    "CC BY 4.0",
    "Names cited as facts; MIT (boundaries)",
)


def rows(table):
    with (STARTER / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def tidied(source_id):
    declared = source(source_id, starter=True)
    module = importlib.import_module(f"etl.sources.{declared.loader}")
    return module.tidy(module.read(STARTER / declared.file, declared), declared)


@pytest.mark.parametrize("table", TABLES)
def test_each_row_says_whose_it_is_and_under_which_open_licence(table):
    found = rows(table)
    assert found and all(row["source"].strip() for row in found)
    for row in found:
        assert row["licence"].startswith(OPEN), row["licence"]
    assert source(table, starter=True).licence_is_open


@pytest.mark.parametrize("source_id", DECLARED)
def test_every_row_loads_through_its_declared_loader(source_id):
    found = tidied(source_id)
    expect = source(source_id, starter=True).expect
    assert accounted(found) == len(rows(source_id)) == expect.rows_in
    assert found.rejected.empty and not found.out_of_scope and expect.rows_loaded == expect.rows_in


def test_no_figure_of_the_custom_tabulation_is_among_them():
    """Its terms are not confirmed, so a fresh clone does not carry it."""
    measured = {m.indicator for name in DECLARED for m in source(name, starter=True).measures}
    custom = {m.indicator for m in source("census_profile_2021").measures}
    assert measured and not measured & custom


def test_a_point_lies_inside_its_neighbourhood(inputs):
    shapes = loaded("ons_gen3_boundaries", inputs).areas.set_index("code")["geometry"]
    points = {row["code"]: shapely.Point(float(row["lon"]), float(row["lat"])) for row in rows("neighbourhoods")}
    assert set(points) == set(shapes.index)
    assert all(shapes[code].contains(point) for code, point in points.items())


def test_a_point_lies_inside_its_ward(inputs):
    shapes = loaded("wards_2022_boundaries", inputs).areas.set_index("code")["geometry"]
    assert all(shapes[r["code"]].contains(shapely.Point(float(r["lon"]), float(r["lat"]))) for r in rows("wards"))


def test_populations_are_those_of_the_report(inputs):
    records = raw_records(inputs, "census/statcan_custom_geo_population_report_2021.csv")
    for row in random.Random(1).sample(rows("population"), 10):
        own = [r for r in records if re.fullmatch(rf"ONS2022 - .+\({row['area']}\)", r["Name"])]
        assert [r["SF_TotalPop"] for r in own] == [row["value"]]
    assert rows("population_city")[0]["value"] == "1017450"
    residents = {row["code"]: row["population"] for row in rows("neighbourhoods")}
    assert residents == {row["area"]: row["value"] for row in rows("population")}


def test_visits_and_rates_are_those_of_public_health_and_the_withheld_stay_withheld(inputs):
    records = {r["ons_id"]: r for r in raw_records(inputs, "indicators/oph_overdose_ed_visits_by_ons_2020_2024.csv")}
    table = {(row["area"], row["indicator"]): row for row in rows("overdose")}
    assert len(table) == 2 * len(records)
    for code in random.Random(2).sample(sorted(records), 10):
        assert table[code, "overdose_ed_visits"]["value"] == records[code]["cumulative_overdose_ed_visits"]
        rate = table[code, "overdose_ed_visit_rate"]
        assert rate["value"] == records[code]["yearly_rate_per_100k"]
        assert rate["status"] == ("" if rate["value"] else "suppressed")
    found = tidied("overdose").observations.query("indicator_id == 'overdose_ed_visit_rate'")
    assert (found["status"] == "suppressed").sum() == 49 and found["value"].isna().sum() == 49


COLUMNS = {
    "cimd_residential_instability": "Residential instability Scores",
    "cimd_ethnocultural_composition": "Ethno-cultural composition Scores",
    "cimd_economic_dependency": "Economic dependency Scores",
    "cimd_situational_vulnerability": "Situational vulnerability Scores",
}


def test_index_means_are_weighted_by_residents(inputs):
    people = {r["DAUID"]: int(r["Population"]) for r in raw_records(inputs, "census/da_population_2021_ottawa.csv")}
    links = raw_records(inputs, "crosswalks/da2021_to_ons_gen3_single_link.csv")
    scores = {r["DAUID"]: r for r in raw_records(inputs, "indicators/cimd_scores_da_ottawa.csv")}
    for row in random.Random(3).sample(rows("cimd"), 10):
        parts = [r["DAUID"] for r in links if r["ONS_ID"] == row["area"] and r["DAUID"] in scores]
        weight = math.fsum(people[code] for code in parts)
        mean = math.fsum(float(scores[code][COLUMNS[row["indicator"]]]) * people[code] for code in parts) / weight
        assert float(row["value"]) == pytest.approx(mean, abs=5e-7)


def test_cases_are_those_of_the_declared_days(inputs):
    daily = {
        r["date"]: r["value"]
        for r in raw_records(inputs, "covid/covid_cumulative_cases_ottawa_public_health_daily.csv")
    }
    assert len(rows("covid")) == 5
    assert all(daily[row["period"].removeprefix("to ")] == row["value"] for row in rows("covid"))
    assert rows("covid")[-1]["period"] == f"to {max(daily)}"


def test_the_21_weigh_as_from_the_published_list(inputs):
    members = loaded("priority_21", inputs).members.query("area_set == 'priority_21'")
    theirs = dict(zip(members["area_code"], members["weight"], strict=True))
    ours = {row["code"]: float(row["weight"]) for row in rows("priority_21")}
    assert ours == pytest.approx(theirs, abs=5e-5)


def test_hospitals_and_libraries_stand_where_the_city_says(inputs):
    table = {(row["kind"], row["name"]): row for row in rows("resources")}
    for kind, file in (("hospital", "hospitals"), ("library", "libraries")):
        for record in raw_records(inputs, f"resources/{file}.csv"):
            row = table[kind, record["NAME"].strip()]
            assert float(row["lat"]) == pytest.approx(float(record["LATITUDE"]), abs=1e-5)
            assert float(row["lon"]) == pytest.approx(float(record["LONGITUDE"]), abs=1e-5)
    assert len(table) == 44
