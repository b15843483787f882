"""What cannot be computed is missing with a reason, and changes nothing else."""

import re
import warnings

import numpy as np
import pandas as pd
import pytest

from evenground.stats.inequality import (
    MEASURES,
    SOURCES,
    Reason,
    as_table,
    closed_form,
    from_table,
    noise_aware,
    percentile,
    settings,
)

FINE = {
    "setting": [0] * 4,
    "estimate": [40.0, 50.0, 55.0, 70.0],
    "se": [2.0, 1.5, 2.5, 1.0],
    "population": [100.0, 200.0, 150.0, 50.0],
    "order": [1.0, 2.0, 3.0, 4.0],
    "is_reference": [0, 0, 0, 1],
    "favourable": 1.0,
    "ordered": 1.0,
    "scale": 100.0,
    "average": 52.0,
    "partition": 1.0,
}


def measured(kind=closed_form, **changes):
    """All measures of one setting like FINE, as {key: (estimate, low, high, reason)}."""
    found = kind(settings(**{**FINE, **changes}))
    return {
        key: (*(float(getattr(r, part)[0]) for part in ("estimate", "low", "high")), Reason(r.reason[0]))
        for key, r in found.items()
    }


def reasons(**changes):
    return {key: found[3] for key, found in measured(**changes).items() if found[3] != Reason.NONE}


def test_a_plain_setting_has_every_measure_with_its_interval():
    for key, (estimate, low, high, reason) in measured().items():
        assert np.isfinite([estimate, low, high]).all(), key
        assert low <= estimate <= high, key
        assert reason == Reason.NONE


def test_one_group_has_no_inequality():
    found = reasons(setting=[0], **{k: v[:1] for k, v in FINE.items() if isinstance(v, list) and k != "setting"})
    assert set(found) == set(MEASURES)
    assert set(found.values()) == {Reason.ONE_GROUP}


def test_groups_of_nobody_are_left_out():
    with_empty = measured(
        setting=[0] * 5,
        estimate=[*FINE["estimate"], np.nan],
        se=[*FINE["se"], np.nan],
        population=[*FINE["population"], 0],
        order=[1, 2, 3, 4, 0.5],
        is_reference=[0, 0, 0, 1, 0],
    )
    assert with_empty == measured()


def test_equal_values_are_no_inequality_whatever_the_measure():
    for key, (estimate, _, _, reason) in measured(estimate=[50.0] * 4).items():
        if key[1] != "setting_average":
            assert estimate == pytest.approx(MEASURES[key].null, abs=1e-9), key
        assert reason in (Reason.NONE, Reason.NO_CLOSED_FORM), key


def test_overlapping_groups_have_no_measure_over_groups():
    assert set(reasons(partition=0.0).values()) == {Reason.OVERLAP}


def test_without_an_order_only_ordered_measures_are_missing():
    found = reasons(ordered=0.0)
    assert set(found) == {key for key in MEASURES if key[0] in ("aci", "rci", "sii", "rii")}
    assert set(found.values()) == {Reason.NOT_ORDERED}


def test_a_missing_place_in_the_order_is_not_guessed():
    found = reasons(order=[1, 2, np.nan, 4])
    assert set(found.values()) == {Reason.NO_ORDER}
    assert {key[0] for key in found} == {"d", "r", "aci", "rci", "sii", "rii", "par", "paf"}


def test_without_a_direction_nothing_is_called_best():
    found = reasons(favourable=np.nan, ordered=0.0)
    no_direction = {key for key, why in found.items() if why == Reason.NO_DIRECTION}
    assert no_direction == {
        ("d", "reference_group"), ("r", "reference_group"), ("mdbu", "default"), ("mdbw", "default"),
        ("par", "default"), ("par", "signed"), ("paf", "default"), ("paf", "signed"), ("srd", "default"), ("srr", "default"),
    }  # fmt: skip


def test_a_missing_estimate_in_the_middle_leaves_the_ends_of_an_order():
    found = measured(estimate=[40.0, np.nan, 55.0, 70.0])
    known = {key for key, value in found.items() if value[3] == Reason.NONE}
    assert known == {("d", "default"), ("r", "default")}
    assert found["d", "default"][:1] == (30.0,)
    assert {value[3] for key, value in found.items() if key not in known} == {Reason.NO_ESTIMATE}


