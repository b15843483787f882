"""Measures of inequality in the warehouse: what may be computed on which groups, and what a public release holds of it."""

import numpy as np
import pandas as pd
import pytest

from etl.inequality_tables import inequality_rows
from evenground.catalog.library import place_folder
from evenground.stats import inequality
from evenground.warehouse.releases import current
from evenground.warehouse.write import read_tables

KEY = ["indicator_id", "period_id", "stratifier_id", "level_key", "area_key", "measure", "variant", "ci_kind"]


@pytest.fixture
def tables(real_home):
    return lambda place, audience="analyst": read_tables(current(place, audience).path)


def one(table, **wanted):
    match = np.logical_and.reduce([table[name] == value for name, value in wanted.items()])
    assert match.sum() == 1
    return table[match].iloc[0]


@pytest.mark.parametrize("place", ["ottawa", "kansas-city", "nunavik"])
def test_a_measure_without_an_estimate_has_a_reason_and_each_stands_once(tables, place):
    table = tables(place)["fact_inequality"]
    assert not table.duplicated(KEY).any()
    assert table.loc[table["estimate"].isna(), "reason"].notna().all()
    assert set(table.loc[table["estimate"].isna(), "status"]) <= {"not_applicable", "not_reported", "suppressed", "unreliable"}
    assert (table.loc[table["estimate"].notna(), "status"] == "published").all()


def test_overlapping_groups_have_no_measure_over_all_of_them(tables):
    table = tables("ottawa")["fact_inequality"].query("basis == 'groups'")
    over_all = table[table["measure"] == "all"]
    assert len(over_all) and set(over_all["reason"]) == {"groups overlap"} and set(over_all["status"]) == {"not_applicable"}
    assert set(table["measure"]) == {"all", "d", "r"}


def test_a_gap_is_against_everybody_else_by_counts(tables):
    made = tables("ottawa")
    found = one(made["fact_inequality"], indicator_id="unemployment_rate", area_key="city:2021:3506", measure="d", variant="rest:black")
    seen = made["fact_observation"].query("indicator_id == 'unemployment_rate' and area_key == 'city:2021:3506'").set_index("stratum_id")
    group, whole = seen.loc["black"], seen.loc["everyone"]
    rest = 100 * (whole["numerator"] - group["numerator"]) / (whole["denominator"] - group["denominator"])
    assert found["estimate"] == pytest.approx(group["value"] - rest) and round(found["estimate"], 1) == 5.7
    assert found["ci_low"] < found["estimate"] < found["ci_high"] and found["ci_kind"] == "approximate"


def test_inside_the_21_counts_are_pooled_by_share_over_areas_that_have_both(tables):
    made = tables("ottawa")
    found = one(made["fact_inequality"], indicator_id="low_income_lim_at", area_key="set:priority_21", measure="d", variant="rest:recent_immigrants")
    weight = made["area_set_member"].query("area_set_id == 'priority_21'").set_index("area_key")["weight"]
    seen = made["fact_observation"].query("indicator_id == 'low_income_lim_at' and area_key in @weight.index")
    group, whole = (seen[(seen["stratum_id"] == name) & seen["value"].notna()].set_index("area_key") for name in ("recent_immigrants", "everyone"))
    both = group.index.intersection(whole.index)
    w = weight[both]
    n, d, N, D = (float((part.loc[both, name] * w).sum()) for part in (group, whole) for name in ("numerator", "denominator"))
    assert found["estimate"] == pytest.approx(100 * n / d - 100 * (N - n) / (D - d))
    assert len(both) < len(weight)  # some of the areas are left out, and the page says how many remain


def test_a_mean_is_compared_with_everyone_and_says_that_they_include_the_group(tables):
    table = tables("ottawa")["fact_inequality"]
    found = one(table, indicator_id="average_after_tax_income", area_key="city:2021:3506", measure="d", variant="everyone:black")
    assert found["reason"] == "compared with everyone, who include this group" and np.isnan(found["ci_low"])


def test_groups_that_are_not_everyone_are_compared_in_pairs_only(tables):
    table = tables("kansas-city")["fact_inequality"].query("indicator_id == 'covid_deaths'")
    assert set(table["measure"]) == {"all", "d", "r"}
    assert table.loc[table["measure"] == "all", "reason"].tolist() == ["the groups published are not everyone"]
    found = one(table, measure="d", variant="nh_white:hispanic")
    assert found["estimate"] == 196 - 347 and np.isnan(found["ci_low"]) and found["reason"] == "no interval: a group has none"


def test_the_gradient_of_life_expectancy_by_the_index_is_the_one_of_the_statistics(tables):
    made = tables("kansas-city")
    found = one(made["fact_inequality"], indicator_id="life_expectancy", area_key="", measure="sii", variant="linear", ci_kind="noise_aware")
    seen = made["fact_observation"].query("stratum_id == 'everyone'")
    value = seen.query("indicator_id == 'life_expectancy'").set_index("area_key")[["value", "se"]].astype(float)
    index = seen.query("indicator_id == 'svi_overall' and period_id == '2014-2018'").set_index("area_key")["value"]
    people = made["dim_area"].set_index("area_key")["population"]
    both = value.join(index.rename("svi"), how="inner").join(people).dropna()
    rows = inequality.settings(np.zeros(len(both)), both["value"], se=both["se"], population=both["population"], order=-both["svi"], ordered=True, favourable=1)
    own = inequality.noise_aware(rows, [("sii", "linear")])["sii", "linear"]
    assert found["estimate"] == pytest.approx(own.estimate[0]) and found["ci_low"] == pytest.approx(own.low[0])
    assert (found["groups"], found["groups_missing"]) == (len(both), (made["dim_area"]["level_key"] == "tract:2010").sum() - len(both))


def test_unreliable_and_withheld_inputs_make_no_measure(tables):
    table = tables("kansas-city")["fact_inequality"]
    assert {"a group’s figure is unreliable"} <= set(table.loc[table["status"] == "unreliable", "reason"])
    ottawa = tables("ottawa")["fact_inequality"]
    assert (ottawa["status"] == "suppressed").any()


@pytest.mark.parametrize("place", ["ottawa", "kansas-city"])
def test_a_public_release_measures_only_what_it_shows(tables, place):
    public = tables(place, "public")
    again = inequality_rows(place_folder(place), public)
    pd.testing.assert_frame_equal(again, public["fact_inequality"][again.columns], check_dtype=False, check_exact=False)
    shown = public["fact_observation"]
    hidden = shown[shown["value"].isna() & (shown["stratum_id"] != "everyone")]
    gaps = public["fact_inequality"].query("measure == 'd' and estimate.notna()")
    made = {f"{row.indicator_id} {row.period_id} {row.area_key} {part}" for row in gaps.itertuples() for part in row.variant.split(":")}
    assert not made & {f"{row.indicator_id} {row.period_id} {row.area_key} {row.stratum_id}" for row in hidden.itertuples()}
