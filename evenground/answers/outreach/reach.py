"""What outreach brought to each area, by series: the sums behind every view of coverage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.sessions import passing, sessions
from evenground.answers.shelf import shelf
from evenground.catalog.outreach import vocabulary
from evenground.warehouse.releases import Release

PLACES = ("area", "own_population", "no_area", "not_recorded", "other_basis", "other_level")
"""Where reach was: in an area of the level, or what keeps it out of every area. Together they are the log's total."""


@dataclass(frozen=True)
class Reach:
    """Sums by area, one value per area of the level in the order of `area_key`, and what was in none.

    `series` are (number of series, place among the areas, size), for series and for sessions that visited several areas.
    `alone_sums` and `alone_squares` are those of sessions of no series in one area. `added` is the size of one further
    series: planned people of a session (declared by type) times the sessions that a series had.
    """

    area_keys: np.ndarray
    total: np.ndarray
    squares: np.ndarray
    cubes: np.ndarray
    clusters: np.ndarray
    visits: np.ndarray
    people: np.ndarray
    sessions: np.ndarray
    last_on: np.ndarray
    series: tuple[np.ndarray, np.ndarray, np.ndarray]
    alone_sums: np.ndarray
    alone_squares: np.ndarray
    elsewhere: dict[str, dict[str, float]]
    """By kind of place that is no area: total, sessions, people, hours."""
    everything: dict[str, float]
    """All that passes the window and the filters: total, sessions, people, hours, series."""
    added: float

    @property
    def series_in_all(self) -> int:
        return int(self.everything["series"])


def reach(log: LogChoices, release: Release) -> Reach:
    """Sums of the sessions that a reader's choices let through, of the types that reach residents."""
    return _reach(log.of_sums, release)


@lru_cache(maxsize=48)
def _reach(log: LogChoices, release: Release) -> Reach:
    every, keys, passed = sessions(log, release), areas_of(release, log.level)[0], passing(log, release)
    runs, held = every.runs, {"sessions": every.share, "people": every.people, "hours": every.hours}
    measured = "people" if log.measure == "attendances" else log.measure
    here, at = in_areas(log, release)
    brought = {name: runs.sums(values * here) for name, values in held.items()}
    total, visits = brought[measured], runs.count(here)
    squares, cubes = (runs.powers(held[measured] * here, total, power) for power in (2, 3))
    elsewhere = _elsewhere(log, release, here, {name: float(values[at < 0].sum()) for name, values in brought.items()})
    inside = {name: float(values[at >= 0].sum()) for name, values in brought.items()}
    everything = {name: value + sum(one[name] for one in elsewhere.values()) for name, value in inside.items()}
    by_area, alone = InAreas(at, len(keys)), np.arange(len(at)) < runs.of_none
    clusters = by_area.sums(np.where(alone, visits, visits > 0))
    series = ~alone & (visits > 0) & (at >= 0)
    return Reach(
        keys, *(by_area.sums(one) for one in (total, squares, cubes)), clusters, by_area.sums(visits), by_area.sums(brought["people"]),
        by_area.sums(brought["sessions"]), by_area.latest(runs.latest(every.day, here)), (runs.cluster[series], at[series], total[series]),
        by_area.sums(total * alone), by_area.sums(squares * alone), {one: {"total": sums[measured]} | sums for one, sums in elsewhere.items()},
        {"total": everything[measured]} | everything | {"series": runs.independent(passed)},
        _added(log, float(visits[at >= 0].sum()), float(clusters.sum()), inside),
    )  # fmt: skip


@dataclass(frozen=True)
class InAreas:
    """From runs to the areas of a level: `at` is the place of each run's area among them, or -1."""

    at: np.ndarray
    areas: int

    def sums(self, values: np.ndarray) -> np.ndarray:
        """The sum of values of runs, for each area."""
        inside = self.at >= 0
        return np.bincount(self.at[inside], values[inside], minlength=self.areas)

    def latest(self, days: np.ndarray) -> np.ndarray:
        """The latest day of runs, for each area; of runs -1 is none."""
        some, last = self.at >= 0, np.full(self.areas, -1)
        np.maximum.at(last, self.at[some], days[some])
        return np.where(last < 0, np.datetime64("NaT"), last.astype("datetime64[D]"))


