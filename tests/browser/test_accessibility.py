"""axe-core on every page of every place, in light and in dark: no violation of WCAG 2 A or AA that is ours."""

from __future__ import annotations

from importlib.resources import files

import pytest
from reader import Reader

from evenground.answers.area_values import area_values
from evenground.answers.overview import opening
from evenground.catalog.library import place_folders
from evenground.warehouse.releases import current

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALLOWED: dict[tuple[str, str], str] = {}
"""Rule and selector of what is Streamlit's own and not ours to mend, with the reason. Nothing is, on these pages."""

NOT_OURS = "[data-testid=stSidebarNavItems]"
"""Streamlit's own list of pages in a narrow window: it puts the headings of sections between the list and its items."""

RUN = """async ([levels, without]) => (await axe.run({exclude: [[without]]}, {runOnly: levels})).violations.flatMap(rule => rule.nodes.map(node => ({
  rule: rule.id, html: node.html.slice(0, 300), why: node.failureSummary, target: node.target.flat(2).join(' ')})))"""
LANGUAGES = {"kansas-city": "fr", "nunavik": "iu"}
PAGES = {"overview": "/", "map": "/map", "brief": "/brief", "methods": "/methods", "disparities": "/disparities"}


@pytest.mark.parametrize("place", place_folders())
@pytest.mark.parametrize("page", PAGES)
def test_no_violation_is_ours(open_page, place, page):
    reader = open_page(PAGES[page], place=place, lang=LANGUAGES.get(place, "en"))
    in_light = violations(reader)
    in_dark = violations(reader.turn("dark"))
    assert (in_light, in_dark) == ([], [])


@pytest.mark.parametrize("width", [1440, 390])
def test_no_violation_is_ours_where_something_is_opened(open_page, real_home, width):
    release = current("ottawa", "analyst")
    areas = area_values(opening(release, "en"), release).table
    reader = open_page("/map", width, place="ottawa", lang="en", area=areas["area_key"].iloc[0])
    assert areas["name"].iloc[0] == reader.chosen("area")
    for summary in reader.page.locator("[data-testid=stExpander] summary").all():
        summary.click()
    opened = violations(reader)
    for button in reader.page.get_by_test_id("stPopoverButton").all():
        button.click()
        reader.page.get_by_test_id("stPopoverBody").wait_for()
        opened += violations(reader)
        reader.page.keyboard.press("Escape")
        reader.page.get_by_test_id("stPopoverBody").wait_for(state="hidden")
    reader.open_sidebar()
    assert opened + violations(reader) == []


def test_the_engine_finds_what_is_wrong(open_page):
    reader = open_page("/methods", place="nunavik", lang="en")
    reader.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\"><button></button>')")
    assert {one["rule"] for one in violations(reader)} == {"image-alt", "button-name"}


def violations(reader: Reader) -> list[dict[str, str]]:
    """What axe-core finds, without what is allowed."""
    if not reader.page.evaluate("'axe' in window"):
        reader.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = reader.page.evaluate(RUN, [LEVELS, NOT_OURS])
    return [one for one in found if not any(one["rule"] == rule and selector in one["target"] for rule, selector in ALLOWED)]
