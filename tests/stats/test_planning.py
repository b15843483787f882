"""Next best outreach: as good as the best of every possible plan, within its limits, and the same every time."""

from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenground.stats.planning.choice import next_best
from evenground.stats.planning.expectation import Need, need_of, shared_out, shortfall, target_of, times_possible
from evenground.stats.planning.problem import Limit, Options


def options(area, people, groups=None, most=9) -> Options:
    area = np.asarray(area, dtype=np.int64)
    tallies = np.zeros((len(area), 0)) if groups is None else np.asarray(groups, dtype=float)
    return Options(area, np.asarray(people, dtype=float), tallies, np.full(len(area), most, dtype=np.int64))


def least_shortfall(need: Need, some: Options, k: int, limits=(), weights=(1.0, 0.0)) -> float | None:
    """The least that any plan of at most `k` sessions leaves, by trying them all; None where none keeps the limits."""
    best = None
    for size in range(k + 1):
        for plan in combinations_with_replacement(range(len(some.area)), size):
            times = np.bincount(plan, minlength=len(some.area)).astype(int)
            known = ~np.isnan(need.area[some.area])
            if (times > np.where(known, some.most, 0)).any():
                continue
            if any(not limit.low - 1e-9 <= limit.uses @ times <= limit.high + 1e-9 for limit in limits):
                continue
            if (
                some.visits is not None
                and (np.bincount(some.area, times, minlength=len(need.area)) > some.visits).any()
            ):
                continue
            had = np.bincount(some.area, some.people * times, minlength=len(need.area))
            left = Need(need.area - had, need.group - times @ some.groups, need.expected_area, need.expected_group)
            short = shortfall(left, *weights)
            best = short if best is None else min(best, short)
    return best


def test_sessions_go_where_most_is_missing_until_the_next_is_shorter():
    plan = next_best(need_of([50, 40, 10], [10, 10, 10]), options([0, 1, 2], [20, 20, 20]), k=3)
    assert plan.options == (0, 1, 0)
    assert plan.gains == pytest.approx((0.2, 0.2, 0.2))
    assert (plan.before, plan.after) == pytest.approx((0.7, 0.1))
    assert plan.gap == 0


def test_the_last_session_of_an_area_counts_only_what_is_still_missing():
    plan = next_best(need_of([25, 12], [0, 0]), options([0, 1], [20, 20]), k=3)
    assert plan.options == (0, 1, 0)
    assert np.array(plan.gains) * 37 == pytest.approx([20, 12, 5])


def test_an_expectation_is_the_planned_total_shared_out():
    assert shared_out([1, 2, 1], 100) == pytest.approx([25, 50, 25])
    assert target_of([1000, 4000], 50, 365.25 / 2) == pytest.approx([25, 100])
    assert np.isnan(shared_out([0, 0], 10)).all()


def test_unknown_need_is_named_and_never_taken_for_none():
    need = need_of([np.nan, 10], [0, 0])
    plan = next_best(need, options([0, 1], [50, 5]), k=4)
    assert plan.unknown == (0,)
    assert set(plan.options) == {1}
    with_zero = next_best(need_of([0, 10], [0, 0]), options([0, 1], [50, 5]), k=4)
    assert with_zero.unknown == ()
    assert plan.before == shortfall(need) == 1


def test_nothing_is_proposed_where_nothing_is_missing():
    plan = next_best(need_of([10, 10], [10, 30]), options([0, 1], [5, 5]), k=3)
    assert plan.options == () and plan.before == plan.after == 0 and plan.gap == 0


def test_ties_go_to_where_the_largest_share_is_missing_then_to_the_first():
    plan = next_best(need_of([10, 10, 10], [0, 0, 0]), options([0, 1, 2], [5, 5, 5]), k=1)
    assert plan.options == (0,)
    assert [reason.code for reason in plan.reasons[0]] == ["short_by", "tie"]
    lacking = next_best(need_of([20, 10, 40], [8, 0, 20]), options([0, 1, 2], [5, 5, 5]), k=1)
    assert lacking.options == (1,)
    assert [reason.code for reason in lacking.reasons[0]] == ["short_by", "largest_share"]
    alone = next_best(need_of([10, 11, 10], [0, 0, 0]), options([0, 1, 2], [20, 20, 20]), k=1)
    assert [reason.code for reason in alone.reasons[0]] == ["short_by"]


