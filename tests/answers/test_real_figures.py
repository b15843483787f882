"""Figures that readers will check by hand, asked of the answers as the pages ask them, beside the published bytes."""

import csv
import gzip
import io

import numpy as np
import pytest

from evenground.answers.area_values import area_values, comparators, outlined_set
from evenground.answers.choices import Choices
from evenground.answers.gaps import headline_gaps
from evenground.answers.shelf import shelf
from evenground.catalog.library import indicators, place_folders
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import current


@pytest.fixture
def ottawa(real_home):
    return current("ottawa", "analyst")


@pytest.fixture
def kansas_city(real_home):
    return current("kansas-city", "analyst")


@pytest.fixture
def nunavik(real_home):
    return current("nunavik", "analyst")


def view(place, indicator, level, period, stratum="everyone", **more):
    return Choices(place, "en", indicator, level, period, stratum, **more)


def test_black_residents_of_ottawa_in_low_income(ottawa):
    one = ask(
        ottawa, "one_value", indicator_id="low_income_lim_at", period_id="2020", stratum_id="black", area_key="city:2021:3506"
    ).iloc[0]
    assert (one["numerator"], one["denominator"]) == (14240, 84770)
    assert round(one["value"], 1) == 16.8


def test_racialized_share_of_the_21_and_of_the_rest(ottawa):
    chosen = view("ottawa", "racialized_share", "ons:gen3", "2021", area_set=outlined_set(ottawa, "ons:gen3"))
    answer = area_values(chosen, ottawa)
    assert (round(answer.facts["inside"].value, 1), round(answer.facts["outside"].value, 1)) == (43.1, 30.1)
    assert answer.facts["inside"].method == "counts"
    assert any("43.1%" in sentence and "30.1%" in sentence for sentence in answer.sentences)
    assert set(answer.table["verdict"]) == {"not_compared"}  # composition is neither better nor worse


def test_the_14_communities_add_up(nunavik):
    opens = place_folders()["nunavik"].place.opens_on
    answer = area_values(view("nunavik", opens.indicator, opens.level, opens.period), nunavik)
    assert answer.table["value"].sum() == 14045
    assert "14,045" in answer.facts["headline"]
    assert not any(name in answer.facts["headline"] for name in answer.table["name"])  # no community is ranked


def test_a_withheld_overdose_rate_is_suppressed_and_never_0(ottawa, inputs):
    answer = area_values(view("ottawa", "overdose_ed_visit_rate", "ons:gen3", "2020-2024"), ottawa)
    path = inputs / "ottawa" / "indicators" / "oph_overdose_ed_visits_by_ons_2020_2024.csv"
    raw = list(csv.DictReader(path.open(encoding="utf-8")))
    withheld = {row["ons_id"] for row in raw if not row["yearly_rate_per_100k"]}
    assert len(withheld) == 49
    table = answer.table.set_index("code")
    assert table.loc[sorted(withheld), "status"].eq("suppressed").all()
    assert table.loc[sorted(withheld), "value"].isna().all()
    assert table.loc[sorted(withheld), "class_index"].eq(-1).all()
    absent = set(table.index) - {row["ons_id"] for row in raw}
    assert len(absent) == 3 and table.loc[sorted(absent), "status"].eq("not_reported").all()


def test_low_income_of_recent_immigrants_is_missing_where_it_is_withheld(ottawa):
    answer = area_values(view("ottawa", "low_income_lim_at", "ons:gen3", "2020", "recent_immigrants"), ottawa)
    missing = answer.table[answer.table["value"].isna()]
    assert len(missing) >= 40 and not missing["status"].eq("published").any()


def test_life_expectancy_of_five_tracts_from_the_bytes(kansas_city, inputs):
    answer = area_values(view("kansas-city", "life_expectancy", "tract:2010", "2010-2015"), kansas_city)
    with (inputs / "kansas-city" / "indicators" / "usaleep_MO_A.csv").open(encoding="utf-8") as file:
        raw = {row["Tract ID"]: row for row in csv.DictReader(file)}
    table = answer.table.set_index("code")
    chosen = np.random.default_rng(20261121).choice(sorted(set(table.index) & set(raw)), 5, replace=False)
    for code in chosen:
        value, se = float(raw[code]["e(0)"]), float(raw[code]["se(e(0))"])
        assert table.loc[code, "value"] == value
        assert table.loc[code, "ci_low"] == pytest.approx(value - 1.959964 * se, abs=1e-4)


def test_low_income_of_five_neighbourhoods_from_the_bytes(ottawa, inputs):
    answer = area_values(view("ottawa", "low_income_lim_at", "ons:gen3", "2020"), ottawa)
    path = inputs / "ottawa" / "census" / "statcan_custom_census_profile_2021_ons_gen3.csv.gz"
    raw = list(csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode("cp1252"))))
    header = raw[0]
    by_id = {row[0]: row for row in raw[1:]}
    shown = answer.table[answer.table["value"].notna()]
    for code in np.random.default_rng(7).choice(shown["code"].to_numpy(), 5, replace=False):
        column = next(i for i, name in enumerate(header) if f"({code})" in name)
        row = shown.set_index("code").loc[code]
        assert row["value"] == float(by_id["ID176"][column])  # the rate as published, made before counts were rounded
        assert (row["numerator"], row["denominator"]) == (float(by_id["ID171"][column]), float(by_id["ID166"][column]))


