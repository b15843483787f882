"""Gaps taken apart add up to themselves."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenground.stats.decomposition import arriaga, arriaga_by_cause, kitagawa
from evenground.stats.life_expectancy import STARTS, life_table


def test_arriaga_meets_the_reference(reference, ledger):
    table = pd.read_csv(reference / "extra" / "arriaga.csv").sort_values(["pair", "startage"])
    totals = pd.read_csv(reference / "extra" / "arriaga_totals.csv")
    low, high = (table[column].to_numpy().reshape(-1, len(STARTS)) for column in ("mx_low", "mx_high"))
    found = arriaga(low, high)
    ledger.add("contribution of each age", found.ravel(), table["arriaga_contribution"], note="years")
    ledger.add("life expectancy", life_table(low).expectancy[:, 0], totals["e0_low"])
    ledger.add("life expectancy, the other", life_table(high).expectancy[:, 0], totals["e0_high"])
    ledger.add("sum of ages", found.sum(axis=1), totals["gap"])


def test_kitagawa_meets_the_reference(reference, ledger):
    table = pd.read_csv(reference / "extra" / "kitagawa.csv")
    for pair, some in table.groupby("pair"):
        found = kitagawa(some["rate_a"], some["rate_b"], some["pop_a"], some["pop_b"])
        ledger.add(f"pair {pair}, rates", found.rate_effect, some["rate_effect"])
        ledger.add(f"pair {pair}, composition", found.composition_effect, some["composition_effect"])


rates = st.lists(st.floats(0.0001, 0.15), min_size=4, max_size=4)
people = st.lists(st.floats(1, 1e5), min_size=4, max_size=4)


@given(rates, rates)
def test_ages_add_up_to_the_gap_and_turn_sign_with_it(low, high):
    starts = [0, 1, 5, 10]
    gap = life_table(high, starts).expectancy[0] - life_table(low, starts).expectancy[0]
    assert arriaga(low, high, starts).sum() == pytest.approx(gap, abs=1e-9)
    assert arriaga(high, low, starts).sum() == pytest.approx(-gap, abs=1e-9)


@given(rates, rates, rates, rates)
def test_causes_add_up_to_ages(a, b, c, d):
    starts = [0, 1, 5, 10]
    low, high = np.array([a, b]), np.array([c, d])
    by_cause = arriaga_by_cause(low, high, starts)
    whole = arriaga(low.sum(axis=0), high.sum(axis=0), starts)
    known = ~np.isnan(by_cause).any(axis=0)
    assert by_cause.sum(axis=0)[known] == pytest.approx(whole[known], abs=1e-9)


@given(rates, rates, people, people)
def test_parts_add_up_to_the_difference_of_crude_rates(a, b, n, m):
    found = kitagawa(a, b, n, m)
    difference = np.average(b, weights=m) - np.average(a, weights=n)
    assert found.rate_effect.sum() + found.composition_effect.sum() == pytest.approx(difference, abs=1e-12)


def test_equal_rates_leave_composition_only_and_the_other_way_round():
    only_people = kitagawa([1.0, 5.0], [1.0, 5.0], [50, 50], [20, 80])
    assert (only_people.rate_effect == 0).all()
    only_rates = kitagawa([1.0, 5.0], [2.0, 7.0], [50, 50], [500, 500])
    assert (only_rates.composition_effect == 0).all()


def test_a_population_without_deaths_at_the_oldest_ages_has_no_decomposition():
    assert np.isnan(arriaga([[0.1, 0.0]], [[0.1, 0.2]], [0, 50])).all()
    assert np.isnan(kitagawa([1.0], [2.0], [0], [5]).rate_effect).all()
