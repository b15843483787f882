"""Disparities of the real places, asked as the page asks them, beside the published figures."""

import numpy as np
import pandas as pd
import pytest

from evenground.answers.disparities.burden import burden, factors
from evenground.answers.disparities.choice import Comparison, ways
from evenground.answers.disparities.curve import curve
from evenground.answers.disparities.decomposition import decomposition
from evenground.answers.disparities.fewer import fewer
from evenground.answers.disparities.gap import cautions, gap, on_chart
from evenground.answers.disparities.groups import fifths, groups
from evenground.answers.disparities.matrix import matrix
from evenground.answers.disparities.measures import measures, title_of
from evenground.answers.disparities.nothing import nothing
from evenground.answers.disparities.over_time import change_of, disagree, over_time
from evenground.answers.disparities.reference import check
from evenground.answers.disparities.weighted import not_the_gap
from evenground.answers.gaps import headline_gaps
from evenground.answers.shelf import shelf
from evenground.answers.stories.views import exhibit
from evenground.stats.inequality import MEASURES
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import current

CITY, TARGET = "area:city:2021:3506", "target_group"
SVI = "svi_overall"


@pytest.fixture
def ottawa(real_home):
    return current("ottawa", "analyst")


@pytest.fixture
def kansas_city(real_home):
    return current("kansas-city", "analyst")


def comparison(release, indicator, where=None, by=None, language="en", **more):
    way = next(one for one in ways(release, indicator) if where in (None, one.where) and by in (None, one.by))
    return Comparison(release.place_id, language, indicator, way.periods[0], way.where, way.by, **more)


@pytest.mark.parametrize(
    ("indicator", "group", "value", "rest"),
    [
        ("unemployment_rate", "black", 15.6, (56845 - 6820) / (549995 - 43610)), ("unemployment_rate", "recent_immigrants", 14.5, (56845 - 3775) / (549995 - 26110)),
        ("low_income_lim_at", "black", 16.8, (89230 - 14240) / (1000950 - 84770)), ("low_income_lim_at", "racialized", 14.1, (89230 - 45920) / (1000950 - 324960)),
        ("no_high_school_25_64", "racialized", 100 * 14310 / 170870, (35045 - 14310) / (543315 - 170870)),
    ],
)  # fmt: skip
def test_a_group_against_the_rest_of_the_city(ottawa, indicator, group, value, rest):
    answer = gap(comparison(ottawa, indicator, CITY, TARGET, group=group), ottawa)
    facts = answer.facts
    assert (facts["value"], facts["other"]) == (pytest.approx(value), pytest.approx(100 * rest))
    assert facts["verdict"] == "clear" and facts["low"] < facts["difference"] < facts["high"]
    assert "unfavourable to" in answer.sentences[1] and "everybody else" in answer.sentences[0]


def test_what_is_made_from_approximate_intervals_is_called_approximate(ottawa, kansas_city):
    overlapping, areas = comparison(ottawa, "low_income_lim_at", CITY, TARGET, group="black"), comparison(ottawa, "unsuitable_housing")
    assert "approximate 95% CI" in fewer(overlapping, ottawa).sentences[0] and "approximate 95% CI" in gap(areas, ottawa).sentences[0]
    assert "approximate 95% CI" in curve(areas, ottawa).sentences[1]
    assert measures(areas, ottawa).table["shown"].str.contains("approximate 95% CI").sum() > 10
    modelled = gap(comparison(kansas_city, "life_expectancy", "all:tract:2010"), kansas_city)
    assert "95% CI" in modelled.sentences[0] and "approximate" not in modelled.sentences[0]


def test_overlapping_groups_have_no_measure_over_all_of_them_and_it_says_so(ottawa):
    answer = measures(comparison(ottawa, "low_income_lim_at", CITY, TARGET), ottawa)
    assert answer.sentences[0].startswith("Not applicable: groups overlap")
    assert set(answer.table["measure"]) == {"d", "r"} and len(answer.table) == 6


def test_inside_the_21_it_says_how_many_areas_remain(ottawa):
    chosen = comparison(ottawa, "low_income_lim_at", "set:priority_21", TARGET, group="recent_immigrants")
    answer = gap(chosen, ottawa)
    members = ask(ottawa, "area_set_members", area_set_id="priority_21")
    seen = ask(ottawa, "group_figures", indicator_id="low_income_lim_at", level_key="ons:gen3")
    known = seen[(seen["stratum_id"] == "recent_immigrants") & seen["value"].notna() & seen["area_key"].isin(members["area_key"])]
    assert answer.facts["areas"] == len(known) < len(members)
    assert f"{len(known)} of the {len(members)} areas" in answer.sentences[2] and "by its share" in answer.sentences[2]