def test_a_missing_estimate_among_unordered_groups_may_be_the_extreme_one():
    assert set(reasons(estimate=[40.0, np.nan, 55.0, 70.0], ordered=0.0)) == set(MEASURES)


def test_a_missing_standard_error_costs_the_interval_only():
    for kind in (closed_form, percentile):
        for key, (estimate, low, high, reason) in measured(kind, se=[2.0, np.nan, 2.5, 1.0]).items():
            assert np.isfinite(estimate), key
            assert np.isnan(low) == np.isnan(high) == (reason == Reason.NO_SE), key
    closed = measured(se=[2.0, np.nan, 2.5, 1.0])
    assert closed["d", "default"][3] == Reason.NONE, "the ends have their standard errors"
    assert closed["bgv", "default"][3] == Reason.NO_SE


def test_a_missing_population_leaves_what_needs_none():
    found = reasons(population=[100, np.nan, 150, 50])
    assert set(found.values()) == {Reason.NO_POPULATION}
    assert ("d", "default") not in found
    assert ("mdbu", "default") not in found
    assert ("bgv", "default") in found


def test_negative_values_leave_absolute_measures():
    found = measured(estimate=[-5.0, 3.0, 4.0, 8.0], scale=np.nan, average=3.0)
    for key in (("d", "default"), ("aci", "raw"), ("sii", "linear"), ("bgv", "default"), ("par", "default")):
        assert found[key][3] == Reason.NONE, key
    for key in (("r", "default"), ("rci", "raw"), ("ti", "default"), ("rii", "log"), ("paf", "default")):
        assert found[key][3] == Reason.NEGATIVE, key


def test_zero_values_have_no_ratio_but_a_mean_log_deviation():
    found = measured(estimate=[0.0, 10.0, 20.0, 30.0])
    assert found["r", "default"][3] == Reason.ZERO_BASE
    assert found["d", "default"][0] == 30
    assert np.isfinite(found["mld", "default"][0])
    assert found["mld", "default"][3] == Reason.NO_CLOSED_FORM
    adverse = measured(estimate=[0.0, 10.0, 20.0, 30.0], favourable=0.0)
    assert adverse["r", "default"][0] == 0, "the least over the most"
    assert adverse["r", "default"][3] == Reason.NO_CLOSED_FORM


def test_all_zero_has_no_relative_measure_and_breaks_nothing():
    for kind in (closed_form, percentile):
        found = measured(kind, estimate=[0.0] * 4, se=[0.0] * 4)
        assert found["rci", "raw"][3] == Reason.ZERO_BASE
        assert found["d", "default"][0] == 0


def test_values_outside_the_scale_have_no_bounded_measure():
    found = reasons(estimate=[40.0, 50.0, 55.0, 170.0])
    assert set(found.values()) == {Reason.OUT_OF_SCALE}
    assert set(found) == {
        ("aci", "limits"), ("rci", "wagstaff"), ("rci", "erreygers"), ("sii", "logit"), ("rii", "logit"),
    }  # fmt: skip


def test_an_indicator_without_a_largest_value_has_no_bounded_measure():
    found = reasons(scale=np.nan)
    assert set(found.values()) == {Reason.NO_SCALE}
    assert ("sii", "log") not in found
    assert ("paf", "default") not in found


def test_two_reference_groups_are_none():
    found = reasons(is_reference=[1, 0, 0, 1])
    assert set(found.values()) == {Reason.NO_REFERENCE}
    assert {key[0] for key in found} == {"d", "r", "mdru", "mdrw"}


def test_rows_that_disagree_about_their_setting_refuse_it():
    assert set(reasons(favourable=[1, 1, 0, 1]).values()) == {Reason.INCONSISTENT}


