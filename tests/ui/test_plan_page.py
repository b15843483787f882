"""Plan opens in every place and language; a lead plans three sessions and leaves one area out; nothing is proposed to communities."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenground.answers.outreach.plan_record import SUBJECT
from evenground.catalog.library import place_folders
from evenground.warehouse import record

APP = Path(__file__).resolve().parents[2] / "app.py"


def opened(**address: str) -> AppTest:
    made = AppTest.from_file(str(APP), default_timeout=120)
    for name, value in address.items():
        made.query_params[name] = value
    made.switch_page("screens/plan.py").run()
    assert not made.exception, made.exception[0].value
    return made


@pytest.fixture
def own_home(real_home, tmp_path, monkeypatch) -> Path:
    """The built releases, with a record of their own to write to."""
    for place in ("ottawa",):
        shutil.copytree(real_home / place, tmp_path / place, symlinks=True)
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("place", place_folders())
@pytest.mark.parametrize("language", ["en", "fr"])
def test_plan_opens_in_every_place_and_language(real_home, monkeypatch, place, language):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    page = opened(place=place, lang=language)
    assert page.title[0].value == {"en": "Plan", "fr": "Planifier"}[language]
    assert any("Demonstration" in one.value or "émonstration" in one.value for one in page.warning)


@pytest.mark.parametrize("place", place_folders())
def test_the_public_sees_no_plan(real_home, monkeypatch, place):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "public")
    page = opened(place=place)
    assert not page.header and page.info


def test_nothing_is_proposed_where_communities_initiate(real_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    page = opened(place="nunavik")
    headers = [one.value for one in page.header]
    assert headers[0] == "Waiting for a reply" and "Next best sessions" not in headers and "Themes of the calendar" in headers
    assert "sessions" not in {one.key for one in page.selectbox}


def test_a_link_opens_the_same_question(real_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    page = opened(place="ottawa", sessions="5", yardstick="equitable", need="unsuitable_housing", apart="30")
    assert page.selectbox(key="sessions").value == "5" and page.selectbox(key="need").value == "unsuitable_housing"
    assert page.number_input(key="apart").value == 30
    assert any(one.value.startswith("**5.") for one in page.markdown)


def test_a_lead_plans_a_session_and_leaves_an_area_out(own_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    page = opened(place="ottawa")
    proposed = [one.value.split("**")[1][3:] for one in page.markdown if one.value.startswith(("**1.", "**2.", "**3."))]
    assert len(proposed) == 3
    area = page.selectbox(key="decision_area").value
    page.radio(key="decision_choice").set_value("leave")
    page.button(key="decision_save").click().run()
    assert any("role" in one.value for one in page.warning) and record.read("ottawa", "override") == []
    page.text_input(key="decision_role").set_value("outreach lead")
    page.radio(key="decision_choice").set_value("leave")
    page.text_input(key="decision_reason").set_value("Its own table meets first")
    page.button(key="decision_save").click().run()
    assert not page.exception
    (kept,) = record.read("ottawa", "override")
    assert (kept["subject"], kept["choice"], kept["by_role"]) == (SUBJECT, "leave", "outreach lead")
    now = " ".join(one.value for one in page.markdown if one.value.startswith(("**1.", "**2.", "**3.")))
    assert kept["subject_id"] == area and proposed[0] not in now


@pytest.mark.parametrize("address", [{"as_of": "0001-01-01"}, {"as_of": "9999-12-31", "window": "quarter"}, {"sessions": "-5", "days": "9" * 30, "each": "²", "hours": "1e9", "type": "<b>"}])
def test_an_address_that_asks_for_what_cannot_be_opens_the_page_on_what_can(real_home, monkeypatch, address):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    page = opened(place="ottawa", **address)
    assert page.header[0].value == "Next best sessions"
