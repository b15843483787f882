"""Funnel limits and verdicts against the reference package."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from evenground.stats import funnel

LIMITS = {"2s": 0.95, "3s": 0.998}


def test_limits_of_a_proportion_meet_the_reference(reference, ledger):
    table = pd.read_csv(reference / "phe" / "phe_funnel_limits_proportion.csv")
    for name, level in LIMITS.items():
        low, high = funnel.proportion_limits(table["Population"], table["baseline"][0] / 100, level=level)
        ledger.add(f"{name} lower", 100 * low, table[f"lower_{name}_limit"])
        ledger.add(f"{name} upper", 100 * high, table[f"upper_{name}_limit"])
    table = pd.read_csv(
        reference / "phe" / "package_testdata" / "testdata_funnel_prop_outputs.csv", encoding="utf-8-sig"
    )
    for name, level in {"2s0025": 0.95, "3s0001": 0.998}.items():
        low, high = funnel.proportion_limits(table["Population"], table["Baseline"][0] / 100, level=level)
        off = np.abs(np.array([100 * low, 100 * high]) - [table[f"Lower{name}limit"], table[f"Upper{name}limit"]]).max()
        ledger.add_worst(f"package test data {name}", 2 * len(table), off, 1e-5, "six decimals in the file")


ITERATED = 1e-4  # the peer searches for its limits; the tails below show that ours are exact


def test_limits_of_a_ratio_meet_the_reference(reference, ledger):
    table = pd.read_csv(reference / "phe" / "phe_funnel_limits_isr.csv")
    observed = table["Observed_events"]
    for name, level in LIMITS.items():
        found = funnel.ratio_limits(observed, level=level)
        for side, at, limit in (("lower", found.low_at, found.low), ("upper", found.high_at, found.high)):
            ledger.add(f"{name} {side} expected", at, table[f"{side}_{name}_exp_events"], ITERATED, "the peer iterates")
            ledger.add(f"{name} {side} ratio", limit, table[f"{side}_{name}_limit"], ITERATED)
        tails = [stats.poisson.cdf(observed, found.low_at), stats.poisson.sf(observed - 1, found.high_at)]
        ledger.add(f"{name} own tails", tails, np.full((2, len(table)), (1 - level) / 2))
    table = pd.read_csv(
        reference / "phe" / "package_testdata" / "testdata_funnel_ratio_outputs.csv", encoding="utf-8-sig"
    )
    observed = table.iloc[:, 0]
    for name, level in LIMITS.items():
        found = funnel.ratio_limits(observed, level=level)
        for side, at, limit in (("lower", found.low_at, found.low), ("upper", found.high_at, found.high)):
            ledger.add(f"package test data {name} {side}", at, table[f"{side}_{name}_exp_events"], ITERATED)
            ledger.add(f"package test data {name} {side} ratio", limit, table[f"{side}_{name}_isr"], ITERATED)


def test_limits_of_a_rate_meet_the_reference(reference, ledger):
    table = pd.read_csv(reference / "phe" / "phe_funnel_limits_rate.csv")
    for name, level in LIMITS.items():
        found = funnel.rate_limits(table["Events"], table["baseline"][0], per=1000, level=level)
        for side, at, limit in (("lower", found.low_at, found.low), ("upper", found.high_at, found.high)):
            ledger.add(
                f"{name} {side} people", at, table[f"{side}_{name}_population_1_year"], 1e-4, "the peer iterates"
            )
            ledger.add(f"{name} {side} rate", limit, table[f"{side}_{name}_limit"], ITERATED)


def test_verdicts_meet_the_reference(reference):
    inputs = pd.read_csv(reference / "phe" / "phe_funnel_inputs.csv")
    expected = pd.read_csv(reference / "phe" / "phe_funnel_significance.csv").set_index("area").loc[inputs["area"]]
    overall = inputs["x"].sum() / inputs["n"].sum()
    by_proportion = funnel.judge_proportion(inputs["x"], inputs["n"], overall)
    assert by_proportion.label.tolist() == expected["significance_proportion"].tolist()
    by_ratio = funnel.judge_count(inputs["x"], inputs["expected"])
    assert by_ratio.label.tolist() == expected["significance_ratio"].tolist()
    by_rate = funnel.judge_count(inputs["x"], overall * inputs["n"])
    assert by_rate.label.tolist() == expected["significance_rate"].tolist()
    points = pd.read_csv(reference / "phe" / "phe_funnel_points_rate.csv")
    assert (1000 * inputs["x"] / inputs["n"]).to_numpy() == pytest.approx(points["rate_chart"].to_numpy(), rel=1e-9)
    assert inputs["n"].to_numpy() == pytest.approx(points["denominator_derived"].to_numpy(), rel=1e-9)


def test_verdicts_meet_the_packages_own_test_data(reference):
    folder = reference / "phe" / "package_testdata"
    ratio = pd.read_csv(folder / "testdata_funnel_ratio_inputs.csv", encoding="utf-8-sig")
    assert funnel.judge_count(ratio["obs"], ratio["expected"]).label.tolist() == ratio["significance"].tolist()
    share = pd.read_csv(folder / "testdata_funnel_prop_inputs.csv", encoding="utf-8-sig")
    overall = share["numerator"].sum() / share["denominator"].sum()
    verdict = funnel.judge_proportion(share["numerator"], share["denominator"], overall)
    assert verdict.label.tolist() == share["significance"].tolist()


def test_a_label_and_its_p_value_agree():
    n = np.arange(20, 2000, 37)
    x = np.round(n * 0.25)
    verdict = funnel.judge_proportion(x, n, 0.2)
    assert ((verdict.p < 0.05) == (verdict.label != "Not significant")).all()
    counts = funnel.judge_count(np.arange(0, 40), 15.0)
    outside = counts.label != "Not significant"
    assert (counts.p[outside] < 0.05).all()
    assert (counts.p[~outside] >= 0.05).all()


def test_nothing_expected_and_nobody_counted_are_missing():
    assert funnel.judge_count([3, np.nan, 2], [0, 5, np.nan]).label.tolist() == ["", "", ""]
    assert funnel.judge_proportion([1], [0], 0.2).label.tolist() == [""]
    assert np.isnan(funnel.proportion_limits([0, -1], 0.2).low).all()
    assert np.isnan(funnel.ratio_limits([0]).low).all()
    with pytest.raises(ValueError, match="20% is 0.2"):
        funnel.proportion_limits([10], 20)
    with pytest.raises(ValueError, match="above 0"):
        funnel.rate_limits([10], 0)
