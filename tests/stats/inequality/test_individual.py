"""Indices from survey records, and agreement of grouped and individual data."""

import numpy as np
import pandas as pd
import pytest

from evenground.stats.inequality import closed_form, settings
from evenground.stats.inequality.individual import design_variance, group_means, individual_index
from evenground.stats.intervals import korn_graubard


@pytest.fixture(scope="module")
def records(reference):
    return pd.read_csv(reference / "who" / "who_individual_inputs.csv.gz")


def test_every_index_from_records_meets_the_reference(records, reference, ledger):
    expected = pd.read_csv(reference / "who" / "who_individual_expected.csv")
    for row in expected.itertuples():
        design = {"strata": records["strata"], "cluster": records["psu"]} if row.design == "full" else {}
        model = {"model": row.variant} if row.variant in ("linear", "logit") else {}
        columns = (records["sba"], records["subgroup_order"], records["weight"])
        found = individual_index(row.measure, *columns, **model, **design)
        tolerance = 1e-6 if row.variant == "logit" else 1e-9
        what = f"{row.measure} {row.variant} {row.design}"
        ledger.add(what, found, [row.estimate, row.se, row.lower, row.upper], tolerance)
    assert expected["n"].unique().tolist() == [len(records)]


def test_group_means_meet_the_reference(records, reference, ledger):
    expected = pd.read_csv(reference / "who" / "who_individual_group_means.csv")
    columns = (records["sba"], records["subgroup_order"], records["weight"])
    found = group_means(*columns, strata=records["strata"], cluster=records["psu"])
    for name in ("mean", "weighted_n", "n"):
        ledger.add(name, found[name], expected[name])
    ledger.add("se, four groups", found["se"][:4], expected["se"][:4])
    # the richest fifth has members in one cluster only of one stratum: the peer then measures that cluster against 0
    own = records["subgroup_order"] == 5
    share = np.where(own, records["weight"] * (records["sba"] - found["mean"][4]), 0) / found["weighted_n"][4]
    by_cluster = pd.DataFrame({"u": share, "own": own}).groupby([records["strata"], records["psu"]]).agg("sum")
    strata = by_cluster.groupby("strata").agg(n=("u", "size"), with_own=("own", lambda v: (v > 0).sum()))
    lonely = strata.index[strata["with_own"] == 1]
    assert len(lonely) == 1
    total, n = by_cluster.loc[lonely[0], "u"].sum(), strata.loc[lonely[0], "n"]
    as_peer = np.sqrt(found["se"][4] ** 2 + total**2 / (n - 1))
    ledger.add(
        "se, richest fifth, as the peer",
        as_peer,
        expected["se"][4],
        note=f"own differs by {found['se'][4] / as_peer - 1:.1e}",
    )


def test_means_of_a_stratified_cluster_sample_meet_the_reference(reference, ledger):
    table = pd.read_csv(reference / "extra" / "survey_inputs.csv")
    expected = pd.read_csv(reference / "extra" / "survey_korn_graubard.csv")
    cluster = table["stratum"] * 1000 + table["psu"]
    found = group_means(table["y"], table["grp"], table["w"], strata=table["stratum"], cluster=cluster)
    ledger.add("proportion", found["mean"], expected["p"])
    ledger.add("n", found["n"], expected["n"])
    # the reference counts every sampled cluster of a stratum, also those without a member of the group; so do we
    ledger.add("standard error", found["se"], expected["se"])
    low, high = korn_graubard(found["mean"], found["se"], found["n"], expected["df"])
    ledger.add("Korn-Graubard", [low, high], [expected["lower"], expected["upper"]])


def test_grouped_and_individual_data_agree(records):
    grouped = group_means(records["sba"], records["subgroup_order"], records["weight"])
    rows = settings(
        [0] * 5, grouped["mean"], se=grouped["se"], population=grouped["weighted_n"], order=grouped["group"],
        ordered=1, favourable=1, scale=1,
    )  # fmt: skip
    found = closed_form(rows)
    columns = (records["sba"], records["subgroup_order"], records["weight"])
    for measure, variant in (("sii", "linear"), ("sii", "logit"), ("rii", "linear"), ("rii", "logit")):
        alone = individual_index(measure, *columns, model=variant)
        assert found[measure, variant].estimate[0] == pytest.approx(alone.value, rel=1e-9)
    for measure in ("aci", "rci"):
        assert found[measure, "raw"].estimate[0] == pytest.approx(individual_index(measure, *columns).value, rel=1e-9)


def test_a_stratum_with_one_cluster_adds_nothing_and_missing_outcomes_are_left_out(records):
    assert design_variance([3.0, 1.0, -2.0], strata=[0, 1, 1], cluster=[0, 1, 2]) == pytest.approx(2 * 4.5)
    found = individual_index("sii", records["dtp3"], records["subgroup_order"], records["weight"])
    some = records.dropna(subset="dtp3")
    assert found == individual_index("sii", some["dtp3"], some["subgroup_order"], some["weight"])


def test_what_cannot_be_meant_is_refused():
    with pytest.raises(ValueError, match="two groups"):
        individual_index("sii", [0, 1], [1, 1], [1, 1])
    with pytest.raises(ValueError, match="unknown"):
        individual_index("gini", [0, 1], [1, 2], [1, 1])
    with pytest.raises(ValueError, match="linear"):
        individual_index("aci", [0, 1], [1, 2], [1, 1], model="logit")
