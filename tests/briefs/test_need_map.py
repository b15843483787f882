"""A second measure over a map, and texts in the language of their source, in everything that leaves the dashboard."""

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from lxml import html
from PIL import Image
from pypdf import PdfReader
from real_exhibits import deck_of, map_exhibit
from test_slides import deck, exhibit, opened, words

from evenground.answers.exhibit import Exhibit
from evenground.answers.overview import opening
from evenground.briefs.fact_sheet import fact_sheet
from evenground.briefs.images import captioned, image
from evenground.briefs.presentation import presentation
from evenground.briefs.sheet import Sheet
from evenground.catalog.words import say
from evenground.look.palette import LIGHT
from evenground.warehouse.releases import current

SIZES = (900.0, 100.0, 25.0)


@pytest.fixture
def filled(real_home) -> Exhibit:
    release = current("ottawa", "public")
    return map_exhibit(opening(release, "en"), release)


def with_circles(made: Exhibit, **more) -> Exhibit:
    keys = made.answer.table["area_key"].iloc[:3]
    return replace(made, drawing=replace(made.drawing, circles=dict(zip(keys, SIZES, strict=True)), circles_name="attendances"), **more)


def drawn_circles(svg: str) -> list[float]:
    group = re.search(rf'<g fill="{LIGHT.circle}".*?</g>', svg, re.DOTALL)
    return [float(one) for one in re.findall(r' r="([\d.]+)"', group[0])] if group else []


def test_circles_are_in_proportion_to_what_they_stand_for_and_the_key_says_the_largest(filled):
    page = presentation(deck(with_circles(filled))).decode()
    widths = drawn_circles(page)
    assert np.square(widths) / widths[0] ** 2 == pytest.approx(np.array(SIZES) / SIZES[0], rel=0.05)
    told = html.fromstring(page).text_content()
    assert "Circles: attendances (largest 900)" in told and "25 attendances" in told
    assert drawn_circles(presentation(deck(filled)).decode()) == []


def test_a_still_map_has_the_circles_and_their_key(filled, monkeypatch):
    lines: list[str] = []
    original = Sheet.write
    monkeypatch.setattr(Sheet, "write", lambda self, x, y, words, size, **more: lines.append(words) or original(self, x, y, words, size, **more))
    plain, laid = (np.asarray(Image.open(io.BytesIO(image(one))).convert("RGB")) for one in (filled, with_circles(filled)))
    assert "attendances" in " ".join(lines) and "900" in " ".join(lines)
    colour = np.array([int(LIGHT.circle[at : at + 2], 16) for at in (1, 3, 5)])
    assert (np.abs(laid.astype(int) - colour).max(axis=2) < 4).sum() > (np.abs(plain.astype(int) - colour).max(axis=2) < 4).sum() + 500


def test_a_slide_and_a_sheet_have_the_map_as_a_picture_with_words_and_say_that_it_is_a_demonstration(filled):
    made = with_circles(filled, is_demonstration=True)
    slide = opened(deck(made)).slides[1]
    picture = next(shape for shape in slide.shapes if shape.name == "Map")
    assert made.alt in picture._element.nvPicPr.cNvPr.get("descr") and Image.open(io.BytesIO(picture.image.blob)).size[0] > 1600
    assert "DEMONSTRATION" in words(slide)
    told = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(fact_sheet(deck(made)))).pages)
    assert "Circles: attendances (largest 900)" in " ".join(told.split()) and "DEMONSTRATION" in told


@pytest.mark.parametrize("kind", ["table", "statement", "number"])
def test_texts_in_the_language_of_their_source_are_marked_once(kind, real_home):
    french = replace(exhibit().caption, language="fr")
    marked, plain = (exhibit(kind, caption=french, elsewhere=texts) for texts in (("Good lung function",), ()))
    said = str(say("export.elsewhere", "fr"))
    made, bare = deck(marked, language="fr"), deck(plain, language="fr")
    assert words(opened(made).slides[1]).count(said) == 1 and said not in words(opened(bare).slides[1])
    slide = html.fromstring(presentation(made).decode()).xpath("//section")[1]
    assert " ".join(slide.xpath(".//p[@class='eg-context']")[0].text_content().split()).count(said) == 1
    assert said in captioned(marked).note and said not in captioned(plain).note
    if kind != "statement":  # a sheet has a statement only where its story says so
        sheet = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(fact_sheet(made))).pages)
        assert sheet.count(said) == 1


def test_a_real_deck_in_english_marks_nothing(filled):
    release = current("ottawa", "public")
    assert say("export.elsewhere", "en") not in presentation(deck_of(release, "en", (filled,))).decode()
