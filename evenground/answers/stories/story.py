"""A story as it is written down: which views, in which order, in whose words, and from which release each was made."""

from __future__ import annotations

from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator

from evenground.catalog.declaration import LANGUAGES, Declared, Identifier

WIDTH = 110


def _known_languages(words: dict[str, str]) -> dict[str, str]:
    unknown = sorted(set(words) - set(LANGUAGES))
    if unknown:
        raise ValueError(f"language {unknown[0]!r} is not one of {', '.join(LANGUAGES)}")
    return {language: words[language].strip() for language in LANGUAGES if words.get(language, "").strip()}


Said = Annotated[dict[str, str], AfterValidator(_known_languages)]
"""A writer's own text by language. Unlike a declaration's it may lack English: a presenter writes in one language."""


class Item(Declared):
    """One view with its choices, as the address of its page spells them, and what its presenter says about it."""

    view: str
    """Kind of view: see `views.KINDS`."""
    choices: dict[str, str] = {}
    headline: Said = {}
    """The presenter's own; where there is none, the one proposed from the data is used."""
    note: Said = {}
    ask: Said = {}
    part: Literal["", "number", "for_whom", "where", "done", "change"] = ""
    """Where a fact sheet shows it; empty leaves it to the kind of view."""
    demonstration_asked: bool = False
    """True where a finding from a demonstration log may stand in the headline; it then begins with the word."""
    release: str = ""
    """The release it was made from; empty in a ready story, which is drawn from the current one."""
    hash: str = ""
    """Of the answered table at that time."""

    def but(self, **changes: object) -> Item:
        return self.model_copy(update=changes)


class Story(Declared):
    """An ordered list of items. `audience` is who may open it: a draft is the analysts' own."""

    id: Identifier
    title: Said
    subtitle: Said = {}
    owner: Said = {}
    """A role or team, never a person's name."""
    audience: Literal["analyst", "public"] = "analyst"
    items: tuple[Item, ...] = ()

    def but(self, **changes: object) -> Story:
        return self.model_copy(update=changes)


def in_language(words: dict[str, str], language: str) -> str:
    """A writer's text in a language, else in another one that it has: English first."""
    return next((words[one] for one in (language, "en", "fr", "iu") if words.get(one)), "")


def written(story: Story) -> str:
    """A story as the text of its file: always in the same order, what says nothing left out, so that two versions differ
    only where they differ."""
    fields = _plain(story.model_dump(exclude_defaults=True))
    ordered = {name: fields[name] for name in Story.model_fields if name in fields}
    return yaml.dump(ordered, Dumper=_Tidy, sort_keys=False, allow_unicode=True, width=WIDTH)


class _Tidy(yaml.SafeDumper):
    """Lists stand inside what they belong to."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value  # a message of ours is a text that knows its language


# Editing: every change makes another story.


def added(story: Story, item: Item) -> Story:
    return story.but(items=(*story.items, item))


def changed(story: Story, at: int, **changes: object) -> Story:
    """A story with other words, choices or release in the item at a position, counted from 0."""
    return story.but(items=tuple(item.but(**changes) if here == at else item for here, item in enumerate(story.items)))


def without(story: Story, at: int) -> Story:
    return story.but(items=story.items[:at] + story.items[at + 1 :])


def doubled(story: Story, at: int) -> Story:
    """A story with a copy of an item right after it."""
    return story.but(items=story.items[: at + 1] + story.items[at:])


def moved(story: Story, at: int, to: int) -> Story:
    """A story with an item at another position; a position before the first or after the last is the first or last."""
    others = [*story.items[:at], *story.items[at + 1 :]]
    others.insert(max(0, min(to, len(others))), story.items[at])
    return story.but(items=tuple(others))
