"""Change between two periods, disagreement of absolute and relative, and the choice of reference."""

import numpy as np
import pytest

from evenground.stats.inequality import settings
from evenground.stats.inequality.change import PAIRS, change, disagree
from evenground.stats.inequality.choice import KINDS, reference_check
from evenground.stats.inequality.evaluate import MEASURES


def period(values, ids=None, se=1.0, **more):
    values = np.atleast_2d(np.asarray(values, dtype=float))
    m, k = values.shape
    ids = np.arange(m) if ids is None else ids
    columns = {
        "population": 100.0, "order": np.tile(np.arange(k), m), "ordered": 1.0, "favourable": 1.0, "scale": 100.0,
        "is_reference": np.tile(np.arange(k) == k - 1, m),
    }  # fmt: skip
    return settings(np.repeat(ids, k), values.ravel(), se=se, **{**columns, **more})


def test_verdicts_follow_the_interval_of_the_change():
    before = period([[50, 60], [50, 60], [50, 60], [50, 60]])
    after = period([[50, 75], [50, 52], [50, 61], [60, 50]])
    found = change(before, after, [("d", "default")])["d", "default"]
    assert found.verdict.tolist() == ["wider", "narrower", "cannot tell", "reversed"]
    assert found.change.tolist() == [15, -8, 1, -20]
    assert ((found.p < 0.05) == (found.verdict != "cannot tell")).all()


def test_an_adverse_indicator_closes_its_gap_in_the_same_words():
    before, after = period([[60, 50]], favourable=0.0), period([[52, 50]], favourable=0.0)
    assert change(before, after, [("d", "default")])["d", "default"].verdict.tolist() == ["narrower"]


def test_settings_are_matched_by_id_and_one_period_is_not_compared():
    before = period([[50, 60], [50, 60]], ids=["a", "b"])
    after = period([[50, 80], [50, 90]], ids=["c", "b"])
    found = change(before, after, [("d", "default")])["d", "default"]
    assert found.verdict.tolist() == ["not compared", "wider"]
    assert np.isnan(found.change[0])
    assert found.change[1] == 30


def test_a_ratio_changes_by_a_factor():
    found = change(period([[20, 40]]), period([[20, 80]]), [("r", "default")])["r", "default"]
    assert found.change[0] == pytest.approx(2)
    assert found.low[0] < 2 < found.high[0]


def test_absolute_and_relative_can_disagree_and_then_a_warning_is_due():
    # 10 to 20, then 30 to 45: the difference grows from 10 to 15, the ratio shrinks from 2 to 1.5
    before, after = period([[10, 20], [10, 20]]), period([[30, 45], [10, 30]])
    found = change(before, after, [("d", "default"), ("r", "default")])
    assert disagree(found["d", "default"], found["r", "default"]).tolist() == [True, False]


def test_every_pair_of_absolute_and_relative_exists():
    assert set(PAIRS) | set(PAIRS.values()) <= set(MEASURES)
    before, after = period([[30.0, 45, 60]]), period([[60.0, 80, 95]])
    for absolute, relative in PAIRS.items():
        found = change(before, after, [absolute, relative])
        assert np.isfinite(found[absolute].change).all(), absolute
        assert disagree(found[absolute], found[relative]).dtype == bool


@pytest.mark.parametrize(
    "key", [("d", "default"), ("sii", "linear"), ("rii", "linear"), ("bgsd", "default"), ("d", "max_minus_min")]
)
def test_the_change_is_covered_in_simulation(key):
    rng = np.random.default_rng(6)
    first, second = np.array([40.0, 44, 50, 56]), np.array([42.0, 44, 46, 54])
    exact = change(period(first), period(second), [key])[key]
    noisy = [truth + 1.5 * rng.standard_normal((3000, 4)) for truth in (first, second)]
    ordered = 0.0 if key[1] == "max_minus_min" else 1.0
    found = change(*(period(y, se=1.5, ordered=ordered) for y in noisy), [key])[key]
    plain = change(*(period(y, se=1e-9, ordered=ordered) for y in (first, second)), [key])[key]
    truth = plain.change[0]
    assert ((found.low <= truth) & (truth <= found.high)).mean() >= 0.93
    assert np.isfinite(exact.change[0])


def test_the_reference_check_shows_each_kind():
    rows = settings(
        [0] * 4, [30.0, 22.0, 10.0, 14.0], se=1.0, population=[10, 60, 5, 25], favourable=0, is_reference=[0, 0, 0, 1]
    )
    found = reference_check(rows)
    average = (300 + 22 * 60 + 50 + 14 * 25) / 100
    expected = {"best": 10.0, "average": average, "largest": 22.0, "named": 14.0}
    for kind in KINDS:
        assert found[kind].reference[0] == pytest.approx(expected[kind])
        assert found[kind].difference[0] == pytest.approx(30 - expected[kind])
        assert found[kind].ratio[0] == pytest.approx(30 / expected[kind])
        assert found[kind].low[0] < found[kind].difference[0] < found[kind].high[0]


def test_the_reference_check_turns_with_the_direction():
    rows = settings([0] * 2, [30.0, 10.0], se=1.0, population=[10, 60], favourable=1, is_reference=[1, 0])
    found = reference_check(rows)
    assert found["named"].ratio[0] == pytest.approx(3)
    assert found["largest"].is_itself[0]
    assert found["largest"].difference[0] == 0


def test_what_cannot_be_compared_is_missing():
    rows = settings([0, 0, 1, 1, 2], [1.0, 2.0, 1.0, np.nan, 5.0], population=1, favourable=[np.nan, np.nan, 1, 1, 1])
    found = reference_check(rows)
    assert all(np.isnan(found[kind].difference).all() for kind in KINDS)
