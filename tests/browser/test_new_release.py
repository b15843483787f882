"""A release published while a page is open is what the page shows from its next run on."""

from __future__ import annotations

import shutil

import pytest
from servers import serving

from etl.load import build
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.warehouse.releases import current

PLACE = "nunavik"


@pytest.fixture
def own_server(built, tmp_path, monkeypatch):
    """A server with a home of its own, so that a new release is nobody else's."""
    home = tmp_path / "home"
    shutil.copytree(built / PLACE, home / PLACE)
    monkeypatch.setenv("EVENGROUND_HOME", str(home))
    monkeypatch.delenv("EVENGROUND_PLACES", raising=False)
    with serving(home, "analyst", tmp_path / "server.log") as server:
        yield server


def test_an_open_page_shows_the_new_release_on_its_next_run(own_server, new_reader, inputs):
    """The server comes first, so that it goes last: a page that is open when its server goes complains of it."""
    before = current(PLACE, "analyst").id
    reader = new_reader(own_server).open("/map", place=PLACE, lang="en", indicator="private_dwellings")
    assert before in reader.text

    build(place_folder(PLACE), inputs)
    after = current(PLACE, "analyst").id
    assert after != before
    assert before in reader.text, "the page that is open keeps the release it was drawn from"

    reader.choose("period", "2016")
    assert after in reader.text
    assert before not in reader.text
    reader.visit(say("nav.overview", "en"))
    assert say("changes.first", "en", date="").split(",")[0] not in reader.text