def test_a_limit_that_keeps_a_better_session_out_is_named():
    dear = Limit("budget", np.array([100.0, 10.0]), high=50)
    plan = next_best(need_of([50, 20], [0, 0]), options([0, 1], [50, 20]), k=2, limits=(dear,))
    assert plan.options == (1,)
    assert ("limit", "budget") in [(reason.code, reason.name) for reason in plan.reasons[0]]


def test_a_knapsack_that_greed_gets_wrong_is_solved():
    """One large session uses the whole budget; two smaller ones together reach more."""
    need = need_of([60, 50, 50], [0, 0, 0])
    some = options([0, 1, 2], [60, 50, 50], most=1)
    plan = next_best(need, some, k=2, limits=(Limit("budget", np.array([100.0, 50.0, 50.0]), high=100),))
    assert sorted(plan.options) == [1, 2]
    assert plan.gap == pytest.approx(0, abs=1e-9)


def test_a_lower_limit_is_kept_even_where_it_costs_reach():
    french = Limit("fr", np.array([0.0, 1.0]), low=1)
    plan = next_best(need_of([100, 10], [0, 0]), options([0, 1], [20, 20]), k=2, limits=(french,))
    assert sorted(plan.options) == [0, 1]


def test_limits_that_nothing_can_keep_are_reported():
    impossible = Limit("fr", np.array([0.0, 0.0]), low=1)
    plan = next_best(need_of([100, 10], [0, 0]), options([0, 1], [20, 20]), k=2, limits=(impossible,))
    assert not plan.is_feasible and plan.options == () and plan.after == plan.before


def test_the_group_term_moves_the_choice():
    need = need_of([30, 30], [0, 0], [20], [0])
    some = options([0, 1], [20, 20], [[1], [10]], most=1)
    assert next_best(need, some, 1, area_weight=1, group_weight=0).options == (0,)
    plan = next_best(need, some, 1, area_weight=1, group_weight=1)
    assert plan.options == (1,)
    assert ("group_short", 0.0) in [(reason.code, reason.value) for reason in plan.reasons[0]]
    assert plan.before == pytest.approx(2) and plan.after == pytest.approx(40 / 60 + 10 / 20)


def test_groups_that_overlap_are_terms_of_their_own():
    """Half of one group and all of another missing: not three quarters of a sum, but the mean of two shares."""
    need = need_of([10], [10], [100, 10], [50, 0])
    assert shortfall(need, 1, 1) == pytest.approx((0.5 + 1) / 2)
    some = options([0, 0], [20, 20], [[10, 0], [0, 5]])
    assert next_best(need, some, 1, group_weight=1).options == (1,)


def test_an_area_holds_no_more_visits_than_it_may():
    some = Options(np.array([0, 0, 1]), np.full(3, 10.0), np.zeros((3, 0)), np.full(3, 9), np.array([2, 9]))
    plan = next_best(need_of([500, 20], [0, 0]), some, 4)
    assert sorted(some.area[list(plan.options)]) == [0, 0, 1, 1]


def test_visits_keep_their_distance():
    assert list(times_possible(60, 28, [np.nan, 7, 100, -10, 28])) == [3, 2, 3, 1, 3]
    assert list(times_possible(10, 28, [0.0, np.inf])) == [0, 1]


@pytest.mark.parametrize("wrong", [{"k": -1}, {"k": 1, "area_weight": -1}, {"k": 1, "group_weight": -0.5}])
def test_negative_choices_are_refused(wrong):
    with pytest.raises(ValueError, match="0 or more"):
        next_best(need_of([1], [0]), options([0], [1]), **wrong)


amounts = st.integers(0, 60).map(float)


