"""The Overview says each headline gap as two figures, the place's own published statement first, and leads to every comparison."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenground.answers.gaps import headline_gaps
from evenground.catalog.words import say
from evenground.look.numbers import number
from evenground.warehouse.releases import current

APP = Path(__file__).resolve().parents[2] / "app.py"


def opened(monkeypatch, place: str, audience: str = "analyst") -> AppTest:
    monkeypatch.setenv("EVENGROUND_AUDIENCE", audience)
    page = AppTest.from_file(str(APP), default_timeout=120)
    page.query_params["place"], page.query_params["lang"] = place, "en"
    page.run()
    assert not page.exception
    return page


@pytest.mark.parametrize("audience", ["analyst", "public"])
def test_each_gap_shows_both_figures_of_the_answer(real_home, monkeypatch, audience):
    page = opened(monkeypatch, "ottawa", audience)
    rows = headline_gaps(current("ottawa", audience), "en").table
    expected = [(name, number(value, "en", row.decimals)) for row in rows.itertuples() for name, value in ((row.group, row.value), (row.other, row.other_value))]
    assert len(rows) == 3 and [(one.label, one.value) for one in page.metric] == expected
    said = " ".join(one.value for one in page.markdown)
    assert all(row.told[:40] in said.replace("\\", "") for row in rows.itertuples())


def test_every_domain_has_its_turn_before_one_has_a_second(real_home):
    release = current("ottawa", "analyst")
    every = headline_gaps(release, "en", most=50).table
    first = headline_gaps(release, "en").table
    assert first["domain"].is_unique and every["domain"].nunique() >= 3
    assert first["indicator_id"].iloc[0] == every["indicator_id"].iloc[0]


def test_a_place_shows_its_published_statement_as_published(real_home, monkeypatch):
    page = opened(monkeypatch, "kansas-city")
    assert page.metric[0].value == "6.5 years" and len(page.metric) == 1 + 2 * 2
    assert say("gap.published", "en") in [one.value for one in page.caption]


def test_a_gap_opens_every_comparison_of_its_indicator(real_home, monkeypatch):
    page = opened(monkeypatch, "kansas-city")
    indicator = headline_gaps(current("kansas-city", "analyst"), "en").table["indicator_id"].iloc[0]
    page.button(key=f"open-gap-{indicator}").click().run()
    assert not page.exception and page.session_state["indicator"] == indicator
