"""The Compare page runs whole in every view and place, and refuses what may not be compared."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.ui import compare_views
from evenground.warehouse.releases import current

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture(autouse=True)
def analyst(real_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")


def compared(**address) -> AppTest:
    made = AppTest.from_file(str(APP), default_timeout=120)
    for name, value in address.items():
        made.query_params[name] = value
    made.run()
    made.session_state["address"] = dict(made.session_state["address"]) | address
    made.switch_page("screens/compare.py").run()
    assert not made.exception
    return made


@pytest.mark.parametrize("place", ["ottawa", "kansas-city", "nunavik"])
def test_every_view_of_every_place_runs_and_only_the_chosen_one_draws(place):
    for view in compare_views.SHOWN:
        page = compared(place=place, lang="fr" if place == "nunavik" else "en", show=view)
        charts = {one.key for one in page.get("plotly_chart")}
        assert charts <= {f"chart-{view}"}
        assert charts or page.info, view
        assert page.query_params["show"] == view


def test_a_link_opens_the_same_comparison():
    page = compared(place="ottawa", show="scatter", indicator="unemployment_rate", other="no_high_school_25_64")
    assert page.selectbox(key="other").value == "no_high_school_25_64"
    page.selectbox(key="other").set_value("renter_households").run()
    assert page.query_params["other"] == "renter_households"
    assert "Renter" in page.caption[0].value or "enter" in page.caption[0].value


def test_modelled_values_show_no_change_and_no_funnel():
    for view, key in (("change", "compare.change_refused_modelled"), ("funnel", "compare.funnel_refused_modelled")):
        page = compared(place="kansas-city", indicator="life_expectancy", geo="tract:2010", show=view)
        told = str(say(key, "en", title="Life expectancy at birth"))
        [shown] = [one.value.replace("\\", "") for one in page.info]
        assert shown.startswith(_escaped(told))


def _escaped(text: str) -> str:
    from evenground.look.text import markdown

    return markdown(text).replace("\\", "")


def test_communities_stay_in_the_order_of_names_until_a_reader_asks(real_home):
    page = compared(place="nunavik", indicator="residents_per_occupied_dwelling", geo="community:2021", show="heat")
    release = current("nunavik", "analyst")
    names = shelf(release, "area_codes").query("level_key == 'community:2021'")["name_en"].tolist()
    assert _lanes(page, names) == sorted(names)
    page.toggle(key="rank_anyway").set_value(True).run()
    assert sorted(_lanes(page, names)) == sorted(names) != _lanes(page, names)


def _lanes(page: AppTest, names: list[str]) -> list[str]:
    """Names in the order in which the one figure of a page holds them."""
    spec = json.loads(page.get("plotly_chart")[0].proto.spec)
    return [name for name in spec["data"][0]["y"] if name in names]


@pytest.mark.parametrize(("place", "indicator", "level"), [("nunavik", "decree_population", "community:2021"), ("ottawa", "low_income_lim_at", "ons:gen3")])
def test_a_change_that_cannot_be_drawn_says_what_can(real_home, place, indicator, level):
    release = current(place, "analyst")
    titles = shelf(release, "indicators").set_index("indicator_id")["title_en"]
    [told] = [one.value.replace("\\", "") for one in compared(place=place, indicator=indicator, geo=level, show="change").info]
    if place == "nunavik":
        assert titles["census_residents"] in told and titles["residents_per_occupied_dwelling"] in told
    else:
        assert told.endswith(say("compare.change_have_none", "en"))