@st.composite
def settings_of_a_plan(draw):
    areas, groups = draw(st.integers(1, 4)), draw(st.integers(0, 2))
    expected = np.array(draw(st.lists(amounts, min_size=areas, max_size=areas)))
    expected[draw(st.lists(st.booleans(), min_size=areas, max_size=areas))] = np.nan
    reached = np.array(draw(st.lists(amounts, min_size=areas, max_size=areas)))
    wanted, had = (np.array(draw(st.lists(amounts, min_size=groups, max_size=groups))) for _ in range(2))
    m = draw(st.integers(1, 5))
    some = Options(
        np.array(draw(st.lists(st.integers(0, areas - 1), min_size=m, max_size=m))),
        np.array(draw(st.lists(st.integers(1, 40).map(float), min_size=m, max_size=m))),
        np.array(draw(st.lists(st.lists(st.integers(0, 12).map(float), min_size=groups, max_size=groups), min_size=m, max_size=m))).reshape(m, groups),
        np.array(draw(st.lists(st.integers(0, 3), min_size=m, max_size=m))),
        draw(st.sampled_from([None, np.full(areas, 2)])),
    )  # fmt: skip
    limits = []
    for name in draw(st.sampled_from([(), ("budget",), ("budget", "partner")])):
        uses = np.array(draw(st.lists(st.integers(0, 5).map(float), min_size=m, max_size=m)))
        limits.append(
            Limit(name, uses, high=float(draw(st.integers(0, 9))), low=float(draw(st.sampled_from([0, 0, 0, 2]))))
        )
    return need_of(expected, reached, wanted, had), some, draw(st.integers(0, 4)), tuple(limits)


@settings(max_examples=150)
@given(settings_of_a_plan(), st.sampled_from([(1.0, 0.0), (1.0, 1.0), (0.5, 2.0)]))
def test_no_plan_is_better_than_the_one_chosen(case, weights):
    need, some, k, limits = case
    plan = next_best(need, some, k, limits, *weights)
    best = least_shortfall(need, some, k, limits, weights)
    assert plan.is_feasible == (best is not None)
    if best is not None:
        assert plan.after == pytest.approx(best, abs=1e-7)
        assert plan.best_possible <= best + 1e-7
        assert len(plan.options) <= k
        times = np.bincount(plan.options, minlength=len(some.area))
        assert (times <= some.most).all()
        assert all(limit.low - 1e-9 <= limit.uses @ times <= limit.high + 1e-9 for limit in limits)


@settings(max_examples=50)
@given(settings_of_a_plan())
def test_the_plan_is_the_same_every_time_and_its_gains_add_up(case):
    need, some, k, limits = case
    plan = next_best(need, some, k, limits, 1.0, 0.5)
    assert plan == next_best(need, some, k, limits, 1.0, 0.5)
    assert plan.after == pytest.approx(plan.before - sum(plan.gains), abs=1e-9)


def large(seed: int, areas: int = 300):
    draw = np.random.default_rng(seed)
    people = np.array([25.0, 60.0, 18.0])
    reached, k = draw.lognormal(4, 1.2, areas) / 2, 20
    total = reached.sum() + k * 25
    mix = draw.uniform(0.02, 0.6, (areas, 3))
    need = need_of(
        shared_out(draw.lognormal(8.5, 0.6, areas), total),
        reached,
        [0.3 * total, 0.5 * total, 0.2 * total],
        reached.sum() * mix.mean(0) / 2,
    )
    some = Options(
        np.repeat(np.arange(areas), 3), np.tile(people, areas),
        np.repeat(mix, 3, axis=0) * np.tile(people, areas)[:, None], np.full(3 * areas, 2),
    )  # fmt: skip
    return need, some, k, (Limit("budget", np.tile([100.0, 400.0, 120.0], areas), high=3500),)


@pytest.mark.parametrize("seed", range(2))
def test_three_hundred_areas_and_twenty_sessions_come_with_their_gap(seed):
    need, some, k, limits = large(seed)
    plan = next_best(need, some, k, limits, 1.0, 1.0)
    assert len(plan.options) == k and plan.after < plan.before
    assert 0 <= plan.gap < 0.01
