"""Addresses of the outreach pages that name what is not there: every page still opens, in a place that ranks and one that does not."""

import pytest
from test_outreach_pages import opened, words_of

from evenground.catalog.words import say

PAGES = ("coverage", "plan", "activity", "projects", "portrait", "goals")
LONG = "a" * 6000
HOSTILE = {
    "days beyond any log": {"window": "own", "from": "0001-01-01", "to": "9999-12-31", "as_of": "9999-12-31", "sessions": "-5", "days": "9" * 30},
    "a window that ends before it begins": {"window": "own", "from": "2023-09-01", "to": "2022-09-01", "activity": "rhythm", "each": "²", "hours": "1e9"},
    "words that are no choice": {
        **dict.fromkeys(("need", "measure", "basis", "yardstick", "among", "counted_in", "list1", "list2", "activity", "over", "circles_of", "layout"), "no_such_thing"),
        **dict.fromkeys(("visits", "least", "cut_need", "cut_rate", "apart", "one_area"), "³"),
        **dict.fromkeys(("types", "with", "asked", "spoken", "audience", "status"), "²,no_such_thing"), "area": LONG, "plan": "<b>x</b>", "window": LONG,
    },
    "numbers that are none": {"cut_need": "1e999", "cut_rate": "nan", "visits": "-1", "as_of": "2024-02-30", "activity": "ladder", "least": "5", "area": "'; drop table dim_area; --"},
}  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("place", ["nunavik", "kansas-city"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_whatever_its_address_says(real_home, monkeypatch, page, place, address):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    one = opened(page, place=place, lang="fr", **address)
    assert not one.error and one.title
    assert LONG not in words_of(one)


@pytest.mark.parametrize("place", ["nunavik", "kansas-city"])
@pytest.mark.parametrize("page", ["coverage", "activity"])
def test_a_day_that_is_none_is_named(real_home, monkeypatch, page, place):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    one = opened(page, place=place, lang="en", window="own", **{"from": "0001-01-01", "to": "2024-02-30"})
    for text in ("0001-01-01", "2024-02-30"):
        assert say("log.not_a_day", "en", text=text) in words_of(one)
