"""Spatial statistics against two packages, and maps with islands and gaps."""

import numpy as np
import pandas as pd
import pytest

from evenground.stats import smoothing, spatial, spatial_local


@pytest.fixture(scope="module")
def lattice(reference):
    areas = pd.read_csv(reference / "extra" / "spatial_inputs.csv")
    edges = pd.read_csv(reference / "extra" / "spatial_queen_edges.csv") - 1
    lists = edges.groupby("focal")["neighbour"].agg(list).to_dict()
    return areas, spatial.neighbours(lists, len(areas)), (areas["events"] / areas["population"]).to_numpy()


def test_global_statistics_meet_both_references(lattice, reference, ledger):
    areas, weights, rate = lattice
    extra = pd.read_csv(reference / "extra" / "spatial_global.csv").set_index("stat")["value"]
    pysal = pd.read_csv(reference / "pysal" / "pysal_global.csv").set_index("stat")["value"]
    found = spatial.moran(rate, weights)
    ledger.add("Moran I", found.value, extra["moran_I"])
    ledger.add("Moran I, PySAL", found.value, pysal["moran_I"])
    ledger.add(
        "Moran E, variance, z", found[1:4], [extra[f"moran_{x}"] for x in ("E", "var_randomisation", "z_randomisation")]
    )
    ledger.add("Moran p", found.p, pysal["moran_p_rand"])
    ledger.add_worst("Moran variance, normality", 2, 0.0, 1e-9, "does not apply: we test under randomisation")
    found = spatial.geary(rate, weights)
    ledger.add("Geary C, E, variance", found[:3], [extra["geary_C"], extra["geary_E"], extra["geary_var"]])
    ledger.add("Geary z", found.z, pysal["geary_z_rand"])
    found = spatial.general_g(rate, weights)
    ledger.add("general G, E", found[:2], [extra["general_G"], extra["general_G_E"]])
    ledger.add("general G z", found.z, pysal["general_G_z"])
    found = spatial.moran_rate(areas["events"], areas["population"], weights)
    ledger.add("Moran of rates", found.value, extra["eb_moran_I"])
    ledger.add("Moran of rates, PySAL", found.value, pysal["moran_rate_I_assuncao_reis"])
    # the reference's a and b are the between-area variance and the mean of the empirical Bayes estimator
    x, n = areas["events"].to_numpy(float), areas["population"].to_numpy(float)
    mean = x.sum() / n.sum()
    between = (n * (x / n - mean) ** 2).sum() / n.sum() - mean / n.mean()
    ledger.add("empirical Bayes a, b", [between, mean], [extra["eb_a"], extra["eb_b"]])


def test_local_statistics_meet_both_references(lattice, reference, ledger):
    areas, weights, rate = lattice
    extra = pd.read_csv(reference / "extra" / "spatial_expected.csv")
    pysal = pd.read_csv(reference / "pysal" / "pysal_local.csv")
    found = spatial_local.local_moran(rate, weights, permutations=9999)
    n = len(rate)
    ledger.add("local Moran, PySAL", found.value, pysal["local_moran_I"])
    ledger.add("local Moran", found.value * n / (n - 1), extra["local_moran"], note="the peer divides by n")
    off = np.abs(found.p / 2 - pysal["p_sim_9999"])
    ledger.add_worst("local Moran p (one tail)", n, off.max(), 0.02, "from permutations")
    ledger.add_worst(
        "local Moran z (permutations)", n, np.abs(found.z - pysal["z_sim"]).max(), 0.12, "from permutations"
    )
    ledger.add_worst("local Moran E, variance, z", 3 * n, 0.0, 1e-9, "does not apply: permutations in place of moments")
    lag = spatial_local.neighbour_mean(rate - rate.mean(), weights)
    mine = np.where(rate > rate.mean(), np.where(lag > 0, 1, 4), np.where(lag > 0, 2, 3))
    assert mine.tolist() == pysal["quadrant"].tolist()
    ledger.add("local G*", spatial_local.local_g(rate, weights), extra["g_star_z"])
    ledger.add("local G*, PySAL", spatial_local.local_g(rate, weights), pysal["gi_star_z"])
    ledger.add("local G", spatial_local.local_g(rate, weights, include_self=False), extra["g_z"])
    ledger.add("mean of neighbours", spatial_local.neighbour_mean(rate, weights), extra["spatial_lag_W"])
    smoothed = smoothing.empirical_bayes(areas["events"], areas["population"])
    ledger.add("empirical Bayes", smoothed, extra["eb_global"])
    ledger.add("empirical Bayes, PySAL", smoothed, pysal["eb_rate"])
    near = smoothing.local_empirical_bayes(areas["events"], areas["population"], weights)
    ledger.add("local empirical Bayes", near, extra["eb_local"])
    ledger.add("raw rate", rate, extra["raw"])


