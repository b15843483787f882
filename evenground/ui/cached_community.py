"""Answers about projects, goals, portraits and activity, kept by the small values that they were made from.

The day up to which a log is read is one of them: for a real log it is today.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from evenground.answers.answer import Answer
from evenground.answers.community import commitments as _commitments
from evenground.answers.community import goals as _goals
from evenground.answers.community import portrait as _portrait
from evenground.answers.community import projects as _projects
from evenground.answers.community.log import log_of
from evenground.warehouse.releases import Release

Found = TypeVar("Found")


def _kept(ask: Callable[..., Found]) -> Callable[..., Found]:
    @lru_cache(maxsize=100)
    def kept(release: Release, language: str, _as_of: object, *rest: object) -> Found:
        return ask(release, language, *rest)

    def answered(release: Release, language: str, *rest: object) -> Found:
        return kept(release, language, log_of(release).as_of, *rest)

    return answered


board = _kept(_projects.board)
phase_spans = _kept(_projects.phase_spans)
links = _kept(_projects.links)
requests = _kept(_projects.requests)
requests_by_kind = _kept(_projects.requests_by_kind)
workshops = _kept(_projects.workshops)
commitments = _kept(_commitments.commitments)
goal_tree = _kept(_goals.goal_tree)
own_words = _kept(_portrait.own_words)
stories = _kept(_portrait.stories)
sign_off = _kept(_portrait.sign_off)
profile = _kept(_portrait.profile)
resources = _kept(_portrait.resources)
_received = _kept(lambda release, language, area_key, public: _portrait.received(release, language, area_key, public=public))


def received(release: Release, language: str, area_key: str, public: bool) -> Answer:
    """Outreach that an area received, for one audience."""
    return _received(release, language, area_key, public)
