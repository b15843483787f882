"""The only room that caches: answers and figures by the small values that they were made from.

Two readers who choose the same get the same object; nobody writes to it. A release never changes, so nothing here goes
stale: a new release is another key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from evenground.answers.answer import Answer
from evenground.answers.area_values import area_values as _area_values
from evenground.answers.area_values import comparators as _comparators
from evenground.answers.changes import changes as _changes
from evenground.answers.gaps import headline_gaps as _headline_gaps
from evenground.answers.overview import freshness as _freshness
from evenground.answers.overview import need as _need
from evenground.answers.overview import one_number as _one_number
from evenground.answers.shelf import periods_of as _periods_of
from evenground.answers.similar_neighbours import similar_neighbours as _similar_neighbours

if TYPE_CHECKING:
    from evenground.ui.scope import Scope

area_values = lru_cache(maxsize=400)(_area_values)
comparators = lru_cache(maxsize=400)(_comparators)
changes = lru_cache(maxsize=40)(_changes)
headline_gaps = lru_cache(maxsize=40)(_headline_gaps)
freshness = lru_cache(maxsize=40)(_freshness)
need = lru_cache(maxsize=40)(_need)
one_number = lru_cache(maxsize=40)(_one_number)
similar_neighbours = lru_cache(maxsize=100)(_similar_neighbours)
periods_of = lru_cache(maxsize=400)(_periods_of)

MOST_FIGURES = 300
_figures: dict[Hashable, go.Figure | None] = {}
_guard = Lock()


def map_figure(view: Scope, answer: Answer, colour_by: str, height: int) -> go.Figure | None:
    """The map of a view for this window's width and theme."""
    from evenground.ui import views, window

    key = ("map", view.release, view.chosen, colour_by, height, window.map_width(), window.theme())
    return _kept(key, lambda: views.map_figure(view, answer, colour_by=colour_by, height=height))


def dots_figure(view: Scope, answer: Answer, by: str) -> go.Figure:
    """The ranking of a view for this window's width and theme."""
    from evenground.ui import views, window

    key = ("dots", view.release, view.chosen, by, window.is_narrow(), window.theme())
    return _kept(key, lambda: views.dots_figure(view, answer, by))


def _kept(key: Hashable, make: Callable[[], go.Figure | None]) -> go.Figure | None:
    with _guard:
        if key in _figures:
            return _figures[key]
    made = make()
    with _guard:
        while len(_figures) >= MOST_FIGURES:
            _figures.pop(next(iter(_figures)))
        _figures[key] = made
    return made
