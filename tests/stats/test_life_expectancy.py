"""Life expectancy against a published package, and in simulation."""

import numpy as np
import pandas as pd
import pytest

from evenground.stats.life_expectancy import STARTS, life_expectancy, life_table


def test_life_expectancy_meets_the_reference_at_every_age(reference, ledger):
    table = pd.read_csv(reference / "phe" / "phe_le_inputs.csv")
    expected = pd.read_csv(reference / "phe" / "phe_le.csv").sort_values(["area", "startage"])
    table = table.sort_values(["area", "startage"])
    shaped = lambda frame, column: frame[column].to_numpy(float).reshape(-1, len(STARTS))  # noqa: E731
    for suffix, level in (("95_0", 0.95), ("99_8", 0.998)):
        found = life_expectancy(shaped(table, "deaths"), shaped(table, "population"), level=level)
        ledger.add(f"years {level}", found.value, shaped(expected, "value"), note="missing at or under 5,000 people")
        ledger.add(f"lower {level}", found.low, shaped(expected, f"lower{suffix}cl"))
        ledger.add(f"upper {level}", found.high, shaped(expected, f"upper{suffix}cl"))
    assert set(found.reason[np.isnan(found.value[:, 0])]) == {"population too small"}


def test_every_missing_expectancy_has_its_reason():
    deaths = np.array([[50, 100], [5, 10], [50, 100], [50, 0], [3, 1], [50, 100]], float)
    people = np.array([[5000, 1000], [400, 100], [0, 9000], [5000, 1000], [8000, 300], [5000, np.nan]], float)
    found = life_expectancy(deaths, people, [0, 50])
    reasons = ["", "population too small", "empty age group", "no deaths at the oldest ages", "interval too wide"]
    assert found.reason.tolist() == [*reasons, "empty age group"]
    assert np.isnan(found.value[:, 0]).tolist() == [False, True, True, True, True, True]


def test_start_ages_have_to_ascend():
    with pytest.raises(ValueError, match="ascend"):
        life_table([0.1, 0.2], [5, 5])


def test_a_death_rate_over_the_whole_interval_kills_everybody_at_most_once():
    table = life_table([3.0, 0.5], [0, 50])
    assert table.probability[0] == 1
    assert np.isnan(table.expectancy[1])


def test_the_interval_covers_the_truth_in_simulated_populations():
    rng = np.random.default_rng(5)
    ages = np.array(STARTS, float)
    rates = np.where(ages == 0, 0.005, 0.0001 * np.exp(0.085 * ages))
    people = np.full(ages.size, 1500.0)
    truth = life_table(rates).expectancy[0]
    found = life_expectancy(rng.poisson(people * rates, (4000, ages.size)), people)
    covered = (found.low[:, 0] <= truth) & (truth <= found.high[:, 0])
    assert covered.mean() == pytest.approx(0.95, abs=0.015)
