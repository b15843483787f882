"""Goals: one rule for the average and for the least favourable group, and the version that is in force."""

from datetime import date
from math import nan

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_log import small_release

from evenground.answers.community import goals
from evenground.answers.community.progress import Course, share_of_time, share_of_way, standing

START, DUE = date(2020, 12, 31), date(2024, 12, 31)


def course(now: float, **more: object) -> Course:
    """From 20 down to 10 between 2020 and 2024; the figure is of the end of 2022, half of the time."""
    return Course(**({"baseline": 20.0, "now": now, "target": 10.0, "lower_is_aim": True, "baseline_on": START, "now_on": date(2022, 12, 31), "due_on": DUE} | more))


@pytest.mark.parametrize(
    ("given_course", "expected"),
    [
        (course(9.0), "reached"),
        (course(9.0, ci_low=7.0, ci_high=11.0), "reached_uncertain"),
        (course(9.0, ci_low=8.0, ci_high=9.9), "reached"),
        (course(14.0), "on_course"),
        (course(17.0), "behind"),
        (course(17.0, ci_low=14.0, ci_high=21.0), "no_clear_change"),
        (course(17.0, due_on=None), "improving"),
        (course(23.0), "away"),
        (course(17.0, now_on=START), "not_since"),
        (course(17.0, baseline=nan), "not_reached"),
        (course(nan), "no_figure"),
        (course(17.0, target=nan), "no_target"),
        (course(9.0, is_modelled=True), "modelled"),
        (Course(70.0, 74.0, 75.0, False, baseline_on=START, now_on=DUE, due_on=DUE), "behind"),
    ],
)
def test_a_standing_says_what_the_figures_allow(given_course, expected):
    assert standing(given_course) == expected


@given(st.floats(1, 100), st.floats(1, 100), st.floats(1, 100))
def test_the_rule_is_the_same_in_both_directions(baseline, now, target):
    down = Course(baseline, now, target, target < baseline, baseline_on=START, now_on=date(2022, 6, 30), due_on=DUE)
    up = Course(-baseline, -now, -target, not target < baseline, baseline_on=START, now_on=date(2022, 6, 30), due_on=DUE)
    assert (standing(down) == standing(up)) or baseline == target


@given(st.floats(1, 100), st.floats(1, 100))
def test_the_whole_way_is_one_and_no_way_is_nothing(baseline, target):
    if abs(baseline - target) > 1e-6:
        assert share_of_way(course(target, baseline=baseline, target=target)) == pytest.approx(1)
        assert share_of_way(course(baseline, baseline=baseline, target=target)) == 0
    assert 0 <= share_of_time(course(1.0)) <= 1


def goal(key: str, version: int = 1, **more: object) -> dict[str, object]:
    return {"goal_id": key, "version": version, "kind": "objective", "plan": "CHIP", "title_en": f"Goal {key}", "valid_from": date(2022, 1, 1)} | more


def figure(period: str, stratum: str, value: float, area: str = "city:1:1", **more: object) -> dict[str, object]:
    return {
        "indicator_id": "low_income_lim_at", "area_key": area, "period_id": period, "stratum_id": stratum, "value": value, "status": "published", "source_id": "s",
    } | more  # fmt: skip


