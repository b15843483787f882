"""A newcomer's path through Overview, Map and Data & methods, in each place and language, on a desk and on a phone."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from reader import Reader, plain

from evenground.answers import methods, overview
from evenground.answers.area_values import area_values
from evenground.answers.captions import caption
from evenground.catalog.library import place_folders
from evenground.catalog.words import say, speak_as
from evenground.warehouse.releases import current

PATHS = [
    pytest.param(place, language, width, id=f"{place}-{language}-{width}")
    for place, folder in place_folders().items()
    for language in folder.place.languages
    for width in (1440, 390)
]
FEW_PIXELS = 12
KEY_COLOURS = """plot => plot._fullData
  .filter(trace => trace.showlegend && ['choroplethmap', 'scattermap'].includes(trace.type))
  .filter(trace => (trace.locations || trace.lon).length > 0 && trace.marker)
  .map(trace => trace.type === 'choroplethmap' ? trace.colorscale[0][1] : trace.marker.color)
  .filter(colour => typeof colour === 'string')"""


@pytest.mark.parametrize(("place", "language", "width"), PATHS)
def test_newcomer_reads_every_page_in_their_language(open_page, real_home, place, language, width):
    speak_as(place_folders()[place].folder)
    release = current(place, "analyst")
    chosen = overview.opening(release, language)
    answer = area_values(chosen, release)
    words = caption(chosen, release, answer)

    reader = open_page("/", width, place=place, lang=language)
    arrived(reader, language, width)
    place_name = place_folders()[place].place.full_name
    assert reader.headline == (place_name.get(language) or place_name["en"])
    need = overview.need(release, language)
    for sentence in (need.facts["headline"], *need.sentences[1:], *overview.one_number(release, language).sentences):
        assert plain(sentence) in reader.text
    assert_colours_are_drawn(reader)

    reader.visit(say("nav.map", language))
    arrived(reader, language, width)
    assert plain(reader.headline) == plain(words.title)
    for sentence in (f"{words.measure}. {words.context}", *answer.sentences, words.credit):
        assert plain(sentence) in reader.text
    assert_colours_are_drawn(reader)

    reader.visit(say("nav.methods", language))
    arrived(reader, language, width)
    assert reader.headline == say("data.title", language)
    assert plain(methods.sources(release, language).sentences[0]) in reader.text
    assert plain(methods.citation(release, language)) in reader.text


def arrived(reader: Reader, language: str, width: int) -> None:
    """What holds on every page, whatever it shows."""
    assert reader.language == language
    assert reader.address["lang"] == language
    assert reader.overflow() <= 0
    assert say("shell.footer_privacy", language) in reader.text
    if language != "en":
        assert (say("notice.partial", language) in reader.text) == (language == "iu")


def assert_colours_are_drawn(reader: Reader) -> None:
    """Every colour that the key shows areas for is found in the picture of the map itself, which so is not blank."""
    plot = reader.page.locator(".js-plotly-plot:has(canvas.maplibregl-canvas)").first
    canvas = plot.locator("canvas.maplibregl-canvas")
    canvas.scroll_into_view_if_needed()
    expected = plot.evaluate(KEY_COLOURS)
    assert expected, "the map has no class with an area"
    picture = np.asarray(Image.open(io.BytesIO(canvas.screenshot())).convert("RGB")).reshape(-1, 3).astype(int)
    missing = [colour for colour in expected if (np.abs(picture - rgb(colour)).max(axis=1) <= 3).sum() < FEW_PIXELS]
    assert missing == [], f"{len(missing)} of {len(expected)} colours are not drawn"


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
