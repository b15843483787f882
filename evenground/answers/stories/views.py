"""Every kind of view that a story may hold. A page adds its views here: choices and a release in, an exhibit out.

`make` raises `KeyError` with a sentence when the release does not hold what the choices ask for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import numpy as np
import pandas as pd

from evenground.answers.community.projects import PHASES
from evenground.answers.exhibit import Exhibit
from evenground.warehouse.releases import Release

Make = Callable[[dict[str, str], Release, str], Exhibit]


@dataclass(frozen=True)
class View:
    """A kind of view: what makes its exhibit (module of this folder and function), and the page (script in `screens/`) that
    shows it. Its name is the message `brief.kind_<kind>`."""

    kind: str
    made_by: str
    page: str = ""

    @property
    def make(self) -> Make:
        """The function from choices, release and language; its module is loaded when it is first asked for, because a story
        needs a few of them and some bring solvers with them."""
        module, _, function = self.made_by.partition(".")
        return getattr(import_module(f"evenground.answers.stories.{module}"), function)


KINDS: dict[str, View] = {
    one.kind: one
    for one in (
        View("map", "areas.map_of", "map"),
        View("ranking", "areas.ranking", "map"),
        View("list_gap", "lists.list_gap", "map"),
        View("list_number", "lists.list_number", "map"),
        View("number", "areas.number", "map"),
        View("gap", "sayings.gap", "overview"),
        View("disparity", "disparities.disparity", "disparities"),
        View("every_measure", "comparisons.every_measure", "disparities"),
        View("area_over_indicators", "comparisons.area_over_indicators", "compare"),
        View("change", "comparisons.change", "compare"),
        View("gradient", "areas.gradient"),
        View("where_groups_live", "areas.where_groups_live"),
        View("need", "areas.need", "overview"),
        View("need_reach", "quadrants.need_reach", "coverage"),
        View("need_reach_map", "need_map.need_reach_map", "coverage"),
        View("reach_list", "reach.reach_list", "coverage"),
        View("reach_fifths", "reach.reach_fifths", "coverage"),
        View("reach_groups", "reach.reach_groups", "coverage"),
        View("next_sessions", "ahead.next_sessions", "plan"),
        View("community_requests", "ahead.community_requests", "plan"),
        View("own_dates", "ahead.own_dates", "plan"),
        View("series_rhythm", "rhythm.series_rhythm", "activity"),
        View("partners", "rhythm.partners", "activity"),
        View("town_halls", "rhythm.town_halls", "activity"),
        View("project_board", "building.project_board", "projects"),
        View("promises", "building.promises", "projects"),
        View("area_reach", "building.area_reach", "portrait"),
        View("own_words", "building.own_words", "portrait"),
        View("portrait", "areas.portrait", "portrait"),
        View("goal_status", "building.goal_status", "goals"),
        View("fact", "sayings.fact", "methods"),
        View("facts", "sayings.facts", "methods"),
        View("since", "sayings.since"),
        View("statement", "sayings.statement"),
    )
}


def view(kind: str) -> View:
    """A kind of view by its name; `KeyError` lists those there are."""
    if kind not in KINDS:
        raise KeyError(f"no kind of view {kind!r}; there are: {', '.join(KINDS)}")
    return KINDS[kind]


def exhibit(kind: str, choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """One view of a release as it leaves the dashboard."""
    return view(kind).make(choices, release, language)


CODES = (
    "area_key", "indicator_id", "stratum_id", "fact_id", "status", "period_id", "value_text", "comparison", "stage", "standing", "group_standing",
    "series_id", "partner_id", "engagement_id", "commitment_id", "goal_id", "request_id", "kind", "words_en", *(f"{phase}_id" for phase in PHASES),
)  # fmt: skip
DRAWN_ONLY = ("feature_id", "lon", "lat", "class_index", "days_since", "days_waiting", "days_overdue")
"""Columns that change without any figure doing so: how it is drawn, and how many days have passed."""


def table_hash(table: pd.DataFrame) -> str:
    """Sixteen signs that change when a figure or a status of an answered table does, and not with the reader's language, which
    may order areas of one value otherwise."""
    kept = [name for name in table if name not in DRAWN_ONLY and (name in CODES or pd.api.types.is_numeric_dtype(table[name]))]
    head, *rows = pd.DataFrame({name: _steady(table[name]) for name in sorted(kept)}).to_csv(index=False).splitlines()
    return hashlib.sha256("\n".join([head, *sorted(rows)]).encode()).hexdigest()[:16]


def _steady(column: pd.Series) -> list[str]:
    """Numbers to nine significant digits, so that another machine's last digit is no change."""
    if not pd.api.types.is_numeric_dtype(column):
        return ["" if pd.isna(one) else str(one) for one in column]
    return ["" if np.isnan(one) else f"{one:.9g}" for one in column.to_numpy(dtype=float, na_value=np.nan)]