FACTS = {
    "dim_area": [{"area_key": "city:1:1", "level_key": "city:1", "code": "1", "name_en": "The city", "source_id": "s"}],
    "dim_level": [{"level_key": "city:1", "level": "city", "vintage": "1", "name_en": "City", "one_en": "city", "shape": "none", "on_map": False, "position": 1}],
    "dim_indicator": [
        {
            "indicator_id": "low_income_lim_at", "domain": "income", "title_en": "Low income", "question_en": "?", "unit_en": "% of residents", "kind": "proportion",
            "per": 100.0, "decimals": 1, "higher_is": "worse", "need_kind": "people", "cumulative": False, "adjusted": "crude", "do_not_compare_groups": False,
            "sample": "none", "mappable": True,
        }
    ],
    "dim_stratum": [
        {"stratum_id": key, "stratifier_id": stratifier, "name_en": key, "is_reference": False, "is_partition": False, "position": place}
        for place, (key, stratifier) in enumerate((("everyone", None), ("newcomer", "status"), ("born_here", "status")))
    ],
    "dim_period": [
        {"period_id": "2015", "starts_on": date(2015, 1, 1), "ends_on": date(2015, 12, 31), "is_cumulative": False},
        {"period_id": "2020", "starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31), "is_cumulative": False},
    ],
    "fact_observation": [
        figure("2015", "everyone", 15.0), figure("2020", "everyone", 12.0), figure("2015", "newcomer", 30.0), figure("2020", "newcomer", 28.0), figure("2020", "born_here", 9.0),
    ],
}  # fmt: skip


def plan(tmp_path, *rows: dict[str, object]):
    return goals.goal_tree(small_release(tmp_path, [], goal=list(rows), **FACTS), "en")


def test_now_values_come_from_the_warehouse_for_the_average_and_the_least_favourable_group(tmp_path):
    row = plan(
        tmp_path,
        goal("g", indicator_id="low_income_lim_at", baseline=15.0, baseline_period="2015", target=10.0, due_on=date(2025, 12, 31), target_least_favourable=20.0),
    ).table.iloc[0]
    assert (row["now"], row["now_period"], row["measured_in"], row["standing"]) == (12.0, "2020", "The city", "on_course")
    assert (row["group_id"], row["group_now"], row["group_baseline"], row["group_standing"]) == ("newcomer", 28.0, 30.0, "behind")
    assert (row["gap_now"], row["gap_baseline"], row["gap_target"]) == (16.0, 15.0, 10.0)


def test_a_figure_that_a_model_estimated_is_never_progress(tmp_path):
    facts = FACTS | {
        "dim_indicator": [FACTS["dim_indicator"][0] | {"indicator_id": "life_expectancy"}],
        "fact_observation": [figure("2020", "everyone", 12.0) | {"indicator_id": "life_expectancy"}],
    }
    made = small_release(tmp_path, [], goal=[goal("g", indicator_id="life_expectancy", baseline=15.0, baseline_period="2015", target=13.0)], **facts)
    row = goals.goal_tree(made, "en").table.iloc[0]
    assert row["is_modelled"] and row["standing"] == "modelled" and row["now"] == 12.0


def test_the_version_in_force_is_the_latest_that_has_begun(tmp_path):
    answer = plan(tmp_path, goal("g"), goal("g", 2, valid_from=date(2023, 6, 1), title_en="Revised"), goal("g", 3, valid_from=date(2030, 1, 1)))
    assert answer.table[["version", "title", "versions"]].values.tolist() == [[2, "Revised", 3]]
    assert len(answer.facts["versions"]) == 3


def test_the_tree_stands_in_order_and_loses_nothing(tmp_path):
    table = plan(
        tmp_path, goal("a2", kind="action", parent_id="o1"), goal("r1", kind="result"), goal("o1", parent_id="r1"), goal("a1", kind="action", parent_id="o1"),
        goal("lost", kind="action", parent_id="not there"), goal("x", parent_id="y"), goal("y", parent_id="x"),
    ).table  # fmt: skip
    assert table[["goal_id", "depth"]].values.tolist()[:5] == [["r1", 0], ["o1", 1], ["a1", 2], ["a2", 2], ["lost", 0]]
    assert sorted(table["goal_id"]) == ["a1", "a2", "lost", "o1", "r1", "x", "y"]


def test_dates_that_have_passed_are_said(tmp_path):
    table = plan(
        tmp_path, goal("a", due_on=date(2024, 6, 29), status="in_progress", review_due=date(2024, 6, 1)), goal("b", due_on=date(2024, 6, 30)),
        goal("c", due_on=date(2024, 1, 1), status="done"),
    ).table.set_index("goal_id")  # fmt: skip
    assert table["is_past_due"].to_dict() == {"a": True, "b": False, "c": False}
    assert table["is_review_overdue"].to_dict() == {"a": True, "b": False, "c": False}
    assert table.loc["a", "reported"] == "In progress"


def test_without_a_plan_the_page_has_a_sentence(tmp_path):
    answer = goals.goal_tree(small_release(tmp_path, []), "fr")
    assert answer.table.empty and answer.sentences == ("Aucun objectif n’est consigné.",)
    assert isinstance(answer.facts["versions"], pd.DataFrame)
