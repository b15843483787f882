"""Confidence intervals against two published packages, and in simulation."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evenground.stats import intervals

LEVELS = {"95_0": 0.95, "99_8": 0.998}


def test_proportions_meet_the_reference(reference, ledger):
    for name, per in (("phe_proportion", 1.0), ("phe_grouped_proportion", 1.0)):
        table = pd.read_csv(reference / "phe" / f"{name}.csv")
        for suffix, level in LEVELS.items():
            low, high = intervals.proportion(table["x"], table["n"], level=level)
            ledger.add(f"{name} lower {level}", low * per, table[f"lower{suffix}cl"], note="Wilson")
            ledger.add(f"{name} upper {level}", high * per, table[f"upper{suffix}cl"], note="Wilson")
    table = pd.read_csv(reference / "phe" / "phe_proportion.csv")
    low, high = intervals.proportion(table["x"], table["n"], level=0.90)
    ledger.add("phe_proportion 0.90", [low, high], [table["lower90"], table["upper90"]], note="Wilson")


def test_the_package_own_test_data_are_met(reference, ledger):
    folder = reference / "phe" / "package_testdata"
    for name, low_name in (("testdata_Prop", "lower95_0cl"), ("testdata_Prop_g", "lowercl")):
        table = pd.read_csv(folder / f"testdata_Proportion__{name}.csv")
        low, high = intervals.proportion(table["Numerator"], table["Denominator"])
        upper = table[low_name.replace("lower", "upper")]
        per = table["multiplier"]
        ledger.add(name, [low * per, high * per], [table[low_name], upper], note="Wilson")
    for name, low_name in (("testdata_Rate", "lower95_0cl"), ("testdata_Rate_g", "lowercl")):
        table = pd.read_csv(folder / f"testdata_Rate__{name}.csv")
        low, high = intervals.rate(table["Numerator"], table["Denominator"], per=1)
        upper = table[low_name.replace("lower", "upper")]
        per = table["multiplier"]
        ledger.add(name, [low * per, high * per], [table[low_name], upper], note="exact below 10, Byar from 10")
    table = pd.read_csv(folder / "testdata_Byars_Wilson__testdata_B_W.csv")
    for method in table["method"].unique():
        for confidence, some in table[table["method"] == method].groupby("confidence"):
            level = float(confidence.strip("%")) / 100
            if method == "Wilson":
                low, high = intervals.proportion(some["x"], some["n"], level=level)
            else:
                low, high = intervals.byar_count(some["x"], level=level)
            blank = some["lowercl"].isna()  # Byar's formula falls below 0: the peer leaves it out, ours is 0
            assert (low[blank] == 0).all()
            ledger.add(f"{method} {level} lower", low[~blank], some["lowercl"][~blank])
            ledger.add(f"{method} {level} upper", high, some["uppercl"], note=f"{blank.sum()} lower limits cut to 0")


def test_rates_meet_the_reference(reference, ledger):
    for name in ("phe_rate_per_100000", "phe_grouped_rate"):
        table = pd.read_csv(reference / "phe" / f"{name}.csv")
        for suffix, level in LEVELS.items():
            low, high = intervals.rate(table["x"], table["n"], per=100_000, level=level)
            ledger.add(f"{name} lower {level}", low, table[f"lower{suffix}cl"], note="exact below 10, Byar from 10")
            ledger.add(f"{name} upper {level}", high, table[f"upper{suffix}cl"], note="exact below 10, Byar from 10")
    table = pd.read_csv(reference / "phe" / "phe_rate_per_100000.csv")
    low, high = intervals.rate(table["x"], table["n"], per=1000, level=0.99)
    ledger.add("per 1,000, 0.99", [low, high], [table["lower99_per_1000"], table["upper99_per_1000"]])


def test_means_meet_the_reference(reference, ledger):
    expected = pd.read_csv(reference / "phe" / "phe_mean.csv").set_index("area")
    values = pd.read_csv(reference / "phe" / "phe_mean_inputs.csv").groupby("area")["x"]
    found = values.agg(["mean", "std", "count"]).loc[expected.index]
    for suffix, level in LEVELS.items():
        low, high = intervals.mean(found["mean"], found["std"], found["count"], level=level)
        ledger.add(f"mean {level}", [low, high], [expected[f"lower{suffix}cl"], expected[f"upper{suffix}cl"]])
    folder = reference / "phe" / "package_testdata"
    values = pd.read_csv(folder / "testdata_Mean__testdata_Mean.csv")
    everyone = values.assign(area="No grouping")
    found = pd.concat([values, everyone]).groupby("area")["values"].agg(["mean", "std", "count"])
    expected = pd.read_csv(folder / "testdata_Mean__testdata_Mean_results.csv").set_index("area")
    found = found.loc[expected.index]
    low, high = intervals.mean(found["mean"], found["std"], found["count"])
    ledger.add("package test data", [low, high], [expected["lower95_0cl"], expected["upper95_0cl"]])


def test_a_second_reference_agrees_and_its_other_byar_is_explained(reference, ledger):
    table = pd.read_csv(reference / "extra" / "intervals.csv")
    low, high = intervals.exact_count(table["x"])
    off = np.abs([low - table["exact_lower"] * table["pt"], high - table["exact_upper"] * table["pt"]]).max()
    ledger.add_worst("exact Poisson, events", 2 * len(table), off, 1e-4, "the peer iterates to 1e-4 events")
    tails = [stats.poisson.sf(table["x"] - 1, low)[table["x"] > 0], stats.poisson.cdf(table["x"], high)]
    ledger.add("exact Poisson, own tails", np.concatenate(tails), 0.025, note="ours are exact")
    low, high = intervals.clopper_pearson(table["x"], table["n"])
    ledger.add("Clopper-Pearson", [low, high], [table["clopper_lower"], table["clopper_upper"]])
    low, high = intervals.proportion(table["x"], table["n"])
    zero = table["x"] == 0
    ledger.add("Wilson", [low[~zero], high[~zero]], [table["wilson_lower"][~zero], table["wilson_upper"][~zero]])
    ledger.add_worst(
        "Wilson at 0", zero.sum(), np.abs(low - table["wilson_lower"])[zero].max(), 1e-15, "ours is exactly 0"
    )
    # the other package centres both limits on x + 1/2: not our Byar, so its columns are met by its own formula only
    middle = table["x"] + 0.5
    other = [
        middle * (1 - 1 / (9 * middle) + sign * 1.959963984540054 / (3 * np.sqrt(middle))) ** 3 for sign in (-1, 1)
    ]
    expected = [table["byar_lower"], table["byar_upper"]]
    ledger.add("Byar on x + 1/2", [o / table["pt"] for o in other], expected, note="does not apply: another formula")


def test_korn_graubard_meets_a_stratified_cluster_sample(reference, ledger):
    table = pd.read_csv(reference / "extra" / "survey_korn_graubard.csv")
    low, high = intervals.korn_graubard(table["p"], table["se"], table["n"], table["df"])
    ledger.add("Korn-Graubard", [low, high], [table["lower"], table["upper"]], note="no degree of freedom: missing")


def test_byar_is_within_a_hundredth_of_the_exact_limits_from_ten_events():
    count = np.arange(10, 3000)
    exact, byar = intervals.exact_count(count), intervals.byar_count(count)
    assert np.abs(exact.low - byar.low).max() < 0.01
    assert np.abs(exact.high - byar.high).max() < 0.01


@given(st.integers(0, 5000), st.integers(1, 5000), st.sampled_from([0.8, 0.95, 0.998]))
def test_limits_contain_the_estimate(x, n, level):
    for low, high in (intervals.rate(x, n, per=1, level=level), intervals.ratio_interval(x, n, level=level)):
        assert low <= x / n <= high
    if x <= n:
        for low, high in (
            intervals.proportion(x, n, level=level),
            intervals.clopper_pearson(x, n, level=level),
            intervals.census_sample_interval(x, n, level=level),
        ):
            assert 0 <= low <= x / n + 1e-12
            assert x / n - 1e-12 <= high <= 1


@given(st.integers(0, 400), st.integers(1, 400))
def test_the_complement_has_the_mirrored_interval(x, n):
    if x <= n:
        for interval in (intervals.proportion, intervals.clopper_pearson):
            low, high = interval([x, n - x], [n, n])
            assert low[0] == pytest.approx(1 - high[1], abs=1e-12)


def test_impossible_rows_are_missing_and_change_no_other():
    low, _ = intervals.proportion([5, -1, 11, 3, np.nan], [10, 10, 10, 0, 10])
    assert np.isnan(low).tolist() == [False, True, True, True, True]
    low, _ = intervals.rate([5, -1, 3], [10, 10, 0])
    assert np.isnan(low).tolist() == [False, True, True]
    low, _ = intervals.mean([5, 5, 5], [1, -1, 1], [10, 10, 1])
    assert np.isnan(low).tolist() == [False, True, True]
    low, _ = intervals.census_sample_interval([5, -5, 60, 15], [50, 50, 0, 10])
    assert np.isnan(low).tolist() == [False, True, True, False]


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_that_is_none_is_refused(level):
    with pytest.raises(ValueError, match="95% is 0.95"):
        intervals.proportion([1], [2], level=level)


def long_form(rng, households, share, correlation, draws):
    """Simulated censuses: households of 1 to 5, one in four drawn, weighted counts rounded at random to base 5.

    `correlation` 1 gives every household one answer for all its people; 0 lets each person answer alone.
    """
    size = rng.integers(1, 6, households)
    shared = rng.random(households) < share
    people = np.where(rng.random(households) < correlation, shared * size, rng.binomial(size, share))
    truth = people.sum() / size.sum()
    drawn = rng.random((draws, households)).argsort(axis=1)[:, : households // 4]
    weight = size.sum() / size[drawn].sum(axis=1)  # calibrated to the known number of people
    counts = np.stack([weight * people[drawn].sum(axis=1), np.full(draws, float(size.sum()))])
    down = np.floor(counts / 5)
    return truth, 5 * (down + (rng.random(counts.shape) < counts / 5 - down))


def test_the_census_interval_covers_the_truth_in_simulated_long_forms(ledger):
    # households of 1 to 5: a trait that they share has design effect E[m^2] / E[m] = 11 / 3
    for households, share, (shared, deff) in product([120, 800], [0.05, 0.3], [(0.0, 1.0), (1.0, 11 / 3)]):
        covered, widths = [], []
        for seed in range(8):
            truth, (numerator, denominator) = long_form(np.random.default_rng(seed), households, share, shared, 400)
            low, high = intervals.census_sample_interval(numerator, denominator, design_effect=deff)
            covered.append((low <= truth) & (truth <= high))
            widths.append(high - low)
        coverage = float(np.mean(covered))
        note = f"coverage {coverage:.3f}, mean width {np.mean(widths):.3f}"
        ledger.add_worst(f"{households} homes, {share:.0%}, shared {shared:g}", 3200, abs(coverage - 0.95), 0.03, note)


def test_the_census_interval_is_wilson_when_everybody_is_asked_one_in_n():
    # a tiny fraction of a huge population without rounding is a simple random sample
    low, high = intervals.census_sample_interval(
        3e6, 1e7, sampling_fraction=1e-5, design_effect=1, rounding_base=1, level=0.9
    )
    wilson = intervals.proportion(30, 100, level=0.9)
    assert low == pytest.approx(wilson.low, rel=1e-4)
    assert high == pytest.approx(wilson.high, rel=1e-4)


def test_a_full_count_with_rounding_only_is_nearly_certain():
    low, high = intervals.census_sample_interval(400, 1000, sampling_fraction=1)
    assert 0 < high - low < 0.01
