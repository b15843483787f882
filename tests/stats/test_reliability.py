"""Reliability rules against vectors with known answers."""

import json

import numpy as np
import pandas as pd
import pytest

from evenground.stats import reliability


@pytest.fixture(scope="module")
def vectors(inputs):
    return json.loads((inputs / "hostile" / "disclosure" / "reliability-vectors.json").read_text())


def test_the_proportions_standard_meets_every_vector(vectors, ledger):
    table = pd.DataFrame(vectors["proportions"])
    rule = reliability.nchs_proportion(table["x"] / table["n"], table["n"])
    ledger.add_worst("lower limit", len(table), np.abs(rule.low - table["lower"]).max(), 1e-4)
    ledger.add_worst("upper limit", len(table), np.abs(rule.high - table["upper"]).max(), 1e-4)
    assert rule.decision.tolist() == table["decision"].tolist()


def test_the_rates_standard_meets_every_vector(vectors, ledger):
    table = pd.DataFrame(vectors["rates"])
    rule = reliability.nchs_rate(table["events"])
    ledger.add_worst("lower limit", len(table), np.abs(rule.low - table["lower"]).max(), 1e-4)
    ledger.add_worst("upper limit", len(table), np.abs(rule.high - table["upper"]).max(), 1e-4)
    assert rule.relative_width_pct.round(1).tolist() == table["relative_width_percent"].tolist()
    assert rule.rse_pct.round(1).tolist() == table["rse_percent"].tolist()
    assert rule.decision.tolist() == table["decision"].tolist()


def test_the_proportions_standard_meets_the_reference_of_200_samples(reference, ledger):
    table = pd.read_csv(reference / "extra" / "nchs_proportions.csv")
    rule = reliability.nchs_proportion(table["x"] / table["n"], table["n"])
    ledger.add("lower limit", rule.low, table["lower"])
    ledger.add("upper limit", rule.high, table["upper"])
    ledger.add("width", rule.width, table["ci_width"])
    ledger.add("relative width", rule.relative_width_pct, table["relative_width_pct"])
    ledger.add(
        "relative width of complement", rule.complement_relative_width_pct, table["relative_width_complement_pct"]
    )
    plain = pd.Series(rule.decision).replace({"show_complement_flag": "show"}).str.replace("_.*", "", regex=True)
    assert plain.replace({"show": "present"}).tolist() == table["status"].tolist()
    flagged = (rule.decision == "show_complement_flag").tolist()
    assert flagged == ((table["complement_flag"] == 1) & (table["status"] == "present")).tolist()


def test_few_degrees_of_freedom_ask_for_a_person():
    assert reliability.nchs_proportion(0.4, 500, df=7).decision == "review"
    assert reliability.nchs_proportion(0.4, 500, df=8).decision == "show"


def test_a_design_effect_shrinks_the_sample():
    assert reliability.nchs_proportion(0.5, 58, design_effect=2).decision == "suppress_n"
    assert reliability.nchs_proportion(0.5, 100, design_effect=0.5).low == reliability.nchs_proportion(0.5, 100).low


def test_classes_change_where_the_offices_say():
    assert reliability.statcan_class([16.54, 16.56, 33.34, 33.36, np.nan], 20).tolist() == ["ok", "E", "E", "F", ""]
    assert reliability.statcan_class([5.0, 5.0], [9, 10]).tolist() == ["F", "ok"]
    assert reliability.acs_class([12, 12.1, 40, 40.1], cuts=(12, 40)).tolist() == ["ok", "caution", "caution", "low"]
    with pytest.raises(ValueError, match="cuts must rise"):
        reliability.acs_class([10], cuts=(30, 15))


def test_a_missing_input_gets_no_word_and_changes_no_other():
    rule = reliability.nchs_proportion([np.nan, 0.5, 1.5], [100, 100, 100])
    assert rule.decision.tolist() == ["", "show", ""]
    assert reliability.nchs_rate([np.nan, -1, 12]).decision.tolist() == ["", "", "show"]
    assert reliability.nchs_rate([0]).decision.tolist() == ["suppress"]
