"""Two readers of one server: what one chooses never appears to the other."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenground.catalog.words import say

APP = Path(__file__).resolve().parents[2] / "app.py"


def viewer(**address) -> AppTest:
    made = AppTest.from_file(str(APP), default_timeout=120)
    for name, value in address.items():
        made.query_params[name] = value
    return made.run()


@pytest.fixture(autouse=True)
def analyst(real_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")


def chosen(one: AppTest) -> dict[str, str]:
    assert not one.exception
    return {key: one.selectbox(key=key).value for key in ("place", "lang", "indicator", "geo", "period")}


def test_a_second_viewer_never_sees_the_first_ones_choices():
    first, second = viewer(place="ottawa"), viewer(place="kansas-city", lang="fr")
    before = chosen(second)
    assert before["place"] == "kansas-city" and before["lang"] == "fr"
    for indicator in ("unemployment_rate", "racialized_share", "low_income_lim_at"):
        first.selectbox(key="indicator").set_value(indicator).run()
        assert chosen(first)["indicator"] == indicator and chosen(first)["place"] == "ottawa"
        assert chosen(second.run()) == before
    second.selectbox(key="place").set_value("nunavik").run()
    assert chosen(second)["place"] == "nunavik" and chosen(first.run())["place"] == "ottawa"
    assert first.title[0].value != second.title[0].value


def test_a_link_that_asks_for_what_is_not_here_says_so_once():
    lost = viewer(place="ottawa", indicator="no_such_indicator")
    assert say("notice.not_on_offer", "en") in [one.value for one in lost.info]
    assert say("notice.not_on_offer", "en") not in [one.value for one in lost.run().info]
    assert say("notice.not_on_offer", "en") not in [one.value for one in viewer(place="ottawa").info]


def test_a_page_without_indicators_draws_no_choice_of_one_and_keeps_it():
    one = viewer(place="ottawa", indicator="unemployment_rate", geo="ward:2022")
    before = chosen(one)
    away = one.switch_page("screens/goals.py").run()
    assert not away.exception
    assert {box.key for box in away.sidebar.selectbox} == {"place", "lang"}
    assert chosen(away.switch_page("screens/map.py").run()) == before
