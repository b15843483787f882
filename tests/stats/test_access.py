"""Floating catchment areas against the reference, and their law of conservation."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenground.stats.access import band_weights, three_step, two_step

BANDS = [(10, 1.0), (20, 0.68), (30, 0.22)]


def test_every_origin_meets_the_reference(reference, ledger):
    costs = pd.read_csv(reference / "pysal" / "access_costs.csv")
    expected = pd.read_csv(reference / "pysal" / "access_expected.csv")
    supply = pd.read_csv(reference / "pysal" / "access_supply.csv")
    cost = costs.pivot(index="origin", columns="dest", values="cost").loc[expected["geoid"], supply["geoid"]]
    people, doctors = expected["pop"], supply["docs"]
    plain, enhanced = band_weights(cost, [(30, 1)]), band_weights(cost, BANDS)
    for name, found in (
        ("2sfca", two_step(people, doctors, plain)),
        ("e2sfca", two_step(people, doctors, enhanced)),
        ("3sfca", three_step(people, doctors, enhanced)),
    ):
        column = expected[f"{name}_docs"]
        none = column.isna().to_numpy()
        assert (found[none] == 0).all()
        ledger.add(
            name, found, column.fillna(0), note=f"{none.sum()} origins reach nothing: 0 here, missing at the peer"
        )


@given(st.integers(1, 8), st.integers(1, 5), st.integers(0, 10_000))
def test_all_supply_in_reach_is_shared_out_once(origins, destinations, seed):
    rng = np.random.default_rng(seed)
    people, supply = rng.integers(1, 1000, origins), rng.integers(0, 50, destinations)
    weights = band_weights(rng.uniform(0, 40, (origins, destinations)), BANDS)
    reached = weights.any(axis=0)
    for method in (two_step, three_step):
        assert (people * method(people, supply, weights)).sum() == pytest.approx(supply[reached].sum())


def test_out_of_reach_is_nothing_and_a_missing_cost_is_out_of_reach():
    weights = band_weights([[5.0, np.nan], [99.0, 40.0]], BANDS)
    assert weights.tolist() == [[1.0, 0.0], [0.0, 0.0]]
    assert two_step([10, 10], [1, 1], weights).tolist() == [0.1, 0.0]
    assert three_step([10, 10], [1, 1], weights).tolist() == [0.1, 0.0]


def test_shapes_and_bands_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="own row and column"):
        two_step([1, 2], [1], [[1.0]])
    with pytest.raises(ValueError, match="ascend"):
        band_weights([1], [(20, 1), (10, 0.5)])
