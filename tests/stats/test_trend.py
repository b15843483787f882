"""Annual percent change against the reference, and its edges."""

import numpy as np
import pandas as pd
import pytest

from evenground.stats.trend import annual_percent_change


def test_every_series_meets_the_reference(reference, ledger):
    table = pd.read_csv(reference / "extra" / "trend_inputs.csv")
    expected = pd.read_csv(reference / "extra" / "trend_apc.csv").set_index("series")
    columns = [table.pivot(index="series", columns="year", values=name).loc[expected.index] for name in ("rate", "se")]
    year = columns[0].columns.to_numpy()
    for name, se in (("apc", None), ("apc_weighted", columns[1])):
        found = annual_percent_change(year, columns[0], se)
        ledger.add(name, found.percent, expected[name])
        ledger.add(f"{name} lower", found.low, expected[f"{name}_lower"])
        ledger.add(f"{name} upper", found.high, expected[f"{name}_upper"])


def test_a_constant_change_is_found_exactly_whatever_the_order_of_years():
    year = np.array([2010, 2015, 2011, 2020])
    found = annual_percent_change(year, 50 * 1.03 ** (year - 2000))
    assert found.percent == pytest.approx(3, abs=1e-9)


def test_too_few_years_zero_rates_and_missing_years_are_handled():
    rates = np.array([[10, 11, np.nan, np.nan], [10, 11, 0, 12], [10, 11, 12, np.nan], [0, 0, 0, 0]], dtype=float)
    found = annual_percent_change([1, 2, 3, 4], rates)
    assert np.isnan(found.percent).tolist() == [True, False, False, True]
    assert found.percent[2] == pytest.approx(annual_percent_change([1, 2, 3], [10.0, 11, 12]).percent)
    assert np.isnan(annual_percent_change([5, 5, 5], [1.0, 2, 3]).percent)


def test_the_interval_and_the_test_agree():
    rng = np.random.default_rng(8)
    rates = 100 * np.exp(0.01 * np.arange(12) + 0.05 * rng.standard_normal((3000, 12)))
    found = annual_percent_change(np.arange(12), rates)
    assert ((found.p < 0.05) == ((found.low > 0) | (found.high < 0))).all()
    truth = 100 * np.expm1(0.01)
    assert ((found.low <= truth) & (truth <= found.high)).mean() == pytest.approx(0.95, abs=0.015)
