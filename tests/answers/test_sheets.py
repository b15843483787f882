"""Fact sheets that are one click from a page: what each holds for either audience, and that no demonstration is on it."""

import io

import pytest
from pypdf import PdfReader

from evenground.answers.community import portrait
from evenground.answers.stories import sheets
from evenground.briefs.fact_sheet import chosen
from evenground.briefs.made import maker
from evenground.catalog.library import place_folders
from evenground.warehouse.releases import current

DAY = "2026-11-28"


def words_of(made, **options):
    pages = PdfReader(io.BytesIO(maker(".pdf", **options)(made))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages), len(pages)


@pytest.mark.parametrize("audience", ["analyst", "public"])
def test_an_indicator_is_told_for_whom_and_where(real_home, audience):
    made = sheets.of_indicator({"indicator": "unemployment_rate", "geo": "ons:gen3", "period": "2021"}, "ottawa", audience, "en", DAY)
    parts = chosen(made)
    assert [len(parts[part]) for part in ("for_whom", "where")] == [2, 1]
    said, pages = words_of(made)
    assert pages <= 2 and "Unemployment rate" in said and "95% CI" in said and "Sources and licences" in said
    assert "Demonstration" not in said


def test_a_determinant_shows_how_the_first_outcome_runs_along_it(real_home):
    made = sheets.of_indicator({"indicator": "poverty_acs", "geo": "tract:2010"}, "kansas-city", "public", "fr", DAY)
    assert any(one.id.endswith("gradient") for one in made.exhibits)
    assert "Espérance de vie" in " ".join(one.headline for one in made.exhibits)


def test_groups_pooled_from_areas_stand_in_where_no_comparison_is_declared(real_home):
    made = sheets.of_indicator({"indicator": "home_ownership_neighborhood", "geo": "neighborhood:city", "period": "2010"}, "kansas-city", "public", "en", DAY)
    kinds = [one.id[3:] for one in made.exhibits]
    assert kinds.count("gap") + kinds.count("disparity") == 1


@pytest.mark.parametrize("place", place_folders())
@pytest.mark.parametrize("audience", ["analyst", "public"])
def test_an_area_leads_with_its_own_figure_and_is_outlined_on_the_map(real_home, place, audience):
    release = current(place, audience)
    area = portrait.signed_areas(current(place, "analyst"))[0]
    level = area.rpartition(":")[0]
    for language in place_folders()[place].place.languages:
        made = sheets.of_area({"geo": level, "area": area}, place, audience, language, DAY)
        name = portrait.name_of(release, language, area)
        assert made.exhibits[0].kind == "number" and name in made.title
        [drawn] = [one.drawing for one in made.exhibits if one.kind == "map"]
        assert (drawn.outline_name == name and len(drawn.outline) == 1) or not drawn.features
        assert not any(one.is_demonstration for one in made.exhibits)


def test_large_print_and_black_and_white_are_other_sheets_of_the_same_words(real_home):
    made = sheets.of_indicator({"indicator": "primary_care_attachment", "geo": "ons:gen3"}, "ottawa", "public", "fr", DAY)
    files = {name: maker(".pdf", **options)(made) for name, options in {"plain": {}, "large": {"large_print": True}, "grey": {"black_and_white": True}}.items()}
    assert len(set(files.values())) == 3
    for content in files.values():
        assert "Rattachement" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert len(PdfReader(io.BytesIO(files["large"])).pages) > len(PdfReader(io.BytesIO(files["plain"])).pages)


def test_an_indicator_that_nobody_has_is_refused_in_words(real_home):
    with pytest.raises(KeyError, match="no_such_thing"):
        sheets.of_indicator({"indicator": "no_such_thing"}, "ottawa", "public", "en", DAY)


def test_only_a_fact_sheet_has_large_print():
    with pytest.raises(ValueError, match="are of a fact sheet"):
        maker(".pptx", large_print=True)
