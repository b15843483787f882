"""The custom census profile: data in its headers, Windows-1252 bytes, ids in place of labels."""

import gzip
import random
import re

import pytest
from ottawa_files import accounted, changed, loaded, raw, raw_records, source

from etl.contract import SourceChanged

FILE = "census/statcan_custom_census_profile_2021_ons_gen3.csv.gz"


@pytest.fixture(scope="module")
def profile(inputs):
    return loaded("census_profile_2021", inputs)


@pytest.fixture(scope="module")
def published(inputs):
    return raw(inputs, FILE, "cp1252")


def shares(profile, indicator):
    """Shares of 0 to 1 by neighbourhood, made from the loaded counts."""
    rows = profile.observations.query("indicator_id == @indicator and level == 'ons:gen3' and status == 'published'")
    return dict(zip(rows["area_code"], rows["numerator"] / rows["denominator"], strict=True))


def values(profile, indicator):
    rows = profile.observations.query("indicator_id == @indicator and level == 'ons:gen3' and status == 'published'")
    return dict(zip(rows["area_code"], rows["value"], strict=True))


def test_every_record_is_loaded_or_out_of_scope(profile, published):
    assert accounted(profile) == len(published) - 1 == 2601


def test_every_cell_is_accounted_for(profile, published):
    assert sum(profile.cells.values()) == (len(published) - 1) * (len(published[0]) - 2)


def test_the_seven_columns_of_other_areas_and_the_counties_are_left_out_by_name(profile, published):
    counties = sum(bool(re.search(r"ONS2022 - .+\(3[3-8]\d\d\)", name)) for name in published[0])
    assert profile.cells["catchments of community health and early-years programmes"] == 7 * 2601
    assert profile.cells["areas of the surrounding counties"] == counties * 2601


def test_116_neighbourhoods_and_the_city_are_loaded_for_each_measure(profile):
    table = profile.observations.groupby(["indicator_id", "level"])["area_code"].nunique().unstack()
    assert (table["ons:gen3"] == 116).all() and (table["city:2021"] == 1).all()


def test_the_file_is_not_utf_8(inputs):
    data = gzip.decompress((inputs / "ottawa" / FILE).read_bytes())
    assert {0x92, 0xA0, 0xC9} <= set(data)
    with pytest.raises(SourceChanged, match="is not utf-8"):
        changed("census_profile_2021", inputs / "ottawa" / FILE, encoding="utf-8")


def test_labels_repeat_and_only_the_id_is_unique(published):
    ids, labels = [row[0] for row in published[1:]], [row[1] for row in published[1:]]
    assert len(set(ids)) == len(ids)
    assert sum(labels.count(label) > 1 for label in set(labels)) == 536
    assert len(labels) - len(set(labels)) == 871


def test_a_withheld_cell_is_suppressed_and_carries_the_publishers_mark(profile):
    low_income = profile.observations.query("indicator_id == 'low_income_lim_at' and level == 'ons:gen3'")
    withheld = low_income[low_income["status"] == "suppressed"]
    assert len(withheld) == 8 and set(withheld["symbol"]) == {"x"}
    assert withheld[["value", "numerator"]].isna().all(axis=None)


def test_a_count_printed_as_0_beside_a_withheld_rate_is_withheld_too(profile, published):
    header, row_of = published[0], {row[0]: row for row in published[1:]}
    hidden = {
        re.search(r"\((\d{4})\) \d{5}", header[column])[1]
        for column in range(2, len(header))
        if re.search(r"ONS2022 - .+\(3[01]\d\d\)", header[column])
        and row_of["ID172"][column] == "0"
        and row_of["ID177"][column] == "x"
    }
    assert len(hidden) == 10
    children = profile.observations.query("indicator_id == 'child_low_income_lim_at' and area_code in @hidden")
    assert set(children["status"]) == {"suppressed"} and children["numerator"].isna().all()


def test_a_tenant_figure_where_nobody_rents_is_not_applicable(profile):
    rows = profile.observations.query("indicator_id == 'subsidized_renters' and status == 'not_applicable'")
    assert len(rows) == 2 and rows["value"].isna().all()


