"""What can be taken away, and from where: the buttons of Brief and the fact sheets of the other pages."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenground.answers.community import portrait
from evenground.warehouse.releases import current

APP = Path(__file__).resolve().parents[2] / "app.py"
OF_A_STORY = {"take-slides", "take-fact_sheet", "take-workbook", "take-snapshot", "take-large_print", "take-black_and_white", "take-file", "take-place"}


def buttons(page: str, **address: str) -> list[str]:
    made = AppTest.from_file(str(APP), default_timeout=120)
    for name, value in address.items():
        made.query_params[name] = value
    shown = made.switch_page(f"screens/{page}.py").run()
    assert not shown.exception, shown.exception[0].value
    return [one.proto.id.split("-", 2)[2] for one in shown.get("download_button")]


@pytest.mark.parametrize("audience", ["analyst", "public"])
def test_every_export_has_its_button_on_brief_for_either_audience(real_home, monkeypatch, audience):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", audience)
    assert set(buttons("brief", place="nunavik", lang="fr")) >= OF_A_STORY


@pytest.mark.parametrize("audience", ["analyst", "public"])
def test_a_fact_sheet_is_one_click_from_map_disparities_and_portrait(real_home, monkeypatch, audience):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", audience)
    area = portrait.signed_areas(current("ottawa", "analyst"))[0]
    prints = {f"{what}-{how}" for what in ("sheet_area", "sheet_indicator") for how in ("plain", "large_print", "black_and_white")}
    assert set(buttons("map", place="ottawa", lang="en", area=area, geo="ons:gen3")) >= prints
    assert set(buttons("map", place="ottawa", lang="en")) >= {one for one in prints if "indicator" in one}
    assert "sheet_indicator-plain" in buttons("disparities", place="ottawa", lang="en")
    assert "sheet_area-plain" in buttons("portrait", place="ottawa", lang="en", area=area)
    assert "sheet_area-plain" not in buttons("portrait", place="ottawa", lang="en")
