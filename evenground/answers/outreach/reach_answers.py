"""What was answered at the sessions that a reader's choices let through, by question: in all, by area and by series."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.reach import areas_of, whereabouts
from evenground.answers.outreach.reach_groups import Groups
from evenground.answers.outreach.sessions import Answered, Sessions, passing, sessions
from evenground.warehouse.releases import Release


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
    every, areas = sessions(log, release), len(areas_of(release, log.level)[0])
    passed = passing(log, release)
    rows = np.flatnonzero(passed)
    place = np.full(len(passed), -1, dtype=np.int32)
    place[rows] = whereabouts(log, release, rows)[1]
    told = {name: (one, np.flatnonzero(passed[one.rows])) for name, one in every.questions.items()}
    return {name: _of_question(every, one, kept, place, areas) for name, (one, kept) in told.items() if len(kept)}


def _of_question(every: Sessions, told: Answered, kept: np.ndarray, place: np.ndarray, areas: int) -> Answers:
    rows, yes, no = told.rows[kept], told.yes[kept], told.no[kept]
    at = place[rows]
    here = at >= 0
    inside, outside = Groups.of(every, rows[here], at[here]), Groups.of(every, rows[~here], at[~here])
    y, n = inside.sums(yes[here]), inside.sums(no[here])
    lone = slice(0, int(np.searchsorted(rows, every.of_none)))
    own = _moments(yes[lone], (yes + no)[lone])
    cluster = np.concatenate([one.cluster[~one.of_none] for one in (inside, outside)])
    of_series = [np.concatenate([of_in[~inside.of_none], outside.sums(of_rows[~here])[~outside.of_none]]) for of_in, of_rows in ((y, yes), (n, no))]
    _, which = np.unique(cluster, return_inverse=True)
    yes_in, no_in = (np.bincount(which, values) for values in of_series)
    series = _moments(yes_in, yes_in + no_in)
    squares, cubes = (inside.powers(yes[here], y, power) for power in (2, 3))
    return Answers(
        float(yes.sum()), float(no.sum()), tuple(a + b for a, b in zip(own, series, strict=True)), float(len(yes_in) + lone.stop),
        *(inside.by_area(one, areas) for one in (y, squares, cubes, np.where(inside.of_none, inside.visits, 1.0))),
    )  # fmt: skip


def _moments(yes: np.ndarray, known: np.ndarray) -> tuple[float, float, float]:
    """Sums of products of those who said yes and those whose answer is known."""
    pairs = ((yes, yes), (yes, known), (known, known))
    return tuple(float(np.einsum("i,i->", a, b)) for a, b in pairs)  # `@` would wake threads of its own for each reader
