"""Fact sheets that are one click from a page: of one area, or of one indicator (an outcome or a determinant)."""

from __future__ import annotations

from collections.abc import Mapping

from evenground.answers.community.portrait import first_of_each_domain, name_of, profile
from evenground.answers.exhibit import Deck
from evenground.answers.overview import opening
from evenground.answers.stories.deck import Shown, deck, shown
from evenground.answers.stories.story import Item, Story
from evenground.catalog.words import say
from evenground.warehouse.releases import current

IN_FIGURES = 8
"""Indicators of an area that its sheet shows."""


def of_indicator(choices: Mapping[str, str], place_id: str, audience: str, language: str, made_on: str) -> Deck:
    """One indicator: for whom, where, how the place's first measure runs along it, and, from a real log, what was done.

    `choices` are those of a map. What the release does not hold is left out, and so is all that rests on a demonstration.

    Raises
    ------
    KeyError
        If nothing of it can be shown.
    """
    indicator = choices["indicator"]
    same = {key: choices[key] for key in ("indicator", "geo", "period") if key in choices}
    opens = opening(current(place_id, audience), language)
    items = [Item(view=kind, choices={"indicator": indicator}, part="for_whom") for kind in ("disparity", "gap")]
    items += [Item(view="map", choices=dict(choices), part="where")]
    items += [Item(view="list_gap", choices=same, part="for_whom")]
    if indicator != opens.indicator:
        items.append(Item(view="gradient", choices={"indicator": opens.indicator, "geo": choices.get("geo", opens.level), "by": indicator}, part="for_whom"))
    items.append(Item(view="reach_fifths", choices={"need": indicator}, part="done"))
    return _sheet(f"{indicator}-sheet", items, place_id, audience, language, made_on)


def of_area(choices: Mapping[str, str], place_id: str, audience: str, language: str, made_on: str) -> Deck:
    """One area: a figure in context, the area in figures, where it is, its outreach and its own words."""
    level, area = choices["geo"], choices["area"]
    known = profile(current(place_id, audience), language, level, area).table
    indicators = ",".join(first_of_each_domain(known[known["value"].notna()], IN_FIGURES)["indicator_id"])
    said = {key: {language: str(say(f"brief.area_{key}", language, name=name_of(current(place_id, audience), language, area)))} for key in ("in_figures", "on_map")}
    items = [
        Item(view="number", choices=dict(choices), part="number"),
        Item(view="portrait", choices={"geo": level, "area": area, "indicators": indicators}, part="for_whom", headline=said["in_figures"]),
        Item(view="map", choices=dict(choices), part="where", headline=said["on_map"]), Item(view="area_reach", choices={"area": area}, part="done"),
        Item(view="own_words", choices={"area": area}, part="change"),
    ]  # fmt: skip
    return _sheet("area-sheet", items, place_id, audience, language, made_on)


def _sheet(name: str, items: list[Item], place_id: str, audience: str, language: str, made_on: str) -> Deck:
    every = shown(Story(id="sheet", title={}, items=tuple(items)), place_id, audience, language)
    kept = tuple(one for one in every if not one.is_lost and not one.exhibit.is_demonstration)
    if any(one.item.view == "disparity" for one in kept):  # the same groups, said better
        kept = tuple(one for one in kept if one.item.view != "gap")
    if not kept:
        raise KeyError(every[0].exhibit.caption.note)
    story = Story(id=name.replace("_", "-"), title={language: _title(kept)}, items=tuple(one.item for one in kept))
    return deck(story, place_id, audience, language, made_on=made_on, items=kept)


def _title(items: tuple[Shown, ...]) -> str:
    """The finding that leads: the map's for an indicator, the figure's for an area."""
    lead = next((one for one in items if one.exhibit.kind in ("number", "map")), items[0])
    return lead.exhibit.headline
