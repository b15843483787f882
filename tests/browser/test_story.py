"""A story in the browser: written, reopened by its link, presented with the keyboard and without a network."""

from __future__ import annotations

import pytest
from reader import PATIENCE
from servers import serving

from evenground.answers.stories import saved
from evenground.catalog.words import say
from evenground.warehouse.story_files import own_files

STORY = "life-expectancy-commission"
SHOWN = "() => document.querySelector('.eg-slide:not([hidden]) h1, .eg-slide:not([hidden]) h2').innerText"
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.eg-slide *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
OVERFLOWING = """() => { const s = document.querySelector('.eg-slide:not([hidden])');
  return s.scrollHeight > s.clientHeight + 1 || s.scrollWidth > s.clientWidth + 1; }"""


@pytest.fixture(scope="module")
def writers(built, tmp_path_factory):
    """A server whose releases are the real ones, and whose stories are its own."""
    home = tmp_path_factory.mktemp("stories")
    for place in (folder for folder in built.iterdir() if folder.is_dir() and (folder / "working").is_dir()):
        (home / place.name).mkdir()
        for store in ("working", "public"):
            (home / place.name / store).symlink_to(place / store, target_is_directory=True)
    with serving(home, "analyst", home / "server.log") as server:
        yield server, home


def headlines(place):
    return [item.headline.get("en") for item in saved.story(place, STORY).story.items]


def test_a_story_is_presented_with_the_keyboard_and_needs_no_network(new_reader, writers):
    server, _ = writers
    reader = new_reader(server)
    page = reader.page
    page.goto(f"{server.url}/present/kansas-city/{STORY}?lang=en", timeout=PATIENCE)
    own = headlines("kansas-city")
    assert page.evaluate(SHOWN) == "Years of life, and what stands between us"
    page.context.set_offline(True)
    page.keyboard.press("PageDown")
    assert page.evaluate(SHOWN) == own[0]
    assert page.evaluate("document.activeElement.id") == "s2"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(SHOWN) == own[0] and page.url.endswith("#2")
    page.keyboard.press("End")
    last = page.evaluate(SHOWN)
    assert last.startswith(say("export.sources", "en"))
    page.keyboard.press("PageDown")
    assert page.evaluate(SHOWN) == last  # nothing behind the last
    page.keyboard.press("Home")
    for _ in range(page.locator(".eg-slide").count()):
        assert not page.evaluate(OVERFLOWING), page.evaluate(SHOWN)
        page.keyboard.press("PageDown")
    assert page.evaluate(SMALLEST) >= 24
    page.keyboard.press("b")
    assert page.evaluate("getComputedStyle(document.querySelector('.eg-deck')).visibility") == "hidden"
    page.context.set_offline(False)


def test_notes_stand_in_a_second_window_that_moves_with_the_slides(new_reader, writers):
    server, _ = writers
    page = new_reader(server).page
    page.goto(f"{server.url}/present/kansas-city/{STORY}?lang=en#2", timeout=PATIENCE)
    assert not page.locator(".eg-notes").is_visible()
    with page.expect_popup() as opening:
        page.keyboard.press("n")
    notes = opening.value
    notes.locator(".eg-note", has_text="Say the year each time").wait_for()
    assert headlines("kansas-city")[1] in notes.locator(".eg-next").inner_text()
    notes.keyboard.press("PageDown")
    page.wait_for_function("location.hash === '#3'")
    page.keyboard.press("ArrowLeft")
    notes.locator(".eg-note", has_text="Say the year each time").wait_for()


def test_a_phone_shows_a_story_without_scrolling_sideways(new_reader, writers):
    server, _ = writers
    page = new_reader(server, 390).page
    page.goto(f"{server.url}/present/kansas-city/{STORY}?lang=fr", timeout=PATIENCE)
    for _ in range(page.locator(".eg-slide").count()):
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.evaluate(SHOWN)
        page.keyboard.press("PageDown")


