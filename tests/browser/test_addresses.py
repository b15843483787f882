"""Addresses that name what is not there, or are made to do harm, open the opening view without an error."""

from __future__ import annotations

import pytest

from evenground.answers.area_values import area_values
from evenground.answers.captions import caption
from evenground.answers.overview import opening
from evenground.catalog.library import place_folders
from evenground.catalog.words import say
from evenground.warehouse.releases import current

MARKUP = '<img src=x onerror="window.__harmed=1"><script>window.__harmed=1</script>'
KEYS = ("lang", "indicator", "geo", "period", "group", "compare", "area", "drawing", "colour", "classes", "k", "breaks", "circles", "resources", "only", "locked")
HOSTILE = {
    "unknown": "no_such_thing",
    "markup": MARKUP,
    "markdown": "[x](javascript:alert(1)) :red[x] $x$ ![x](http://203.0.113.9/x.png)",
    "SQL": "x' or 1=1; drop table fact_observation; --",
    "path": "../../../../etc/passwd\0",
    "very long": "a" * 6000,
    "control characters": "\u202e\ud7ff\u0000\r\nSet-Cookie: x=1",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_every_choice_of_an_address_may_hold_anything(open_page, real_home, text):
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    values = {key: text[: 6000 // len(KEYS)] if len(text) > 1000 else text for key in KEYS}
    reader = open_page("/map", place="ottawa", **values)
    release = current("ottawa", "analyst")
    chosen = opening(release, "en")
    assert reader.headline == caption(chosen, release, area_values(chosen, release)).title
    known = {"place": "ottawa", "lang": "en", "indicator": chosen.indicator, "geo": chosen.level, "period": chosen.period}
    assert known.items() <= reader.address.items()
    assert text not in reader.address.values()
    assert say("notice.not_on_offer", "en") in reader.text
    assert reader.page.evaluate("window.__harmed") is None


@pytest.mark.parametrize("page", ["/", "/map", "/methods"])
def test_an_unknown_place_opens_the_first_one(open_page, page):
    reader = open_page(page, place=MARKUP, lang="iu")
    assert reader.address["place"] == next(iter(place_folders()))
    assert reader.address["lang"] == "en"
    assert reader.page.evaluate("window.__harmed") is None


def test_choices_of_another_place_open_the_opening_view_of_this_one(open_page, real_home):
    other = opening(current("kansas-city", "analyst"), "fr")
    reader = open_page("/map", place="nunavik", lang="fr", indicator=other.indicator, geo=other.level, period=other.period, area="tract:2010:29095015900")
    release = current("nunavik", "analyst")
    chosen = opening(release, "fr").but(comparator="none")
    assert reader.headline == caption(chosen, release, area_values(chosen, release)).title
    assert "area" not in reader.address


@pytest.mark.parametrize(
    "path",
    [
        "/shapes/0000/ottawa/level/ons~gen3/geographic",
        "/shapes/0000/ottawa/no_such_kind/ons~gen3/geographic",
        "/shapes/0000/ottawa/level/x'%20or%201=1/geographic",
        "/shapes/0000/no_such_place/level/x/hexagon",
        "/fonts/0000/..%2f..%2fapp.py",
        "/fonts/0000/NotoSans-Regular.woff2",
    ],
)
def test_routes_answer_not_found_to_what_they_do_not_know(browser, analyst_server, path):
    context = browser.new_context()
    answer = context.request.get(analyst_server.url + path)
    words = answer.text()
    context.close()
    assert answer.status in (400, 404)
    assert "Traceback" not in words and "root:" not in words
    assert not analyst_server.failures()