def test_the_same_tract_code_of_two_vintages_is_two_areas(kansas_city):
    areas = shelf(kansas_city, "area_codes")
    same = areas[areas["code"] == "29095015900"]
    assert sorted(same["area_key"]) == ["tract:2010:29095015900", "tract:2020:29095015900"]
    shown = area_values(view("kansas-city", "life_expectancy", "tract:2020", "2010-2015"), kansas_city)
    assert shown.table["value"].isna().all()


@pytest.mark.parametrize(("place", "least", "files"), [("ottawa", 30, 6), ("kansas-city", 30, 8), ("nunavik", 10, 2)])
def test_enough_indicators_from_enough_files(real_home, place, least, files):
    release = current(place, "analyst")
    offer = shelf(release, "offer")
    measured = set(offer.loc[offer["with_value"] > 0, "indicator_id"])
    sources = shelf(release, "sources")
    giving = sources[(sources["observations"] > 0) & (sources["provides"] == "observations")]
    assert len(measured) >= least and len(giving) >= files


@pytest.mark.parametrize(("place", "least"), [("ottawa", 8), ("kansas-city", 6)])
def test_enough_indicators_by_group(real_home, place, least):
    offer = shelf(current(place, "analyst"), "offer")
    by_group = offer[(offer["stratum_id"] != "everyone") & (offer["with_value"] > 0)]
    assert by_group["indicator_id"].nunique() >= least


@pytest.mark.parametrize("place", ["ottawa", "kansas-city", "nunavik"])
def test_every_record_of_every_file_is_accounted_for(real_home, place):
    sources = shelf(current(place, "analyst"), "sources")
    total = sources["rows_loaded"] + sources["rows_rejected"] + sources["rows_out_of_scope"]
    assert (sources["rows_in"] == total).all() and sources["rows_in"].sum() > 0


@pytest.mark.parametrize("place", ["ottawa", "kansas-city", "nunavik"])
def test_a_missing_number_always_has_a_reason(real_home, place):
    figures = ask(current(place, "analyst"), "figures")
    assert not (figures["value"].isna() & figures["status"].eq("published")).any()


@pytest.mark.parametrize("place", ["ottawa", "kansas-city", "nunavik"])
def test_every_figure_says_what_it_was_made_of(real_home, place):
    used = set(shelf(current(place, "analyst"), "indicators")["indicator_id"])
    for name in used:
        one = indicators()[name]
        assert one.denominator["en"] and one.unit["en"] and one.higher_is and one.need_kind


def test_an_overlapping_group_is_compared_with_everybody_else(ottawa):
    gaps = headline_gaps(ottawa, "en", most=50).table.set_index("indicator_id")
    one = gaps.loc["low_income_lim_at"]
    total = ask(ottawa, "group_values").query("indicator_id == 'low_income_lim_at' and stratum_id == 'everyone'").iloc[0]
    group = ask(ottawa, "group_values").query("indicator_id == 'low_income_lim_at' and stratum_id == @one.stratum_id").iloc[0]
    rest = 100 * (total["numerator"] - group["numerator"]) / (total["denominator"] - group["denominator"])
    assert one["other_value"] == pytest.approx(rest)


def test_crude_rates_are_never_a_headline(kansas_city):
    gaps = headline_gaps(kansas_city, "en", most=50).table
    assert len(gaps) and not any(indicators()[name].do_not_compare_groups for name in gaps["indicator_id"])


def test_a_comparator_without_a_figure_is_not_offered(ottawa):
    on_offer = comparators(view("ottawa", "low_income_lim_at", "ons:gen3", "2020"), ottawa)
    assert on_offer[:2] == ["area:city:2021:3506", "pooled"] and on_offer[-1] == "none"


@pytest.mark.parametrize("place", ["ottawa", "kansas-city", "nunavik"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_sentence_of_any_view_says_nan_or_none(real_home, place, language):
    release = current(place, "analyst")
    offer = shelf(release, "offer")
    firsts = offer[offer["with_value"] > 0].drop_duplicates(["indicator_id", "level_key"])
    for row in firsts.itertuples():
        chosen = Choices(place, language, row.indicator_id, row.level_key, row.period_id, row.stratum_id)
        answer = area_values(chosen, release)
        said = " ".join([str(answer.facts["headline"]), *answer.sentences, *answer.missing, *answer.notes])
        assert "nan" not in said.split() and "None" not in said, (row.indicator_id, said)
        assert answer.sentences and answer.provenance
