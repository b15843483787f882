"""Worked examples by hand, and laws that hold for every log."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evenground.stats.coverage import equity, groups, mix, rhythm, shares
from evenground.stats.coverage.limits import cluster_limits


def test_equal_sizes_give_the_exact_limits_of_a_poisson_count_above():
    """Twelve series of 5 people: the upper limit is 5 times Garwood's, 12 -> 20.96; none: 5 times 3.689."""
    low, high = cluster_limits([60, 0], [300, 0], [12, 0], 5)
    assert np.allclose(high, [5 * stats.chi2.ppf(0.975, 26) / 2, 5 * stats.chi2.ppf(0.975, 2) / 2])
    assert np.allclose(low, [5 * stats.chi2.ppf(0.025, 25) / 2, 0])


def test_a_rate_by_hand():
    """84 attendances, 2,400 residents: 35 per 1,000."""
    found = shares.rate([84, 0, 3], [600, 0, 9], [12, 0, 1], [2400, 500, 0], 7)
    assert np.allclose(found.value[:2], [35, 0]) and np.isnan(found.value[2])
    assert found.enough.tolist() == [True, False, False]
    assert np.isfinite(found.high[1]) and found.high[1] > 0


def test_shares_by_hand():
    """30, 50 and 20 of 100 attendances; 25%, 25% and 50% of residents: ratios 1.2, 2 and 0.4."""
    found = shares.share([30, 50, 20, 7], [300, 500, 200, 7], [3, 5, 2, 1], [250, 250, 500, 0], 10)
    assert np.allclose(found.ratio[:3], [1.2, 2, 0.4])
    assert np.allclose(found.of_reach[:3], [0.3, 0.5, 0.2])
    assert found.verdict.tolist() == ["too_few", "too_few", "too_few", "not_compared"]


def test_groups_are_one_family_of_tests():
    one = ([5, 300, 300], [50, 3000, 3000], [1, 30, 30], [1000, 1000, 1000], 10)
    together = shares.share(*(np.array([row] * 40) if not isinstance(row, int) else row for row in one))
    assert (together.p[0] == shares.share(*one).p).all()
    mixed = [np.concatenate([[row], np.full((39, 3), np.mean(row))]) for row in one[:4]]
    p_of_many = shares.share(*mixed, 10)
    assert shares.share(*one).verdict[0] == "less" and p_of_many.verdict[1:].tolist() == [["about"] * 3] * 39


def test_the_equity_curve_by_hand():
    """100 residents at 40% need, 300 at 10%: 40 and 30 in need. Reach 10 and 30: a quarter of residents have a quarter."""
    order = equity.order_by_need([0.4, 0.1], [100, 300])
    found = equity.gap_index(order, [40, 30], [10, 30])
    assert np.isclose(found.index, 40 / 70 - 10 / 40)  # twice the area between two lines that meet at 0 and 1
    assert np.isclose(found.largest, 40 / 70 - 0.25) and np.isclose(found.at, 0.25)


def test_fifths_split_an_area_that_straddles():
    """Ten equal areas and one twice as large at the top: the first fifth of 1,200 residents is 240: 200 and 40 of the next."""
    residents = [200, *[100] * 10]
    order = equity.order_by_need(range(11, 0, -1), residents)
    reach = [24, 50, *[0] * 9]
    found = equity.fifths(order, residents, reach)
    assert np.allclose(found.need, 0.2)
    assert np.isclose(found.reach[0], (24 + 50 * 0.4) / 74)


def test_a_group_by_hand():
    """24 of 60 who answered, 40 not asked: 40%, and between 24% and 64% whatever they would have said."""
    found = groups.representation([24], [36], [40], [[60, 150, 400]], [12], [0.3])
    assert np.allclose([found.share, found.unknown, found.least, found.most], [[0.4], [0.4], [0.24], [0.64]])
    assert found.low < 0.4 < found.high


def test_cadence_recency_reports_and_replies_by_hand():
    held = rhythm.cadence([0, 14, 15, 42, 99], 0, 60, "two_weeks")
    assert (held.held, held.due, held.longest_gap, held.days_since) == (4, 5, 27, 18)
    nothing = rhythm.cadence([], 0, 60, "month")
    assert (nothing.held, nothing.longest_gap) == (0, 60) and np.isnan(nothing.days_since)
    assert rhythm.received([1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0, 1]) == (2, 3, 1)
    replied, waiting = rhythm.days_to_reply([1, 1, 1, 90], [5, None, 70, None], 60)
    assert replied[0] == 4 and waiting[1] == 59 and waiting[2] == 59 and np.isnan(waiting[3])


