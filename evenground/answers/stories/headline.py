"""What stands above an exhibit: the presenter's words or the proposed ones, and no claim that rests on a demonstration log."""

from __future__ import annotations

from dataclasses import replace

from evenground.answers.exhibit import Exhibit
from evenground.answers.stories.story import Item, in_language
from evenground.catalog.words import say
from evenground.look.numbers import written


def headline_of(item: Item, made: Exhibit, language: str) -> str:
    """The presenter's words in the reader's language, else those that the data propose, else the presenter's in another.

    A finding from a demonstration log stands in a headline only when it is asked for, and then begins with the word.
    """
    own = item.headline.get(language) or item.headline.get(written(language))  # where we have no sentences, neither have the data
    words = own or made.headline or in_language(item.headline, language)
    if not made.is_demonstration:
        return words
    mark = say("shell.demonstration", language)
    if not item.demonstration_asked:
        return say("brief.demonstration_headline", language, what=made.caption.subtitle or say(f"brief.kind_{item.view}", language))
    return words if words.startswith(mark) else say("brief.demonstration_asked", language, headline=words)


def unclaimed(item: Item, made: Exhibit) -> Exhibit:
    """An exhibit of a demonstration log: without its sentences until they are asked for, and then each begins with the word."""
    if not made.is_demonstration:
        return made
    language = made.caption.language
    mark = str(say("shell.demonstration", language))
    told = made.answer.sentences if item.demonstration_asked else ()
    sentences = tuple(one if one.startswith(mark) else str(say("brief.demonstration_asked", language, headline=one)) for one in told)
    alt = made.alt if item.demonstration_asked else f"{made.caption.subtitle}. {made.caption.context}."
    return replace(made, answer=replace(made.answer, sentences=sentences), alt=str(say("brief.demonstration_asked", language, headline=alt)))
