"""What a reader compares: groups of one area, of a list of areas taken together, or areas in the order of an index."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from evenground.answers.shelf import row_of, shelf
from evenground.catalog.disparities import Gradient
from evenground.catalog.library import place_folder
from evenground.catalog.place import Stratifier
from evenground.warehouse.releases import Release

AREA, LIST, ALL = "area:", "set:", "all:"
REST, EVERYONE = "rest", "everyone"
FEWEST_AREAS = 5


@dataclass(frozen=True)
class Comparison:
    """One disparity. `where` is `area:<area_key>`, `set:<list>` or `all:<level>`; `by` a dimension or an index.

    `group` and `reference` are strata (or fifths of residents); empty ones are chosen by rule. A reference may also be
    `rest` (everybody else) or `everyone` (who include the group).
    """

    place: str
    language: str
    indicator: str
    period: str
    where: str
    by: str
    group: str = ""
    reference: str = ""

    def but(self, **changes: object) -> Comparison:
        return replace(self, **changes)


@dataclass(frozen=True)
class Way:
    """One geography and dimension in which an indicator can be compared, with its periods, latest first."""

    where: str
    by: str
    level: str
    basis: str
    periods: tuple[str, ...]


def stratifier(place: str, by: str) -> Stratifier | None:
    return next((one for one in place_folder(place).place.stratifiers if one.id == by), None)


def gradient(place: str, level: str, by: str) -> Gradient | None:
    return next((one for one in place_folder(place).place.gradients if one.level == level and one.index == by), None)


def kind_of(place: str, by: str) -> str:
    """`partition`, `exclusive` (nobody in two groups, some in none), `overlapping`, or `areas`."""
    declared = stratifier(place, by)
    if declared is None:
        return "areas"
    return "partition" if declared.partition else "exclusive" if declared.exclusive else "overlapping"


def ways(release: Release, indicator: str, area: str | None = None) -> tuple[Way, ...]:
    """Every way in which an indicator can be compared: whole areas first, then lists, one area, and gradients.

    An indicator of composition, and a count, has none: it is neither better nor worse in a group.
    """
    about = row_of(release, "indicators", "indicator_id", indicator)
    if about["kind"] == "count" or about["higher_is"] == "neither":
        return ()
    offer = shelf(release, "offer")
    own = offer[(offer["indicator_id"] == indicator) & (offer["with_value"] > 0)]
    return (*_by_groups(release, own, area), *_by_index(release, own, indicator))


def _by_groups(release: Release, own: pd.DataFrame, area: str | None) -> list[Way]:
    of = shelf(release, "strata").set_index("stratum_id")["stratifier_id"]
    split = own.assign(by=own["stratum_id"].map(of)).dropna(subset="by")
    levels = shelf(release, "levels").set_index("level_key")["areas"]
    sets, areas = shelf(release, "area_sets"), shelf(release, "area_codes")
    whole, lists, single = [], [], []
    for (level, by), part in split.groupby(["level_key", "by"], sort=False):
        periods = tuple(part["period_id"].drop_duplicates())
        if levels[level] == 1:
            key = areas.loc[areas["level_key"] == level, "area_key"].iloc[0]
            whole.append(Way(AREA + key, by, level, "groups", periods))
            continue
        if (part["with_count"] > 0).any():
            here = sets[(sets["level_key"] == level) & sets["outlined"]]
            lists += [Way(LIST + one, by, level, "groups", periods) for one in here["area_set_id"]]
        if area and area in set(areas.loc[areas["level_key"] == level, "area_key"]):
            single.append(Way(AREA + area, by, level, "groups", periods))
    return [*whole, *lists, *single]


def _by_index(release: Release, own: pd.DataFrame, indicator: str) -> list[Way]:
    found = []
    everyone = own[own["stratum_id"] == "everyone"]
    known = set(shelf(release, "indicators")["indicator_id"])
    sets = shelf(release, "area_sets")
    for one in place_folder(release.place_id).place.gradients:
        part = everyone[(everyone["level_key"] == one.level) & (everyone["with_value"] >= FEWEST_AREAS)]
        if indicator == one.index or one.index not in known or part.empty:
            continue
        periods = tuple(part["period_id"].drop_duplicates())
        lists = sets[(sets["level_key"] == one.level) & sets["outlined"]]["area_set_id"]
        found.append(Way(ALL + one.level, one.index, one.level, "areas", periods))
        found += [Way(LIST + each, one.index, one.level, "areas", periods) for each in lists]
    return found
