"""What a reader compares on the Disparities page: geography, dimension, group and reference, kept in the address."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.disparities.choice import AREA, Comparison, Way
from evenground.answers.disparities.groups import Groups
from evenground.catalog.indicator import Indicator
from evenground.catalog.library import indicators
from evenground.look.caption import Caption
from evenground.ui import cached_disparities as cached
from evenground.ui.disparity_menus import Pairs, key_of
from evenground.ui.scope import Scope, add_to_address, choose, choose_area
from evenground.warehouse.releases import Release


@dataclass(frozen=True)
class Chosen:
    """One comparison that a reader chose, with the way it was found and its indicator."""

    view: Scope
    comparison: Comparison
    way: Way

    @property
    def release(self) -> Release:
        return self.view.release

    @property
    def indicator(self) -> Indicator:
        return indicators()[self.comparison.indicator]

    @property
    def answer(self) -> Answer:
        return cached.gap(self.comparison, self.release)

    @property
    def all_groups(self) -> Comparison:
        """The comparison without what is chosen among its groups."""
        return self.comparison.but(group="", reference="")

    @property
    def groups(self) -> Groups:
        return cached.groups(self.all_groups, self.release)

    @property
    def words(self) -> Caption:
        return cached.words(self.comparison, self.release)

    @property
    def area(self) -> str | None:
        """The one area that is looked into, where it is one."""
        return self.way.where.removeprefix(AREA) if self.way.where.startswith(AREA) else None


def choose_comparison(view: Scope) -> Chosen | None:
    """Geography, dimension, group and reference; None where the indicator has no gap to show."""
    indicator = view.chosen.indicator
    first, second, third, fourth = st.columns(4, vertical_alignment="bottom")
    with fourth:
        area = _choose_area(view)
    ways = cached.ways(view.release, indicator, area)
    if not ways:
        return None
    base = Comparison(view.chosen.place, view.language, indicator, "", "", "")
    with first:
        way = _choose_way(view, base, ways)
    period = view.chosen.period if view.chosen.period in way.periods else way.periods[0]
    chosen = base.but(period=period, where=way.where, by=way.by)
    pairs = cached.pairs(chosen, view.release)
    if pairs is None:
        return Chosen(view, chosen, way)
    group, reference = _choose_pair(view, pairs, second, third)
    add_to_address(where=key_of(way) if way is not ways[0] else "", whom=group, against=reference)
    return Chosen(view, chosen.but(group=group, reference=reference), way)


def _choose_area(view: Scope) -> str | None:
    """The area whose groups are compared, where the indicator is published by group for areas of a level."""
    level = cached.level_of_areas(view.release, view.chosen.indicator, view.chosen.level)
    return choose_area(view.release, view.language, level, view.say("choose.area_search")) or None if level else None


def _choose_way(view: Scope, base: Comparison, ways: tuple[Way, ...]) -> Way:
    names = cached.way_names(ways, base, view.release)
    picked = choose("where", view.say("disparities.where"), tuple(names), key_of(ways[0]), names.__getitem__)
    return next(way for way in ways if key_of(way) == picked)


def _choose_pair(view: Scope, pairs: Pairs, second, third) -> tuple[str, str]:
    with third:
        reference = choose("against", view.say("disparities.reference"), tuple(pairs.references), pairs.first_reference, pairs.references.__getitem__)
    whom = tuple(key for key in pairs.groups if key != reference) or ("",)
    begin = pairs.first_group[reference]
    with second:
        group = choose("whom", view.say("disparities.whom"), whom, begin if begin in whom else whom[0], lambda key: pairs.groups.get(key, key))
    return group, reference
