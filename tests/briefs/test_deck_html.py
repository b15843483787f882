"""A deck as one file: it presents itself without a network, in letters that the last row can read."""

import re
from dataclasses import replace

import numpy as np
import pytest
from lxml import html
from real_exhibits import deck_of, dots_exhibit, map_exhibit
from test_slides import deck, exhibit

from evenground.answers.exhibit import Series
from evenground.answers.overview import opening
from evenground.briefs.deck_html import deck_html
from evenground.warehouse.releases import current


def read(made):
    return html.fromstring(deck_html(made).decode())


@pytest.fixture
def nunavik(real_home):
    release = current("nunavik", "public")
    chosen = opening(release, "iu")
    return deck_of(release, "iu", (map_exhibit(chosen, release, note="ᓄᓇᕕᒃ"), dots_exhibit(chosen, release)), title="ᓄᓇᕕᒃ")


def test_nothing_in_the_file_asks_a_network(nunavik):
    for made in (deck(), nunavik):
        page = deck_html(made).decode()
        assert not re.search(r"(src|href)=[\"']?(https?:)?//|url\((?!data:|#)|@import", page.replace('href="#', ""))
        assert "default-src 'none'" in page


def test_each_slide_has_its_finding_context_source_and_notes():
    made = deck(exhibit(note="Pause here.", ask="Adopt it."), exhibit("statement", headline="What we ask"))
    page = read(made)
    slides = page.xpath("//section")
    assert [one.xpath(".//h1 | .//h2")[0].text_content() for one in slides][:3] == ["A title", "Rates differ by 110.6 years", "What we ask"]
    told = slides[1].text_content()
    for part in ("Life expectancy at birth (years)", "2010 to 2015", "Census tracts (2010)", "95% confidence interval", "Source: Publisher, Title (2018)", "November 21, 2026", "We ask: Adopt it."):
        assert part in told, part
    assert "To say: Pause here." in page.xpath("//aside")[1].text_content()
    assert len(page.xpath("//aside")) == len(slides)


def test_charts_are_text_and_shapes_with_alternative_text():
    series = Series("Rate", np.array([412.3, 301.74, 1250.0]), marks=("worse", "better", "similar"))
    for kind, shape in (("dots", "circle"), ("bars", "rect"), ("lines", "path")):
        picture = read(deck(exhibit(kind, series=(series,)))).xpath("//section[2]//svg")[0]
        assert picture.get("aria-label") == "Three groups." and picture.get("role") == "img"
        assert "412.3" in picture.text_content() or kind == "lines"
        assert picture.xpath(f".//{shape}")


def test_syllabics_come_with_their_font_and_their_language(nunavik):
    page = deck_html(nunavik).decode()
    assert "Noto Sans Canadian Aboriginal';font-weight:400" in page and "U+1400-167F" in page
    assert 'lang="iu-Cans-CA"' in page and "ᓴᓪᓗᐃᑦ" in page
    assert "U+1400-167F" not in deck_html(deck()).decode()


def test_a_demonstration_is_marked_across_the_slide():
    page = read(deck(exhibit(is_demonstration=True)))
    assert page.xpath("//section[2]//h2")[0].text_content().startswith("Demonstration: ")
    assert page.xpath("//section[2]//div[@class='mark']")[0].text_content() == "Demonstration"


def test_what_a_file_says_stays_words():
    hostile = "<script>alert(1)</script> & \"quoted\""
    page = read(deck(exhibit(headline=hostile, labels=(hostile, "b", "c"), ask=hostile, note=hostile), title=hostile))
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//section[2]//h2")[0].text_content() == hostile


@pytest.mark.browser
def test_a_presenter_moves_with_the_keyboard_and_everything_is_legible(browser, real_home, tmp_path):
    release = current("kansas-city", "public")
    chosen = opening(release, "en")
    made = deck_of(release, "en", (map_exhibit(chosen, release, note="Pause."), dots_exhibit(chosen, release, ask="Fund it.")))
    (tmp_path / "deck.html").write_bytes(deck_html(replace(made, notices=("Not cleared.",))))
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "deck.html").as_uri())
    shown = lambda: page.evaluate("document.querySelector('section.on').id")  # noqa: E731
    assert shown() == "s1"
    for key, expected in (("ArrowRight", "s2"), ("PageDown", "s3"), ("ArrowLeft", "s2"), ("End", "s5"), ("Home", "s1"), ("Space", "s2")):
        page.keyboard.press(key)
        assert shown() == expected, key
    page.keyboard.press("n")
    assert "Pause." in page.locator("aside.on").inner_text()
    page.keyboard.press("n")
    for _ in range(2):
        sizes = page.evaluate(
            "[...document.querySelectorAll('section.on *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.tagName !== 'title')"
            ".map(e => parseFloat(getComputedStyle(e).fontSize))"
        )  # fmt: skip
        assert min(sizes) >= 24
        page.keyboard.press("ArrowRight")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()