def test_the_caveats_of_the_census_stand_on_the_chart(ottawa):
    for language, words in (("en", ("emergency benefits", "not standardised for age")), ("fr", ("prestations d’urgence", "non standardisé selon l’âge"))):
        said = on_chart(comparison(ottawa, "low_income_lim_at", CITY, TARGET, language), ottawa)
        assert all(word in said for word in words)


def test_a_group_figure_that_is_not_published_is_said_and_everyone_is_shown(ottawa):
    assert not [one for one in ways(ottawa, "unsuitable_housing") if one.basis == "groups"]
    answer = nothing(ottawa, "unsuitable_housing", "en")
    assert "No figure by group is published" in answer.sentences[0] and "5.4% of households" in answer.sentences[1]
    by_area = gap(comparison(ottawa, "unsuitable_housing"), ottawa)
    assert "No figure by group is published" in by_area.sentences[3] and "no gap between groups" in by_area.sentences[3]
    everyone = gap(comparison(ottawa, "low_income_lim_at", "all:ons:gen3"), ottawa)
    assert not any("No figure by group" in one for one in everyone.sentences)  # its groups are published


def test_life_expectancy_by_the_index_is_told_as_partly_built_in(kansas_city):
    chosen = comparison(kansas_city, "life_expectancy", "all:tract:2010")
    answer = gap(chosen, kansas_city)
    assert "partly built in" in answer.facts["headline"] and "unfavourable" not in answer.facts["headline"]
    assert "partly built in by the model" in cautions(chosen, kansas_city)[0] and "Partly built in by the model" in on_chart(chosen, kansas_city)
    found = measures(chosen, kansas_city).table.set_index(["measure", "variant"])
    table = ask(kansas_city, "disparities", area_key="", level_key="tract:2010", stratifier_id=SVI, basis="areas").query("indicator_id == 'life_expectancy' and ci_kind == 'noise_aware'")
    for row in table.itertuples():
        assert found.loc[(row.measure, row.variant), "estimate"] == pytest.approx(row.estimate, nan_ok=True)
    assert "254 of 283 areas" in answer.sentences[2]


def test_the_curve_is_the_cumulative_share_by_hand(kansas_city):
    chosen = comparison(kansas_city, "life_expectancy", "all:tract:2010")
    points, rows = curve(chosen, kansas_city).table, groups(chosen, kansas_city).areas
    assert points.iloc[0].tolist() == [0, 0] and points.iloc[-1].tolist() == pytest.approx([1, 1])
    first = rows[rows["order"] == rows["order"].min()]
    assert points["measured"].iloc[1] == pytest.approx((first["value"] * first["population"]).sum() / (rows["value"] * rows["population"]).sum())
    assert (rows.sort_values("order")["index_value"].diff().dropna() <= 0).all()  # greatest vulnerability first


def test_modelled_values_refuse_trend_and_evaluation(kansas_city):
    chosen = comparison(kansas_city, "life_expectancy", "all:tract:2010")
    for answer in (over_time(chosen, kansas_city, ("2010-2015", "2016-2020")), fewer(chosen, kansas_city)):
        assert answer.table.empty and "odelled values" in answer.sentences[0]


def test_a_mean_over_tracts_is_refused_as_the_gap_between_groups(kansas_city):
    (answer,) = not_the_gap(kansas_city, "life_expectancy", "en")
    assert round(answer.facts["difference"], 1) == 4.1
    assert "not the life-expectancy gap between the two groups" in answer.sentences[1]
    assert "6.5\u00a0years" in answer.sentences[2] and "2000" in answer.sentences[2] and "2018" in answer.sentences[2]
    assert len(not_the_gap(kansas_city, "life_expectancy", "fr")) == 1 and not not_the_gap(kansas_city, "poverty_acs", "en")


