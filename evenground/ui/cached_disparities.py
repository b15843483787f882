"""Answers of the Disparities page by the small values that they were made from; see `cached`."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Lock

import plotly.graph_objects as go

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
from evenground.answers.disparities import over_time as _over_time
from evenground.answers.disparities import reference as _reference
from evenground.answers.disparities import weighted as _weighted

ways = lru_cache(maxsize=1000)(_choice.ways)
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
words = lru_cache(maxsize=400)(_captions.caption_of)

MOST_KEPT = 400
_figures: dict[Hashable, go.Figure] = {}
_guard = Lock()


def figure(key: Hashable, make: Callable[[], go.Figure]) -> go.Figure:
    """A figure by what it was drawn from, without its caption: the page says that around it. Nobody writes to it."""
    with _guard:
        if key in _figures:
            return _figures[key]
    made = make().update_layout(meta=None)
    with _guard:
        while len(_figures) >= MOST_KEPT:
            _figures.pop(next(iter(_figures)))
        _figures[key] = made
    return made