def test_a_story_is_copied_put_in_order_worded_and_opened_by_its_link(new_reader, writers, monkeypatch):
    server, home = writers
    monkeypatch.setenv("EVENGROUND_HOME", str(home))
    reader = new_reader(server).open("/brief", place="kansas-city", story=STORY)
    with reader.a_run():
        reader.widget("copy-story").locator("button").click()
    name = reader.address["story"]
    assert list(own_files("kansas-city")) == [name] and name != STORY
    with reader.a_run():
        reader.widget("down-0").locator("button").click()
    with reader.a_run():
        reader.widget("edit-0").locator("button").click()
    reader.widget(f"headline-{name}-0").locator("textarea").fill("Half of deaths, the Department said")
    with reader.a_run():
        reader.page.get_by_test_id("stFormSubmitButton").get_by_text(say("brief.save", "en")).last.click()
    reader.page.get_by_role("heading", name="Half of deaths, the Department said").wait_for()
    items = saved.story("kansas-city", name).story.items
    assert [item.choices.get("fact") for item in items[:2]] == ["KCM002", "KCM001"]
    assert items[0].headline["en"] == "Half of deaths, the Department said"

    other = new_reader(server).open("/brief", place="kansas-city", story=name)
    assert other.page.locator(".eg-preview h2").first.inner_text() == "Half of deaths, the Department said"
    assert other.page.locator(".eg-preview").count() == len(items)


def test_a_view_is_added_to_a_story_with_its_choices_and_its_release(new_reader, writers, monkeypatch):
    server, home = writers
    monkeypatch.setenv("EVENGROUND_HOME", str(home))
    reader = new_reader(server).open("/map", place="ottawa", indicator="unemployment_rate", group="black", geo="ons:gen3")
    title = reader.headline
    with reader.a_run():
        reader.widget("add-to-story-map").locator("button").click()
    [name] = own_files("ottawa")
    [item] = saved.story("ottawa", name).story.items
    assert (item.view, item.choices["indicator"], item.choices["group"]) == ("map", "unemployment_rate", "black")
    assert item.release and len(item.hash) == 16
    reader.visit(say("nav.brief", "en"))
    assert reader.page.locator(".eg-preview h2").first.inner_text() == title


def test_the_public_presents_but_does_not_write_and_sees_no_draft(new_reader, public_server):
    reader = new_reader(public_server).open("/brief", place="kansas-city", story=STORY)
    assert reader.page.locator(".eg-preview").count() == len(headlines("kansas-city"))
    assert reader.page.get_by_text(say("brief.public_note", "en")).is_visible()
    drawings = reader.page.evaluate("[...document.querySelectorAll('.eg-preview .eg-figure img')].map(one => one.naturalWidth)")
    assert len(drawings) >= 7 and min(drawings) > 0  # charts and maps are seen in small too
    assert not reader.page.get_by_text(say("brief.copy", "en")).count() and not reader.page.get_by_text(say("brief.new_start", "en")).count()
    reader.open("/map", place="kansas-city")
    assert not reader.widget("add-to-story-map").count()


def taken(reader, key):
    with reader.page.expect_download(timeout=PATIENCE) as waiting:
        reader.widget(key).locator("button").first.click()
    return waiting.value


def test_what_is_taken_away_is_a_file_of_its_kind(new_reader, public_server):
    reader = new_reader(public_server).open("/brief", place="nunavik")
    for key, name, first in (("take-slides", ".pptx", b"PK"), ("take-workbook", ".xlsx", b"PK"), ("take-fact_sheet", ".pdf", b"%PDF-"), ("take-place", "nunavik.html", b"<!doctype html>")):
        file = taken(reader, key)
        assert file.suggested_filename.endswith(name)
        with open(file.path(), "rb") as content:
            assert content.read(len(first)).lower() == first.lower()


def test_a_reader_takes_the_fact_sheet_of_an_area_from_the_map(new_reader, public_server):
    reader = new_reader(public_server).open("/map", place="ottawa", geo="ons:gen3", area="ons:gen3:3053", lang="fr")
    file = taken(reader, "sheet_area-plain")
    with open(file.path(), "rb") as content:
        assert content.read(5) == b"%PDF-"
