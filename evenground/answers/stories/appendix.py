"""What stands behind a story: definitions and methods, sources, what every page must say, the logo."""

from __future__ import annotations

from evenground.answers.answer import Provenance
from evenground.answers.exhibit import Exhibit
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.answers.stories.story import Item
from evenground.catalog.library import DATA, PlaceFolder
from evenground.catalog.words import say
from evenground.look.text import labelled
from evenground.warehouse.releases import Release

METHODS = ("method_interval", "method_comparison", "method_missing")
OF_THE_LOG = ("coverage.full_count", "coverage.shares_compare")
"""How shares of outreach are to be read, where a story has any."""


def methods(items: list[Item], folder: PlaceFolder, now: Release, language: str) -> tuple[tuple[str, str], ...]:
    """The appendix: each indicator's definition, then how intervals, comparisons and missing figures are made."""
    used = [part for one in items for part in _indicators(one)]
    told = [(title, text) for title, text in (_definition(one, now, language) for one in dict.fromkeys(used)) if text]
    rule = folder.place.policy.public
    policy = say(
        "how.policy", language, version=folder.place.policy.version, min_count=rule.min_count, min_rates=rule.min_population_rates,
        min_counts=rule.min_population_counts, min_base=rule.min_denominator, note=said(folder.place.policy.note or {}, language),
    )  # fmt: skip
    if any(item.view.startswith(("need_reach", "reach_")) for item in items):
        told.append((say("nav.coverage", language), " ".join(say(key, language) for key in OF_THE_LOG)))
    told += [(say(f"data.{key}", language), say(f"how.{key}", language)) for key in METHODS]
    return (*told, (say("data.policy", language), policy))


def _indicators(item: Item) -> list[str]:
    named = [item.choices.get(key, "") for key in ("indicator", "by", "indicators", "shares", "need")]
    return [one for some in named for one in some.split(",") if one]


def _definition(indicator_id: str, now: Release, language: str) -> tuple[str, str]:
    try:
        one = row_of(now, "indicators", "indicator_id", indicator_id)
    except KeyError:
        return "", ""
    told = [labelled(say(f"define.{name}", language), text_in(one, name, language), language) for name in ("numerator", "denominator", "unit") if text_in(one, name, language)]
    caveat = text_in(one, "caveat", language)
    return text_in(one, "title", language), ". ".join(part.rstrip(".") for part in (*told, caveat) if part) + "."


def sources(exhibits: tuple[Exhibit, ...]) -> tuple[Provenance, ...]:
    """Every source once, in the order in which the story comes to it."""
    found = {(one.publisher, one.title, one.vintage): one for made in exhibits for one in made.answer.provenance}
    return tuple(found.values())


def notices(exhibits: tuple[Exhibit, ...], folder: PlaceFolder, now: Release, language: str) -> tuple[str, ...]:
    """Sentences that stand on every page."""
    about = shelf(now, "release").iloc[0]
    place = folder.place
    told = [
        say("shell.not_cleared", language) + "." if now.audience == "public" else say("shell.audience_analyst", language),
        say("notice.starter", language) if about["inputs"] == "starter tables" else "",
        said(place.demonstration, language) if place.demonstration else "",
        say("shell.demonstration_log", language) if any(one.is_demonstration for one in exhibits) else "",
    ]
    return tuple(one for one in told if one)


def logo(folder: PlaceFolder) -> bytes | None:
    """The deployment's own picture from the place's folder, else the product's."""
    for file in (folder.folder / "logo.png", DATA / "brand" / "icon.png"):
        if file.is_file():
            return file.read_bytes()
    return None


def said(words: dict[str, str], language: str) -> str:
    """A declared text in a language, else English."""
    return words.get(language) or words.get("en", "")
