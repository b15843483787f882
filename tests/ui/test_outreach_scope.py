"""The choices about the log: drawn, kept in the address, and the same on every page that reads them."""

import html

import pytest
from small_log import engagement, small_release
from streamlit.testing.v1 import AppTest

LOG = [
    engagement(1, "2023-12-30", partners=["p1"]),
    engagement(2, "2024-05-10", partners=["p2"], type="town_hall"),
    engagement(3, "2024-06-11", status="cancelled"),
    engagement(4, "2024-06-01", type="table_meeting", areas={}),
]


def page(path):
    import streamlit as st

    from evenground.answers.choices import Choices
    from evenground.catalog.library import place_folder
    from evenground.ui import outreach_scope
    from evenground.ui.scope import Scope, write_address
    from evenground.warehouse.releases import Release

    view = Scope(place_folder("ottawa"), Release("ottawa", "analyst", path), Choices("ottawa", "en", "low_income_lim_at", "ons:gen3", "2020"))
    outreach_scope.notice(view)
    log = outreach_scope.choose_log(view)
    outreach_scope.about_window(view, log)
    st.session_state["log"] = log
    write_address(view, of_map=False)


@pytest.fixture
def opened(tmp_path):
    release = small_release(tmp_path, LOG)

    def run(**address):
        made = AppTest.from_function(page, args=(release.path,), default_timeout=60)
        for key, value in address.items():
            made.query_params[key] = value
        made.run()
        assert not made.exception
        return made

    return run


def test_the_whole_log_is_open_to_the_declared_end_of_a_demonstration(opened):
    shown = opened()
    log = shown.session_state["log"]
    assert (log.start, log.end, log.as_of, log.statuses) == ("2023-01-01", "2024-06-30", "2024-06-30", ("held",))
    assert "made up" in shown.warning[0].value
    said = html.unescape(shown.caption[0].value).replace("\\", "")
    assert "3 engagements are counted here. Not counted: 1 cancelled." in said
    assert "window" not in shown.query_params


def test_a_link_opens_the_same_window_and_filters(opened):
    shown = opened(window="own", **{"from": "2024-01-01", "to": "2024-05-31", "with": "p2", "types": "town_hall,nonsense"})
    log = shown.session_state["log"]
    assert (log.start, log.end, log.partners, log.types) == ("2024-01-01", "2024-05-31", ("p2",), ("town_hall",))
    assert {key: shown.query_params[key] for key in ("window", "from", "to", "with", "types")} == {
        "window": "own", "from": "2024-01-01", "to": "2024-05-31", "with": "p2", "types": "town_hall"
    }  # fmt: skip


def test_since_the_last_meeting_counts_from_the_day_after_it(opened):
    shown = opened()
    shown.selectbox(key="window").set_value("since_meeting").run()
    assert shown.session_state["log"].start == "2024-06-02"
    assert shown.query_params["window"] == "since_meeting"


def test_a_day_that_is_none_is_said_and_not_used(opened):
    shown = opened(window="own", **{"from": "last spring"})
    assert "last spring" in shown.warning[1].value
    assert shown.session_state["log"].start == "2023-01-01"