def test_tied_places_share_a_rank_and_are_pooled_at_the_ends():
    tied = measured(order=[1, 1, 3, 9])
    pooled = (40 * 100 + 50 * 200) / 300
    assert tied["d", "default"][0] == pytest.approx(70 - pooled)
    together = settings(
        [0] * 3, [pooled, 55, 70], se=[1, 2.5, 1], population=[300, 150, 50], order=[1, 2, 3], ordered=1, favourable=1
    )
    assert tied["aci", "raw"][0] == pytest.approx(closed_form(together)["aci", "raw"].estimate[0])
    assert set(reasons(order=[2, 2, 2, 2]).values()) == {Reason.ONE_RANK}


def test_gaps_in_the_order_do_not_matter():
    assert measured(order=[3, 40, 41, 1000]) == measured()


def test_tiny_populations_count_as_they_are():
    found = measured(population=[1e-9, 1, 1, 1e9])
    assert all(np.isfinite(value[0]) for value in found.values())
    assert found["bgv", "default"][0] == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize("kind", [closed_form, percentile])
def test_one_bad_setting_changes_no_other(kind, random_settings):
    good = random_settings(3, count=12)
    alone = kind(settings(**good))
    bad = {key: np.asarray(value, float) for key, value in good.items()}
    spoiled = {key: np.broadcast_to(value, bad["setting"].shape).copy() for key, value in bad.items()}
    spoiled["setting"] = spoiled["setting"] + 100
    spoiled["estimate"][::2] = np.nan
    spoiled["se"][::3] = -1
    spoiled["population"][::5] = np.nan
    spoiled["scale"][:] = -5
    both = kind(
        settings(
            **{key: np.concatenate([np.broadcast_to(bad[key], bad["setting"].shape), spoiled[key]]) for key in bad}
        )
    )
    for key in MEASURES:
        for part in ("estimate", "se", "low", "high", "reason"):
            np.testing.assert_array_equal(getattr(alone[key], part), getattr(both[key], part)[:12], err_msg=str(key))


@pytest.mark.parametrize("kind", [closed_form, percentile])
def test_the_order_of_rows_does_not_matter(kind, random_settings):
    columns = random_settings(5, count=8, ordered=False)
    shuffle = np.random.default_rng(0).permutation(columns["setting"].size)
    mixed = {key: value[shuffle] if np.ndim(value) else value for key, value in columns.items()}
    first, second = kind(settings(**columns)), kind(settings(**mixed))
    for key in MEASURES:
        np.testing.assert_array_equal(first[key].low, second[key].low, err_msg=str(key))
        np.testing.assert_array_equal(first[key].estimate, second[key].estimate, err_msg=str(key))


def test_no_settings_and_no_rows_give_empty_results():
    found = closed_form(settings([], []))
    assert all(result.estimate.shape == (0,) for result in found.values())
    assert as_table(settings([], []), found.values()).empty
    only_empty_groups = closed_form(settings([7, 7], [1.0, 2.0], population=[0, 0]))
    assert only_empty_groups["d", "default"].reason.tolist() == [Reason.ONE_GROUP]


def test_a_column_of_the_wrong_length_and_an_unknown_measure_are_refused():
    with pytest.raises(ValueError, match="se has 2 values for 3 rows"):
        settings([0, 0, 0], [1, 2, 3], se=[1, 2])
    with pytest.raises(ValueError, match="is unknown"):
        closed_form(settings([0, 0], [1, 2]), [("gini", "default")])
    with pytest.raises(ValueError, match="draws"):
        percentile(settings([0, 0], [1, 2]), draws=1)


def test_the_table_has_one_row_for_each_setting_and_measure(random_settings):
    rows = settings(**random_settings(1, count=3))
    results = closed_form(rows)
    table = as_table(rows, results.values())
    assert len(table) == 3 * len(MEASURES)
    assert not table.duplicated(["case_id", "measure", "variant"]).any()
    one = table[(table["case_id"] == 2) & (table["measure"] == "bgv")].iloc[0]
    assert one["estimate"] == results["bgv", "default"].estimate[2]
    assert one["formula"] == "Σ p (y − μ)²"
    assert (one["status"], one["reason"], one["ci_kind"], one["ci_level"]) == ("published", "", "closed_form", 0.95)
    assert pd.isna(as_table(rows, [])).empty


