"""What is published about Nunavik in words and single figures, on the real files."""

import csv
import io

import pytest
from nunavik_files import five_of, raw, raw_rows, taken


@pytest.fixture(scope="module")
def published(inputs):
    return taken(inputs, "published_figures").tidy


def test_survey_figures_have_their_published_interval_or_none(published):
    rows = published.observations.set_index("indicator_id")
    survey = rows[rows["period_id"].isin(["2004", "2017"])]
    assert set(survey.index[survey["ci_kind"] == "published"]) == {
        "wheezing_last_year",
        "chronic_cough",
        "airway_obstruction",
    }
    assert survey.loc[survey["ci_kind"] == "", ["ci_low", "ci_high", "se"]].isna().all().all()
    assert survey.loc["wheezing_last_year", ["value", "ci_low", "ci_high"]].tolist() == [27, 24, 30]


def test_figures_are_of_the_whole_region_only(published):
    assert published.observations["level"].eq("region:2417").all()
    by_community = published.facts[published.facts["geo_level"] == "village"]
    assert set(by_community["fact_id"]) == {"NUN033", "NUN034"}
    assert not set(by_community["line"]) & set(published.observations["line"])


def test_associations_are_facts_and_never_observations(published):
    associations = published.facts[published.facts["kind"] == "association"]
    assert len(associations) == 13
    assert not set(associations["line"]) & set(published.observations["line"])


def test_a_figure_whose_year_is_not_clear_and_one_that_was_superseded_stay_facts(published):
    loaded = set(published.observations["line"])
    facts = published.facts.set_index("fact_id")
    assert facts.loc["NUN020", "line"] not in loaded, "the abstract does not say which survey"
    assert facts.loc["NUN030", "line"] not in loaded, "13,188 was revised to 13,156"
    assert "revised" in facts.loc["NUN030", "note"]


def test_five_facts_stand_in_the_raw_bytes(inputs, published):
    rows = list(csv.reader(io.StringIO(raw(inputs, "published_figures").decode("utf-8"))))
    for fact in five_of(published.facts.to_dict("records"), 37):
        (row,) = [row for row in rows if row[0] == fact["fact_id"]]
        assert (row[3], row[5], row[6], row[14]) == (fact["title"], fact["value_text"], fact["unit"], fact["year"])


def test_the_model_of_health_is_named_in_its_own_order_without_a_gloss(inputs):
    facts = taken(inputs, "iqi_model").tidy.facts
    assert facts["value_text"].tolist() == [row["name_as_published"] for row in raw_rows(inputs, "iqi_model")]
    assert facts["group"].value_counts().to_dict() == {"determinant": 8, "concept": 3}
    assert facts["kind"].eq("method").all() and facts["source_title"].str.contains("Epistemic inclusion").all()
    assert {row["english_gloss"] for row in raw_rows(inputs, "iqi_model")} == {""}


def test_the_calendar_keeps_its_published_items(inputs):
    facts = taken(inputs, "wellness_calendar").tidy.facts
    assert facts["period"].tolist() == ["May (second week in 2018: 7-13 May)", "whole year"]
    assert facts["value_text"].str.contains("Take Action to Find Meaning").tolist() == [True, False]


def test_the_last_cumulative_day_is_the_published_total(inputs):
    rows = taken(inputs, "covid_cases").tidy.observations.set_index("period_id")["value"]
    assert rows["to 2024-04-02"] == 3_808
    days = {row["date"]: float(row["value"]) for row in raw_rows(inputs, "covid_cases")}
    assert all(days[period.removeprefix("to ")] == value for period, value in rows.items())
