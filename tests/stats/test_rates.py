"""Crude rates, rests, pooled rates and groups by rank."""

import numpy as np
import pandas as pd
import pytest

from evenground.stats import rates


def test_groups_by_rank_meet_the_reference(reference, ledger):
    table = pd.read_csv(reference / "phe" / "phe_quantile.csv")
    for (name, k, inverted), some in table.groupby(["group", "nquantiles", "inverted"]):
        found = rates.quantile_groups(some["value"], k, highest_first=inverted)
        note = "fewer areas than groups: all missing" if some["quantile"].isna().all() else ""
        ledger.add(f"{name}, {k} groups, highest first {inverted}", found, some["quantile"], note=note)


def test_groups_by_rank_meet_the_packages_own_test_data(reference, ledger):
    table = pd.read_csv(reference / "phe" / "package_testdata" / "testdata_Quantiles__testdata_Quantiles.csv")
    sizes = {"Quartile": 4, "Decile": 10, "Septile": 7}
    groupings = {"IndSex": ["IndSexRef"], "IndSexReg": ["IndSexRef", "ParentCode"], "none": ["GroupSet"]}
    for (name, grouping), rows in table.fillna({"GroupSet": "none"}).groupby(["QuantileNm", "GroupSet"]):
        for key, areas in rows.groupby(groupings[grouping]):
            # the first row's polarity holds for its group, even where the file mixes them on purpose
            highest_first = areas["Polarity"].iloc[0] in ("RAG - Low is good", "True")
            found = rates.quantile_groups(areas["Value"], sizes[name], highest_first=highest_first)
            ledger.add(f"{name} {' '.join(key)}", found, areas["QuantileInGrp"])


def test_pooling_is_from_counts_and_leaves_out_what_is_not_known():
    assert rates.pooled([1, 99, np.nan], [10, 110, 50]) == pytest.approx(100 * 100 / 120)
    assert np.isnan(rates.pooled([1.0], [0.0]))


def test_a_rest_is_never_negative_and_crude_rates_are_missing_without_people():
    assert np.isnan(rates.rest([10, np.nan], [15, 3])).all()
    assert np.isnan(rates.crude_rate([3, -1], [0, 10]).value).all()
    assert np.isnan(rates.crude_proportion([3, 11], [0, 10]).value).all()
    found = rates.crude_proportion([0, 10], [10, 10])
    assert (found.se == 0).all()
    assert found.high[0] > 0
    assert found.low[1] < 100


def test_fewer_than_one_group_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        rates.quantile_groups([1, 2], 0)