def grid(side):
    at = {(i, j): i * side + j for i in range(side) for j in range(side)}
    step = [(-1, 0), (1, 0), (0, -1), (0, 1)]
    return {k: [at[i + a, j + b] for a, b in step if (i + a, j + b) in at] for (i, j), k in at.items()}


def test_a_planted_cluster_is_found_and_little_else():
    rng = np.random.default_rng(1)
    values = rng.normal(10, 1, (15, 15))
    values[5:9, 5:9] += 5
    found = spatial_local.local_moran(values.ravel(), spatial.neighbours(grid(15), 225), permutations=9999)
    inside = np.zeros((15, 15), dtype=bool)
    inside[5:9, 5:9] = True
    hot = found.label == "high among high"
    assert hot[inside.ravel()].mean() > 0.6
    assert hot[~inside.ravel()].mean() < 0.05


def test_without_pattern_almost_no_map_shows_one():
    weights = spatial.neighbours(grid(8), 64)
    rng = np.random.default_rng(2)
    labelled = [
        (
            spatial_local.local_moran(rng.normal(size=64), weights, permutations=999).label != spatial_local.NOT_CLEAR
        ).any()
        for _ in range(60)
    ]
    assert np.mean(labelled) <= 0.12


def test_the_same_seed_gives_the_same_map():
    weights = spatial.neighbours(grid(6), 36)
    values = np.random.default_rng(3).normal(size=36)
    first, second = (spatial_local.local_moran(values, weights, permutations=199, seed=5) for _ in range(2))
    assert (first.p == second.p).all()


def test_islands_and_missing_values_are_missing_and_change_no_other_area():
    lists = grid(6)
    weights = spatial.neighbours(lists, 38)  # two islands
    values = np.r_[np.random.default_rng(4).normal(size=36), 5.0, np.nan]
    found = spatial_local.local_moran(values, weights, permutations=199)
    assert found.label[36:].tolist() == ["", ""]
    assert np.isnan(found.p[36:]).all()
    assert np.isfinite(found.p[:36]).all()
    assert np.isnan(spatial_local.neighbour_mean(values, weights)[36:]).all()
    assert np.isnan(spatial_local.local_g(values, weights, include_self=False)[36:]).all()
    rates = smoothing.empirical_bayes(np.r_[5, 3, 0], np.r_[100, 50, 0])
    assert np.isnan(rates).tolist() == [False, False, True]
    assert np.isnan(smoothing.local_empirical_bayes([5, 3, 0], [100, 50, 0], spatial.neighbours({0: [1]}, 3))[2])


def test_what_has_no_pattern_to_measure_is_missing():
    weights = spatial.neighbours(grid(4), 16)
    for statistic in (spatial.moran, spatial.geary, spatial.general_g):
        assert np.isnan(statistic(np.ones(16), weights).value)
        assert np.isnan(statistic(np.full(16, np.nan), weights).value)
    assert np.isnan(spatial.moran(np.arange(16.0), spatial.neighbours({}, 16)).value)
    assert np.isnan(spatial.general_g(np.arange(16.0) - 5, weights).value)
    assert set(spatial_local.local_moran(np.ones(16), weights).label) == {""}


def test_wrong_sizes_and_positions_are_refused():
    with pytest.raises(ValueError, match="one value per area"):
        spatial.moran([1.0, 2.0], spatial.neighbours({}, 3))
    with pytest.raises(ValueError, match="positions 0 to 2"):
        spatial.neighbours({0: [3]}, 3)
