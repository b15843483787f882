"""The only room that caches: answers and figures by the small values that they were made from.

Two readers who choose the same get the same object; nobody writes to it. A release never changes, so nothing here goes
stale: a new release is another key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

import plotly.graph_objects as go

from evenground.answers import methods as _methods
from evenground.answers.answer import Answer
from evenground.answers.area_values import area_values as _area_values
from evenground.answers.area_values import comparators as _comparators
from evenground.answers.area_values import outlined_set as _outlined_set
from evenground.answers.captions import caption
from evenground.answers.changes import changes as _changes
from evenground.answers.gaps import headline_gaps as _headline_gaps
from evenground.answers.overview import freshness as _freshness
from evenground.answers.overview import need as _need
from evenground.answers.overview import one_number as _one_number
from evenground.answers.overview import opening as _opening
from evenground.answers.overview import outreach as _outreach
from evenground.answers.shelf import periods_of as _periods_of
from evenground.answers.similar_neighbours import similar_neighbours as _similar_neighbours
from evenground.answers.stories.sayings import statements as _statements
from evenground.look.caption import Caption
from evenground.ui import menus, sent

if TYPE_CHECKING:
    from evenground.answers.choices import Choices
    from evenground.ui.scope import Scope
    from evenground.warehouse.releases import Release

comparators = lru_cache(maxsize=400)(_comparators)
changes = lru_cache(maxsize=40)(_changes)
headline_gaps = lru_cache(maxsize=40)(_headline_gaps)
statements = lru_cache(maxsize=40)(_statements)
freshness = lru_cache(maxsize=40)(_freshness)
need = lru_cache(maxsize=40)(_need)
outreach = lru_cache(maxsize=40)(_outreach)
one_number = lru_cache(maxsize=40)(_one_number)
similar_neighbours = lru_cache(maxsize=100)(_similar_neighbours)
opening = lru_cache(maxsize=40)(_opening)
outlined_set = lru_cache(maxsize=100)(_outlined_set)
periods_of = lru_cache(maxsize=400)(_periods_of)

citation = lru_cache(maxsize=40)(_methods.citation)
definition = lru_cache(maxsize=400)(_methods.definition)
indicator_list = lru_cache(maxsize=40)(_methods.indicator_list)
left_out = lru_cache(maxsize=40)(_methods.left_out)
rejected = lru_cache(maxsize=40)(_methods.rejected)
sources = lru_cache(maxsize=40)(_methods.sources)

indicator_menu = lru_cache(maxsize=40)(menus.indicators)
levels = lru_cache(maxsize=1000)(menus.levels)
strata = lru_cache(maxsize=1000)(menus.strata)
periods = lru_cache(maxsize=1000)(menus.periods)
areas = lru_cache(maxsize=100)(menus.areas)
drawn_areas = lru_cache(maxsize=100)(menus.drawn_areas)
circles = lru_cache(maxsize=100)(menus.circles)
resource_menu = lru_cache(maxsize=40)(menus.resources)


def area_values(chosen: Choices, release: Release) -> Answer:
    """The answer of a view; what is only drawn over it makes no other answer."""
    return _area_answer(chosen.but(area=None, second=None, resources=()), release)


_area_answer = lru_cache(maxsize=400)(_area_values)


@lru_cache(maxsize=400)
def words(chosen: Choices, release: Release) -> Caption:
    """The caption of a view of areas."""
    return caption(chosen, release, area_values(chosen, release))


Kept = TypeVar("Kept")
MOST_KEPT = 800  # figures and their words: about four of each view
_made: dict[Hashable, Any] = {}
_guard = Lock()


def map_figure(view: Scope, answer: Answer, colour_by: str, height: int) -> go.Figure | None:
    """The map of a view for this window's width and theme."""
    from evenground.ui import views, window

    key = ("map", view.release, view.chosen, colour_by, height, window.map_width(), window.theme())
    return _kept(key, lambda: sent.figure(views.map_figure(view, answer, colour_by=colour_by, height=height)))


def dots_figure(view: Scope, answer: Answer, by: str) -> go.Figure:
    """The ranking of a view for this window's width and theme."""
    from evenground.ui import views, window

    key = ("dots", view.release, view.chosen, by, window.is_narrow(), window.theme())
    return _kept(key, lambda: sent.figure(views.dots_figure(view, answer, by)))


def map_alt(view: Scope, answer: Answer, named: bool) -> str:
    """The alternative text of the map of a view, as Markdown."""
    from evenground.ui import views

    return _kept(("map alt", view.release, view.chosen, named), lambda: views.map_alt(view, answer, named))


def dots_words(view: Scope, answer: Answer, by: str) -> tuple[str, str]:
    """The alternative text of the ranking of a view, and the areas that it leaves out, as Markdown."""
    from evenground.ui import views

    return _kept(("dots words", view.release, view.chosen, by), lambda: views.dots_words(view, answer, by))


def _kept(key: Hashable, make: Callable[[], Kept]) -> Kept:
    with _guard:
        if key in _made:
            return _made[key]
    made = make()
    with _guard:
        while len(_made) >= MOST_KEPT:
            _made.pop(next(iter(_made)))
        _made[key] = made
    return made