def in_areas(log: LogChoices, release: Release) -> tuple[np.ndarray, np.ndarray]:
    """Which parts of sessions pass and were in an area on the basis asked for; and of each run of them the place of its area
    among those of the level, -1 where it is in none of them."""
    every = sessions(log, release)
    here = _where(release, log.basis) == PLACES.index("area")
    at = np.append(areas_of(release, log.level)[1], -1)[every.runs.area]  # -1 is none, and the last of these
    return (passing(log, release) & here.take(every.kind) if len(every.kind) else np.zeros(0, dtype=bool)), at


def _elsewhere(log: LogChoices, release: Release, here: np.ndarray, of_levels: dict[str, float]) -> dict[str, dict[str, float]]:
    """What was in no area, by kind of place; `of_levels` is what was in areas that are none of the level's."""
    every = sessions(log, release)
    outside = np.flatnonzero(passing(log, release) & ~here)
    found = _where(release, log.basis)[every.kind[outside]]
    sums = {name: np.bincount(found, values[outside], minlength=len(PLACES)) for name, values in (("sessions", every.share), ("people", every.people), ("hours", every.hours))}
    for name, value in of_levels.items():
        sums[name][PLACES.index("other_level")] += value
    there = np.bincount(found, minlength=len(PLACES)) > 0
    there[PLACES.index("other_level")] |= of_levels["sessions"] > 0
    return {one: {name: float(values[i]) for name, values in sums.items()} for i, one in enumerate(PLACES) if there[i]}


@lru_cache(maxsize=64)
def _where(release: Release, basis: str) -> np.ndarray:
    """Where in `PLACES` a session of each kind was; an area of another basis, or of none that is recorded, is none here."""
    table = shelf(release, "reach_kinds")
    in_area, found = table["place"] == "area", table["area_basis"]
    named = table["place"].mask(in_area & found.isna(), "other_level").mask(in_area & found.notna() & (found != basis), "other_basis")
    return named.map({name: number for number, name in enumerate(PLACES)}).to_numpy(dtype=np.int8)


def areas_of(release: Release, level: str) -> tuple[np.ndarray, np.ndarray]:
    """Keys of a level's areas in order, and for each number of an area in the whole release its place among them, or -1."""
    return _areas_of(release, level)


@lru_cache(maxsize=32)
def area_numbers(release: Release) -> dict[str, int]:
    """The number of each area in the whole release, by its key."""
    return {key: number for number, key in enumerate(sorted(shelf(release, "area_codes")["area_key"].astype(str)))}


@lru_cache(maxsize=32)
def _areas_of(release: Release, level: str) -> tuple[np.ndarray, np.ndarray]:
    table = shelf(release, "area_codes")
    every = np.array(list(area_numbers(release)), dtype=object)
    own = set(table.loc[table["level_key"] == level, "area_key"])
    inside = np.array([key in own for key in every], dtype=bool)
    return every[inside], np.where(inside, np.cumsum(inside) - 1, -1)


def _added(log: LogChoices, visits: float, clusters: float, held: dict[str, float]) -> float:
    """Size of one further series, in the unit of the measure; `held` are sessions and hours in areas."""
    rhythm = max(visits / clusters, 1.0) if clusters else 1.0
    if log.measure == "sessions":
        return rhythm
    if log.measure == "hours":
        return rhythm * (held["hours"] / held["sessions"] if held["sessions"] else 2.0) or 1.0
    counted = [one for one in vocabulary().types if one.is_outreach and (not log.types or one.id in log.types)]
    planned = [one.people * one.added_weight for one in counted if one.people]
    return rhythm * (float(np.median(planned)) if planned else 1.0)
