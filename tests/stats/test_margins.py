"""Margins of error: the Census Bureau's formulas and their edges."""

import numpy as np
import pytest

from evenground.stats import margins


def test_a_published_margin_is_turned_back_with_the_bureaus_own_factor():
    assert margins.moe_to_se([1645.0])[0] == pytest.approx(1000)
    assert margins.moe_to_se([1.96], level=0.95)[0] == pytest.approx(1)
    assert margins.moe_to_se([1.0], level=0.80)[0] == pytest.approx(1 / 1.2815515655446004)


def test_the_bureaus_negative_codes_are_not_margins():
    assert np.isnan(margins.moe_to_se([-222222222, -555555555, -333333333])).all()


def test_a_sum_adds_squares_and_a_missing_part_makes_it_missing():
    found = margins.se_of_sum([[3.0, 4.0, 12.0], [3.0, 4.0, np.nan]])
    assert found[0] == 13
    assert np.isnan(found[1])
    assert margins.se_of_sum(np.zeros((2, 0))).tolist() == [0, 0]


def test_of_several_zero_estimates_only_the_least_certain_counts():
    ses, estimates = [[3.0, 4.0, 4.0], [3.0, 4.0, 4.0]], [[9, 0, 0], [9, 1, 1]]
    assert margins.se_of_sum(ses, estimates=estimates) == pytest.approx([5.0, np.sqrt(41)])
    with pytest.raises(ValueError, match="one se per estimate"):
        margins.se_of_sum([1.0, 2.0], estimates=[1.0])


def test_a_negative_radicand_falls_back_to_the_formula_of_a_ratio():
    part = margins.se_of_proportion(90, 1, 100, 5)
    assert part == pytest.approx(margins.se_of_ratio(90, 1, 100, 5))
    assert margins.se_of_proportion(10, 3, 100, 5) == pytest.approx(np.sqrt(9 - 0.01 * 25) / 100)


def test_undefined_is_missing_and_touches_no_other_row():
    good = margins.se_of_proportion([10, 10], [3, 3], [100, 0], [5, 5])
    assert np.isfinite(good[0])
    assert np.isnan(good[1])
    assert np.isnan(margins.acs_coefficient_of_variation([0, 5], [1, np.nan])).all()


def test_the_standard_error_of_a_share_matches_simulation():
    # the formula takes share and total to be uncorrelated: so it is when both parts vary in proportion to their size
    rng = np.random.default_rng(7)
    errors = 20, 20 * np.sqrt(7 / 3)
    inside, outside = rng.normal(3000, errors[0], 400_000), rng.normal(7000, errors[1], 400_000)
    expected = (inside / (inside + outside)).std()
    assert margins.se_of_proportion(3000, 20, 10_000, np.hypot(*errors)) == pytest.approx(expected, rel=0.005)
