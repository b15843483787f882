"""Coverage as its readers use it: a lead of a community of practice, an organizer, and the public."""

import pytest
from test_accessibility import violations


def test_a_lead_sees_which_of_the_list_had_less_than_their_share(open_page):
    reader = open_page("/coverage", place="ottawa", lang="en")
    reader.choose("among", "The 21")
    assert reader.address["among"] == "priority_21"
    assert "Demonstration: Outreach went further where need is greatest; 3 of 20 neighbourhoods of “The 21”" in reader.text
    assert reader.page.get_by_test_id("stMetricValue").nth(1).inner_text() == "3 of 20"
    assert "greatest need first: Ledbury - Heron Gate - Ridgemont, Sandy Hill and Carlington" in reader.text
    assert "too few sessions to judge" in reader.text and "Not the share of people reached" in reader.text
    for key in ("need-reach", "quadrants", "equity", "fifths", "groups", "months"):
        assert reader.chart(key).count() == 1
    assert "K1T, K1V, K2V. Not mappable" in reader.text
    reader.choose("yardstick", "People in need (equitable)")
    assert "set beside need" in reader.text


def test_an_organizer_sees_one_on_ones_against_the_map_of_life_expectancy(open_page):
    reader = open_page("/coverage", place="kansas-city", lang="en", types="one_on_one", need="life_expectancy", measure="sessions")
    assert reader.chosen("need") == "Life expectancy at birth" and reader.chosen("measure") == "Sessions"
    assert reader.chart("need-reach").count() == 1
    assert "only orders areas" in reader.text and "gap index −" not in reader.text
    assert reader.address["types"] == "one_on_one"


def test_the_public_sees_protected_sums_and_no_verdict(new_reader, public_server):
    for place in ("ottawa", "nunavik"):
        reader = new_reader(public_server).open("/coverage", place=place, lang="en")
        assert "public release holds" in reader.text
        assert "less than" not in reader.text.lower() and reader.page.locator(".js-plotly-plot").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_coverage_can_be_used_by_everyone(open_page, width, scheme):
    reader = open_page("/coverage", width, scheme, place="nunavik", lang="fr")
    assert violations(reader) == []
    assert reader.overflow() == 0
