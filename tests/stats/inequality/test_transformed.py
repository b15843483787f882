"""Slope and relative index on transformed scales against the English reference package."""

import numpy as np
import pandas as pd
import pytest

from evenground.stats.inequality.transformed import se_from_limits, transformed_slope

LEVELS = {"95_0": 0.95, "99_8": 0.998}
# variant: value, limits or standard error, transformation, multiplier
CALLS = {
    "mean_se": ("value", "se", "none", 1),
    "mean_cl": ("value", ("lower", "upper"), "none", 1),
    "proportion_se": ("value", "se", "none", 100),
    "proportion_cl": ("value", ("lower", "upper"), "none", 100),
    "proportion_cl_negative_multiplier": ("value", ("lower", "upper"), "none", -100),
    "proportion_logit": ("value", ("lower", "upper"), "logit", 100),
    "proportion_logit_negative_multiplier": ("value", ("lower", "upper"), "logit", -100),
    "rate_cl": ("rate", ("rate_lower", "rate_upper"), "none", 1),
    "rate_log": ("rate", ("rate_lower", "rate_upper"), "log", 1),
    "rate_log_half_multiplier": ("rate", ("rate_lower", "rate_upper"), "log", 0.5),
}


def wide(table, column, by, order):
    return table.sort_values([*by, order]).pivot(index=order, columns=by, values=column)


def add_limits(ledger, what, found, expected, suffix, note="", allowed=0.02, clear=None):
    """Differences of limits as parts of the expected interval's width; `clear` tells where a ratio is well defined."""
    for index in ("sii", "rii"):
        low, high = (expected[f"{index}_{side}{suffix}cl"].to_numpy() for side in ("lower", "upper"))
        mine = np.array([getattr(found, f"{index}_low"), getattr(found, f"{index}_high")])
        off = np.abs(mine - [low, high]) / np.abs(high - low)
        fine = np.full(low.size, True) if clear is None or index == "sii" else clear
        what_index = f"{what} {index} limits"
        assert not np.isnan(off[:, fine]).any()
        # 100 of 100,000 draws lie beyond a 99.8% limit; in a skewed ratio that leaves 1% of the width as noise (1 sd)
        tail = 2 * allowed if (index, suffix) == ("rii", "99_8") else allowed
        ledger.add_worst(what_index, 2 * fine.sum(), off[:, fine].max(), tail, f"part of the width{note}")
        if not fine.all():
            left = f"does not apply: an end near 0, where the peer's draws change sign ({np.isnan(off[:, ~fine]).sum()} ours missing)"
            ledger.add_worst(what_index, 2 * (~fine).sum(), np.nanmax(off[:, ~fine], initial=0), np.inf, left)


def clear_of_zero(y, se, people):
    """Both ends of the fitted line are more than 5 standard errors above 0, so that no draw of them is negative."""
    y, se, people = (np.asarray(part, float) for part in (y, se, people))
    share = people / people.sum(axis=0)
    rank = share.cumsum(axis=0) - share / 2
    centre = (share * rank).sum(axis=0)
    slope = share * (rank - centre) / (share * (rank - centre) ** 2).sum(axis=0)
    ends = [share + slope * (end - centre) for end in (0, 1)]
    return np.all([(e * y).sum(axis=0) > 5 * np.sqrt((e**2 * se**2).sum(axis=0)) for e in ends], axis=0)


@pytest.mark.parametrize("variant", CALLS)
def test_every_call_meets_the_reference(reference, ledger, variant):
    inputs = pd.read_csv(reference / "phe" / "phe_sii_inputs.csv")
    expected = pd.read_csv(reference / "phe" / "phe_sii.csv").query("variant == @variant").sort_values("area")
    value, precision, transform, multiplier = CALLS[variant]
    y, people = (wide(inputs, column, ["area"], "decile") for column in (value, "population"))
    assert y.columns.get_level_values(0).tolist() == expected["area"].tolist()
    if precision == "se":
        se = wide(inputs, "se", ["area"], "decile")
    else:
        se = se_from_limits(*(wide(inputs, side, ["area"], "decile") for side in precision), transform=transform)
    for suffix, level in LEVELS.items():
        found = transformed_slope(y, se, people, transform=transform, multiplier=multiplier, level=level)
        ledger.add(f"{variant} sii", found.sii, expected["sii"])
        ledger.add(f"{variant} rii", found.rii, expected["rii"])
        if variant == "rate_log_half_multiplier":
            # the peer takes a multiplier below 1 for a negative one: it swaps SII limits and inverts RII limits
            mended = expected.copy()
            for side, other in (("lower", "upper"), ("upper", "lower")):
                mended[f"sii_{side}{suffix}cl"] = expected[f"sii_{other}{suffix}cl"]
                mended[f"rii_{side}{suffix}cl"] = 1 / expected[f"rii_{other}{suffix}cl"]
            add_limits(ledger, f"{variant} {level}", found, mended, suffix, "; peer's swap undone")
        else:
            clear = clear_of_zero(y, se, people) if transform == "none" else None
            add_limits(ledger, f"{variant} {level}", found, expected, suffix, clear=clear)


