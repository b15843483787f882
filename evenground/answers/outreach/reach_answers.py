"""What was answered at the sessions that a reader's choices let through, by question: in all, by area and by series."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.reach import InAreas, areas_of, in_areas
from evenground.answers.outreach.sessions import Answered, passing, sessions
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
    return _answers(log.of_sums.but(measure="attendances"), release)


@lru_cache(maxsize=48)
def _answers(log: LogChoices, release: Release) -> dict[str, Answers]:
    passed, (here, _) = passing(log, release), in_areas(log, release)
    place, areas = np.append(areas_of(release, log.level)[1], -1), len(areas_of(release, log.level)[0])
    found = {
        name: _of_question(told, passed[told.rows], here[told.rows], InAreas(place[told.runs.area], areas))
        for name, told in sessions(log, release).questions.items()
    }  # fmt: skip
    return {name: one for name, one in found.items() if one.clusters}


def _of_question(told: Answered, passed: np.ndarray, here: np.ndarray, by_area: InAreas) -> Answers:
    """Of one question, whose rows passed the reader's choices and were in an area, or not."""
    runs, yes, no = told.runs, told.yes * passed, told.no * passed
    of_run, lone = runs.sums(yes), slice(0, runs.rows_of_none)
    of_series = [runs.by_series(one) for one in (of_run, runs.sums(no))]
    moments = [_moments(a, a + b) for a, b in ((yes[lone], no[lone]), of_series)]
    yes *= here
    inside, visits, alone = runs.sums(yes), runs.count(here), np.arange(len(of_run)) < runs.of_none
    each = (inside, *(runs.powers(yes, inside, power) for power in (2, 3)), np.where(alone, visits, visits > 0))
    return Answers(
        float(of_run.sum()), float(no.sum()), tuple(a + b for a, b in zip(*moments, strict=True)),
        runs.independent(passed), *(by_area.sums(one) for one in each),
    )  # fmt: skip


def _moments(yes: np.ndarray, known: np.ndarray) -> tuple[float, float, float]:
    """Sums of products of those who said yes and those whose answer is known."""
    pairs = ((yes, yes), (yes, known), (known, known))
    return tuple(float(np.einsum("i,i->", a, b)) for a, b in pairs)  # `@` would wake threads of its own for each reader
