"""Local clusters: as PySAL finds them, controlled for false finds, and indifferent to the order of areas."""

import numpy as np
import pandas as pd
import pytest

from evenground.stats.clusters import local_clusters
from evenground.stats.discovery import findings

SIDE = 12
GRID = [(r * SIDE + c, r * SIDE + c + 1) for r in range(SIDE) for c in range(SIDE - 1)]
GRID += [(r * SIDE + c, (r + 1) * SIDE + c) for r in range(SIDE - 1) for c in range(SIDE)]


def test_a_block_of_high_values_is_found_and_the_rest_is_not():
    values = np.random.default_rng(1).normal(0, 0.2, SIDE * SIDE).reshape(SIDE, SIDE)
    values[2:6, 2:6] += 5
    kind = local_clusters(values.ravel(), GRID).kind.reshape(SIDE, SIDE)
    assert (kind[3:5, 3:5] == "high_high").all()
    assert (kind[9:, 9:] == "none").all()


def test_without_a_pattern_at_most_one_map_in_twenty_names_any_area():
    rng = np.random.default_rng(2)
    named = sum(
        (local_clusters(rng.normal(size=SIDE * SIDE), GRID, permutations=1999).kind != "none").any() for _ in range(60)
    )
    assert named <= 8  # 3 expected; 8 or more has probability under 1%


def test_the_order_of_areas_changes_no_area_by_more_than_the_permutations_do():
    values = np.random.default_rng(3).normal(size=SIDE * SIDE)
    values[:30] += 3
    order = np.random.default_rng(4).permutation(len(values))
    place = np.argsort(order)
    first = local_clusters(values, GRID).p
    second = local_clusters(values[order], [(place[a], place[b]) for a, b in GRID]).p[place]
    assert np.abs(first - second).max() < 0.06


def test_kinds_and_p_values_agree_with_the_reference(reference):
    expected = pd.read_csv(reference / "pysal" / "pysal_local.csv").sort_values("id")
    edges = pd.read_csv(reference / "extra" / "spatial_queen_edges.csv").to_numpy() - 1
    found = local_clusters(expected["rate"], edges, q=1.0)
    assert np.abs(found.p - np.minimum(2 * expected["p_sim_9999"], 1)).max() < 0.06
    names = np.array(["", "high_high", "low_high", "low_low", "high_low"])[expected["quadrant"]]
    named = found.kind != "none"
    assert named.sum() > 20 and (found.kind[named] == names[named]).all()


def test_missing_values_and_islands_are_left_out_with_a_reason():
    found = local_clusters([1.0, np.nan, 3.0, 4.0, 100.0], [(0, 1), (1, 2), (2, 3)])
    assert found.kind.tolist() == ["none", "", "none", "none", "none"]
    assert np.isnan(found.p[[1, 4]]).all()


def test_an_unknown_area_in_a_pair_is_refused():
    with pytest.raises(ValueError, match="area 9"):
        local_clusters([1.0, 2.0], [(0, 9)])


@pytest.mark.parametrize(("p", "count"), [([], 0), ([0.2, 0.9], 0), ([0.01, 0.04], 2), ([0.04, 0.5], 0)])
def test_false_discovery_control(p, count):
    assert findings(p).sum() == count
