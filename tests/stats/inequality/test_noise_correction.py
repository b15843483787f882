"""Noise-corrected dispersion is right on average, and the theory behind the intervals holds."""

import numpy as np
import pytest

from evenground.stats.inequality import MEASURES, closed_form, noise_aware, settings
from evenground.stats.inequality.folded import FOLDED
from evenground.stats.inequality.quadratic import corrected, second_order
from evenground.stats.inequality.selection import largest, largest_difference, range_quantile

TABLES = 40_000
K = 8


def tables(values, errors, people):
    m, k = values.shape
    return settings(
        np.repeat(np.arange(m), k), values.ravel(), se=np.tile(errors, m), population=np.tile(people, m),
        is_reference=np.tile(np.arange(k) == 0, m), favourable=1.0, average=100.0,
    )  # fmt: skip


@pytest.fixture(scope="module", params=[0.0, 1.0, 3.0, 10.0], ids=lambda s: f"spread {s:g} se")
def world(request):
    """A truth whose spread is so many standard errors, and many noisy tables of it."""
    rng = np.random.default_rng(17)
    people, errors = rng.uniform(500, 3000, K), rng.uniform(1.0, 3.0, K)
    share = people / people.sum()
    shift = np.linspace(-1, 1, K) + rng.normal(0, 0.2, K)
    shift -= (share * shift).sum()
    noise = np.sqrt((share * errors**2).sum())
    truth = 100 + request.param * noise * shift / np.sqrt((share * shift**2).sum())
    seen = truth + errors * rng.standard_normal((TABLES, K))
    return request.param, tables(truth[None], errors, people), tables(seen, errors, people)


@pytest.mark.parametrize("name", ["bgv", "cov", "ti", "mld"])
def test_corrected_dispersion_is_unbiased_at_every_spread(world, name, ledger):
    spread, truth, seen = world
    measure = MEASURES[name, "default"]
    (true_block,), (block,) = truth.blocks(), seen.blocks()
    expected = second_order(measure, true_block).value
    found, plain = corrected(measure, block), second_order(measure, block).value
    bias, before = (np.mean(x) - expected[0] for x in (found, plain))
    sd = found.std()
    note = f"uncorrected {before / sd:+.3f}"
    # 40,000 tables leave 0.5% of the standard deviation as noise
    ledger.add_worst(f"{name}, bias / sd", TABLES, abs(bias) / sd, 0.02, note)


@pytest.mark.parametrize("name", ["bgsd", *sorted(FOLDED)])
def test_what_cannot_be_unbiased_is_much_nearer_than_it_was(world, name, ledger):
    # roots and distances have a kink at equality: no estimate is unbiased there, so bias is compared with the truth
    spread, truth, seen = world
    key = (name, "default")
    expected = closed_form(truth, [key])[key].estimate[0]
    found = noise_aware(seen, [key])[key].estimate.mean() - expected
    before = closed_form(seen, [key])[key].estimate.mean() - expected
    scale = expected if spread else closed_form(seen, [key])[key].estimate.mean()
    shared = name in ("mdru", "mdrw")  # all distances share the reference's noise, which nobody can take off
    allowed = {0.0: 0.5, 1.0: 0.25 if shared else 0.15, 3.0: 0.02, 10.0: 0.002}[spread]
    what = f"{name}, bias / {'truth' if spread else 'uncorrected'}"
    ledger.add_worst(what, TABLES, abs(found) / scale, allowed, f"uncorrected {before / scale:+.3f}")
    assert shared or abs(found) <= abs(before)


def test_second_order_terms_match_simulation(world, ledger):
    spread, truth, seen = world
    (block,), (true_block,) = seen.blocks(), truth.blocks()
    for name in ("bgv", "cov", "ti", "mld"):
        measure = MEASURES[name, "default"]
        form = second_order(measure, true_block)
        values = second_order(measure, block).value
        variance = form.variance[0] + 2 * form.half_square[0]
        off = abs(values.var() / variance - 1)
        ledger.add_worst(f"{name}, variance", TABLES, off, 0.04)


def test_the_range_of_normal_values_matches_its_published_table():
    # Pearson and Hartley's table of the studentized range with infinite degrees of freedom, upper 5% points
    for groups, upper in ((2, 2.77), (3, 3.31), (5, 3.86), (10, 4.47), (20, 5.01)):
        assert range_quantile(groups, 0.95) == pytest.approx(upper, abs=0.006)


def test_a_clear_winner_costs_next_to_nothing():
    y = np.array([[0.0], [100.0], [50.0], [51.0]])
    found = largest_difference(y, np.ones((4, 1)), 0.95)
    assert found.estimate[0] == pytest.approx(100)
    assert found.high[0] - found.low[0] == pytest.approx(2 * 1.96 * np.sqrt(2), rel=0.02)
    one = largest(y, np.ones((4, 1)), 0.95)
    assert one.high[0] - one.low[0] == pytest.approx(2 * 1.96, rel=0.02)


def test_equal_groups_are_called_equal():
    found = largest_difference(np.zeros((6, 1)), np.ones((6, 1)), 0.95)
    assert found.estimate[0] == 0
    assert found.low[0] == 0
    assert found.high[0] > 0


def test_without_noise_nothing_is_corrected():
    rows = settings([0] * 3, [10.0, 12.0, 17.0], se=0.0, population=[1, 2, 3], favourable=1, is_reference=[0, 0, 1])
    plain, aware = closed_form(rows), noise_aware(rows)
    for key in MEASURES:
        if np.isfinite(plain[key].estimate[0]):
            assert aware[key].estimate[0] == pytest.approx(plain[key].estimate[0], rel=1e-9), key
            assert aware[key].low[0] == pytest.approx(aware[key].high[0], rel=1e-9), key


def test_without_standard_errors_the_plain_estimate_stays():
    rows = settings([0] * 3, [10.0, 12.0, 17.0], population=[1, 2, 3], favourable=1, is_reference=[0, 0, 1])
    plain, aware = closed_form(rows), noise_aware(rows)
    for key in MEASURES:
        np.testing.assert_array_equal(plain[key].estimate, aware[key].estimate)
        np.testing.assert_array_equal(plain[key].reason, aware[key].reason)


def test_one_bad_setting_changes_no_other_interval(random_settings):
    good = random_settings(9, count=5, ordered=False)
    alone = noise_aware(settings(**good))
    more = {name: np.broadcast_to(np.asarray(column, float), (30,)) for name, column in good.items()}
    spoiled = {name: np.concatenate([column, column]) for name, column in more.items()}
    spoiled["setting"][30:] += 50
    spoiled["estimate"][30::2] = np.nan
    spoiled["se"][31::3] = 0
    both = noise_aware(settings(**spoiled))
    for key in MEASURES:
        np.testing.assert_array_equal(alone[key].low, both[key].low[:5], err_msg=str(key))
        np.testing.assert_array_equal(alone[key].high, both[key].high[:5], err_msg=str(key))
