"""Windows of time by name, against a calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenground.answers.outreach.windows import PRESETS, window

BEGINS = date(2020, 9, 14)


@pytest.mark.parametrize(
    ("preset", "as_of", "starts", "expected"),
    [
        ("all", date(2024, 3, 31), "04-01", BEGINS),
        ("fiscal_year", date(2024, 3, 31), "04-01", date(2023, 4, 1)),
        ("fiscal_year", date(2024, 4, 1), "04-01", date(2024, 4, 1)),
        ("fiscal_year", date(2024, 4, 30), "05-01", date(2023, 5, 1)),
        ("quarter", date(2024, 4, 30), "05-01", date(2024, 2, 1)),
        ("quarter", date(2024, 12, 31), "01-01", date(2024, 10, 1)),
        ("quarter", date(2024, 2, 29), "08-31", date(2024, 2, 29)),
    ],
)
def test_a_window_begins_where_the_calendar_says(preset, as_of, starts, expected):
    assert window(preset, as_of, fiscal_year_start=starts, begins_on=BEGINS) == (expected, as_of)


def test_since_the_last_meeting_begins_on_the_day_after_it():
    found = window("since_meeting", date(2024, 3, 31), fiscal_year_start="01-01", begins_on=BEGINS, last_meeting=date(2024, 3, 12))
    assert found == (date(2024, 3, 13), date(2024, 3, 31))
    without = window("since_meeting", date(2024, 3, 31), fiscal_year_start="01-01", begins_on=BEGINS)
    assert without == (BEGINS, date(2024, 3, 31))


def test_own_days_are_turned_into_order_and_an_empty_one_is_an_end_of_the_log():
    as_of = date(2024, 3, 31)
    turned = window("own", as_of, fiscal_year_start="01-01", begins_on=BEGINS, own=(date(2023, 5, 1), date(2023, 1, 1)))
    assert turned == (date(2023, 1, 1), date(2023, 5, 1))
    assert window("own", as_of, fiscal_year_start="01-01", begins_on=BEGINS) == (BEGINS, as_of)


@given(
    st.sampled_from(PRESETS), st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.dates(date(2001, 1, 1), date(2090, 1, 1)),
    st.sampled_from(["01-01", "02-29", "04-01", "08-31", "12-31"]), st.none() | st.dates(date(2000, 1, 1), date(2090, 1, 1)),
)  # fmt: skip
def test_every_window_has_its_first_day_before_its_last(preset, as_of, begins_on, starts, meeting):
    first, last = window(preset, as_of, fiscal_year_start=starts, begins_on=begins_on, last_meeting=meeting)
    assert first <= last
