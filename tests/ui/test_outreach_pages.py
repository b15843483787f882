"""Activity, Projects, Portrait and Goals open in every place, language and audience, with a log and without."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenground.catalog.library import place_folders

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGES = ("activity", "projects", "goals")


def opened(page: str, **address: str) -> AppTest:
    made = AppTest.from_file(str(APP), default_timeout=120)
    for name, value in address.items():
        made.query_params[name] = value
    made.switch_page(f"screens/{page}.py").run()
    assert not made.exception, made.exception[0].value
    return made


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("place", place_folders())
@pytest.mark.parametrize("audience", ["analyst", "public"])
def test_a_page_opens_in_every_place_and_language(real_home, monkeypatch, page, place, audience):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", audience)
    titles = [opened(page, place=place, lang=language).title[0].value for language in ("en", "fr")]
    assert all(titles) and titles[0] != titles[1]
