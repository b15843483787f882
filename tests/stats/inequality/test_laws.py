"""Laws that every measure keeps: scale, translation, order of rows, splitting a group, turning round, bounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from evenground.stats.inequality import MEASURES, closed_form, noise_aware, percentile, settings

UNIT = {"indicator": 1, "ratio": 0, "percent": 0, "thousandth": 0, "squared": 2}
# these follow the value's unit only when the largest possible value does too, which a rescaled table declares
FEW = budget(max_examples=40, deadline=None)


@st.composite
def tables(draw, least=2, most=7, ordered=None):
    """One setting with 2 to 7 groups well inside the scale of 0 to 100."""
    k = draw(st.integers(least, most))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return {
        "setting": np.zeros(k, int),
        "estimate": np.round(rng.uniform(5, 60, k), 3),
        "se": np.round(rng.uniform(0.3, 4, k), 3),
        "population": rng.integers(10, 9000, k).astype(float),
        "order": rng.permutation(k).astype(float),
        "is_reference": (np.arange(k) == draw(st.integers(0, k - 1))).astype(float),
        "favourable": float(draw(st.booleans())),
        "ordered": float(draw(st.booleans()) if ordered is None else ordered),
        "scale": 100.0,
        "average": 30.0,
    }


def parts(table, kind=closed_form):
    found = kind(settings(**table))
    return {key: np.array([r.estimate[0], r.se[0], r.low[0], r.high[0]]) for key, r in found.items()}


def same(first, second, rel=1e-7, floor=1e-9):
    np.testing.assert_array_equal(np.isnan(first), np.isnan(second))
    np.testing.assert_allclose(first, second, rtol=rel, atol=floor)


@FEW
@given(tables(), st.floats(0.01, 1000), st.sampled_from([closed_form, noise_aware]))
def test_another_unit_changes_measures_as_their_unit_says(table, factor, kind):
    scaled = {**table, **{name: table[name] * factor for name in ("estimate", "se", "scale", "average")}}
    before, after = parts(table, kind), parts(scaled, kind)
    for key, measure in MEASURES.items():
        power = UNIT[measure.unit]
        change = np.array([factor**power, 1 if measure.on_log else factor**power, factor**power, factor**power])
        if key == ("aci", "limits"):
            change = np.ones(4)
        same(before[key] * change, after[key], rel=1e-5, floor=1e-6 * factor**power)


@FEW
@given(tables(), st.floats(-4, 35))
def test_adding_a_constant_leaves_absolute_measures(table, shift):
    moved = {**table, "estimate": table["estimate"] + shift, "average": table["average"] + shift}
    before, after = parts(table), parts(moved)
    for key in (("d", "default"), ("aci", "raw"), ("sii", "linear"), ("bgv", "default"), ("bgsd", "default"),
                ("mdmu", "default"), ("mdmw", "default"), ("mdbu", "default"), ("mdrw", "default"), ("par", "signed"),
                ("srd", "default")):  # fmt: skip
        kept = slice(0, 1) if key[0] == "par" else slice(None)  # Walter's error counts cases, and those change
        same(before[key][kept], after[key][kept], rel=1e-6, floor=1e-8)


@FEW
@given(tables(), st.integers(0, 10_000), st.sampled_from([closed_form, noise_aware, percentile]))
def test_the_order_of_rows_does_not_matter(table, seed, kind):
    mixed = np.random.default_rng(seed).permutation(table["setting"].size)
    shuffled = {name: column[mixed] if np.ndim(column) else column for name, column in table.items()}
    first, second = parts(table, kind), parts(shuffled, kind)
    for key in MEASURES:
        np.testing.assert_array_equal(first[key], second[key], err_msg=str(key))


@FEW
@given(tables(), st.floats(0.1, 0.9), st.integers(0, 6))
def test_splitting_a_group_in_two_alike_changes_nothing_that_weighs_by_people(table, part, which):
    which %= table["setting"].size
    split = {name: np.append(column, column[which]) if np.ndim(column) else column for name, column in table.items()}
    split["population"][which] *= part
    split["population"][-1] *= 1 - part
    split["is_reference"][-1] = 0  # two references would be none
    before, after = parts(table), parts(split)
    by_people = [
        "aci",
        "rci",
        "bgv",
        "bgsd",
        "cov",
        "ti",
        "mld",
        "idisw",
        "mdmw",
        "mdbw",
        "mdrw",
        "par",
        "paf",
        "sii",
        "rii",
    ]
    for key in MEASURES:
        if key[0] in by_people or key in (("d", "max_minus_min"), ("r", "max_over_min"), ("d", "default")):
            if key[0] in ("sii", "rii"):
                continue  # a group that is split keeps its middle, but a line through three points is another line
            np.testing.assert_allclose(before[key][0], after[key][0], rtol=1e-7, atol=1e-9, err_msg=str(key))


@FEW
@given(tables())
def test_tied_groups_alike_count_as_one_also_for_the_line(table):
    doubled = {name: np.append(column, column) if np.ndim(column) else column for name, column in table.items()}
    doubled["population"] = doubled["population"] / 2
    before, after = parts(table), parts(doubled)
    for key in (
        ("sii", "linear"),
        ("rii", "linear"),
        ("sii", "logit"),
        ("rii", "logit"),
        ("sii", "log"),
        ("aci", "raw"),
    ):
        np.testing.assert_allclose(before[key][0], after[key][0], rtol=1e-6, atol=1e-7, err_msg=str(key))


@FEW
@given(tables(), st.sampled_from([closed_form, noise_aware]))
def test_counting_the_opposite_turns_absolute_measures_round(table, kind):
    """59% with is 41% without: what was bad to have is good to lack, and the gap is the same."""
    turned = {
        **table,
        "estimate": 100 - table["estimate"],
        "average": 100 - table["average"],
        "favourable": 1 - table["favourable"],
    }
    before, after = parts(table, kind), parts(turned, kind)
    for key in (("d", "max_minus_min"), ("d", "reference_group"), ("d", "default"), ("bgv", "default"),
                ("bgsd", "default"), ("mdmu", "default"), ("mdmw", "default"), ("mdbu", "default"), ("mdbw", "default"),
                ("mdru", "default"), ("srd", "default")):  # fmt: skip
        same(before[key], after[key], rel=1e-6, floor=1e-7)
    opposite = [("aci", "raw"), ("rci", "erreygers"), ("rci", "wagstaff"), ("sii", "linear"), ("sii", "logit")]
    for key in opposite:
        same(before[key][0], -after[key][0], rel=1e-5, floor=1e-7)
        same(before[key][2], -after[key][3], rel=1e-4, floor=1e-5)
    same(before["par", "signed"][0], -after["par", "signed"][0], rel=1e-6, floor=1e-7)


@FEW
@given(tables(ordered=True))
def test_turning_the_order_round_turns_indices_round(table):
    turned = {**table, "order": -table["order"]}
    before, after = parts(table), parts(turned)
    for key in (("aci", "raw"), ("rci", "raw"), ("rci", "wagstaff"), ("rci", "erreygers"), ("sii", "linear"), ("sii", "logit"),
                ("sii", "log"), ("d", "default")):  # fmt: skip
        same(before[key][0], -after[key][0], rel=1e-5, floor=1e-7)
    for key in (("rii", "linear"), ("rii", "logit"), ("rii", "log"), ("r", "default")):
        same(before[key][0], 1 / after[key][0], rel=1e-5)


@FEW
@given(tables())
def test_bounds(table):
    found = {key: value[0] for key, value in parts(table).items()}
    for name in (
        "bgv",
        "bgsd",
        "cov",
        "ti",
        "mld",
        "idisu",
        "idisw",
        "mdmu",
        "mdmw",
        "mdbu",
        "mdbw",
        "mdru",
        "mdrw",
        "srd",
    ):
        assert found[name, "default"] >= -1e-12, name
    assert found["r", "max_over_min"] >= 1
    assert found["srr", "default"] >= 1
    assert found["mdmw", "default"] <= found["bgsd", "default"] + 1e-9
    assert found["bgsd", "default"] <= found["d", "max_minus_min"] / 2 + 1e-9
    assert found["mdbw", "default"] <= found["d", "max_minus_min"] + 1e-9
    assert found["idisw", "default"] <= 200
    if table["ordered"]:
        assert -1 <= found["rci", "raw"] <= 1
        assert -1 <= found["rci", "wagstaff"] <= 1
        assert -1 <= found["rci", "erreygers"] <= 1
        assert -100 < found["sii", "logit"] < 100
        assert found["rci", "erreygers"] == pytest.approx(4 * found["aci", "limits"])
    sign = 1 if table["favourable"] else -1
    assert sign * found["par", "default"] >= 0
    assert sign * found["paf", "default"] >= 0


@FEW
@given(tables())
def test_measures_agree_with_each_other(table):
    found = {key: value[0] for key, value in parts(table).items()}
    assert found["bgsd", "default"] ** 2 == pytest.approx(found["bgv", "default"])
    if not table["ordered"]:
        assert abs(found["par", "signed"]) == pytest.approx(found["mdbw", "default"])
        assert found["d", "default"] == found["d", "max_minus_min"]
    k = table["setting"].size
    assert found["srd", "default"] == pytest.approx(found["mdbu", "default"] * k / (k - 1))


@FEW
@given(tables(least=2, most=2, ordered=True))
def test_between_two_groups_every_curve_goes_through_both(table):
    found = {key: value[0] for key, value in parts(table).items()}
    block = next(iter(settings(**table).blocks()))
    low, high = block.rank[:, 0]
    rise = found["sii", "linear"] * (high - low)
    sign = 1 if table["favourable"] else -1
    assert rise == pytest.approx(sign * found["d", "default"], abs=1e-9)
    slope = np.log(found["rii", "log"]) * (high - low)
    assert slope == pytest.approx(sign * np.log(found["r", "default"]), abs=1e-7)


@FEW
@given(tables(), st.sampled_from([closed_form, noise_aware]))
def test_limits_are_the_right_way_round_and_wider_for_more_certainty(table, kind):
    rows = settings(**table)
    narrow, wide = kind(rows, level=0.8), kind(rows, level=0.99)
    for key in MEASURES:
        a, b = narrow[key], wide[key]
        assert not a.low[0] > a.high[0], key
        slack = 1e-7 * (1 + abs(a.estimate[0]))
        assert not b.low[0] > a.low[0] + slack, key
        assert not b.high[0] < a.high[0] - slack, key


@FEW
@given(tables())
def test_less_noise_brings_the_corrected_estimate_back_to_the_plain_one(table):
    quiet = {**table, "se": table["se"] * 1e-6}
    plain, aware = parts(quiet), parts(quiet, noise_aware)
    spread = np.ptp(table["estimate"])
    for key in MEASURES:
        # a distance of less than the noise itself is where the correction has its kink
        np.testing.assert_allclose(
            aware[key][0], plain[key][0], rtol=1e-3, atol=1e-4 * max(spread, 1), err_msg=str(key)
        )
