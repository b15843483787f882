"""Does an interval cover its truth, and is nothing found where there is nothing? Over thousands of made logs."""

import numpy as np
import pytest
from made_logs import RHYTHMS, logs_of_areas, logs_of_one_area, series_sizes
from scipy import stats

from evenground.stats.coverage.equity import gap_index, order_by_need
from evenground.stats.coverage.groups import representation
from evenground.stats.coverage.limits import ENOUGH, cluster_limits
from evenground.stats.coverage.shares import placed_tails, share

LOGS = 5000
LOG_SDS = (0.0, 0.5, 1.0)


def test_the_interval_of_a_rate_covers_its_truth_from_ten_series_on(record_property):
    """And the printed table says what it would have been below, where the page gives no verdict."""
    rng = np.random.default_rng(1)
    lines, judged = [f"Coverage of 95% intervals of a rate, {LOGS} logs a cell: series expected 3, 5, 8 | 10, 15, 25, 50"], []
    for rhythm in RHYTHMS:
        for log_sd in LOG_SDS:
            row = []
            for expected in (3, 5, 8, 10, 15, 25, 50):
                total, squares, series = logs_of_one_area(rng, LOGS, expected, log_sd, rhythm)
                low, high = cluster_limits(total, squares, series, 1.0)
                row.append(float(((low <= expected) & (expected <= high)).mean()))
                if expected >= ENOUGH:
                    judged.append(row[-1])
            shown = [f"{100 * one:5.1f}" for one in row]
            lines.append(f"{rhythm:<10} log-SD {log_sd:<4} {' '.join(shown[:3])} | {' '.join(shown[3:])}")
    record_property("table", "\n".join(lines))
    assert min(judged) >= 0.93 and max(judged) <= 0.97, "\n".join(lines)


def test_the_added_weight_may_be_declared_wrong_by_half():
    rng = np.random.default_rng(2)
    for weight in (0.5, 1.5):
        for log_sd in LOG_SDS:
            total, squares, series = logs_of_one_area(rng, LOGS, 15, log_sd, "one-off")
            low, high = cluster_limits(total, squares, series, weight)
            assert 0.93 <= ((low <= 15) & (high >= 15)).mean() <= 0.975


def flags(found):
    """Logs of which any area is a finding by Benjamini and Hochberg within that log: some i-th smallest p is below 0.05 i / m."""
    p = np.sort(np.where(found.verdict == "too_few", 1.0, found.p), axis=1)
    return (p <= 0.05 * np.arange(1, p.shape[1] + 1) / p.shape[1]).any(axis=1)


def test_nothing_is_found_where_all_areas_have_their_share(record_property):
    rng = np.random.default_rng(3)
    residents = np.exp(np.random.default_rng(4).normal(0, 0.6, 60))
    chance = residents / residents.sum()
    lines, flagged, missed = ["Logs in which any of 60 areas was called less or more than its share, under no difference (%)"], [], []
    for rhythm in ("one-off", "two weeks"):
        for log_sd in LOG_SDS:
            for series in (300, 900):
                (total, squares, cubes, count), _, _ = logs_of_areas(rng, 2000, series, chance, log_sd, rhythm)
                found = share(total, squares, count, residents, 1.0, cubes=cubes)
                any_found = flags(found)
                alone = [share(*one[:3], residents, 1.0, cubes=one[3]) for one in zip(total[:50], squares, count, cubes, strict=False)]
                assert [np.isin(one.verdict, ("less", "more")).any() for one in alone] == any_found[:50].tolist()
                flagged.append(any_found.mean())
                missed.append(((found.low <= 1) & (found.high >= 1))[:, chance * series >= ENOUGH].mean())
                lines.append(f"{rhythm:<10} log-SD {log_sd:<4} {series} series: {100 * flagged[-1]:.1f}; intervals of shares cover {100 * missed[-1]:.1f}")
    record_property("table", "\n".join(lines))
    assert max(flagged) <= 0.05, "\n".join(lines)
    assert min(missed) >= 0.93 and max(missed) <= 0.97, "\n".join(lines)