def test_the_publishers_quality_flag_and_non_response_rate_are_kept(profile):
    flagged = profile.observations.query("reliability == 'caution'")["area_code"].unique()
    assert sorted(flagged) == ["3051", "3104"]
    assert profile.notes[0] == "Total non-response rate of 117 areas: 0.0% to 20.0%."


STUDY = {  # columns of the study's own table, which holds shares
    "low_income_lim_at": "percent_of_residents_living_in_low_income_lim_at",
    "unemployment_rate": "unemployment_rate_15_years",
    "no_high_school_25_64": "percent_of_residents_aged_25_64_with_no_high_school_degree_or_diploma",
    "one_parent_families": "percent_of_census_families_that_are_lone_parent",
    "shelter_cost_30_or_more": "unaffordable1_percent_households_spending_30_percent_or_more_of_income_on_shelter_costs",
    "unsuitable_housing": "unsuitable_housing_percent_households_not_suitable",
    "major_repairs_needed": "inadequate_housing_percent_households_major_repairs_needed",
    "core_housing_need": "percent_households_in_core_housing_need",
}


@pytest.mark.parametrize("indicator", STUDY)
def test_shares_equal_those_the_study_computed_from_the_same_rows(profile, inputs, indicator):
    ours = shares(profile, indicator)
    study = {r["ONS_ID"]: r[STUDY[indicator]] for r in raw_records(inputs, "indicators/ons_ses_indicators_2021.csv")}
    both = set(ours) & {code for code, share in study.items() if share}
    assert len(both) >= 106
    assert all(ours[code] == pytest.approx(float(study[code]), abs=1e-9) for code in both)


def test_the_two_figures_quoted_for_alta_vista(profile):
    assert shares(profile, "low_income_lim_at")["3002"] == pytest.approx(0.05016077170418006)
    assert shares(profile, "unemployment_rate")["3002"] == pytest.approx(0.08588235294117647)


SITE = {  # columns of the site's extract: percent, rounded there or not
    "racialized_share": ("census_general_percent_of_pop_that_are_racialized", 0.06),
    "immigrant_share": ("census_general_percent_of_pop_that_are_immigrants", 0.06),
    "recent_immigrant_share": ("census_general_percent_of_pop_that_are_recent_immigrants_arr_2016_2021", 0.06),
    "indigenous_share": ("census_general_percent_of_pop_that_are_indigenous", 0.06),
    "university_degree_25_64": ("census_general_percent_of_people_aged_25_64_with_a_bachelors_degree_or_higher", 0.06),
    "renter_households": ("census_general_percent_of_renter_households", 0.06),
    "transit_commuters": ("census_general_percent_of_workers_age_15_who_commute_by_public_transit", 0.06),
    "long_commute": ("census_general_percent_of_workers_who_commute_for_60_minutes_and_over", 0.06),
    "living_alone": ("census_general_percent_of_pop_living_alone", 0.06),
    "children_share": ("census_general_percent_of_pop_that_are_children_age_0_14", 0.06),
    "older_adult_share": ("census_general_percent_of_pop_that_are_seniors_65", 0.06),
}


EXCHANGED = {"3074": "3075", "3075": "3074"}  # the site's extract gives each most census figures of the other
IN_PLACE = {
    "census_general_percent_of_people_aged_25_64_with_a_bachelors_degree_or_higher",
    "census_general_median_after_tax_income_of_households_in_2020",
}


def site_figures(inputs, column):
    records = raw_records(inputs, "indicators/ons_sqo_api_census_extract_2021.csv")
    own = {} if column in IN_PLACE else EXCHANGED
    return {own.get(record["ons_id"], record["ons_id"]): record[column] for record in records}


