"""What outreach brought to each area, by series: the sums behind every view of coverage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.log_offer import outreach_types
from evenground.answers.shelf import shelf
from evenground.catalog.outreach import vocabulary
from evenground.warehouse.ask import ask
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
    question = "reach_filtered" if log.partners or log.languages or log.groups else "reach"
    rows = ask(release, question, **bound(log, question), measure=log.measure, basis=log.basis)
    keys, place = areas_of(release, log.level)
    numbers = rows["area_no"].to_numpy(dtype=float, na_value=-1).astype(int)
    at = np.where(numbers >= 0, place[np.maximum(numbers, 0)], -1) if len(place) else np.full(len(rows), -1)
    kind = np.where((rows["place"] == "area").to_numpy() & (at < 0), "other_level", rows["place"].to_numpy(dtype=object))
    here, alone = at >= 0, rows["cluster"].to_numpy() < 0
    values = {name: rows[name].to_numpy(dtype=float) for name in ("total", "squares", "cubes", "visits", "sessions", "people", "hours")}
    of_series = here & ~alone
    squares = np.where(alone, values["squares"], values["total"] ** 2)
    cubes = np.where(alone, values["cubes"], values["total"] ** 3)

    def summed(what: np.ndarray, rows_in: np.ndarray) -> np.ndarray:
        return np.bincount(at[rows_in], what[rows_in], minlength=len(keys))

    last = np.full(len(keys), np.datetime64("NaT"), dtype="datetime64[D]")
    days = rows["last_on"].to_numpy().astype("datetime64[D]")
    np.fmax.at(last, at[here], days[here])
    everything = {name: float(values[name].sum()) for name in ("total", "sessions", "people", "hours")}
    everything["series"] = float(values["visits"][alone].sum() + len(np.unique(rows["cluster"].to_numpy()[~alone])))
    elsewhere = {
        one: {name: float(values[name][kind == one].sum()) for name in ("total", "sessions", "people", "hours")} for one in PLACES[1:] if (kind == one).any()
    }  # fmt: skip
    clusters = summed(np.where(alone, values["visits"], 1.0), here)
    return Reach(
        keys, summed(values["total"], here), summed(squares, here), summed(cubes, here), clusters, summed(values["visits"], here),
        summed(values["people"], here), summed(values["sessions"], here), last,
        (rows["cluster"].to_numpy()[of_series], at[of_series], values["total"][of_series]),
        summed(values["total"], here & alone), summed(values["squares"], here & alone), elsewhere, everything,
        _added(log, float(values["visits"][here].sum()), float(clusters.sum()), values, here),
    )  # fmt: skip


def bound(log: LogChoices, question: str) -> dict[str, object]:
    """The filters as a question binds them; types that do not reach residents are not counted, whatever was asked."""
    filters = log.filters | {"types": [one for one in log.types if one in outreach_types()] or list(outreach_types())}
    return filters if question.endswith("_filtered") else {key: filters[key] for key in ("start", "end", "types", "statuses", "audiences")}


def areas_of(release: Release, level: str) -> tuple[np.ndarray, np.ndarray]:
    """Keys of a level's areas in order, and for each number of an area in the whole release its place among them, or -1."""
    return _areas_of(release, level)


@lru_cache(maxsize=32)
def _areas_of(release: Release, level: str) -> tuple[np.ndarray, np.ndarray]:
    table = shelf(release, "area_codes")
    every = np.array(sorted(table["area_key"].astype(str)), dtype=object)
    own = set(table.loc[table["level_key"] == level, "area_key"])
    inside = np.array([key in own for key in every], dtype=bool)
    return every[inside], np.where(inside, np.cumsum(inside) - 1, -1)


def _added(log: LogChoices, visits: float, clusters: float, values: dict[str, np.ndarray], here: np.ndarray) -> float:
    """Size of one further series, in the unit of the measure."""
    rhythm = max(visits / clusters, 1.0) if clusters else 1.0
    if log.measure == "sessions":
        return rhythm
    if log.measure == "hours":
        held = values["sessions"][here].sum()
        return rhythm * (float(values["hours"][here].sum() / held) if held else 2.0) or 1.0
    counted = [one for one in vocabulary().types if one.is_outreach and (not log.types or one.id in log.types)]
    planned = [one.people * one.added_weight for one in counted if one.people]
    return rhythm * (float(np.median(planned)) if planned else 1.0)


@dataclass(frozen=True)
class Answers:
    """What was answered to one question: in all, by area, and the moments over series."""

    yes: float
    no: float
    moments: tuple[float, float, float]
    clusters: float
    area_yes: np.ndarray
    area_squares: np.ndarray
    area_cubes: np.ndarray
    area_clusters: np.ndarray


def answers(log: LogChoices, release: Release) -> dict[str, Answers]:
    """Answers by question, of all sessions that pass, those in settings and without an area too."""
    return _answers(log.but(need="", k=0, yardstick="equal", language="en", as_of="", among="", measure="attendances"), release)


@lru_cache(maxsize=48)
def _answers(log: LogChoices, release: Release) -> dict[str, Answers]:
    question = "reach_answers_filtered" if log.partners or log.languages or log.groups else "reach_answers"
    rows = ask(release, question, **bound(log, question), basis=log.basis)
    _, place = areas_of(release, log.level)
    return {str(name): _of_question(part, place, int((place >= 0).sum())) for name, part in rows.groupby("question", sort=True)}


def _of_question(rows: pd.DataFrame, place: np.ndarray, areas: int) -> Answers:
    numbers = rows["area_no"].to_numpy(dtype=float, na_value=-1).astype(int)
    at = np.where(numbers >= 0, place[np.maximum(numbers, 0)], -1)
    alone = rows["cluster"].to_numpy() < 0
    yes, no = (rows[name].to_numpy(dtype=float) for name in ("yes", "no"))
    _, which = np.unique(rows["cluster"].to_numpy()[~alone], return_inverse=True)
    y, k = np.bincount(which, yes[~alone]), np.bincount(which, (yes + no)[~alone])
    lone = [float(rows[name].to_numpy(dtype=float)[alone].sum()) for name in ("yes_yes", "yes_known", "known_known")]
    moments = (lone[0] + float((y * y).sum()), lone[1] + float((y * k).sum()), lone[2] + float((k * k).sum()))
    here = at >= 0
    sums = {
        "yes": yes, "squares": np.where(alone, rows["yes_yes"], yes**2), "cubes": np.where(alone, rows["yes_cubes"], yes**3),
        "clusters": np.where(alone, rows["visits"], 1.0),
    }  # fmt: skip
    by_area = [np.bincount(at[here], np.asarray(one, dtype=float)[here], minlength=areas) for one in sums.values()]
    return Answers(float(yes.sum()), float(no.sum()), moments, float(len(y) + rows["visits"].to_numpy()[alone].sum()), *by_area)
