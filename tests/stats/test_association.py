"""Rank correlation of areas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from evenground.stats.association import rank_correlation

VALUES = st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=6, max_size=40)


@given(VALUES)
def test_it_is_spearmans_correlation_also_with_ties(pairs):
    x, y = np.array(pairs, dtype=float).T
    found = rank_correlation(x, y)
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        assert np.isnan(found.estimate)
    else:
        assert found.estimate == pytest.approx(spearmanr(x, y).statistic, abs=1e-12)
        if not np.isnan(found.low):
            assert -1 <= found.low <= found.estimate <= found.high <= 1


@given(VALUES)
def test_turning_one_measure_round_turns_the_correlation_round(pairs):
    x, y = np.array(pairs, dtype=float).T
    plain, turned = rank_correlation(x, y), rank_correlation(x, -y)
    assert turned.estimate == pytest.approx(-plain.estimate, nan_ok=True)
    assert (turned.low, turned.high) == pytest.approx((-plain.high, -plain.low), nan_ok=True)


def test_the_interval_covers_the_correlation_of_normal_measures():
    rng = np.random.default_rng(5)
    truth = 6 / np.pi * np.arcsin(0.5 / 2)  # Spearman's of a normal pair with Pearson's 0.5
    draws = rng.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], size=(2000, 60))
    found = [rank_correlation(one[:, 0], one[:, 1]) for one in draws]
    covered = np.mean([one.low <= truth <= one.high for one in found])
    assert 0.93 <= covered <= 0.97


def test_pairs_with_a_missing_part_are_left_out():
    assert rank_correlation([1, 2, 3, None], [3, 2, 1, 9]).n == 3
    assert np.isnan(rank_correlation([1, 2], [1, 2]).estimate)