def test_a_gap_that_is_there_is_found():
    rng = np.random.default_rng(5)
    chance = np.full(40, 1 / 40)
    visited = np.where(np.arange(40) < 2, 0.1, 1.0)
    (total, squares, cubes, count), _, _ = logs_of_areas(rng, 200, 800, visited / visited.sum(), 0.5, "one-off")
    verdicts = np.array([share(*one[:3], chance, 1.0, cubes=one[3]).verdict for one in zip(total, squares, count, cubes, strict=True)])
    assert (verdicts[:, :2] == "less").mean() > 0.8
    assert (verdicts[:, 2:] == "less").mean() < 0.02


def test_the_conditional_test_agrees_with_the_binomial_where_sizes_are_equal():
    for chance, series in ((0.02, 600), (0.1, 200), (0.5, 80)):
        held = np.arange(0, series // 2)
        exact = stats.binom.cdf(held, series, chance)
        less, _ = placed_tails(held, chance, series, series, series, 1.0)
        seen = (exact > 1e-4) & (exact < 0.5)
        assert (less[seen] > 0.99 * exact[seen]).all() and (less[seen] < 1.5 * exact[seen]).all()


def test_the_interval_of_the_gap_index_covers_its_truth(record_property):
    rng = np.random.default_rng(6)
    residents = np.exp(rng.normal(8, 0.5, 40))
    level_of_need = rng.uniform(0.05, 0.4, 40)
    need, order = level_of_need * residents, order_by_need(level_of_need, residents)
    chance = residents * (0.4 - level_of_need + 0.1)
    chance /= chance.sum()
    truth = gap_index(order, need, chance).index
    lines = ["Coverage of 95% intervals of the gap index, 2000 logs a cell: 10, 20, 60 series"]
    for rhythm in ("one-off", "two weeks"):
        for log_sd in LOG_SDS:
            row = []
            for series in (10, 20, 60):
                _, where, sizes = logs_of_areas(rng, 2000, series, chance, log_sd, rhythm)
                weight = 2 * (order.middle - 0)
                reach = sizes / sizes.sum(axis=1, keepdims=True)
                centre = (order.middle[where] * reach).sum(axis=1)
                index = 2 * (centre - (order.middle * need).sum() / need.sum())
                score = reach * (weight[where] - 2 * centre[:, None])
                n = 1 / (reach**2).sum(axis=1)
                se = np.sqrt((score**2).sum(axis=1) * n / (n - 1))
                row.append(float((np.abs(index - truth) <= stats.t.ppf(0.975, n - 1) * se).mean()))
                one = gap_index(order, need, np.bincount(where[0], sizes[0], minlength=40), (np.arange(series), where[0], sizes[0]))
                assert np.isclose(one.index, index[0]) and np.isclose(one.se, se[0])
            lines.append(f"{rhythm:<10} log-SD {log_sd:<4} {' '.join(f'{100 * one:5.1f}' for one in row)}")
            assert min(row) >= 0.91 and max(row) <= 0.97, "\n".join(lines)
    record_property("table", "\n".join(lines))


def test_the_linearised_error_of_the_gap_index_is_that_of_a_bootstrap_over_series():
    rng = np.random.default_rng(7)
    order = order_by_need(rng.uniform(0, 1, 30), 100)
    need = rng.uniform(10, 90, 30)
    where, sizes = rng.integers(0, 30, 200), series_sizes(rng, (200,), 0.7, "month")
    found = gap_index(order, need, np.bincount(where, sizes, minlength=30), (np.arange(200), where, sizes))
    drawn = rng.integers(0, 200, (2000, 200))
    centre = (order.middle[where[drawn]] * sizes[drawn]).sum(axis=1) / sizes[drawn].sum(axis=1)
    assert np.isclose(2 * centre.std(), found.se, rtol=0.06)


@pytest.mark.parametrize("log_sd", LOG_SDS)
def test_the_interval_of_a_groups_share_covers_its_truth(log_sd):
    """Answers within a series are alike: each has its own share of the group, 30% on average."""
    rng = np.random.default_rng(8)
    for series in (10, 20, 60):
        people = np.maximum(1, np.round(20 * series_sizes(rng, (2000, series), log_sd, "one-off")))
        own = rng.beta(3, 7, people.shape)
        yes = rng.binomial(people.astype(int), own)
        moments = np.stack([(yes**2).sum(1), (yes * people).sum(1), (people**2).sum(1)], axis=-1)
        found = representation(yes.sum(1), (people - yes).sum(1), 0, moments, series, 0.3)
        covered = ((found.low <= 0.3) & (found.high >= 0.3)).mean()
        assert 0.93 <= covered <= 0.97, (series, covered)
