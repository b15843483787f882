"""Caches of the comparisons: answers, captions and figures by the small values that they were made from."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go

from evenground.answers.answer import Answer
from evenground.answers.choices import Choices
from evenground.answers.comparing import between_periods as _between
from evenground.answers.comparing import funnel as _funnel
from evenground.answers.comparing import heat as _heat
from evenground.answers.comparing import level as _level
from evenground.answers.comparing import one_area as _one_area
from evenground.answers.comparing import scatter as _scatter
from evenground.answers.comparing.caption import comparison_caption
from evenground.catalog.library import indicators
from evenground.charts import area_range, funnel, heat_table, slope, two_indicators
from evenground.charts.ranked_dots import ranked_dots
from evenground.look.caption import Caption
from evenground.look.comparator import Comparator
from evenground.ui import cached, sent
from evenground.warehouse.releases import Release

MOST_DOTS, EACH_END = 400, 60
"""More areas than that are shown by the two ends of their order; the table has all of them."""

comparable = lru_cache(maxsize=200)(_level.comparable)
first_columns = lru_cache(maxsize=400)(_level.first_columns)
_two = lru_cache(maxsize=200)(_scatter.two_indicators)
heat = lru_cache(maxsize=100)(_heat.heat_table)
_area = lru_cache(maxsize=400)(_one_area.one_area)
_funnel_of = lru_cache(maxsize=200)(_funnel.funnel_of)
_change = lru_cache(maxsize=200)(_between.change_between)
earlier_periods = lru_cache(maxsize=400)(_between.earlier_periods)
caption_of_areas = cached.words


def _plain(chosen: Choices) -> Choices:
    """The choices that change a comparison: not the marked area, nor what the map alone shows."""
    return chosen.but(area=None, second=None, resources=(), comparator="none", drawing="geographic", area_set=None, only_set=False)


def two(chosen: Choices, other: str, release: Release) -> Answer:
    return _two(_plain(chosen), other, release)


def heat_of(chosen: Choices, columns: tuple[str, ...], release: Release, by_value: bool) -> Answer:
    return heat(_plain(chosen), columns, release, by_value)


def area_of(chosen: Choices, area: str, release: Release, topic: str) -> Answer:
    return _area(_plain(chosen), area, release, topic)


def funnel_of(chosen: Choices, release: Release, widened: bool) -> Answer:
    return _funnel_of(_plain(chosen), release, widened=widened)


def change(chosen: Choices, before: str, release: Release) -> Answer:
    return _change(_plain(chosen), before, release)


@lru_cache(maxsize=100)
def ranked_figure(chosen: Choices, release: Release, by: str, width: int, theme: str) -> go.Figure:
    answer = cached.area_values(chosen, release)
    against = answer.facts["comparator"]
    line = Comparator(str(answer.facts["comparator_short"]), float(against.value))
    return sent.figure(ranked_dots(
        answer.table, indicators()[chosen.indicator], cached.words(chosen, release), comparator=line if line.is_known else None, by=by,
        each_end=EACH_END if len(answer.table) > MOST_DOTS else None, theme=theme, chosen=chosen.area, width=width,
    ))  # fmt: skip


@lru_cache(maxsize=100)
def scatter_figure(chosen: Choices, other: str, release: Release, width: int, theme: str) -> go.Figure:
    answer, known = two(chosen, other, release), indicators()
    pair = (known[chosen.indicator], known[other])
    medians = (answer.facts["x_median"], answer.facts["y_median"])
    words = comparison_caption("scatter", chosen, release, answer, other)
    return sent.figure(two_indicators.two_indicators(answer.table, pair, medians, words, theme=theme, width=width, chosen=chosen.area))


@lru_cache(maxsize=60)
def heat_figure(chosen: Choices, columns: tuple[str, ...], release: Release, by_value: bool, width: int, theme: str) -> go.Figure:
    answer, known = heat_of(chosen, columns, release, by_value), indicators()
    words = comparison_caption("heat", chosen, release, answer)
    return sent.figure(heat_table.heat_table(
        answer.table, answer.facts["order"], tuple(known[key] for key in columns), words, theme=theme, width=width, chosen=chosen.area,
    ))  # fmt: skip


@lru_cache(maxsize=100)
def area_figure(chosen: Choices, area: str, release: Release, topic: str, width: int, theme: str) -> go.Figure:
    answer = area_of(chosen, area, release, topic)
    return sent.figure(area_range.area_range(answer.table, comparison_caption("area", chosen, release, answer), theme=theme, width=width))


@lru_cache(maxsize=100)
def funnel_figure(chosen: Choices, release: Release, widened: bool, named: bool, width: int, theme: str) -> go.Figure:
    answer = funnel_of(chosen, release, widened)
    words = comparison_caption("funnel", chosen, release, answer)
    return sent.figure(funnel.funnel(
        answer.table, answer.facts, indicators()[chosen.indicator], words, theme=theme, width=width, named=named, chosen=chosen.area,
    ))  # fmt: skip


@lru_cache(maxsize=100)
def change_figure(chosen: Choices, before: str, release: Release, width: int, theme: str) -> go.Figure:
    answer = change(chosen, before, release)
    words = comparison_caption("change", chosen, release, answer)
    return sent.figure(slope.slope(answer.table, answer.facts, indicators()[chosen.indicator], words, theme=theme, width=width, chosen=chosen.area))


@lru_cache(maxsize=200)
def caption(kind: str, chosen: Choices, release: Release, answer_key: tuple[object, ...]) -> Caption:
    """The caption of a comparison by what its answer was made from."""
    made = {"scatter": two, "heat": heat_of, "area": area_of, "funnel": funnel_of, "change": change}[kind]
    if kind == "scatter":
        return comparison_caption(kind, chosen, release, two(chosen, str(answer_key[0]), release), str(answer_key[0]))
    first, *rest = answer_key
    answer = made(chosen, release, first) if kind == "funnel" else made(chosen, first, release, *rest)
    return comparison_caption(kind, chosen, release, answer)
