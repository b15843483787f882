"""Answers of the Disparities page, and what is sent of them, by the small values that they were made from; see `cached`."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Lock

import plotly.graph_objects as go
import pyarrow as pa

from evenground.answers.disparities import burden as _burden
from evenground.answers.disparities import captions as _captions
from evenground.answers.disparities import choice as _choice
from evenground.answers.disparities import curve as _curve
from evenground.answers.disparities import decomposition as _decomposition
from evenground.answers.disparities import fewer as _fewer
from evenground.answers.disparities import gap as _gap
from evenground.answers.disparities import groups as _groups
from evenground.answers.disparities import matrix as _matrix
from evenground.answers.disparities import measures as _measures
from evenground.answers.disparities import nothing as _nothing
from evenground.answers.disparities import over_time as _over_time
from evenground.answers.disparities import reference as _reference
from evenground.answers.disparities import weighted as _weighted
from evenground.answers.disparities.choice import Comparison
from evenground.look.text import markdown
from evenground.ui import disparity_menus as _menus
from evenground.ui import disparity_tables as _tables
from evenground.ui import sent
from evenground.warehouse.releases import Release

ways = lru_cache(maxsize=1000)(_choice.ways)
way_names = lru_cache(maxsize=1000)(_menus.way_names)
level_of_areas = lru_cache(maxsize=1000)(_menus.level_of_areas)
pairs = lru_cache(maxsize=1000)(_menus.pairs)
groups = _groups.groups
gap = lru_cache(maxsize=400)(_gap.gap)
cautions = lru_cache(maxsize=400)(_gap.cautions)
on_chart = lru_cache(maxsize=400)(_gap.on_chart)
burden = lru_cache(maxsize=200)(_burden.burden)
curve = lru_cache(maxsize=200)(_curve.curve)
decomposition = lru_cache(maxsize=200)(_decomposition.decomposition)
fewer = lru_cache(maxsize=200)(_fewer.fewer)
matrix = lru_cache(maxsize=100)(_matrix.matrix)
measures = lru_cache(maxsize=200)(_measures.measures)
over_time = lru_cache(maxsize=200)(_over_time.over_time)
check = lru_cache(maxsize=200)(_reference.check)
not_the_gap = lru_cache(maxsize=100)(_weighted.not_the_gap)
nothing = lru_cache(maxsize=200)(_nothing.nothing)
comparable = lru_cache(maxsize=40)(_nothing.comparable)
words = lru_cache(maxsize=400)(_captions.caption_of)


@lru_cache(maxsize=200)
def measures_shown(chosen: Comparison, release: Release) -> pa.Table:
    return sent.table(_tables.measures_shown(measures(chosen, release), chosen.language))


@lru_cache(maxsize=400)
def references(chosen: Comparison, release: Release) -> pa.Table:
    return sent.table(_tables.references(check(chosen, release), chosen.language))


@lru_cache(maxsize=100)
def priorities(chosen: Comparison, release: Release) -> pa.Table:
    return sent.table(_tables.priorities(matrix(chosen, release), chosen.language))


@lru_cache(maxsize=400)
def groups_table(chosen: Comparison, release: Release) -> pa.Table:
    return sent.table(_tables.groups_table(groups(chosen, release)))


MOST_KEPT = 400
Picture = tuple[go.Figure | None, str]
_pictures: dict[Hashable, Picture] = {}
_guard = Lock()


def picture(key: Hashable, make: Callable[[], go.Figure | None], alt: Callable[[], str]) -> Picture:
    """A figure and its alternative text (as Markdown) by what they were drawn from. Nobody writes to them."""
    with _guard:
        if key in _pictures:
            return _pictures[key]
    made = sent.figure(make()), markdown(alt())
    with _guard:
        while len(_pictures) >= MOST_KEPT:
            _pictures.pop(next(iter(_pictures)))
        _pictures[key] = made
    return made