def test_covid_is_compared_in_pairs_age_adjusted_and_cumulative(kansas_city):
    chosen = comparison(kansas_city, "covid_deaths")
    answer = gap(chosen.but(group="hispanic", reference="nh_white"), kansas_city)
    assert (answer.facts["value"], answer.facts["other"], answer.facts["verdict"]) == (347, 196, "not_tested")
    assert "cumulative to September 2, 2022" in answer.sentences[0] and "No interval published" in answer.sentences[1]
    assert gap(chosen, kansas_city).facts["reference"] == "nh_white"  # declared, and a reader may change it
    table = measures(chosen, kansas_city)
    assert "do not apply" in table.sentences[0] and set(table.table["measure"]) == {"d", "r"}
    assert "Age-adjusted rate" in on_chart(chosen, kansas_city) and "Cumulative to" in on_chart(chosen, kansas_city)
    crude = gap(comparison(kansas_city, "covid_deaths_crude"), kansas_city)
    assert "do not compare groups by a crude rate" in crude.facts["headline"]
    hidden = gap(comparison(kansas_city, "covid_deaths_crude", group="hispanic", reference="nh_white"), kansas_city).facts
    assert hidden["difference"] < 0 < answer.facts["difference"]  # the crude rate turns the gap round


def test_the_region_of_communities_has_no_ranking_and_no_invented_interval(real_home):
    release = current("nunavik", "analyst")
    assert all(not ways(release, indicator) for indicator in shelf(release, "indicators")["indicator_id"])
    said = nothing(release, "h_pylori_colonisation", "en").sentences
    assert "no interval published" in said[1] and "not ranked" in said[2]


def test_one_period_is_said(ottawa):
    answer = over_time(comparison(ottawa, "unemployment_rate", CITY, TARGET), ottawa, ("2021",))
    assert answer.table.empty and answer.sentences == ("There is one period (2021), so no change can be seen.",)


def period(difference, ratio, half):
    return pd.Series({"difference": difference, "low": difference - half, "high": difference + half, "ratio": ratio})


def test_a_change_of_the_gap_is_tested_and_disagreement_is_seen():
    change, low, high = change_of(period(10.0, 2.0, 3.0), period(15.0, 1.5, 4.0))
    assert (change, round(high - change, 6)) == (5.0, 5.0) and low == pytest.approx(0.0)
    assert disagree(period(10.0, 2.0, 1), period(15.0, 1.5, 1)) and not disagree(period(10.0, 2.0, 1), period(15.0, 2.5, 1))


def test_fewer_people_if_a_group_had_the_rate_of_the_rest(ottawa):
    row = fewer(comparison(ottawa, "low_income_lim_at", CITY, TARGET, group="black"), ottawa).table.iloc[0]
    rest = (89230 - 14240) / (1000950 - 84770)
    assert row["value"] == pytest.approx(0.168 * 84770 - rest * 84770, rel=0.001) and row["low"] < row["value"] < row["high"]


def test_the_conclusion_is_checked_against_every_reference(kansas_city, ottawa):
    table = check(comparison(kansas_city, "covid_deaths", group="nh_black"), kansas_city).table
    assert len(table) == 3 and table["difference"].tolist() == pytest.approx([147, -4, 81])
    assert "hangs on the reference" in check(comparison(kansas_city, "covid_deaths", group="nh_black"), kansas_city).sentences[0]
    assert check(comparison(ottawa, "unemployment_rate", CITY, TARGET), ottawa).table["difference"].gt(0).all()


def test_the_burden_is_an_illustration_with_a_published_relative_risk(ottawa):
    answer = burden(comparison(ottawa, "low_income_lim_at", CITY, TARGET), ottawa, deaths=1000)
    p, risk = 0.089, factors().factors[0].relative_risk
    assert risk == 1.75 and answer.table["fraction"].iloc[0] == pytest.approx(p * (risk - 1) / (1 + p * (risk - 1)))
    assert "illustration" in answer.sentences[-1] and "Galea" in answer.notes[0]
    assert burden(comparison(ottawa, "low_income_lim_at", CITY, TARGET), ottawa, risk=0.5, low=2, high=1).table.empty


def test_a_gap_between_lists_of_areas_is_taken_apart_into_parts_that_add_up(ottawa):
    chosen = comparison(ottawa, "unemployment_rate", "set:priority_21", "cimd_situational_vulnerability")
    parts = decomposition(chosen, ottawa).table
    rows = groups(chosen.but(where="all:ons:gen3"), ottawa).areas
    inside = rows["area_key"].isin(groups(chosen, ottawa).areas["area_key"])
    mean = [np.average(rows.loc[side, "value"], weights=rows.loc[side, "population"]) for side in (inside, ~inside)]
    assert parts[["rate_effect", "composition_effect"]].to_numpy().sum() == pytest.approx(mean[0] - mean[1])


