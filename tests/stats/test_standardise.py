"""Standardised rates against two published packages."""

import numpy as np
import pandas as pd
import pytest

from evenground.stats import standardise

LEVELS = {"95_0": 0.95, "99_8": 0.998}
AGES = 19


def by_area(table, column):
    """One row per area in order of first appearance, one column per age."""
    return table[column].to_numpy(float).reshape(-1, AGES)


def wide(frame, area):
    return frame.set_index("area").loc[area]


def test_dobson_meets_the_reference(reference, ledger):
    table = pd.read_csv(reference / "phe" / "phe_dsr_inputs.csv")
    expected = wide(pd.read_csv(reference / "phe" / "phe_dsr.csv"), table["area"].unique())
    for suffix, level in LEVELS.items():
        found = standardise.dobson(by_area(table, "x"), by_area(table, "n"), by_area(table, "stdpop"), level=level)
        ledger.add(f"rate {level}", found.value, expected["value"], note="missing below 10 events")
        ledger.add(f"lower {level}", found.low, expected[f"lower{suffix}cl"])
        ledger.add(f"upper {level}", found.high, expected[f"upper{suffix}cl"])


def test_dobson_for_people_with_several_events_meets_the_reference(reference, ledger):
    table = pd.read_csv(reference / "phe" / "phe_dsr_nonindependent_inputs.csv")
    table = table.assign(events=table["eventfreq"] * table["x"], squares=table["eventfreq"] ** 2 * table["x"])
    how = {"n": "first", "stdpop": "first", "events": "sum", "squares": "sum"}
    ages = table.groupby(["area", "ageband"], sort=False).agg(how).reset_index()
    expected = wide(pd.read_csv(reference / "phe" / "phe_dsr_nonindependent.csv"), ages["area"].unique())
    found = standardise.dobson(
        *(by_area(ages, c) for c in ("events", "n", "stdpop")), variance=by_area(ages, "squares")
    )
    ledger.add("rate", found.value, expected["value"])
    ledger.add("limits", [found.low, found.high], [expected["lowercl"], expected["uppercl"]])


def test_dobson_meets_the_packages_own_test_data(reference, ledger):
    folder = reference / "phe" / "package_testdata"
    read = lambda name: pd.read_csv(folder / f"testdata_DSR_ISR__{name}.csv")  # noqa: E731
    standard = pd.read_csv(reference / "phe" / "bundled_esp2013.csv")["esp2013"].to_numpy(float)
    expected = read("testresults_DSR")
    areas, old = read("testdata_multiarea"), read("testdata_1976")
    for statistic, rows in expected[expected["method"] == "Dobson"].groupby("statistic"):
        for _, row in rows.iterrows():
            some = old if row["area"] == "testdata_1976" else areas[areas["area"] == row["area"]]
            weights = old["esp1976"] if row["area"] == "testdata_1976" else standard
            per = 100_000 if "100000" in statistic else 10_000
            found = {
                lv: standardise.dobson(some["count"], some["pop"], weights, per=per, level=lv) for lv in LEVELS.values()
            }
            what = f"{row['area']} {statistic}"
            ledger.add(what, found[0.95].value, row["value"])
            ledger.add(f"{what} 0.95", [found[0.95].low, found[0.95].high], [row["lower95_0cl"], row["upper95_0cl"]])
            limits = np.array([row["lower99_8cl"], row["upper99_8cl"]], float)
            # one row of the file is per 100,000 in value and ten times that in its 99.8% limits: a slip of the file
            slip = 10 if limits[0] > 2 * row["value"] else 1
            note = f"file's limits are {slip} times too large" if slip > 1 else ""
            ledger.add(f"{what} 0.998", [found[0.998].low, found[0.998].high], limits / slip, note=note)


def test_dobson_for_several_events_meets_the_packages_own_test_data(reference, ledger):
    folder = reference / "phe" / "package_testdata"
    table = pd.read_csv(folder / "testdata_DSR_ISR__testdata_nonindepe.csv").fillna(0)
    standard = pd.read_csv(reference / "phe" / "bundled_esp2013.csv")["esp2013"].to_numpy(float)
    expected = pd.read_csv(folder / "testdata_DSR_ISR__testresults_DSR.csv").set_index("area")
    times = np.arange(1, 5)
    for area, some in table.groupby("area", sort=False):
        counts = some[["f1", "f2", "f3", "f4"]].to_numpy(float)
        row = expected.loc[area]
        for suffix, level in LEVELS.items():
            found = standardise.dobson(counts @ times, some["pop"], standard, variance=counts @ times**2, level=level)
            limits = [row["value"], row[f"lower{suffix}cl"], row[f"upper{suffix}cl"]]
            ledger.add(f"{area} {level}", [found.value, found.low, found.high], limits, note="8 decimals in the file")


