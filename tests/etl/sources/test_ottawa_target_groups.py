"""The target group profiles: what recent immigrants, racialized and Black residents live with, and what is withheld."""

import random
import re

import pytest
from ottawa_files import accounted, loaded, raw, source

GROUPS = {
    "recent_immigrants": ("immigrants_2016_2021", 91),
    "racialized": ("visible_minority_all", 67),
    "black": ("black", 67),
}


def file(group):
    return f"census/statcan_custom_target_profile_2021_{GROUPS[group][0]}.csv.gz"


@pytest.fixture(scope="module", params=GROUPS)
def group(request):
    return request.param


@pytest.fixture(scope="module")
def profiles(inputs):
    return {name: loaded(f"census_profile_2021_{name}", inputs) for name in GROUPS}


def test_every_record_and_cell_is_accounted_for(profiles, inputs, group):
    header, *rows = raw(inputs, file(group), "utf-8")
    assert accounted(profiles[group]) == len(rows) == 2390
    assert sum(profiles[group].cells.values()) == len(rows) * (len(header) - 2)


def test_the_columns_that_are_no_neighbourhoods_are_counted(inputs, group):
    header = raw(inputs, file(group), "utf-8")[0]
    others = [name for name in header[2:] if "ONS2022 - " not in name]
    assert len(others) == GROUPS[group][1]


def test_neighbourhoods_and_the_city_are_loaded_for_the_group_alone(profiles, group):
    rows = profiles[group].observations
    assert set(rows["stratum_id"]) == {group}
    counts = rows.groupby(["indicator_id", "level"])["area_code"].nunique().unstack()
    assert (counts["ons:gen3"] == 116).all() and (counts["city:2021"] == 1).all()


def test_black_residents_in_low_income_are_14240_of_84770(profiles):
    rows = profiles["black"].observations
    city = rows.query("indicator_id == 'low_income_lim_at' and level == 'city:2021'").iloc[0]
    assert (city.numerator, city.denominator) == (14240, 84770)
    assert round(100 * city.numerator / city.denominator, 1) == 16.8
    assert city.period_id == "2020"


def test_low_income_of_recent_immigrants_is_missing_and_not_0_where_it_is_withheld(profiles, inputs):
    header, *rows = raw(inputs, file("recent_immigrants"), "utf-8")
    row_of = {row[0]: row for row in rows}
    columns = [i for i, name in enumerate(header) if re.search(r"ONS2022 - .+\(3[01]\d\d\)", name)]
    withheld = {re.search(r"\((\d{4})\) \d{5}", header[i])[1] for i in columns if row_of["ID176"][i] == "NA"}
    printed_0 = {re.search(r"\((\d{4})\) \d{5}", header[i])[1] for i in columns if row_of["ID171"][i] == "0"}
    assert len(withheld) == 47 and len(printed_0) == 39 and printed_0 < withheld
    low = profiles["recent_immigrants"].observations.query(
        "indicator_id == 'low_income_lim_at' and level == 'ons:gen3'"
    )
    hidden = low[low["area_code"].isin(withheld)]
    assert set(hidden["status"]) == {"suppressed"}
    assert hidden[["value", "numerator", "denominator"]].isna().all(axis=None)
    assert (low[~low["area_code"].isin(withheld)]["numerator"] > 0).all()


def test_withheld_cells_are_blank_to_a_reader_and_never_x(inputs, group):
    header, *rows = raw(inputs, file(group), "utf-8")
    marks = {cell for row in rows for cell in row[2:] if not re.fullmatch(r"-?\d+(\.\d+)?", cell)}
    assert marks == {"NA"}


def test_a_rate_of_nobody_is_not_applicable_and_not_0(profiles, inputs):
    header, *rows = raw(inputs, file("recent_immigrants"), "utf-8")
    row_of = {row[0]: row for row in rows}
    columns = [i for i, name in enumerate(header) if re.search(r"ONS2022 - .+\(3[01]\d\d\)", name)]
    nobody = [i for i in columns if row_of["ID1752"][i] == "0" and row_of["ID1758"][i] == "0"]
    jobless = profiles["recent_immigrants"].observations.query(
        "indicator_id == 'unemployment_rate' and level == 'ons:gen3'"
    )
    assert (jobless["status"] == "not_applicable").sum() == len(nobody) == 11


def test_the_same_characteristic_has_another_number_than_in_the_full_profile():
    full = source("census_profile_2021")
    for name in GROUPS:
        own = source(f"census_profile_2021_{name}")
        rows = {m.indicator: m for m in own.measures}
        for measure in full.measures:
            if measure.indicator in rows:
                for theirs, ours in zip(measure.numerator, rows[measure.indicator].numerator, strict=True):
                    words = own.options["labels"][ours].replace("\x92", "’")  # the file holds the bytes of Windows-1252
                    assert full.options["labels"][theirs] == words
    assert (
        full.options["labels"]["ID1965"]
        == source("census_profile_2021_black").options["labels"]["ID1754"]
        == "Unemployed"
    )


def test_wards_are_loaded_where_the_file_has_them(profiles):
    wards = profiles["recent_immigrants"].observations.query("level == 'ward:2022'")
    assert sorted(set(wards["area_code"]), key=int) == [str(n) for n in range(1, 25)]
    assert profiles["black"].observations.query("level == 'ward:2022'").empty


def test_groups_are_part_of_everyone_and_overlap(profiles, inputs):
    everyone = loaded("census_profile_2021", inputs).observations
    total = everyone.query("indicator_id == 'low_income_lim_at' and level == 'city:2021'")["denominator"].iloc[0]
    people = {
        name: profiles[name].observations.query("indicator_id == 'low_income_lim_at' and level == 'city:2021'")
        for name in GROUPS
    }
    sizes = {name: rows["denominator"].iloc[0] for name, rows in people.items()}
    assert sizes["black"] < sizes["racialized"] < total
    assert sizes == {"recent_immigrants": 47415, "racialized": 324960, "black": 84770}


def test_cells_chosen_at_random_equal_the_published_bytes(profiles, inputs, group):
    header, *rows = raw(inputs, file(group), "utf-8")
    row_of = {row[0]: row for row in rows}
    measures = {m.indicator: m for m in source(f"census_profile_2021_{group}").measures}
    shown = profiles[group].observations.query("status == 'published' and level == 'ons:gen3'")
    for place in random.Random(20212).sample(range(len(shown)), 12):
        found = shown.iloc[place]
        column = next(i for i, name in enumerate(header) if re.search(rf"\({found.area_code}\) \d{{5}}", name))
        measure = measures[found.indicator_id]
        if measure.numerator:
            assert found.numerator == sum(float(row_of[i][column]) for i in measure.numerator)
        else:
            assert found.value == float(row_of[measure.value][column])
        if measure.denominator:
            assert found.denominator == sum(float(row_of[i][column]) for i in measure.denominator)
