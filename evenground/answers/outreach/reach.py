"""What outreach brought to each area, by series: the sums behind every view of coverage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.reach_groups import Groups
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
    return _reach(log.but(need="", k=0, yardstick="equal", language="en", as_of="", among=""), release)


@lru_cache(maxsize=48)
def _reach(log: LogChoices, release: Release) -> Reach:
    every, (keys, _) = sessions(log, release), areas_of(release, log.level)
    rows = np.flatnonzero(passing(log, release))
    where, at = whereabouts(log, release, rows)
    here = where == 0
    sums = {"sessions": every.share[rows], "people": every.people[rows], "hours": every.hours[rows]}
    sums = {"total": sums["people" if log.measure == "attendances" else log.measure]} | sums
    everything = {name: float(values.sum()) for name, values in sums.items()}
    everything["series"] = _series(every.cluster[rows])
    elsewhere = _elsewhere(where, sums)
    inside = rows[here]
    groups = Groups.of(every, inside, at[here])
    total = groups.sums(sums["total"][here])
    clusters = groups.by_area(np.where(groups.of_none, groups.visits, 1.0), len(keys))
    squares, cubes = (groups.powers(sums["total"][here], total, power) for power in (2, 3))
    last = np.full(len(keys), np.datetime64("NaT"), dtype="datetime64[D]")
    np.fmax.at(last, groups.at, every.day[inside[groups.last]].astype("datetime64[D]"))
    series, none = ~groups.of_none, groups.of_none
    held = {name: everything[name] - sum(one[name] for one in elsewhere.values()) for name in ("sessions", "hours")}
    return Reach(
        keys, groups.by_area(total, len(keys)), groups.by_area(squares, len(keys)), groups.by_area(cubes, len(keys)), clusters,
        groups.by_area(groups.visits, len(keys)), groups.by_area(groups.sums(sums["people"][here]), len(keys)),
        groups.by_area(groups.sums(sums["sessions"][here]), len(keys)), last,
        (groups.cluster[series], groups.at[series], total[series]),
        groups.by_area(np.where(none, total, 0.0), len(keys)), groups.by_area(np.where(none, squares, 0.0), len(keys)), elsewhere, everything,
        _added(log, float(len(inside)), float(clusters.sum()), held),
    )  # fmt: skip


def whereabouts(log: LogChoices, release: Release, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of some parts of sessions, where in `PLACES` they were, and their place among the areas of the level, or -1."""
    every, (_, place) = sessions(log, release), areas_of(release, log.level)
    at = np.append(place, -1)[every.area[rows]]  # -1 is none, and the last of these
    where = _of_kinds(log, release)[every.kind[rows]]
    return np.where((where == 0) & (at < 0), PLACES.index("other_level"), where), np.where(where == 0, at, -1)


def _of_kinds(log: LogChoices, release: Release) -> np.ndarray:
    """Where in `PLACES` a session of each kind was; an area of another basis, or of none that is recorded, is none here."""
    table = shelf(release, "reach_kinds")
    in_area, basis = table["place"] == "area", table["area_basis"]
    named = table["place"].mask(in_area & basis.isna(), "other_level").mask(in_area & basis.notna() & (basis != log.basis), "other_basis")
    return named.map({name: number for number, name in enumerate(PLACES)}).to_numpy(dtype=np.int8)


def _series(cluster: np.ndarray) -> float:
    """Series, and sessions of none, each once."""
    named = cluster[cluster >= 0]
    return float(len(cluster) - len(named) + np.count_nonzero(np.bincount(named)))


def _elsewhere(where: np.ndarray, sums: dict[str, np.ndarray]) -> dict[str, dict[str, float]]:
    outside = np.flatnonzero(where)
    found = where[outside]
    there = np.bincount(found, minlength=len(PLACES))
    by_place = {name: np.bincount(found, values[outside], minlength=len(PLACES)) for name, values in sums.items()}
    return {one: {name: float(values[i]) for name, values in by_place.items()} for i, one in enumerate(PLACES) if there[i]}


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
