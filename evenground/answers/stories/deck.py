"""A story with its exhibits: each from the release it was made from, for the eyes of one audience, in one language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer, Provenance
from evenground.answers.exhibit import Deck, Exhibit
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.answers.stories.story import Item, Story, in_language
from evenground.answers.stories.views import KINDS, exhibit, table_hash
from evenground.catalog.library import DATA, PlaceFolder, place_folder
from evenground.catalog.words import say
from evenground.look.caption import Caption
from evenground.look.dates import day
from evenground.warehouse.releases import NoRelease, Release, current, release, released
from evenground.warehouse.story_files import TAIL

METHODS = ("method_interval", "method_comparison", "method_missing")


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
        in_language(story.owner, language) or _said(place.policy.data_owner, language), place.mailbox, exhibits,
        methods=_methods(items, folder, now, language), sources=_sources(exhibits), colours=dict(place.colours), logo=_logo(folder),
        place_name=_said(place.full_name, language), notices=_notices(exhibits, folder, now, language),
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
        made = _exhibit(item.view, tuple(sorted(item.choices.items())), named or now, language)
    except (KeyError, IndexError) as absent:
        return Shown(item, _lost(item, at, now, language, str(absent.args[0])), "", now, is_lost=True)
    headline = _headline(item, made, language)
    changed = _changed(item, named, now, language)
    caption = replace(made.caption, title=headline)
    done = replace(
        made, id=f"{at + 1:02d}-{item.view.replace('_', '-')}", headline=headline, caption=caption, note=in_language(item.note, language),
        ask=in_language(item.ask, language), changed=changed, part=item.part or made.part,
    )  # fmt: skip
    return Shown(item, done, made.headline, named or now)


@lru_cache(maxsize=400)
def _exhibit(kind: str, choices: tuple[tuple[str, str], ...], made_from: Release, language: str) -> Exhibit:
    """An exhibit, kept: releases do not change, and a page asks for the same ones again at every click."""
    return exhibit(kind, dict(choices), made_from, language)


@lru_cache(maxsize=400)
def _hash(kind: str, choices: tuple[tuple[str, str], ...], now: Release) -> str:
    """Of what a view answers from a release, whatever the reader's language."""
    return table_hash(_exhibit(kind, choices, now, "en").answer.table)


def _named_release(named: str, now: Release) -> Release | None:
    """The release that an item names, in the store of this audience; None where it names none or none is kept."""
    if not named or named == now.id or named[-TAIL:] == now.id[-TAIL:]:
        return None
    kin = [one for one in released(now.place_id, now.audience) if one == named or one[-TAIL:] == named[-TAIL:]]
    try:
        return release(now.place_id, now.audience, kin[-1]) if kin else None
    except NoRelease:
        return None


FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")


def unsupported(one: Shown) -> tuple[str, ...]:
    """Figures of a presenter's own headline that neither the answer nor its caption holds: a slip, or data refreshed since."""
    if one.is_lost or one.exhibit.headline == one.proposed or one.item.view == "statement":
        return ()
    made = one.exhibit
    held = " ".join((one.proposed, *made.answer.sentences, *made.caption.lines[2:], *made.labels))
    known = {_plain_figure(found) for found in FIGURE.findall(held)}
    values = [float(value) for series in made.series for value in series.values] + _numbers(made.answer.table)
    known |= {f"{round(value, places):.{places}f}" for value in values if np.isfinite(value) for places in (0, 1, 2)}
    return tuple(found for found in FIGURE.findall(made.headline) if _plain_figure(found) not in known)


def _plain_figure(figure: str) -> str:
    """"1,821", "1 821" and "78,3" as a machine writes them: a comma before three digits groups, another is decimal."""
    bare = re.sub(r"[\u00a0\u202f ]", "", figure)
    return re.sub(r",(?=\d{3}(\D|$))", "", bare).replace(",", ".")


def _numbers(table: pd.DataFrame) -> list[float]:
    kept = [name for name in ("value", "ci_low", "ci_high", "numerator", "denominator", "areas", "population") if name in table]
    return [float(value) for name in kept for value in pd.to_numeric(table[name], errors="coerce").dropna()]


