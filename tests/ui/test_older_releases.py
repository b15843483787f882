"""A release that an earlier version made lacks tables that pages read now: every reader is told what puts it right."""

import shutil

import duckdb
import pytest
from test_outreach_pages import opened

from evenground.answers.stories.deck import deck, fresh, shown
from evenground.answers.stories.story import Item, Story
from evenground.catalog.words import say
from evenground.warehouse import releases
from evenground.warehouse.ask import OlderRelease, ask
from evenground.warehouse.releases import Release, current

PLACE = "ottawa"
LATER = ("mart_word", "mart_engagement", "mart_kind", "mart_session", "mart_answer", "mart_setting", "mart_trait")
"""Tables that came with a later version."""


def older(built, tmp_path, monkeypatch, audience: str = "analyst") -> Release:
    """A home of its own whose one release lacks them."""
    monkeypatch.setenv("EVENGROUND_HOME", str(built))
    real = current(PLACE, audience)
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    monkeypatch.setenv("EVENGROUND_AUDIENCE", audience)
    made = Release(PLACE, audience, releases.draft(PLACE, audience, real.id).with_name(f"{real.id}.duckdb"))
    shutil.copyfile(real.path, made.path)
    with duckdb.connect(str(made.path)) as writer:
        for name in LATER:
            writer.execute(f"drop table {name}")
    releases.point_to(made)
    return made


@pytest.mark.parametrize("language", ["en", "fr"])
def test_coverage_says_that_the_data_have_to_be_built_again(built, tmp_path, monkeypatch, language):
    older(built, tmp_path, monkeypatch)
    page = opened("coverage", place=PLACE, lang=language)
    assert [say("error.older", language) in one.value and f"evenground build {PLACE}" in one.value for one in page.error] == [True]
    assert not opened("goals", place=PLACE, lang=language).error  # what it holds is shown


def test_a_question_to_it_names_the_file_and_the_mend(built, tmp_path, monkeypatch):
    with pytest.raises(OlderRelease, match=f"{PLACE}.*earlier version.*evenground build {PLACE}"):
        ask(older(built, tmp_path, monkeypatch), "reach_kinds")


def test_an_item_of_it_shows_the_current_release_and_says_so_until_it_is_updated(built, tmp_path, monkeypatch):
    before = older(built, tmp_path, monkeypatch)
    monkeypatch.setenv("EVENGROUND_HOME", str(built))
    real = current(PLACE, "analyst")
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    now = Release(PLACE, "analyst", before.path.with_name(f"29991231T000000000Z-{'c' * 10}.duckdb"))
    shutil.copyfile(real.path, now.path)
    releases.point_to(now)
    item = Item(view="reach_fifths", release=before.id, hash="0" * 16)

    def one(item: Item):
        return shown(Story(id="one", title={}, items=(item,)), PLACE, "analyst", "en")[0]

    assert say("brief.changed_older", "en", now="")[:60] in one(item).exhibit.changed
    assert not one(item).is_lost and one(item).release == now and one(item).exhibit.series
    assert deck(Story(id="one", title={}, items=(item,)), PLACE, "analyst", "fr", made_on="2026-11-28").exhibits[0].changed
    assert one(fresh(item, now)).exhibit.changed == ""
