"""Grids and calendars: months are in words, nothing is coloured as if it were something, and marks stand clear of the axis."""

from datetime import date

import pandas as pd
import pytest

from evenground.charts.grids import pair_grid, state_grid
from evenground.charts.phase_bars import phase_bars
from evenground.charts.plan_weeks import plan_weeks
from evenground.look.caption import Caption


def caption(language: str = "fr") -> Caption:
    return Caption("", "", "Séances", "2020", "", "", "", "", language=language)


def test_a_pair_that_never_met_has_no_colour():
    pairs = pd.DataFrame([[9, 4, 0], [4, 8, 1], [0, 1, 7]], index=list("ABC"), columns=list("ABC"))
    grid = pair_grid(pairs, caption()).data[0]
    assert [list(row) for row in grid.z] == [[None, 4, None], [4, None, 1], [None, 1, None]]
    assert [list(row) for row in grid.text] == [["9", "4", ""], ["4", "8", "1"], ["", "1", "7"]]


@pytest.mark.parametrize(("language", "months"), [("en", ("Dec 2022", "Jan 2023")), ("fr", ("déc. 2022", "janv. 2023"))])
def test_months_of_reports_are_in_words(language, months):
    rows = pd.DataFrame({"lane": ["A", "A"], "month": ["2022-12", "2023-01"], "month_words": ["", ""], "state": ["received", "vacant"]})
    grid = state_grid(rows, {"received": "Yes", "vacant": "No"}, caption(language), columns=("2022-12", "2023-01"))
    assert grid.layout.xaxis.ticktext == months


@pytest.mark.parametrize("width", [350, 900])
def test_phases_stand_over_months_in_words_that_have_room(width):
    spans = pd.DataFrame(
        {
            "project_id": ["a", "a"], "title": ["A", "A"], "phase": ["planning", "implementation"], "phase_words": ["One", "Two"], "is_now": [False, True],
            "from_day": [date(2019, 5, 14), date(2021, 2, 3)], "to_day": [date(2021, 2, 3), date(2023, 9, 29)], "days": [600, 900],
        }
    )  # fmt: skip
    axis = phase_bars(spans, caption(), width=width).layout.xaxis
    assert axis.ticktext[0] == "mai 2019" and axis.tickvals[0] == "2019-05-01"
    assert 2 <= len(axis.ticktext) <= (3 if width < 500 else 9)


def test_the_mark_of_an_empty_week_stands_above_the_days_of_the_axis():
    weeks = pd.DataFrame({"week": pd.to_datetime(["2023-05-01", "2023-05-08"]), "held": [4, 0], "planned": [0, 0], "is_gap": [False, True]})
    mark = plan_weeks(weeks, pd.DataFrame(columns=["name", "starts_on", "ends_on"]), date(2023, 5, 7), caption()).data[-1]
    assert mark.name == "Rien de prévu" and len(mark.y) == 1 and 0 < mark.y[0] < 1