def test_the_sites_extract_exchanges_the_census_figures_of_two_neighbourhoods(inputs):
    """Why the custom tabulation is loaded and the extract's census columns are not."""
    extract = {r["ons_id"]: r for r in raw_records(inputs, "indicators/ons_sqo_api_census_extract_2021.csv")}
    counted = {r["Name"]: r for r in raw_records(inputs, "census/statcan_custom_geo_population_report_2021.csv")}
    richmond = counted["ONS2022 - Richmond (3074)"]
    assert (extract["3074"]["name"], extract["3074"]["pop2021_total"]) == ("Richmond", richmond["SF_TotalPop"])
    assert float(extract["3075"]["census_general_total_population"]) == float(richmond["LF_POP_PRIV"]) == 8490


@pytest.mark.parametrize("indicator", SITE)
def test_shares_equal_those_on_the_studys_site(profile, inputs, indicator):
    column, tolerance = SITE[indicator]
    ours = shares(profile, indicator)
    site = site_figures(inputs, column)
    both = [code for code in ours if site[code]]
    assert len(both) >= 106
    far = [code for code in both if abs(100 * ours[code] - float(site[code])) > tolerance]
    assert far == []


@pytest.mark.parametrize(
    ("indicator", "column"),
    [
        ("average_after_tax_income", "census_general_average_after_tax_income_in_2020_among_recipients"),
        ("median_household_after_tax_income", "census_general_median_after_tax_income_of_households_in_2020"),
        ("median_rent", "census_general_median_monthly_shelter_costs_for_rented_dwellings"),
    ],
)
def test_dollars_equal_those_on_the_studys_site(profile, inputs, indicator, column):
    ours = values(profile, indicator)
    site = site_figures(inputs, column)
    both = [code for code in ours if site[code]]
    assert len(both) >= 100
    assert all(ours[code] == float(site[code]) for code in both)


def test_made_rates_agree_with_the_published_ones(profile, published):
    """Published rates have one decimal and were made before rounding; small bases differ more."""
    row_of, header = {row[0]: row for row in published[1:]}, published[0]
    gated = [m for m in source("census_profile_2021").measures if m.numerator and m.value]
    assert len(gated) == 6
    for measure in gated:
        rows = profile.observations.query("indicator_id == @measure.indicator and status == 'published'")
        rows = rows[rows["denominator"] >= 1000]
        for found in rows.itertuples():
            column = next(i for i, name in enumerate(header) if re.search(rf"\({found.area_code}\) \d{{5}}", name))
            printed = float(row_of[measure.value][column])
            assert abs(100 * found.numerator / found.denominator - printed) < 1.1, (measure.indicator, found.area_code)


def test_a_renumbered_file_is_refused(inputs):
    labels = source("census_profile_2021").options["labels"] | {"ID171": "another characteristic"}
    options = source("census_profile_2021").options | {"labels": labels}
    with pytest.raises(SourceChanged, match="ID171 is now"):
        changed("census_profile_2021", inputs / "ottawa" / FILE, options=options)


def test_a_column_that_nobody_declared_stops_the_load(inputs):
    options = source("census_profile_2021").options | {"other_columns": []}
    with pytest.raises(SourceChanged, match="neither loaded nor out of scope"):
        changed("census_profile_2021", inputs / "ottawa" / FILE, options=options)


def test_an_unknown_mark_stops_the_load(inputs):
    options = source("census_profile_2021").options | {"withheld": []}
    with pytest.raises(SourceChanged, match="neither a number nor a declared mark"):
        changed("census_profile_2021", inputs / "ottawa" / FILE, options=options)


def test_cells_chosen_at_random_equal_the_published_bytes(profile, published):
    header, *rows = published
    row_of = {row[0]: row for row in rows}
    measures = {m.indicator: m for m in source("census_profile_2021").measures}
    shown = profile.observations.query("status == 'published'")
    for place in random.Random(20211).sample(range(len(shown)), 25):
        found = shown.iloc[place]
        column = next(i for i, name in enumerate(header) if re.search(rf"\({found.area_code}\) \d{{5}}", name))
        measure = measures[found.indicator_id]
        if measure.numerator:
            assert found.numerator == sum(float(row_of[i][column]) for i in measure.numerator)
        else:
            assert found.value == float(row_of[measure.value][column])
        if measure.denominator:
            assert found.denominator == sum(float(row_of[i][column]) for i in measure.denominator)
