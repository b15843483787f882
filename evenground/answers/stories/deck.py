"""A story with its exhibits: each from the release it was made from, for the eyes of one audience, in one language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from evenground.answers.answer import Answer
from evenground.answers.exhibit import Deck, Exhibit
from evenground.answers.outreach.log_offer import read_on
from evenground.answers.shelf import shelf
from evenground.answers.stories.appendix import logo, methods, notices, said, sources
from evenground.answers.stories.headline import headline_of, unclaimed
from evenground.answers.stories.story import Item, Story, in_language
from evenground.answers.stories.views import KINDS, exhibit, table_hash
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look.caption import Caption
from evenground.look.dates import day
from evenground.warehouse.ask import OlderRelease
from evenground.warehouse.releases import NoRelease, Release, current, release, released
from evenground.warehouse.story_files import TAIL


@dataclass(frozen=True)
class Shown:
    """An item as it is shown: its exhibit, the headline that the data propose, and the hash under the current release."""

    item: Item
    exhibit: Exhibit
    proposed: str
    release: Release
    is_lost: bool = False
    """True where this audience's release does not hold what the item asks for; the exhibit says so."""


def deck(
    story: Story, place_id: str, audience: str, language: str, *, made_on: str, items: tuple[Shown, ...] | None = None
) -> Deck:
    """A story ready to be presented or exported.

    Parameters
    ----------
    audience : str
        `public` or `analyst`: whose release the figures come from. An item that was made from a working release is shown
        to the public from the public release made of it, else from the current one, and says so.
    made_on : str
        ISO day, printed on every page.
    items : tuple of Shown, optional
        Its items, where they are known already.

    Raises
    ------
    NoRelease
        If the audience has no release of the place.
    """
    folder, now = place_folder(place_id), current(place_id, audience)
    items = shown(story, place_id, audience, language) if items is None else items
    exhibits = tuple(one.exhibit for one in items)
    place = folder.place
    return Deck(
        story.id, place_id, in_language(story.title, language), in_language(story.subtitle, language), language, audience, now.id, made_on,
        in_language(story.owner, language) or said(place.policy.data_owner, language), place.mailbox, exhibits,
        methods=methods(_definable(items), folder, now, language), sources=sources(exhibits), colours=dict(place.colours), logo=logo(folder),
        place_name=said(place.full_name, language), notices=notices(exhibits, folder, now, language),
    )  # fmt: skip


def shown(story: Story, place_id: str, audience: str, language: str) -> tuple[Shown, ...]:
    """Every item of a story with its exhibit."""
    now = current(place_id, audience)
    return tuple(_shown(item, at, now, language) for at, item in enumerate(story.items))


def fresh(item: Item, now: Release) -> Item:
    """An item made from a release: with its id and the hash of what it answers there."""
    made = exhibit(item.view, item.choices, now, "en")
    choices = item.choices
    if item.view == "since" and made.answer.facts.get("release"):
        choices = choices | {"since_release": str(made.answer.facts["release"])}
    return item.but(release=now.id, hash=table_hash(made.answer.table), choices=choices)


def _shown(item: Item, at: int, now: Release, language: str) -> Shown:
    named = _named_release(item.release, now)
    try:
        made, made_from = _made_or_now(item, named or now, now, language)
    except (KeyError, IndexError) as absent:
        return Shown(item, _lost(item, at, now, language, str(absent.args[0])), "", now, is_lost=True)
    headline = headline_of(item, made, language)
    is_older = made_from != (named or now)
    changed = say("brief.changed_older", language, now=day(_built(now), language)) if is_older else _changed(item, named, now, language)
    caption = replace(made.caption, title=headline)
    done = replace(
        unclaimed(item, made), id=f"{at + 1:02d}-{item.view.replace('_', '-')}", headline=headline, caption=caption, note=in_language(item.note, language),
        ask=in_language(item.ask, language), changed=changed, part=item.part or made.part,
    )  # fmt: skip
    return Shown(item, done, made.headline, made_from)


def _made_or_now(item: Item, made_from: Release, now: Release, language: str) -> tuple[Exhibit, Release]:
    """The exhibit of an item, and the release it shows: the current one where an earlier version made the item's own."""
    try:
        return _made(item, made_from, language), made_from
    except OlderRelease:
        if made_from == now:
            raise
        return _made(item, now, language), now


def _made(item: Item, made_from: Release, language: str) -> Exhibit:
    return _exhibit(item.view, tuple(sorted(item.choices.items())), made_from, language, read_on(made_from))


@lru_cache(maxsize=400)
def _exhibit(kind: str, choices: tuple[tuple[str, str], ...], made_from: Release, language: str, _day: date) -> Exhibit:
    """An exhibit, kept: releases do not change, and a page asks for the same ones again at every click. What a real log says
    of overdue promises changes with the day it is read on."""
    return exhibit(kind, dict(choices), made_from, language)


def _hash(item: Item, now: Release) -> str:
    """Of what a view answers from a release, whatever the reader's language."""
    return table_hash(_made(item, now, "en").answer.table)


def _named_release(named: str, now: Release) -> Release | None:
    """The release that an item names, in the store of this audience; None where it names none or none is kept."""
    if not named or named == now.id or named[-TAIL:] == now.id[-TAIL:]:
        return None
    kin = [one for one in released(now.place_id, now.audience) if one == named or one[-TAIL:] == named[-TAIL:]]
    try:
        return release(now.place_id, now.audience, kin[-1]) if kin else None
    except NoRelease:
        return None


def _changed(item: Item, named: Release | None, now: Release, language: str) -> str:
    """A sentence when the current release answers otherwise than the one the item was made from; empty when it does not."""
    if not item.hash or not item.release:
        return ""
    try:
        current_hash = _hash(item, now)
    except (KeyError, IndexError):
        return say("brief.changed_gone", language)
    if named is None and now.audience == "public":
        return ""  # the public sees protected figures: they differ from the working release by design
    if current_hash == item.hash:
        return ""
    since = day(_built(named), language) if named else ""
    return say("brief.changed" if named else "brief.changed_not_kept", language, date=since, now=day(_built(now), language))


def _built(one: Release) -> str:
    return f"{shelf(one, 'release')['built_at'].iloc[0]:%Y-%m-%d}"


def _definable(items: tuple[Shown, ...]) -> list[Item]:
    return [one.item for one in items if not one.is_lost]


def _lost(item: Item, at: int, now: Release, language: str, why: str) -> Exhibit:
    """What stands where a view cannot be shown: its absence is said, the story goes on."""
    kind = say(f"brief.kind_{item.view}", language) if item.view in KINDS else item.view
    headline = say("brief.lost", language, kind=kind)
    words = Caption(headline, "", "", "", "", "", "", "", note=why, language=language)
    return Exhibit(f"{at + 1:02d}-lost", "statement", headline, words, Answer("lost", now.id, shelf(now, "release").iloc[:0], (why,)), headline)