def test_the_matrix_holds_no_crude_rate_no_composition_and_orders_by_size(ottawa, kansas_city):
    found = matrix(Comparison("ottawa", "en", "", "", CITY, TARGET), ottawa).table
    assert found["relative"].is_monotonic_decreasing and "older_adult_share" not in set(found["indicator_id"])
    covid = matrix(comparison(kansas_city, "covid_deaths").but(indicator="", period=""), kansas_city).table
    assert set(covid["indicator_id"]) == {"covid_cases", "covid_deaths", "covid_hospitalisations"}


@pytest.mark.parametrize("place", ["ottawa", "kansas-city"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_sentence_of_any_comparison_says_nan_or_none(real_home, place, language):
    release = current(place, "analyst")
    for indicator in shelf(release, "indicators")["indicator_id"]:
        for way in ways(release, indicator):
            chosen = Comparison(place, language, indicator, way.periods[0], way.where, way.by)
            answers = (gap(chosen, release), fewer(chosen, release), check(chosen, release), curve(chosen, release), over_time(chosen, release, way.periods))
            said = " ".join(sentence for answer in answers for sentence in answer.sentences)
            assert not {"nan", "None"} & set(said.replace("(", " ").replace(";", " ").split()), (indicator, said)


def test_every_measure_has_words_in_both_languages(ottawa):
    for language in ("en", "fr"):
        titles = [title_of(key, language) for key in MEASURES]
        assert len(set(titles)) == len(titles)


def test_a_story_holds_a_disparity_as_its_page_shows_it(ottawa):
    chosen = comparison(ottawa, "unemployment_rate", CITY, TARGET, group="black")
    shown = exhibit("disparity", {"indicator": "unemployment_rate", "whom": "black"}, ottawa, "en")
    assert shown.headline == gap(chosen, ottawa).facts["headline"] and shown.labels == tuple(groups(chosen, ottawa).table["name"])
    assert [len(one.values) for one in shown.series] == [3, 3] and shown.reference.value == 10.3
    with pytest.raises(KeyError, match="cannot be compared"):
        exhibit("disparity", {"indicator": "unsuitable_housing", "where": "set:nowhere|x"}, ottawa, "en")


def test_headlines_start_from_the_declared_reference_and_say_what_they_rest_on(kansas_city, ottawa):
    covid = headline_gaps(kansas_city, "en", most=50)
    assert set(covid.table["other"]) == {"White, not Hispanic"} and covid.provenance
    assert all("No interval published, so it is not tested" in sentence for sentence in covid.sentences)
    census = headline_gaps(ottawa, "en", most=50)
    assert not (census.table["verdict"] == "cannot_tell").any()
    assert all("95% CI" in one.sentence for one in census.table.itertuples() if one.verdict == "clear")
    assert census.table["ratio"].map(lambda ratio: max(ratio, 1 / ratio)).is_monotonic_decreasing


def test_areas_that_share_a_place_in_the_order_are_split_alike_between_fifths(kansas_city):
    chosen = comparison(kansas_city, "life_expectancy", "all:tract:2010")
    found = groups(chosen, kansas_city)
    rows = found.areas
    assert rows["order"].duplicated().any()
    turned = fifths(rows.sort_values(["order", "area_key"], ascending=[True, False], ignore_index=True), chosen, found.indicator)
    assert turned["value"].to_numpy() == pytest.approx(found.table["value"].to_numpy(), rel=1e-12)
    pooled = rows.assign(held=rows["value"] * rows["population"]).groupby("order")[["held", "population"]].sum()
    ends = pooled["population"].cumsum() / pooled["population"].sum()
    first = np.interp(0.2, np.append(0, ends), np.append(0, pooled["held"].cumsum()))
    assert found.table["value"].iloc[0] == pytest.approx(first / (0.2 * pooled["population"].sum()))


def test_in_public_a_group_that_is_hidden_has_neither_a_figure_nor_one_of_everybody_else(real_home):
    release, hidden = current("ottawa", "public"), 0
    areas = shelf(release, "area_codes").query("level_key == 'ons:gen3'")["area_key"]
    for area in areas:
        for way in [one for one in ways(release, "low_income_lim_at", area) if one.where == f"area:{area}"]:
            table = groups(Comparison("ottawa", "en", "low_income_lim_at", way.periods[0], way.where, way.by), release).table
            unseen = table[~table["status"].isin(("published", "unreliable"))]
            hidden += len(unseen)
            assert unseen[["value", "ci_low", "ci_high", "numerator", "rest_value", "rest_low", "rest_numerator"]].isna().all(axis=None), area
    assert hidden > 20
