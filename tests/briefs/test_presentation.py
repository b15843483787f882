"""A presentation is one page: everything in it, nothing asked of any other, letters that the last row can read, and no word
of a file becomes markup."""

import base64
import re
from dataclasses import replace

import numpy as np
import pytest
from lxml import etree, html
from real_exhibits import deck_of, dots_exhibit, map_exhibit
from test_slides import deck, exhibit

from evenground.answers.exhibit import Plane, Series
from evenground.answers.overview import opening
from evenground.answers.stories import saved
from evenground.answers.stories.deck import deck as story_deck
from evenground.briefs.presentation import presentation
from evenground.briefs.slide_html import preview, slide
from evenground.catalog.library import place_folders
from evenground.catalog.words import say
from evenground.warehouse.releases import current

HOSTILE = '<script>alert("1")</script> & "quotes" {headline}'
STORIES = [
    pytest.param(place, file.stem, id=file.stem)
    for place, folder in place_folders().items()
    for file in sorted((folder.folder / "stories").glob("*.yml"))
]
OVERFLOWING = """() => [...document.querySelectorAll('.eg-slide:not([hidden]), .eg-slide:not([hidden]) .eg-body, .eg-slide:not([hidden]) .eg-figure')]
  .filter(e => e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2).map(e => e.className)"""
LETTERS = """() => [...document.querySelectorAll('.eg-slide:not([hidden]) *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.tagName !== 'title' && e.tagName !== 'CAPTION')
  .map(e => { const box = e.ownerSVGElement; const scale = box ? box.getBoundingClientRect().width / box.viewBox.baseVal.width : 1;
    return parseFloat(getComputedStyle(e).fontSize) * scale; })"""
FEW = Series("Years", np.array([70.0, 80.0, 75.0]), np.array([68.0, np.nan, np.nan]), np.array([72.0, np.nan, np.nan]), ("worse", "better", "similar"))


def read(made):
    return html.fromstring(presentation(made).decode())


@pytest.fixture
def nunavik(real_home):
    release = current("nunavik", "public")
    chosen = opening(release, "iu")
    return deck_of(release, "iu", (map_exhibit(chosen, release, note="ᓄᓇᕕᒃ"), dots_exhibit(chosen, release)), title="ᓄᓇᕕᒃ")


def test_nothing_in_the_file_asks_a_network(nunavik):
    for made in (deck(), nunavik):
        page = presentation(made).decode()
        assert not re.search(r"(src|href)=[\"']?(https?:)?//|url\((?!data:|#)|@import", page.replace('href="#', ""))
        assert "default-src 'none'" in page


def test_each_slide_has_its_finding_context_source_date_and_ask():
    made = deck(exhibit(note="Pause here.", ask="Adopt it."), exhibit("statement", headline="What we ask"))
    page = read(made)
    slides = page.xpath("//section")
    assert [one.xpath(".//h1 | .//h2")[0].text_content() for one in slides][:3] == ["A title", "Rates differ by 110.6 years", "What we ask"]
    told = slides[1].text_content()
    for part in ("Life expectancy at birth (years)", "2010 to 2015", "Census tracts (2010)", "95% confidence interval", "Source: Publisher, Title (2018)", "November 21, 2026", "We ask: Adopt it."):
        assert part in told, part
    assert "Pause here." not in told and "Pause here. We ask: Adopt it." in page.xpath("//script[@id='eg-data']")[0].text_content()


@pytest.mark.parametrize(("kind", "shape"), [("dots", "circle"), ("bars", "rect"), ("lines", "path")])
def test_charts_are_text_and_shapes_with_alternative_text(kind, shape):
    series = Series("Rate", np.array([412.3, 301.74, 1250.0]), marks=("worse", "better", "similar"))
    [picture] = read(deck(exhibit(kind, series=(series,)))).xpath("//section[2]//svg[@role='img']")
    assert picture.get("aria-label") == "Three groups."
    assert "412.3" in picture.text_content() or kind == "lines"
    assert picture.xpath(f".//{shape}")


def test_points_stand_where_their_values_are_with_cut_lines_and_three_shapes():
    plane = Plane(np.array([10.0, 20.0, 30.0]), ("Need, %", "Reach per 1,000"), (15.0, 50.0), (2,))
    series = tuple(Series(name, np.array([value if at == one else np.nan for one in range(3)])) for at, (name, value) in enumerate((("Filled", 90.0), ("Hollow", 55.0), ("Corner", 10.0))))
    made = exhibit("points", series=series, plane=plane, labels=("A", "B", "Far Hill"))
    [picture] = read(deck(made)).xpath("//section[2]//svg[@role='img']")
    said = picture.text_content()
    assert all(one in said for one in ("Need, %", "Reach per 1,000", "Filled", "Hollow", "Corner", "Far Hill"))
    filled, ring = (picture.xpath(f".//circle[{which}]")[-1] for which in ("not(@stroke)", "@stroke"))
    assert float(filled.get("cx")) < float(ring.get("cx")) and float(filled.get("cy")) < float(ring.get("cy"))
    turned = read(deck(replace(made, plane=replace(plane, is_reversed=True)))).xpath("//section[2]//circle")
    assert float(turned[-2].get("cx")) > float(turned[-1].get("cx"))  # less is greater need: it stands to the right