def test_the_packages_sample_data_meet_their_results(reference, ledger):
    folder = reference / "phe"
    table = pd.read_csv(folder / "bundled_prevalence_data.csv")
    by = ["Period", "SchoolYear", "AreaCode"]
    expected = pd.read_csv(folder / "bundled_prevalence_sii_logit.csv").sort_values(by)
    share, low, high = (wide(table, column, by, "Decile") / 100 for column in ("Rate", "LCL", "UCL"))
    se = se_from_limits(low, high, transform="logit")
    found = transformed_slope(share, se, wide(table, "Measured", by, "Decile"), transform="logit", multiplier=100)
    ledger.add("prevalence, logit: sii", found.sii, expected["sii"])
    ledger.add("prevalence, logit: rii", found.rii, expected["rii"])
    few = "; apart as 10,000 draws would be"
    add_limits(ledger, "prevalence, logit", found, expected, "95_0", few, 0.04)

    table = pd.read_csv(folder / "bundled_dsr_data.csv")
    expected = pd.read_csv(folder / "bundled_dsr_sii_log.csv")
    se = se_from_limits(*(wide(table, c, ["Period"], "Quintile") for c in ("lowercl", "uppercl")), transform="log")
    columns = (wide(table, c, ["Period"], "Quintile") for c in ("value", "total_pop"))
    value, people = columns
    found = transformed_slope(value, se, people, transform="log")
    ledger.add("rates, log: sii", found.sii, expected["sii"])
    ledger.add("rates, log: rii", found.rii, expected["rii"])
    add_limits(ledger, "rates, log", found, expected, "95_0")

    table = pd.read_csv(folder / "bundled_le_data.csv.gz")
    by = ["Sex", "GeoCode"]
    expected = pd.read_csv(folder / "bundled_le_sii.csv").sort_values(by)
    columns = (wide(table, column, by, "Decile") for column in ("LifeExp", "SE", "Pop"))
    life, se, people = columns
    whole = (life.notna() & se.notna() & people.notna() & (people > 0)).all().to_numpy()
    found = transformed_slope(life.loc[:, whole], se.loc[:, whole], people.loc[:, whole])
    left_out = f"{(~whole).sum()} areas incomplete, left out by the peer too"
    ledger.add("life expectancy: sii", found.sii, expected["sii"], note=left_out)
    ledger.add("life expectancy: rii", found.rii, expected["rii"])
    add_limits(ledger, "life expectancy", found, expected, "95_0", few, 0.04)


def test_edges_are_missing_and_change_no_other_setting():
    y = np.array([[10.0, 0.0, np.nan], [12.0, 3.0, 3.0], [15.0, 4.0, 4.0]])
    found = transformed_slope(y, np.full(y.shape, 0.1), np.ones(y.shape), transform="log")
    alone = transformed_slope(y[:, 0], [0.1] * 3, [1.0] * 3, transform="log")
    for part, one in zip(found, alone, strict=True):
        assert np.isfinite(part[0])
        assert part[0] == pytest.approx(one[0], rel=1e-12)
        assert np.isnan(part[1:]).all()
    with pytest.raises(ValueError, match="multiplier"):
        transformed_slope([1, 2], [0.1, 0.1], [1, 1], multiplier=0)


def test_a_negative_line_has_no_relative_index():
    found = transformed_slope([-5.0, 0.0, 9.0], [0.1] * 3, [1.0] * 3)
    assert np.isnan(found.rii[0])
    assert found.sii[0] == pytest.approx(21, rel=0.01)
