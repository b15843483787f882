"""Comparisons of areas and indicators, beside figures computed here from the release by other means."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from evenground.answers.choices import Choices
from evenground.answers.comparing import between_periods, funnel, heat, level, one_area, scatter
from evenground.answers.shelf import shelf
from evenground.warehouse.releases import current

ONS = "ons:gen3"


@pytest.fixture
def ottawa(real_home):
    return current("ottawa", "analyst")


def view(release, indicator, geo=ONS, **more):
    offer = shelf(release, "offer").query("indicator_id == @indicator and level_key == @geo and with_value > 0")
    period = offer["period_id"].iloc[0] if len(offer) else "2021"
    return Choices(release.place_id, "en", indicator, geo, more.pop("period", period), **more)


def published(release, indicator, geo=ONS):
    values = level.level_values(release, geo)
    return level.published(values[values["indicator_id"] == indicator]).set_index("area_key")["value"].astype(float)


def test_a_scatter_has_the_medians_and_the_rank_correlation_of_the_areas_with_both(ottawa):
    answer = scatter.two_indicators(view(ottawa, "low_income_lim_at"), "employment_rate", ottawa)
    both = pd.concat([published(ottawa, "low_income_lim_at"), published(ottawa, "employment_rate")], axis=1, keys=["x", "y"]).dropna()
    assert len(answer.table) == len(both)
    assert (answer.facts["x_median"], answer.facts["y_median"]) == pytest.approx((both["x"].median(), both["y"].median()))
    assert answer.facts["correlation"].estimate == pytest.approx(stats.spearmanr(both["x"], both["y"]).statistic)
    less = (both["x"] > both["x"].median()) & (both["y"] < both["y"].median())  # low income is worse, employment better
    assert answer.table["side"].sum() == less.sum()
    assert "tend to have lower" in answer.sentences[0] and "causes" in answer.notes[0]


def test_a_heat_table_colours_by_direction_and_leaves_composition_alone(ottawa):
    columns = ("low_income_lim_at", "employment_rate", "recent_immigrant_share")
    answer = heat.heat_table(view(ottawa, columns[0]), columns, ottawa)
    low, work, people = (answer.table[answer.table["indicator_id"] == key] for key in columns)
    assert low.loc[low["value"].idxmax(), "fifth"] == 0 and low.loc[low["value"].idxmin(), "fifth"] == 4
    assert work.loc[work["value"].idxmax(), "fifth"] == 4 and work.loc[work["value"].idxmin(), "fifth"] == 0
    assert (people["fifth"] == heat.UNCOLOURED).all() and people["value"].notna().any()
    assert (low.loc[low["value"].isna(), "fifth"] == heat.UNCOLOURED).all() and low["value"].isna().any()
    by_value = low.set_index("area_key")["value"]
    shown = [by_value[key] for key in answer.facts["order"] if not np.isnan(by_value[key])]
    assert shown == sorted(shown, reverse=True)


def test_fifths_hold_a_fifth_of_areas_each_and_ties_stay_together():
    assert np.bincount(heat.fifths(pd.Series(range(100)), "better")).tolist() == [20] * 5
    tied = heat.fifths(pd.Series([1.0] * 30 + [2.0] * 70), "worse")
    assert len(set(tied[:30])) == len(set(tied[30:])) == 1 and tied[0] > tied[-1]
    assert (heat.fifths(pd.Series([3.0] * 9), "worse") == heat.UNCOLOURED).all()


def test_one_area_lies_where_its_value_is_in_the_range_of_all(ottawa):
    area = published(ottawa, "low_income_lim_at").idxmax()
    table = one_area.one_area(view(ottawa, "low_income_lim_at"), area, ottawa).table.set_index("indicator_id")
    row, values = table.loc["low_income_lim_at"], published(ottawa, "low_income_lim_at")
    assert (row["least"], row["middle"], row["most"]) == pytest.approx((values.min(), values.median(), values.max()))
    assert row["at"] == row["at_most"] == -1 and row["verdict"] == "worse"  # the highest low income: farthest on the less favourable side
    assert table["at"].abs().max() <= 1 + 1e-9
    assert (table.loc[table["higher_is"] == "neither", "verdict"] == "not_compared").all()
    assert not set(table.index) & set(shelf(ottawa, "indicators").query("kind == 'count'")["indicator_id"])


def test_a_funnel_of_a_sample_uses_the_published_figure_of_the_whole_place_and_each_interval(ottawa):
    answer = funnel.funnel_of(view(ottawa, "unemployment_rate"), ottawa)
    assert answer.facts["common"] == pytest.approx(10.3, abs=0.05) and answer.facts["basis"] == "effective"
    row = answer.table.iloc[0]
    p, p0 = row["value"] / 100, answer.facts["common"] / 100
    se = (row["ci_high"] - row["ci_low"]) / 2 / 1.959964 / 100
    assert row["size"] == pytest.approx(p * (1 - p) / se**2, rel=1e-5)
    assert row["z"] == pytest.approx((p - p0) / np.sqrt(p0 * (1 - p0) / row["size"]), rel=1e-6)
    assert answer.table["q"].to_numpy() == pytest.approx(stats.false_discovery_control(answer.table["p"]))
    assert (answer.table["found"] == (answer.table["q"] <= 0.05)).all()


def test_a_widened_funnel_finds_no_more(ottawa):
    plain, wide = (funnel.funnel_of(view(ottawa, "low_income_lim_at"), ottawa, widened=widened) for widened in (False, True))
    assert plain.facts["dispersion"] > funnel.MUCH
    assert wide.table["found"].sum() < plain.table["found"].sum()
    assert (wide.facts["warning_high"] >= plain.facts["warning_high"]).all()


def test_a_full_count_has_the_limits_of_its_people(real_home):
    release = current("kansas-city", "analyst")
    answer = funnel.funnel_of(view(release, "black_share_census2010", "tract:2010"), release)
    facts, p0 = answer.facts, answer.facts["common"] / 100
    assert facts["basis"] == "people"
    assert (answer.table["size"] == answer.table["denominator"]).all()
    half = 196 * np.sqrt(p0 * (1 - p0) / facts["grid"])
    inside = facts["common"] + half < 100
    assert facts["warning_high"][inside] == pytest.approx((facts["common"] + half)[inside], rel=1e-3)
    assert set(answer.table["verdict"]) <= {"similar", "not_compared"}, "composition is never better or worse"


@pytest.mark.parametrize(
    ("place", "indicator", "geo", "words"),
    [
        ("kansas-city", "life_expectancy", "tract:2010", "modelled"), ("ottawa", "cimd_economic_dependency", ONS, "index"),
        ("ottawa", "tree_canopy", ONS, "Neither counts nor intervals"), ("nunavik", "census_residents", "community:2021", "count"),
    ],
)  # fmt: skip
def test_what_has_no_funnel_says_why(real_home, place, indicator, geo, words):
    release = current(place, "analyst")
    answer = funnel.funnel_of(view(release, indicator, geo), release)
    assert words in answer.facts["refused"] and answer.table.empty


def test_change_of_full_counts_is_the_difference_and_is_not_tested(real_home):
    release = current("nunavik", "analyst")
    now = view(release, "residents_per_occupied_dwelling", "community:2021", period="2021")
    answer = between_periods.change_between(now, "2016", release)
    assert len(answer.table) == 14 and answer.table["name"].is_monotonic_increasing
    assert (answer.table["change"] == answer.table["after"] - answer.table["before"]).all()
    assert (answer.table["verdict"] == "not_compared").all() and answer.facts["first"] == "2016"
    turned = between_periods.change_between(now.but(period="2016"), "2021", release)
    pd.testing.assert_frame_equal(turned.table, answer.table)


@pytest.mark.parametrize(
    ("place", "indicator", "geo", "before", "words"),
    [
        ("kansas-city", "life_expectancy", "tract:2010", "", "modelled"), ("ottawa", "unemployment_rate", ONS, "", "one period"),
        ("ottawa", "covid_cases_cumulative", "city:2021", "to 2022-12-31", "contains the earlier one"),
    ],
)  # fmt: skip
def test_periods_that_may_not_be_compared_are_refused_in_a_sentence(real_home, place, indicator, geo, before, words):
    release = current(place, "analyst")
    answer = between_periods.change_between(view(release, indicator, geo), before, release)
    assert words in answer.facts["refused"] and answer.table.empty


def test_periods_that_share_years_overlap(real_home, monkeypatch):
    days = pd.DataFrame({
        "period_id": ["2016-2018", "2018-2020", "2019-2021"], "is_cumulative": False,
        "starts_on": pd.to_datetime(["2016-01-01", "2018-01-01", "2019-01-01"]), "ends_on": pd.to_datetime(["2018-12-31", "2020-12-31", "2021-12-31"]),
    }).set_index("period_id")  # fmt: skip
    monkeypatch.setattr(between_periods, "_days", lambda release, key: days.loc[key])
    assert between_periods.overlap(None, "2016-2018", "2018-2020")
    assert not between_periods.overlap(None, "2016-2018", "2019-2021")


def test_a_tested_change_keeps_the_false_discovery_rate():
    rng = np.random.default_rng(3)
    before = 20 + rng.normal(0, 2, 400)
    after = before + np.where(np.arange(400) < 40, 8.0, 0.0) + rng.normal(0, 1.4, 400)
    first, second = (
        pd.DataFrame({"area_key": np.arange(400), "name": "x", "value": one, "ci_low": one - 1.96, "ci_high": one + 1.96, "ci_level": 0.95})
        for one in (before, after)
    )
    table = between_periods._joined(first, second, pd.Series({"higher_is": "worse"})).sort_values("area_key")
    found = (table["verdict"] == "worse").to_numpy()
    assert found[:40].mean() > 0.95 and found[40:].mean() < 0.02
    assert (table["change_low"] < table["change"]).all()
