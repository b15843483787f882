"""Class breaks: the library's classes, and maps full of ties."""

import mapclassify
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenground.stats import breaks
from evenground.stats.breaks import class_breaks, classify

METHODS = {"quantiles5": "quantile", "equal_interval5": "equal", "fisher_jenks5": "natural"}


def test_breaks_and_counts_meet_the_reference(reference, ledger):
    values = pd.read_csv(reference / "pysal" / "classify_inputs.csv")["value"]
    expected = pd.read_csv(reference / "pysal" / "classify_expected.csv")
    for scheme, table in expected.groupby("scheme", sort=False):
        if scheme not in METHODS:
            ledger.add_worst(scheme, len(table), 0.0, 1e-9, "does not apply: not a method that the map offers")
            continue
        edges = class_breaks(values, METHODS[scheme], 5)
        ledger.add(scheme, edges[1:], table["upper_bound"], tolerance=1e-9)
        assert np.bincount(classify(values, edges)).tolist() == table["count"].tolist()


values = st.lists(st.one_of(st.floats(-1e6, 1e6), st.integers(0, 4), st.just(float("nan"))), min_size=1, max_size=60)


@given(values, st.sampled_from(["quantile", "natural", "equal"]), st.integers(1, 9))
def test_edges_ascend_and_every_value_has_a_class(found, method, k):
    edges = class_breaks(found, method, k)
    known = np.asarray(found)[np.isfinite(found)]
    classes = classify(found, edges)
    assert ((classes == -1) == ~np.isfinite(found)).all()
    if known.size == 0:
        assert edges.size == 0
    elif np.unique(known).size == 1:
        assert edges.size == 2
    else:
        assert (np.diff(edges) > 0).all()
        assert edges.size <= k + 1
        assert (edges[0], edges[-1]) == (known.min(), known.max())
        assert method == "equal" or set(classes[classes >= 0]) == set(range(edges.size - 1))


@given(values, st.integers(1, 9))
def test_a_larger_value_never_has_a_lower_class(found, k):
    known = np.sort(np.asarray(found)[np.isfinite(found)])
    assert (np.diff(classify(known, class_breaks(known, "quantile", k))) >= 0).all()


def test_many_zeros_share_the_first_class_and_the_rest_is_still_told_apart():
    found = [0] * 6 + [1, 2, 3, 4]
    edges = class_breaks(found, "quantile", 5)
    classes = classify(found, edges)
    assert set(classes[:6]) == {0}
    assert classes[6] > 0
    assert edges.size - 1 == len(set(classes))


def test_fixed_edges_stay_where_another_period_put_them():
    assert class_breaks([3, 4], "fixed", fixed=[20, 10]).tolist() == [3, 4, 10, 20]
    locked = class_breaks([1, 5, 9], "equal", 2)
    assert classify([0, 1, 5, 5.1, 20], locked).tolist() == [0, 0, 0, 1, 1]


def test_what_cannot_be_meant_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        class_breaks([1, 2], k=0)
    with pytest.raises(ValueError, match="unknown"):
        class_breaks([1, 2], "jenks")
    with pytest.raises(ValueError, match="inner edges"):
        class_breaks([1, 2], "fixed")
    with pytest.raises(ValueError, match="ascend"):
        classify([1], [3, 2])


@pytest.mark.filterwarnings("ignore:Not enough unique values")
@pytest.mark.parametrize("seed", range(20))
def test_quantiles_are_those_of_mapclassify_to_the_last_bit(seed):
    draw = np.random.default_rng(seed)
    for values in (draw.normal(size=200) * 10.0 ** draw.integers(-3, 6), draw.integers(0, 9, 150).astype(float), draw.random(90).round(2)):
        for k in range(2, 8):
            assert breaks._quantiles(values, k).tolist() == mapclassify.Quantiles(values, k=k).bins.tolist()
