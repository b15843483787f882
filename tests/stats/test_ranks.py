"""Rank uncertainty: what is sure, what is not, and what is left out."""

import numpy as np
import pytest

from evenground.stats.ranks import rank_uncertainty


def test_exact_values_have_sure_ranks():
    found = rank_uncertainty([5.0, 1.0, 3.0, 2.0, 4.0], [0.0] * 5)
    assert found.rank.tolist() == [1, 5, 3, 4, 2]
    assert (found.low == found.rank).all()
    assert (found.high == found.rank).all()
    assert found.in_least_favourable_fifth.tolist() == [1, 0, 0, 0, 0]
    turned = rank_uncertainty([5.0, 1.0, 3.0, 2.0, 4.0], [0.0] * 5, favourable=True)
    assert turned.rank.tolist() == [5, 1, 3, 2, 4]


def test_equal_areas_share_all_ranks():
    found = rank_uncertainty([7.0] * 10, [1.0] * 10, draws=8000)
    assert found.rank.tolist() == [5.5] * 10
    assert found.low.tolist() == [1] * 10
    assert found.high.tolist() == [10] * 10
    assert found.in_least_favourable_fifth == pytest.approx(np.full(10, 0.2), abs=0.02)


def test_probabilities_add_up_to_the_fifth_of_areas_or_of_residents():
    rng = np.random.default_rng(0)
    y, se, people = rng.normal(size=23), rng.uniform(0.2, 1, 23), rng.integers(1, 5000, 23)
    assert rank_uncertainty(y, se).in_least_favourable_fifth.sum() == pytest.approx(23 / 5)
    found = rank_uncertainty(y, se, population=people)
    assert (found.in_least_favourable_fifth * people).sum() == pytest.approx(people.sum() / 5)


def test_an_area_without_value_takes_no_rank():
    found = rank_uncertainty([3.0, np.nan, 1.0, 2.0], [1.0, 1.0, 1.0, np.nan])
    alone = rank_uncertainty([3.0, 1.0], [1.0, 1.0])
    assert np.isnan(found.rank).tolist() == [False, True, False, True]
    assert found.in_least_favourable_fifth[[0, 2]].tolist() == alone.in_least_favourable_fifth.tolist()
    assert np.isnan(rank_uncertainty([np.nan], [1.0]).rank).all()


def test_the_same_seed_gives_the_same_answer_however_it_is_chunked(monkeypatch):
    y, se = np.arange(50.0), np.full(50, 8.0)
    whole = rank_uncertainty(y, se, draws=500)
    monkeypatch.setattr("evenground.stats.ranks.CHUNK", 1000)
    pieces = rank_uncertainty(y, se, draws=500)
    np.testing.assert_allclose(whole.in_least_favourable_fifth, pieces.in_least_favourable_fifth)
    np.testing.assert_array_equal(whole.low, pieces.low)
