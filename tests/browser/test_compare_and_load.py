"""Compare and Load as readers meet them: six views in one visit, a file brought and refused, and no violation of WCAG."""

from __future__ import annotations

import pytest
from test_accessibility import violations


def show(reader, name):
    with reader.a_run():
        reader.widget("show").get_by_role("radio", name=name, exact=True).first.click()
    return reader


def test_six_comparisons_in_one_visit(open_page):
    reader = open_page("/compare", place="ottawa", lang="en", show="ranked")
    found = violations(reader)
    for key, name in (("scatter", "Two indicators"), ("heat", "Areas × indicators"), ("funnel", "Funnel")):
        show(reader, name)
        reader.chart(key).wait_for()
        assert reader.address["show"] == key
        found += violations(reader)
    show(reader, "Change")
    assert "has one period here" in reader.text and reader.page.locator(".js-plotly-plot").count() == 0
    assert found + violations(reader.turn("dark")) == []


def test_one_area_fits_a_phone_and_a_link_opens_it(open_page, real_home):
    from evenground.answers.shelf import shelf
    from evenground.warehouse.releases import current

    areas = shelf(current("ottawa", "analyst"), "area_codes").query("level_key == 'ons:gen3'")
    reader = open_page("/compare", 390, place="ottawa", lang="fr", show="area", area=areas["area_key"].iloc[7])
    assert areas["name_en"].iloc[7] in reader.headline or areas["name_fr"].iloc[7] in reader.headline
    assert reader.overflow() <= 0


ROWS = b"area,indicator,period,value\n2499125,overcrowding,2021,12.5\n2499125,overcrowding,2022,many\n"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (390, "light")])
def test_a_file_is_brought_and_what_is_wrong_with_it_is_said(open_page, width, scheme):
    reader = open_page("/load", width, scheme, place="nunavik", lang="en")
    with reader.a_run():
        reader.widget("load-file").locator("input[type=file]").set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": ROWS})
    assert "Can be loaded: 1. Rejected: 1." in reader.text
    assert reader.overflow() <= 0
    if width > 1000:  # on a phone the folded navigation is Streamlit's own
        assert violations(reader) == []
