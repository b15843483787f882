"""The interim rule: a small count takes everything made from it along, and nothing follows by subtraction."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenground.catalog.place import AudienceRule
from evenground.disclosure.interim import NUMBERS, protected

RULE = AudienceRule(min_count=11, min_population_counts=100, min_population_rates=250, min_denominator=30)


def rows(*figures):
    """Rows from (area, stratum, numerator, denominator); the parent of every area is the town."""
    table = pd.DataFrame(figures, columns=["area_key", "stratum_id", "numerator", "denominator"])
    return table.assign(
        indicator_id="cough", period_id="2024", value=100 * table["numerator"] / table["denominator"], ci_low=1.0, ci_high=9.0,
        ci_level=0.95, ci_kind="closed_form", se=1.0, status="published", symbol="", reliability="ok", kind="proportion",
        population=1000.0, parent_key=np.where(table["area_key"] == "town", "", "town"),
        stratifier_id=np.where(table["stratum_id"] == "everyone", "", "income"), source_protected=False,
    )  # fmt: skip


def hidden(table):
    return protected(table, RULE)["status"].eq("suppressed").tolist()


def test_a_hidden_count_hides_its_rate_interval_and_base():
    shown = protected(rows(("a", "everyone", 4, 500)), RULE).iloc[0]
    assert shown[list(NUMBERS)].isna().all()
    assert (shown["status"], shown["symbol"], shown["ci_kind"]) == ("suppressed", "x", "")


@pytest.mark.parametrize(
    ("numerator", "denominator", "is_hidden"),
    [(0, 500, False), (1, 500, True), (10, 500, True), (11, 500, False), (495, 500, True), (500, 500, False), (15, 29, True)],
)
def test_small_counts_small_rests_and_small_bases_are_hidden(numerator, denominator, is_hidden):
    assert hidden(rows(("a", "everyone", numerator, denominator))) == [is_hidden]


def test_zero_is_hidden_where_the_policy_says_so():
    rule = RULE.model_copy(update={"hide_zero": True})
    assert protected(rows(("a", "everyone", 0, 500)), rule)["status"].tolist() == ["suppressed"]


def test_a_small_population_hides_a_rate_before_a_count():
    table = rows(("a", "everyone", 50, 200), ("b", "everyone", 50, 200)).assign(population=200.0)
    table.loc[1, "kind"] = "count"
    assert hidden(table) == [True, False]


def test_hiding_one_group_hides_every_group_of_its_row_and_the_total_stays():
    table = rows(("a", "low", 4, 100), ("a", "high", 60, 400), ("a", "everyone", 64, 500), ("b", "low", 40, 100))
    assert hidden(table) == [True, True, False, False]


def test_hiding_one_area_hides_its_siblings_under_a_published_total():
    table = rows(("a", "everyone", 4, 500), ("b", "everyone", 60, 500), ("town", "everyone", 64, 1000))
    assert hidden(table) == [True, True, False]


def test_siblings_stay_where_no_total_is_published():
    table = rows(("a", "everyone", 4, 500), ("b", "everyone", 60, 500))
    assert hidden(table) == [True, False]


def test_a_figure_without_a_count_hides_no_sibling():
    table = rows(("a", "everyone", 4, 500), ("b", "everyone", 60, 500), ("town", "everyone", 64, 1000))
    table = table.assign(kind="index", numerator=float("nan"), denominator=float("nan"), population=[90.0, 5000.0, 9000.0])
    assert hidden(table) == [True, False, False]


def test_what_its_publisher_protected_is_left_as_published():
    table = rows(("a", "everyone", 4, 500)).assign(source_protected=True)
    assert hidden(table) == [False]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=8))
def test_no_hidden_count_follows_from_what_is_shown(counts):
    """Areas of two groups under one total: each hidden cell has a hidden neighbour in its row and in its column."""
    figures = []
    for number, (low, high) in enumerate(counts):
        figures += [(f"z{number}", "low", low, 100), (f"z{number}", "high", high, 100), (f"z{number}", "everyone", low + high, 200)]
    for stratum, which in (("low", 0), ("high", 1)):
        figures.append(("town", stratum, sum(pair[which] for pair in counts), 100 * len(counts)))
    figures.append(("town", "everyone", sum(map(sum, counts)), 200 * len(counts)))
    table = rows(*figures).assign(population=5000.0)
    shown = protected(table, RULE)
    gone = shown[shown["status"] == "suppressed"]
    for _, cell in gone[gone["stratifier_id"] == "income"].iterrows():
        row = gone[(gone["area_key"] == cell["area_key"]) & (gone["stratifier_id"] == "income")]
        assert len(row) == 2
