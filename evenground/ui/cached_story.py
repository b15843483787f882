"""Slides of a story, kept by what they were made from: drawing a map takes longer than the page that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from evenground.answers.stories.deck import Shown, deck, shown
from evenground.answers.stories.story import Item, Story
from evenground.briefs.slide_html import preview
from evenground.warehouse.releases import Release


def slides(story: Story, release: Release, language: str, today: str) -> Iterator[tuple[Shown, str]]:
    """Each item of a story with its slide as HTML."""
    for item in story.items:
        yield _slide(item.model_dump_json(), release, language, today)


@lru_cache(maxsize=300)
def _slide(item: str, release: Release, language: str, today: str) -> tuple[Shown, str]:
    alone = Story(id="alone", title={}, items=(Item.model_validate_json(item),))
    items = shown(alone, release.place_id, release.audience, language)
    made = deck(alone, release.place_id, release.audience, language, made_on=today, items=items)
    return items[0], preview(made.exhibits[0], made)
