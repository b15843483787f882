"""Choices: each is written into the address, an address opens the same view, and what has no data says so."""

from __future__ import annotations

import pytest

from evenground.answers.area_values import area_values
from evenground.answers.captions import caption
from evenground.answers.choices import Choices
from evenground.answers.overview import opening
from evenground.catalog.words import say
from evenground.ui import menus
from evenground.warehouse.releases import current

SHARED = ("place", "lang", "indicator", "geo", "group", "period", "compare", "area")
ENTRIES = "plot => plot.data.filter(trace => trace.showlegend).map(trace => trace.name)"


def entries(reader, chart: str) -> list[str]:
    """Entries of a chart's key."""
    return reader.chart(chart).evaluate(ENTRIES)


def test_an_address_opens_the_same_view_for_somebody_else(open_page, real_home):
    release = current("ottawa", "analyst")
    names = menus.indicators(release, "fr").names
    groups = menus.strata(release, "fr", "unemployment_rate", "ons:gen3").names

    reader = open_page("/map")
    reader.choose("place", "Ottawa").choose("lang", "Français").choose("indicator", names["unemployment_rate"])
    reader.choose("group", groups["black"]).choose("compare", say("choose.comparator_outside", "fr"))
    reader.open_more().choose("classes", say("choose.method_equal", "fr")).choose("k", "4").choose("drawing", say("choose.drawing_hexagon", "fr"))
    reader.choose("colour", say("choose.colour_by_verdict", "fr"))
    reader.close_more()
    reader.choose("area", menus.areas(release, "fr", "ons:gen3").names[first_area("ottawa")])

    expected = {
        "place": "ottawa", "lang": "fr", "indicator": "unemployment_rate", "geo": "ons:gen3", "group": "black", "compare": "outside",
        "classes": "equal", "k": "4", "drawing": "hexagon", "colour": "verdict", "area": first_area("ottawa"),
    }  # fmt: skip
    assert expected.items() <= reader.address.items()

    other = open_page("/map", **reader.address)
    assert other.address == reader.address
    assert other.headline == reader.headline
    assert {key: other.chosen(key) for key in SHARED} == {key: reader.chosen(key) for key in SHARED}
    assert entries(other, "map") == entries(reader, "map")
    assert entries(other, "dots") == entries(reader, "dots")
    assert other.text == reader.text


def first_area(place: str) -> str:
    release = current(place, "analyst")
    return area_values(opening(release, "en"), release).table["area_key"].iloc[0]


def test_choices_travel_from_page_to_page(open_page, real_home):
    area = first_area("nunavik")
    reader = open_page("/map", place="nunavik", lang="fr", indicator="private_dwellings", period="2016", area=area)
    asked = {"place": "nunavik", "lang": "fr", "indicator": "private_dwellings", "period": "2016", "area": area}
    before = reader.headline
    reader.visit(say("nav.methods", "fr"))
    assert asked.items() <= reader.address.items()
    reader.visit(say("nav.overview", "fr")).visit(say("nav.map", "fr"))
    assert asked.items() <= reader.address.items()
    assert reader.headline == before


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("chômage", "unemployment_rate", id="a French word in English"),
        pytest.param("groceries", "walk_to_supermarket_15_min", id="a synonym"),
        pytest.param("DEFAVORISATION", "cimd_situational_vulnerability", id="without accents, in capitals"),
        pytest.param("revenu menages apres", "median_household_after_tax_income", id="several words in any order"),
    ],
)
def test_an_indicator_is_found_by_typing(open_page, real_home, typed, found):
    names = menus.indicators(current("ottawa", "analyst"), "en").names
    reader = open_page("/methods", place="ottawa", lang="en")
    assert names[found] not in reader.options("indicator")[:3]
    reader.type_in("find", typed)
    assert names[found] in reader.options("indicator")
    reader.choose("indicator", names[found])
    assert reader.address["indicator"] == found


def test_a_word_that_finds_nothing_says_so(open_page):
    reader = open_page("/methods", place="ottawa", lang="en").type_in("find", "zzz <b>")
    assert say("choose.search_none", "en", text="zzz <b>") in reader.page.get_by_test_id("stSidebar").inner_text()
    assert reader.address["indicator"] == "low_income_lim_at"


def test_a_choice_without_data_says_so_and_leads_to_an_empty_view(open_page):
    reader = open_page("/map", place="nunavik", lang="en")
    label = say("choose.unavailable", "en", choice="Coasts")
    assert label in reader.options("geo")
    reader.choose("geo", label)
    assert say("empty.try", "en") in reader.text
    assert reader.headline == say("answer.headline_nothing", "en", title="Residents counted at the census")
    assert reader.address["geo"] == "coast:2021"
    assert reader.page.locator(".js-plotly-plot").count() == 0


