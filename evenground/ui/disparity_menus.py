"""What a reader may compare on the Disparities page, by name, and what is compared unless another choice is made."""

from __future__ import annotations

from typing import NamedTuple

from evenground.answers.disparities.captions import dimension_in_words
from evenground.answers.disparities.choice import AREA, LIST, Comparison, Way, stratifier
from evenground.answers.disparities.gap import pair_chosen, references
from evenground.answers.disparities.groups import groups, where_in_words
from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.warehouse.releases import Release


class Pairs(NamedTuple):
    """Groups and what they may be compared with, by key. `first_group` is the group to begin with for each reference."""

    groups: dict[str, str]
    references: dict[str, str]
    first_reference: str
    first_group: dict[str, str]


def pairs(chosen: Comparison, release: Release) -> Pairs | None:
    """None where no group has a figure."""
    found = groups(chosen, release)
    names = dict(zip(found.known["key"], found.known["name"], strict=True))
    if not names:
        return None
    offered = references(found) or ("",)
    first = pair_chosen(chosen, found)[1]
    begin = {key: pair_chosen(chosen.but(reference=key), found)[0] for key in offered}
    return Pairs(names, {key: names.get(key) or found.name(key) for key in offered}, first or offered[0], begin)


def level_of_areas(release: Release, indicator: str, level: str) -> str | None:
    """The level whose areas can be compared inside, one at a time: `level` where that is possible; None where none can."""
    offer, of = shelf(release, "offer"), shelf(release, "strata").set_index("stratum_id")["stratifier_id"]
    own = offer[(offer["indicator_id"] == indicator) & (offer["with_value"] > 0) & offer["stratum_id"].map(of).notna()]
    areas = shelf(release, "levels").set_index("level_key")["areas"]
    many = [one for one in own["level_key"].unique() if areas[one] > 1]
    return level if level in many else many[0] if many else None


def key_of(way: Way) -> str:
    return f"{way.where}|{way.by}"


def way_names(ways: tuple[Way, ...], base: Comparison, release: Release) -> dict[str, str]:
    """Geographies and dimensions by name, in the order of `ways`."""
    return {key_of(way): _way_name(base.but(where=way.where, by=way.by), release) for way in ways}


def _way_name(one: Comparison, release: Release) -> str:
    where, dimension = where_in_words(one, release), dimension_in_words(one, release)
    if dimension and stratifier(one.place, one.by) is None:
        return f"{where} · {dimension}"
    kind = "area" if one.where.startswith(AREA) else "list" if one.where.startswith(LIST) else "all"
    return f"{say(f'disparities.where_{kind}', one.language, name=where)} · {dimension}"
