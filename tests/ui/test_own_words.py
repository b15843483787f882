"""A file that is written when it is asked for is written in another thread: it says what its place says there too."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from evenground.answers.exhibit import Exhibit
from evenground.answers.stories import deck
from evenground.ui import present


@pytest.fixture(autouse=True)
def analyst(real_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    deck._exhibit.cache_clear()  # other tests of this process make exhibits without a place's words; every door of the app speaks them


def test_a_story_is_made_in_the_words_of_its_place_in_any_thread():
    with ThreadPoolExecutor(1) as threads:
        made = threads.submit(present.made, "nunavik", "community-portrait", "en").result()
    assert "Community" in headings(made.exhibits) and "Area" not in headings(made.exhibits)


def headings(exhibits: tuple[Exhibit, ...]) -> set[str]:
    return {heading for one in exhibits for _, heading in one.columns}