def _headline(item: Item, made: Exhibit, language: str) -> str:
    """The presenter's words in the reader's language, else those that the data propose, else the presenter's in another.

    A finding from a demonstration log stands in a headline only when it is asked for, and then begins with the word.
    """
    words = item.headline.get(language) or made.headline or in_language(item.headline, language)
    if not made.is_demonstration:
        return words
    mark = say("shell.demonstration", language)
    if not item.demonstration_asked:
        return say("brief.demonstration_headline", language, what=made.caption.subtitle or say(f"brief.kind_{item.view}", language))
    return words if words.startswith(mark) else say("brief.demonstration_asked", language, headline=words)


def _changed(item: Item, named: Release | None, now: Release, language: str) -> str:
    """A sentence when the current release answers otherwise than the one the item was made from; empty when it does not."""
    if not item.hash or not item.release:
        return ""
    try:
        current_hash = _hash(item.view, tuple(sorted(item.choices.items())), now)
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


def _lost(item: Item, at: int, now: Release, language: str, why: str) -> Exhibit:
    """What stands where a view cannot be shown: its absence is said, the story goes on."""
    kind = say(f"brief.kind_{item.view}", language) if item.view in KINDS else item.view
    headline = say("brief.lost", language, kind=kind)
    words = Caption(headline, "", "", "", "", "", "", "", note=why, language=language)
    return Exhibit(f"{at + 1:02d}-lost", "statement", headline, words, Answer("lost", now.id, shelf(now, "release").iloc[:0], (why,)), headline)


def _methods(items: tuple[Shown, ...], folder: PlaceFolder, now: Release, language: str) -> tuple[tuple[str, str], ...]:
    """The appendix: each indicator's definition, then how intervals, comparisons and missing figures are made."""
    used = [part for one in items if not one.is_lost for part in _indicators(one.item)]
    told = [(title, text) for title, text in (_definition(one, now, language) for one in dict.fromkeys(used)) if text]
    rule = folder.place.policy.public
    policy = say(
        "how.policy", language, version=folder.place.policy.version, min_count=rule.min_count, min_rates=rule.min_population_rates,
        min_counts=rule.min_population_counts, min_base=rule.min_denominator, note=_said(folder.place.policy.note or {}, language),
    )  # fmt: skip
    told += [(say(f"data.{key}", language), say(f"how.{key}", language)) for key in METHODS]
    return (*told, (say("data.policy", language), policy))


def _indicators(item: Item) -> list[str]:
    named = [item.choices.get(key, "") for key in ("indicator", "by", "indicators", "shares")]
    return [one for some in named for one in some.split(",") if one]


def _definition(indicator_id: str, now: Release, language: str) -> tuple[str, str]:
    try:
        one = row_of(now, "indicators", "indicator_id", indicator_id)
    except KeyError:
        return "", ""
    said = [f"{say(f'define.{name}', language)}: {text_in(one, name, language)}" for name in ("numerator", "denominator", "unit") if text_in(one, name, language)]
    caveat = text_in(one, "caveat", language)
    return text_in(one, "title", language), ". ".join(part.rstrip(".") for part in (*said, caveat) if part) + "."


def _sources(exhibits: tuple[Exhibit, ...]) -> tuple[Provenance, ...]:
    found = {(one.publisher, one.title, one.vintage): one for made in exhibits for one in made.answer.provenance}
    return tuple(found.values())


def _notices(exhibits: tuple[Exhibit, ...], folder: PlaceFolder, now: Release, language: str) -> tuple[str, ...]:
    about = shelf(now, "release").iloc[0]
    place = folder.place
    said = [
        say("shell.not_cleared", language) + "." if now.audience == "public" else say("shell.audience_analyst", language),
        say("notice.starter", language) if about["inputs"] == "starter tables" else "",
        _said(place.demonstration, language) if place.demonstration else "",
        say("shell.demonstration_log", language) if any(one.is_demonstration for one in exhibits) else "",
    ]
    return tuple(one for one in said if one)


def _logo(folder: PlaceFolder) -> bytes | None:
    """The deployment's own picture from the place's folder, else the product's."""
    for file in (folder.folder / "logo.png", DATA / "brand" / "icon.png"):
        if file.is_file():
            return file.read_bytes()
    return None


def _said(words: dict[str, str], language: str) -> str:
    return words.get(language) or words.get("en", "")