def test_gamma_limits_meet_the_reference(reference, ledger):
    table = pd.read_csv(reference / "extra" / "agestd_inputs.csv")
    expected = wide(pd.read_csv(reference / "extra" / "agestd_gamma.csv"), table["area"].unique())
    inputs = [by_area(table, column) for column in ("deaths", "population", "stdpop")]
    found = standardise.fay_feuer(*inputs, per=1)
    ledger.add("rate", found.value, expected["adj"])
    ledger.add("variance", found.se**2, expected["var"])
    ledger.add("Fay-Feuer", [found.low, found.high], [expected["fay_feuer_lower"], expected["fay_feuer_upper"]])
    found = standardise.tiwari(*inputs, per=1)
    ledger.add("Tiwari", [found.low, found.high], [expected["tiwari_lower"], expected["tiwari_upper"]])


def test_indirect_standardisation_meets_the_reference(reference, ledger):
    table = pd.read_csv(reference / "phe" / "phe_indirect_inputs.csv")
    area = table["area"].unique()
    inputs = [by_area(table, column) for column in ("x", "n", "xr", "nr")]
    for suffix, level in LEVELS.items():
        found = standardise.indirect(*inputs, level=level)
        for name, estimate in (("phe_isratio", found.ratio), ("phe_israte", found.rate)):
            expected = wide(pd.read_csv(reference / "phe" / f"{name}.csv"), area)
            ledger.add(f"{name} {level}", estimate.value, expected["value"])
            limits = [expected[f"lower{suffix}cl"], expected[f"upper{suffix}cl"]]
            ledger.add(f"{name} limits {level}", [estimate.low, estimate.high], limits)
            ledger.add(f"{name} expected {level}", found.expected, expected["expected"])


def test_indirect_standardisation_meets_the_packages_own_test_data(reference, ledger):
    folder = reference / "phe" / "package_testdata"
    read = lambda name: pd.read_csv(folder / f"testdata_DSR_ISR__{name}.csv")  # noqa: E731
    table, totals = read("testdata_multiarea_isr"), read("testdata_multiarea_lookup").set_index("area")["total_count"]
    unmatched, standard = read("testdata_err2"), read("refdata")
    complete = table[table["area"] == "testdata_small"]
    for _, row in read("testresults_ISR").iterrows():
        area, note = row["area"], ""
        if area.startswith("Area"):
            some = unmatched[unmatched["area"] == area]
            events, people, ref_events, ref_people = (
                some["count"],
                some["pop"],
                standard["refcount"],
                standard["refpop"],
            )
        else:
            some = table[table["area"] == area]
            events, people, ref_events, ref_people = (some[c] for c in ("count", "pop", "refcount", "refpop"))
        if area == "testdata_tiny":
            # its ages are blank where nothing happened; the file gives its total apart, and one population for all areas
            events, note = np.r_[totals[area], np.zeros(len(some) - 1)], "blank ages: total from the file's lookup"
            people, ref_events, ref_people = (complete[c] for c in ("pop", "refcount", "refpop"))
        is_rate = "rate" in row["statistic"]
        per = float(row["statistic"].split()[-1]) / (100_000 if is_rate else 100)
        for suffix, level in LEVELS.items():
            found = standardise.indirect(events, people, ref_events, ref_people, level=level)
            estimate = found.rate if is_rate else found.ratio
            limits = np.array([row["value"], row[f"lower{suffix}cl"], row[f"upper{suffix}cl"]], float)
            mine = per * np.array([estimate.value, estimate.low, estimate.high])
            given = ~np.isnan(limits)
            ledger.add(f"{area} {row['statistic'].split(' ', 2)[-1]} {level}", mine[given], limits[given], note=note)


def test_no_events_still_have_an_upper_limit():
    for method in (standardise.fay_feuer, standardise.tiwari):
        found = method([0, 0], [1000, 500], [600, 400])
        assert (found.value, found.low) == (0, 0)
        assert 0 < found.high < 1e5


def test_one_bad_area_is_missing_and_changes_no_other():
    events = np.array([[20, 30], [20, 30], [20, 30], [2, 3]])
    people = np.array([[1000, 900], [1000, 0], [1000, np.nan], [1000, 900]])
    found = standardise.dobson(events, people, [1, 1])
    assert np.isnan(found.value).tolist() == [False, True, True, True]
    assert found.value[0] == pytest.approx(standardise.dobson([20, 30], [1000, 900], [1, 1]).value)


def test_standardising_to_its_own_population_gives_the_crude_rate():
    found = standardise.fay_feuer([7, 30], [1000, 500], [1000, 500], per=1)
    assert found.value == pytest.approx(37 / 1500)


@pytest.mark.parametrize("method", [standardise.dobson, standardise.fay_feuer, standardise.tiwari])
def test_limits_cover_the_true_rate(method, ledger):
    rng = np.random.default_rng(11)
    people, rates, standard = np.array([4000, 3000, 800]), np.array([0.002, 0.004, 0.03]), np.array([5, 3, 2])
    truth = (rates * standard).sum() / standard.sum()
    found = method(rng.poisson(people * rates, (20_000, 3)), people, standard, per=1)
    coverage = ((found.low <= truth) & (truth <= found.high)).mean()
    ledger.add_worst(method.__name__, 20_000, max(0.95 - coverage, coverage - 0.98), 0.01, f"coverage {coverage:.3f}")