def test_an_indicator_measured_elsewhere_takes_the_reader_there(open_page, real_home):
    names = menus.indicators(current("nunavik", "analyst"), "en").names
    reader = open_page("/map", place="nunavik", lang="en").choose("indicator", names["chronic_cough"])
    assert reader.address["geo"] == "region:2417"
    assert say("empty.try", "en") not in reader.text


def test_equal_area_map_has_one_hexagon_an_area_and_says_what_it_is(open_page, real_home):
    reader = open_page("/map", place="kansas-city", lang="en").open_more()
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url) if "/shapes/" in request.url else None)
    reader.choose("drawing", say("choose.drawing_hexagon", "en"))
    assert say("choose.drawing_hexagon_note", "en") in reader.text
    shapes = [address for address in asked if address.endswith("/level/tract~2010/hexagon")]
    assert len(set(shapes)) == 1
    collection = reader.page.request.get(shapes[0]).json()
    assert len(collection["features"]) == 283
    assert {len(feature["geometry"]["coordinates"][0]) for feature in collection["features"]} == {7}


def test_another_comparator_changes_the_verdicts(open_page, real_home):
    release = current("ottawa", "analyst")
    chosen = opening(release, "en").but(comparator="outside")
    reader = open_page("/map", place="ottawa", lang="en")
    before = entries(reader, "dots")
    reader.choose("compare", say("choose.comparator_outside", "en"))
    assert entries(reader, "dots") != before
    assert area_values(chosen, release).sentences[-1] in reader.text
    reader.choose("compare", say("choose.comparator_none", "en"))
    assert entries(reader, "dots") == []


def test_method_and_number_of_classes_change_the_key(open_page):
    reader = open_page("/map", place="kansas-city", lang="en").open_more()
    seen = [entries(reader, "map")]
    reader.choose("k", "3")
    seen.append(entries(reader, "map"))
    for method in ("natural", "equal"):
        reader.choose("classes", say(f"choose.method_{method}", "en"))
        seen.append(entries(reader, "map"))
    others = 2  # without a value, and the outlined list
    assert [len(key) - others for key in seen] == [5, 3, 3, 3]
    assert len({tuple(key) for key in seen}) == 4


def test_locked_classes_are_the_same_in_every_period(open_page, real_home):
    choice = {"place": "nunavik", "lang": "en", "indicator": "residents_per_occupied_dwelling", "geo": "community:2021"}
    reader = open_page("/map", period="2021", locked="1", **choice)
    latest = ranges(reader)
    reader.choose("period", "2016")
    assert reader.address["locked"] == "1"
    assert ranges(reader) == latest

    release = current("nunavik", "analyst")
    free = Choices("nunavik", "en", choice["indicator"], choice["geo"], "2021")
    assert area_values(free, release).facts["breaks"] != area_values(free.but(period="2016"), release).facts["breaks"]


def ranges(reader) -> list[str]:
    """Classes in the key without their counts: "over 3 to 4"."""
    return [name.rsplit(" (", 1)[0] for name in entries(reader, "map") if name[0].isdigit() or name.startswith("over")]


def test_edges_a_reader_chooses_are_drawn_and_a_wrong_text_is_told(open_page, real_home):
    reader = open_page("/map", place="kansas-city", lang="en").open_more().choose("classes", say("choose.method_fixed", "en"))
    reader.type_in("breaks", "70; 75; 80")
    assert len(ranges(reader)) == 4
    assert any("75" in name and "80" in name for name in ranges(reader))
    reader.type_in("breaks", "70; eighty; 90")
    warning = reader.page.get_by_test_id("stAlertContentWarning")
    assert warning.inner_text() == say("choose.fixed_edges_bad", "en", text="70; eighty; 90")
    reader.type_in("breaks", "70; 80")
    assert warning.count() == 0
    assert reader.address["breaks"] == "70; 80"


def test_another_theme_draws_the_same_view_in_its_colours(open_page, real_home):
    reader = open_page("/map", place="nunavik", lang="fr", period="2016")
    letters = "plot => plot._fullLayout.font.color"
    before, address = reader.chart("map").evaluate(letters), reader.address
    reader.turn("dark")
    assert reader.chart("map").evaluate(letters) != before
    assert reader.address == address
    release = current("nunavik", "analyst")
    chosen = opening(release, "fr").but(period="2016", comparator="none")
    assert reader.headline == caption(chosen, release, area_values(chosen, release)).title
