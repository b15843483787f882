"""Gini and Theil against the reference, and their laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenground.stats.concentration import gini, theil

values = st.lists(st.floats(0.01, 1e4), min_size=2, max_size=20)


def test_both_meet_the_reference(reference, ledger):
    table = pd.read_csv(reference / "pysal" / "inequality_inputs.csv")
    expected = pd.read_csv(reference / "pysal" / "inequality_expected.csv").set_index("stat")["value"]
    ledger.add("Gini", gini(table["value"]), expected["gini_unweighted"])
    parts = [expected[f"theil_{part}"] for part in ("unweighted", "between", "within")]
    ledger.add("Theil, between, within", theil(table["value"], table["group"]), parts)


@given(values, st.floats(0.1, 100))
def test_scale_does_not_matter_and_neither_does_saying_everything_twice(y, factor):
    y = np.array(y)
    assert gini(factor * y) == pytest.approx(gini(y), abs=1e-9)
    assert gini(np.r_[y, y]) == pytest.approx(gini(y), abs=1e-9)
    assert gini(y, 2.0) == pytest.approx(gini(y), abs=1e-9)
    assert theil(factor * y).total == pytest.approx(theil(y).total, abs=1e-9)


@given(values)
def test_bounds_and_parts(y):
    assert -1e-12 <= gini(y) <= 1 - 1 / len(y) + 1e-9
    found = theil(y, np.arange(len(y)) % 3)
    assert found.within >= -1e-12
    assert found.between >= -1e-12
    assert found.total == pytest.approx(found.between + found.within)


def test_what_has_no_index_is_missing():
    for y in ([], [0.0, 0.0], [-1.0, 2.0], [np.nan]):
        assert np.isnan(gini(y))
        assert np.isnan(theil(y).total)
