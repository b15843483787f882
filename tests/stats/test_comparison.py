"""Comparator verdicts and the test of a difference."""

import numpy as np
import pytest

from evenground.stats.comparison import compare, difference


def test_only_an_interval_clear_of_the_reference_is_lower_or_higher():
    verdict = compare([1, 1, 3, 2], [0, 0, 2.5, 1], [1.9, 2.0, 4, 3], 2.0)
    assert verdict.tolist() == ["lower", "similar", "higher", "similar"]


def test_without_an_interval_nothing_is_compared():
    verdict = compare([1, np.nan, 1], [np.nan, 0, 0], [2, 2, 2], [5, 5, np.nan])
    assert verdict.tolist() == ["not compared"] * 3


def test_a_difference_is_tested_at_its_nominal_error():
    rng = np.random.default_rng(3)
    a, b = rng.normal(10, 2, 50_000), rng.normal(10, 1, 50_000)
    found = difference(a, 2.0, b, 1.0)
    assert (found.p < 0.05).mean() == pytest.approx(0.05, abs=0.004)
    assert ((found.low <= 0) & (found.high >= 0)).mean() == pytest.approx(0.95, abs=0.004)


def test_exact_values_are_equal_or_not_and_missing_stays_missing():
    found = difference([5, 5, 5, 5], [0, 0, np.nan, -1], [5, 4, 5, 5], 0)
    assert found.p[:2].tolist() == [1.0, 0.0]
    assert np.isnan(found.p[2:]).all()
    assert np.isnan(found.estimate[2:]).all()