def test_a_tidy_table_is_understood_under_its_other_names():
    table = pd.DataFrame(
        {
            "setting": [0, 0, 0, 0], "value": FINE["estimate"], "standard_error": FINE["se"], "people": FINE["population"],
            "social_rank": FINE["order"], "reference_subgroup": ["", "", None, "1"], "favourable_indicator": 1,
            "ordered_dimension": 1, "indicator_scale": "100", "setting_average": 52, "subgroup": list("abcd"),
        }
    )  # fmt: skip
    found = closed_form(from_table(table))
    for key, (estimate, low, high, _) in measured().items():
        assert (found[key].estimate[0], found[key].low[0], found[key].high[0]) == (estimate, low, high)


def test_a_tidy_table_that_cannot_be_meant_is_refused():
    with pytest.raises(ValueError, match="column 'estimate' is missing"):
        from_table({"case_id": [1]})
    with pytest.raises(ValueError, match="mean the same"):
        from_table({"case_id": [1], "estimate": [1], "value": [1]})
    with pytest.raises(ValueError, match="1 values that are no numbers .first: 'high'."):
        from_table({"case_id": [1, 1], "estimate": [1, "high"]})


def test_every_measure_says_where_it_comes_from_and_its_formula_in_signs_alone():
    assert set(SOURCES) == {name for name, _ in MEASURES}
    assert all(len(source) > 15 for source in SOURCES.values())
    signs = {"ACI", "RCI", "PAR", "BGSD", "ln"}
    for measure in MEASURES.values():
        assert measure.formula, measure.key
        assert set(re.findall("[A-Za-z]{2,}", measure.formula)) <= signs, measure.key


@pytest.mark.parametrize("seed", range(12))
def test_a_batch_of_spoiled_settings_raises_nothing_warns_of_nothing_and_gives_every_reason(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(5, 300))
    of = rng.integers(0, n // 5 + 1, n)

    def spoiled(column, part, values):
        column = np.array(column, dtype=float)
        hit = rng.random(n) < part
        column[hit] = rng.choice(values, hit.sum())
        return column

    rows = settings(
        of,
        spoiled(rng.uniform(0, 100, n), 0.05, [np.nan, np.inf, 0, 100, -3, 1e9]),
        se=spoiled(rng.uniform(0, 10, n), 0.1, [np.nan, np.inf, 0, -1, 1e6]),
        population=spoiled(rng.integers(1, 5000, n), 0.1, [0, np.nan, 1e-12, -4]),
        order=spoiled(rng.integers(0, 8, n), 0.03, [np.nan]),
        is_reference=rng.random(n) < 0.2,
        favourable=rng.choice([0, 1, np.nan], n)[of],
        ordered=rng.integers(0, 2, n)[of],
        scale=rng.choice([100, np.nan, 1, 0], n)[of],
        average=50.0,
        partition=rng.choice([1, 1, 1, 0], n)[of],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for kind in (closed_form, noise_aware, lambda s: percentile(s, draws=40)):
            for key, found in kind(rows).items():
                known, limited = ~np.isnan(found.estimate), ~np.isnan(found.low)
                assert (found.reason[~known] > 0).all(), key
                assert np.isin(found.reason[known], [Reason.NONE, Reason.NO_SE, Reason.NO_CLOSED_FORM]).all(), key
                assert (found.reason[known & ~limited] > 0).all(), key
                assert not (limited & ~known).any(), key
                slack = 1e-9 * (1 + np.abs(found.high[limited]))
                assert (found.low[limited] <= found.high[limited] + slack).all(), key


@pytest.mark.parametrize("estimate", [[0.0, -1.0], [120.0, 40.0]], ids=["below 0", "above the largest possible value"])
def test_a_risk_counts_no_cases_where_an_estimate_is_no_share(estimate):
    """Cases of a negative share once gave a negative standard error, and limits the wrong way round."""
    rows = settings([0, 0], estimate, se=[1.0, 1.0], population=[9.0, 9.0], favourable=0.0, ordered=0.0, scale=100.0)
    found = closed_form(rows, [("par", "default")])["par", "default"]
    assert found.low[0] < found.estimate[0] < found.high[0] and found.se[0] == pytest.approx(np.sqrt(0.5))
