"""What choices offer: an indicator is found by any word in any language, and readers start where there are data."""

from evenground.answers.overview import opening
from evenground.ui import menus
from evenground.ui.menus import IndicatorMenu, Menu
from evenground.warehouse.releases import current

HEALTH = IndicatorMenu(
    ("life", "income"),
    {"life": "Life expectancy · Health", "income": "Low income · Income"},
    {"life": ("life", "expectancy", "esperance", "de", "vie"), "income": ("low", "income", "faible", "revenu", "poverty")},
)


def test_typing_finds_by_the_beginnings_of_words_whatever_accents_and_case():
    assert HEALTH.found("espér") == ["life"] and HEALTH.found("Revenu FAIBLE") == ["income"]
    assert HEALTH.found("pov") == ["income"] and HEALTH.found("expectancy low") == [] and HEALTH.found("ncome") == []


def test_nothing_typed_finds_everything_in_the_order_of_the_menu():
    assert HEALTH.found("") == ["life", "income"] == HEALTH.found("  ")


def test_a_reader_starts_on_the_default_only_where_it_has_data():
    menu = Menu(("a", "b", "c"), {}, frozenset("bc"))
    assert (menu.first("c"), menu.first("a"), menu.first("x")) == ("c", "b", "b")
    assert Menu(("a", "b"), {}, frozenset()).first("b") == "a"


def test_every_choice_of_the_real_places_is_offered_where_it_has_data(real_home):
    for place in ("ottawa", "nunavik", "kansas-city"):
        release = current(place, "analyst")
        start = opening(release, "fr")
        assert start.level in menus.levels(release, "fr", start.indicator).with_data
        assert start.stratum in menus.strata(release, "fr", start.indicator, start.level).with_data
        times = menus.periods(release, "fr", start.indicator, start.level, start.stratum, "never")
        assert start.period in times.with_data and set(times.with_data) <= set(times.options)
        known = menus.indicators(release, "fr")
        assert set(known.options) == set(known.names) == set(known.words) and start.indicator in known.found("")


def test_a_choice_without_data_says_so_before_it_is_picked(real_home):
    release = current("nunavik", "analyst")
    told = menus.levels(release, "en", "wheezing_last_year")
    assert told.with_data == {"region:2417"}
    assert told.names["region:2417"] == "The whole region" and told.names["community:2021"] != "Communities"


def test_an_indicator_that_is_measured_nowhere_here_keeps_the_period_that_was_asked_for(real_home):
    assert menus.periods(current("nunavik", "analyst"), "en", "nowhere", "community:2021", "everyone", "2021").options == ("2021",)
