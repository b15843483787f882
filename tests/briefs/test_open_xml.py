"""Every office file that leaves is valid Open XML, as a validator of its schemas and its rules reads it."""

import io
import zipfile

import pytest
from openxml_audit import OpenXmlValidator

from evenground.answers.community import portrait
from evenground.answers.stories import saved
from evenground.answers.stories.deck import deck, shown
from evenground.answers.stories.story import Item, Story
from evenground.answers.stories.views import KINDS
from evenground.briefs.made import maker
from evenground.briefs.slide_chart_xml import FROM_CELLS
from evenground.catalog.library import place_folders
from evenground.catalog.template_file import template_workbook
from evenground.warehouse.releases import current

LANGUAGES = [(one.id, language) for one in place_folders().values() for language in one.place.languages]
DAY = "2026-11-28"


def complaints(path, made: bytes) -> list[str]:
    path.write_bytes(made)
    return [str(one) for one in OpenXmlValidator().validate(path).errors]


def story_of_every_view(place: str) -> Story:
    areas = portrait.signed_areas(current(place, "analyst"))
    choices = {kind: {"area": areas[0]} if kind in ("own_words", "portrait", "area_reach") and areas else {} for kind in KINDS}
    return Story(id="every-view", title={"en": "Every view"}, items=tuple(Item(view=kind, choices=made) for kind, made in choices.items()))


@pytest.mark.parametrize("ending", [".pptx", ".xlsx"])
@pytest.mark.parametrize("place", place_folders())
def test_a_story_of_every_view_is_valid(real_home, tmp_path, place, ending):
    story = story_of_every_view(place)
    items = shown(story, place, "analyst", "en")
    assert sum(not one.is_lost for one in items) >= 12
    made = maker(ending)(deck(story, place, "analyst", "en", made_on=DAY, items=items))
    assert complaints(tmp_path / f"every-view{ending}", made) == []


@pytest.mark.parametrize(("place", "language"), LANGUAGES)
def test_ready_stories_are_valid_in_each_language(real_home, tmp_path, place, language):
    ready = [one.story for one in saved.stories(place).values() if one.is_ready]
    assert ready
    for story in ready:
        made = deck(story, place, "public", language, made_on=DAY)
        assert {ending: complaints(tmp_path / f"{story.id}{ending}", maker(ending)(made)) for ending in (".pptx", ".xlsx")} == {".pptx": [], ".xlsx": []}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_template_of_the_log_is_valid(tmp_path, language):
    assert complaints(tmp_path / "log.xlsx", template_workbook(language)) == []


def test_a_deck_that_is_not_valid_is_found(real_home, tmp_path):
    story = saved.story("kansas-city", "life-expectancy-commission").story
    whole = zipfile.ZipFile(io.BytesIO(maker(".pptx")(deck(story, "kansas-city", "public", "en", made_on=DAY))))
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as file:
        for name in whole.namelist():
            second = FROM_CELLS.replace("</c:ext>", '<c15:showLeaderLines val="0"/></c:ext>').encode()
            file.writestr(name, whole.read(name).replace(FROM_CELLS.encode(), second))
    found = complaints(tmp_path / "broken.pptx", broken.getvalue())
    assert found and all("/ppt/charts/" in one for one in found)
