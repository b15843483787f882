"""What of a story stands in another language than its reader's: words that nobody wrote in it, and texts that their source
holds in one language only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evenground.answers.stories.deck import Shown
from evenground.answers.stories.story import Said, Story, in_language
from evenground.catalog.words import say
from evenground.look.numbers import written

FIRST = 60
"""Signs of a text that tell which one it is."""


def lacking(story: Story, items: Iterable[Shown], language: str) -> list[str]:
    """Texts that a reader of `language` meets in another one, each as "2, Presenter’s note: “The first words ...”".

    `items` are those of the story as they are shown in that language.
    """
    found = list(_unwritten(("title", "subtitle", "owner"), story, language))
    for at, one in enumerate(items, 1):
        found += [(f"{at}, {where}", text) for where, text in _of_item(one, language)]
    return [str(say("brief.lacking_one", language, where=where, text=text[:FIRST])) for where, text in found]


def _of_item(one: Shown, language: str) -> Iterator[tuple[str, str]]:
    yield from _unwritten(("headline", "note", "ask"), one.item, language)
    if one.proposed and not one.item.headline and language != written(language):
        yield str(say("brief.headline", language)), one.proposed  # where we have no sentences, neither have the data
    for text in dict.fromkeys(one.exhibit.elsewhere):
        yield str(say(f"brief.kind_{one.item.view}", language)), text


def _unwritten(names: tuple[str, ...], of: object, language: str) -> Iterator[tuple[str, str]]:
    """A writer's texts that lack the language and have another."""
    for name in names:
        words: Said = getattr(of, name)
        if words and not words.get(language):
            yield str(say(f"brief.{name}", language)), in_language(words, language)
