"""The only room that caches: answers and figures by the small values that they were made from.

Two readers who choose the same get the same object; nobody writes to it. A release never changes, so nothing here goes
stale: a new release is another key.
"""

from __future__ import annotations

from functools import lru_cache

from evenground.answers.answer import Answer
from evenground.answers.area_values import area_values as _area_values
from evenground.answers.changes import changes as _changes
from evenground.answers.choices import Choices
from evenground.answers.gaps import headline_gaps as _headline_gaps
from evenground.warehouse.releases import Release

area_values = lru_cache(maxsize=400)(_area_values)
changes = lru_cache(maxsize=40)(_changes)
headline_gaps = lru_cache(maxsize=40)(_headline_gaps)

__all__ = ["Answer", "Choices", "Release", "area_values", "changes", "headline_gaps"]