def test_who_lives_where_sessions_were_held_by_hand():
    assert mix.visited_share([0, 1, 3, 9], [100, 200, 300, 400], 3) == 0.7
    found = mix.partner_overlap([[1, 0], [1, 1], [0, 1]], [0, 0, -1], 2)
    assert found.together.tolist() == [[2, 1], [1, 2]]
    assert found.only_one.tolist() == [False, False] and found.largest_part[0] == 1 and np.isnan(found.largest_part[1])


sizes = st.lists(st.just(0.0) | st.floats(0.5, 500), min_size=8, max_size=8)


@given(sizes, sizes, st.lists(st.floats(0.1, 5000), min_size=8, max_size=8), st.lists(st.integers(1, 4), min_size=8, max_size=8))
def test_laws_of_the_gap_index(need, reach, residents, levels):
    need, reach, residents = np.array(need) + 0.1, np.array(reach) + 0.1, np.array(residents)
    order = equity.order_by_need(levels, residents)
    index = equity.gap_index(order, need, reach).index
    assert -2 <= index <= 2
    assert np.isclose(equity.gap_index(order, need, 3 * need).index, 0)
    assert np.isclose(equity.gap_index(order, reach, need).index, -index)
    halves = [np.concatenate([row[:1] / 2, row[:1] / 2, row[1:]]) for row in (need, reach, residents)]
    split = equity.order_by_need([levels[0], *levels], halves[2])
    assert np.isclose(equity.gap_index(split, halves[0], halves[1]).index, index)
    drawn = equity.curve(order, need, reach)
    assert np.isclose(2 * np.trapezoid(drawn.need - drawn.reach, drawn.residents), index)


@given(sizes, sizes, st.lists(st.floats(0.1, 500), min_size=8, max_size=8), st.floats(0, 900), st.integers(0, 7))
def test_bounds_hold_whatever_the_unknown_was(need, reach, residents, unknown, where):
    need, reach = np.array(need) + 0.1, np.array(reach) + 0.1
    order = equity.order_by_need(need / residents, residents)
    low, high = equity.gap_bounds(order, need, reach, unknown)
    placed = reach + unknown * np.eye(8)[where]
    assert low - 1e-9 <= equity.gap_index(order, need, placed).index <= high + 1e-9
    assert low - 1e-9 <= equity.gap_index(order, need, reach + unknown / 8).index <= high + 1e-9


@given(st.integers(0, 90), st.integers(0, 90), st.integers(0, 90), st.floats(0, 1))
def test_a_groups_bounds_hold_whatever_those_not_asked_would_have_said(yes, no, unknown, part):
    found = groups.representation([yes], [no], [unknown], [[yes**2, yes * (yes + no), (yes + no) ** 2]], [5], [0.3])
    everyone = yes + no + unknown
    if everyone:
        assert found.least[0] - 1e-9 <= (yes + part * unknown) / everyone <= found.most[0] + 1e-9
    else:
        assert (found.least[0], found.most[0]) == (0, 1)


@settings(max_examples=60)
@given(sizes, st.lists(st.sampled_from([None, 0.0]) | st.floats(1, 900), min_size=8, max_size=8), st.lists(st.integers(0, 30), min_size=8, max_size=8))
def test_nothing_divides_by_zero_and_no_area_is_dropped(total, residents, series):
    with np.errstate(all="raise", under="ignore"):
        rate = shares.rate(total, np.square(total), series, residents, 20)
        part = shares.share(total, np.square(total), series, residents, 20)
        order = equity.order_by_need(total, residents)
        equity.fifths(order, total, total), equity.gap_index(order, total, total)
    assert len(rate.value) == len(part.verdict) == 8
    here = np.array([one is not None and one > 0 for one in residents])
    assert (np.isfinite(rate.value) == here).all() and ((part.verdict != "not_compared") <= here).all()
    if here.any() and np.array(total)[here].sum() > 0:
        assert np.isclose(np.nansum(part.of_reach), 1)
