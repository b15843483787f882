"""Answers and figures about reach, kept by the small values that they were made from, as `cached` does for indicators."""

from __future__ import annotations

from functools import lru_cache

from evenground.answers.outreach import coverage as _answers
from evenground.answers.outreach import placed as _placed
from evenground.answers.outreach import public_reach as _public
from evenground.answers.outreach import settings as _settings

coverage = lru_cache(maxsize=48)(_answers.coverage)
groups = lru_cache(maxsize=48)(_answers.groups)
months = lru_cache(maxsize=48)(_answers.months)
settings = lru_cache(maxsize=48)(_settings.settings)
two_lists = lru_cache(maxsize=48)(_answers.two_lists)
placed_said = lru_cache(maxsize=48)(_placed.placed_said)
public_reach = lru_cache(maxsize=16)(_public.public_reach)
