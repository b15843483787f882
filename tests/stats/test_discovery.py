"""False-discovery control keeps its promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from evenground.stats.discovery import adjusted, findings


def test_of_findings_no_more_than_the_rate_are_false():
    rng = np.random.default_rng(1)
    false, found = 0, 0
    for _ in range(400):
        true = np.arange(100) < 30
        z = rng.standard_normal(100) + np.where(true, 3.0, 0.0)
        called = findings(2 * special.ndtr(-np.abs(z)), 0.1)
        false, found = false + (called & ~true).sum(), found + called.sum()
    assert 0.04 < false / found < 0.10
    assert found > 400 * 20


@given(st.lists(st.one_of(st.floats(0, 1), st.none()), min_size=1, max_size=40))
def test_adjusted_values_keep_the_order_and_are_never_smaller(p):
    values = np.array(p, dtype=float)
    for dependent in (False, True):
        found = adjusted(values, dependent=dependent)
        known = ~np.isnan(values)
        assert (np.isnan(found) == ~known).all()
        assert (found[known] >= values[known] - 1e-15).all()
        assert (np.diff(found[known][np.argsort(values[known])]) >= -1e-12).all()


def test_missing_tests_are_not_of_the_family():
    assert adjusted([0.01, np.nan, np.nan])[0] == pytest.approx(0.01)
    assert not findings([np.nan]).any()
    assert adjusted(np.full((2, 2), 0.03)).shape == (2, 2)


def test_what_is_no_probability_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjusted([1.2])
    with pytest.raises(ValueError, match="5% is 0.05"):
        findings([0.5], rate=5)