def test_marks_and_bars_stand_where_their_values_are():
    [dots] = read(deck(exhibit("dots", series=(FEW,), reference=None))).xpath("//section[2]//svg[@role='img']")
    said = dots.text_content()
    assert "70.0 (68.0 to 72.0)" in said and "80.0" in said and dots.xpath(".//path | .//circle | .//rect")
    [bars] = read(deck(exhibit("bars", series=(FEW,)))).xpath("//section[2]//svg[@role='img']")
    wide = [float(one.get("width")) for one in bars.xpath("./rect")]
    assert wide[0] / wide[1] == pytest.approx(70 / 80, abs=0.01)  # bars begin at zero


def test_a_second_series_is_filled_by_a_pattern_that_no_hidden_slide_takes_away():
    pair = (Series("One", np.array([1.0, 2.0, 3.0])), Series("Two", np.array([3.0, 2.0, 1.0])))
    page = read(deck(exhibit("bars", series=pair), exhibit("bars", series=pair)))
    assert page.xpath("//rect[@fill='url(#bar1)']")
    first = page.xpath("//pattern[@id='bar1']")[0]
    assert not first.xpath("ancestor::section")


def test_syllabics_come_with_their_font_and_their_language(nunavik):
    page = presentation(nunavik).decode()
    assert "Noto Sans Canadian Aboriginal';font-weight:400" in page and "U+1400-167F" in page
    assert 'lang="iu-Cans-CA"' in page and "ᓴᓪᓗᐃᑦ" in page
    assert "U+1400-167F" not in presentation(deck()).decode()


def test_a_demonstration_is_marked_across_the_slide_and_first_in_its_headline():
    page = read(deck(exhibit(is_demonstration=True)))
    assert page.xpath("//section[2]//h2")[0].text_content().startswith("Demonstration: ")
    assert page.xpath("//section[2]//div[@class='eg-mark']")[0].text_content() == "Demonstration"


@pytest.mark.parametrize("kind", ["dots", "bars", "lines", "table", "number", "statement"])
def test_words_of_a_file_stay_words(kind):
    made = deck(exhibit(kind, headline=HOSTILE, labels=(HOSTILE, "b", "c"), ask=HOSTILE, note=HOSTILE), title=HOSTILE)
    page = presentation(made).decode()
    assert 'alert("1")</script>' not in page and page.count("<script") == 2 and page.count("</script>") == 2
    assert read(made).xpath("//section[2]//h2")[0].text_content() == HOSTILE


def test_a_table_counts_the_rows_that_do_not_fit():
    table = exhibit().answer.table
    many = replace(exhibit("table"), answer=replace(exhibit().answer, table=table.loc[table.index.repeat(6)].reset_index(drop=True)))
    page = read(deck(many))
    shown = len(page.xpath("//section[2]//tbody/tr"))
    assert 3 <= shown <= 12 and say("export.more_rows", "en", count=36 - shown) in page.xpath("//section[2]")[0].text_content()


def test_a_preview_is_the_slide_with_each_drawing_as_a_picture_that_stands_alone(real_home):
    release = current("ottawa", "public")
    made = deck_of(release, "fr", (map_exhibit(opening(release, "fr"), release), exhibit("bars", series=(FEW, replace(FEW, name="Two")))))
    for one in made.exhibits:
        assert slide(one, made) in presentation(made).decode()
        shown = html.fromstring(f"<div>{preview(one, made)}</div>")
        assert not shown.xpath("//svg") and shown.xpath("//h2")[0].text_content() == one.headline
        pictures = [(each.get("alt"), etree.fromstring(base64.b64decode(each.get("src").partition(",")[2]))) for each in shown.xpath("//img[contains(@src, 'svg+xml')]")]
        assert [alt for alt, _ in pictures if alt] == [one.alt]
        for _, picture in pictures:
            named = set(re.findall(r"url\(#([\w-]+)\)", etree.tostring(picture).decode()))
            assert named <= {found.get("id") for found in picture.iter("{http://www.w3.org/2000/svg}pattern")}


def test_a_real_story_fits_one_page_in_french(real_home):
    made = story_deck(saved.story("ottawa", "community-of-practice").story, "ottawa", "public", "fr", made_on="2026-11-21")
    page = presentation(made).decode()
    assert '<html lang="fr-CA">' in page and "20,6" in page and "non mesuré pour les nouveaux arrivants eux-mêmes" in page
    assert len(page) < 1_000_000


@pytest.mark.browser
@pytest.mark.parametrize(("place", "name"), STORIES)
def test_every_slide_of_a_ready_story_fits_a_projector_in_letters_of_24_pixels(browser, real_home, tmp_path, place, name):
    story = saved.story(place, name).story
    for language in place_folders()[place].place.languages:
        made = story_deck(story, place, "public", language, made_on="2026-11-21")
        (tmp_path / "deck.html").write_bytes(presentation(made))
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto((tmp_path / "deck.html").as_uri())
        for _ in range(page.locator(".eg-slide").count()):
            title = page.locator(".eg-slide:not([hidden])").get_attribute("aria-label")
            assert page.evaluate(OVERFLOWING) == [], f"{language}: {title}"
            assert min(page.evaluate(LETTERS)) >= 23.5, f"{language}: {title}"
            page.keyboard.press("ArrowRight")
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        page.close()


@pytest.mark.browser
def test_without_scripts_the_slides_follow_one_another(browser, tmp_path):
    (tmp_path / "deck.html").write_bytes(presentation(deck(exhibit(), exhibit("table"))))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "deck.html").as_uri())
    assert page.locator(".eg-slide").count() == 5 and all(page.locator(".eg-slide").nth(at).is_visible() for at in range(5))
    assert not page.locator(".eg-notes").is_visible() and not page.locator(".eg-nav").is_visible()
    context.close()
