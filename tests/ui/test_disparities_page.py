"""The Disparities page runs whole for analysts and the public, keeps its choices in the address, and shows nothing hidden."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenground.warehouse.ask import ask
from evenground.warehouse.releases import current

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture(autouse=True)
def home(real_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")


def opened(**address) -> AppTest:
    made = AppTest.from_file(str(APP), default_timeout=120)
    for name, value in address.items():
        made.query_params[name] = value
    made.run()
    made.session_state["address"] = dict(made.session_state["address"]) | address
    made.switch_page("screens/disparities.py").run()
    assert not made.exception
    return made


@pytest.mark.parametrize("audience", ["analyst", "public"])
@pytest.mark.parametrize(
    ("place", "indicator", "charts"),
    [
        ("ottawa", "unemployment_rate", {"groups", "matrix", "multiples"}), ("ottawa", "overdose_ed_visit_rate", {"groups", "curve", "fifths", "multiples"}),
        ("kansas-city", "life_expectancy", {"groups", "curve", "fifths", "multiples"}), ("kansas-city", "covid_deaths", {"groups", "multiples"}),
        ("nunavik", "airway_obstruction", set()),
    ],
)  # fmt: skip
def test_the_page_draws_what_the_figures_allow(monkeypatch, place, indicator, charts, audience):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", audience)
    page = opened(place=place, lang="fr" if place == "ottawa" else "en", indicator=indicator)
    assert {one.key.removeprefix("chart-") for one in page.get("plotly_chart")} == charts
    assert len(page.title) == 1 and page.title[0].value


def test_group_and_reference_are_kept_in_the_address():
    page = opened(place="kansas-city", indicator="covid_deaths", lang="en")
    page.selectbox(key="against").set_value("hispanic").run()
    page.selectbox(key="whom").set_value("nh_black").run()
    assert (page.query_params["whom"], page.query_params["against"]) == ("nh_black", "hispanic")
    assert "Hispanic" in " ".join(one.value for one in page.markdown)
    again = opened(place="kansas-city", indicator="covid_deaths", lang="en", whom="nh_black", against="hispanic")
    assert again.title[0].value == page.title[0].value


def test_a_public_page_compares_no_group_that_is_hidden(monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "public")
    release = current("ottawa", "public")
    table = ask(release, "disparities", area_key="set:priority_21", level_key="ons:gen3", stratifier_id="target_group", basis="groups")
    assert len(table) and (table.loc[table["estimate"].isna(), "reason"].notna()).all()
    page = opened(place="ottawa", indicator="senior_low_income_lim_at", lang="en", where="set:priority_21|target_group")
    assert page.title[0].value
