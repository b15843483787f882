"""A log without records, one whose every record is rejected, and one with a single session: each page says so and none fails."""

import pytest
from test_outreach_pages import opened, words_of

from etl.load import build
from evenground.answers.outreach.log_offer import why_empty
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.warehouse.releases import current

HEADER = "engagement_id,owner_organization,date,type,area,people\n"
REJECTED = "E1,Lead,2024-99-01,outreach_session,Nowhere,abc\nE2,Lead,,outreach_session,,5\n"
ONE = "E1,Lead,2024-05-01,outreach_session,,5\n"
PAGES = ("coverage", "plan", "activity", "projects", "portrait", "goals", "overview")


def loaded(home, monkeypatch, place: str, rows: str):
    """A home whose place was built from its starter tables and a log with these rows."""
    monkeypatch.setenv("EVENGROUND_HOME", str(home))
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    folder = home / place / "inputs" / "outreach"
    folder.mkdir(parents=True)
    (folder / "engagements.csv").write_text(HEADER + rows, encoding="utf-8")
    build(place_folder(place), None)
    return current(place, "analyst")


@pytest.mark.parametrize(("rows", "why", "count"), [("", "no_records", 0), (REJECTED, "rejected", 2)])
def test_a_log_that_shows_nothing_says_why_on_every_page(tmp_path, monkeypatch, rows, why, count):
    release = loaded(tmp_path, monkeypatch, "nunavik", rows)
    assert why_empty(release) == why
    for page in PAGES:
        for language in ("en", "fr"):
            assert say(f"log.empty_{why}", language, count=count) in words_of(opened(page, place="nunavik", lang=language)), page


@pytest.mark.parametrize("place", ["ottawa", "kansas-city"])
def test_a_single_session_without_an_area_opens_everywhere_and_judges_nothing(tmp_path, monkeypatch, place):
    """The starter tables of one of these places do not hold its first measure of need."""
    assert why_empty(loaded(tmp_path, monkeypatch, place, ONE)) == ""
    for page in PAGES:
        opened(page, place=place, lang="fr")
    assert say("coverage.too_few_anywhere", "en") in words_of(opened("coverage", place=place, lang="en"))
