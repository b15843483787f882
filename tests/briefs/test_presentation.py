"""A presentation is one page: everything in it, nothing asked of any other, and no word of a file becomes markup."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from evenground.answers.answer import Answer
from evenground.answers.exhibit import Deck, Exhibit, Series
from evenground.answers.stories import saved
from evenground.answers.stories.deck import deck
from evenground.briefs.presentation import presentation, slide
from evenground.look.caption import Caption
from evenground.look.comparator import Comparator

HOSTILE = '<script>alert("1")</script> & "quotes" {headline}'


def an_exhibit(kind="dots", **more):
    words = Caption("Found", HOSTILE, "years", "2020", "Areas (2)", "Everyone", "95% CI", "A publisher", note="", language="en")
    table = pd.DataFrame({"name": [HOSTILE, "B"], "value": [70.0, 80.0], "status": ["published", "published"]})
    series = Series("Years", np.array([70.0, 80.0]), np.array([68.0, np.nan]), np.array([72.0, np.nan]), ("worse", "better"))
    given = {"labels": (HOSTILE, "B"), "series": (series,), "reference": Comparator("all", 75.0), "columns": (("name", "Area"), ("value", "Value"))} | more
    return Exhibit("01", kind, HOSTILE, words, Answer("q", "r", table, ("Said.",)), HOSTILE, **given)


def a_deck(*exhibits, language="en"):
    return Deck("s", "p", HOSTILE, "", language, "public", "20260101T000000000Z-aaaaaaaaaa", "2026-01-01", "owner", "a@b.c", exhibits)


@pytest.mark.parametrize("kind", ["dots", "bars", "lines", "table", "number", "statement"])
def test_words_of_a_file_stay_words(kind):
    page = presentation(a_deck(an_exhibit(kind, note=HOSTILE, ask=HOSTILE))).decode()
    assert 'alert("1")</script>' not in page
    assert page.count("<script") == 2 and page.count("</script>") == 2


def test_nothing_is_asked_of_another_host_or_file():
    page = presentation(a_deck(an_exhibit())).decode()
    assert re.findall(r"""(?:src|href)=["'](?!data:|#)""", page) == []
    assert re.findall(r"url\((?!data:)", page) == [] and "http" not in re.sub(r"base64,[A-Za-z0-9+/=]*", "", page)


def test_marks_stand_where_their_values_are():
    drawn = slide(an_exhibit(), a_deck())
    left = [float(found) for found in re.findall(r'eg-dot eg-\w+" style="left:([\d.]+)%', drawn)]
    assert left[0] < float(re.search(r'eg-ref" style="left:([\d.]+)%', drawn)[1]) < left[1]
    assert drawn.count("eg-ci") == 1  # the second has no interval, and none is drawn
    assert "70.0 (68.0 to 72.0)" in drawn and ">80.0<" in drawn
    assert "■" in drawn and "●" in drawn  # verdicts differ by shape


def test_bars_begin_at_zero():
    drawn = slide(an_exhibit("bars", reference=None), a_deck())
    bars = [(float(a), float(b)) for a, b in re.findall(r'eg-bar" style="left:([\d.]+)%;width:([\d.]+)%', drawn)]
    assert bars == [(0.0, 87.5), (0.0, 100.0)]


def test_a_demonstration_is_marked_on_the_slide_and_first_in_its_headline():
    drawn = slide(replace(an_exhibit(), is_demonstration=True), a_deck())
    assert "eg-mark" in drawn and re.search(r"<h2>Demonstration", drawn)


def test_a_real_story_fits_one_page_in_french(real_home):
    made = deck(saved.story("ottawa", "community-of-practice").story, "ottawa", "public", "fr", made_on="2026-11-21")
    page = presentation(made).decode()
    assert '<html lang="fr">' in page and "84,4" not in page
    assert page.count('<section class="eg-slide"') == len(made.exhibits) + 2
    assert "20,6" in page and "non mesuré pour les nouveaux arrivants eux-mêmes" in page
    assert len(page) < 3_000_000
