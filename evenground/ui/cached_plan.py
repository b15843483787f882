"""Answers of the page Plan, kept by the small values that they were made from."""

from __future__ import annotations

from functools import lru_cache

from evenground.answers.outreach import follow_ups as _follow_ups
from evenground.answers.outreach import plan as _plan
from evenground.answers.outreach import plan_ahead as _ahead

plan = lru_cache(maxsize=60)(_plan.plan)
calendar = lru_cache(maxsize=60)(_ahead.calendar)
themes_ahead = lru_cache(maxsize=60)(_ahead.themes_ahead)
follow_ups = lru_cache(maxsize=60)(_follow_ups.follow_ups)
planned = lru_cache(maxsize=60)(_ahead.planned)
communities = lru_cache(maxsize=60)(_ahead.communities)
