"""Every kind of view that a story may hold. A page adds its views here: choices and a release in, an exhibit out.

`make` raises `KeyError` with a sentence when the release does not hold what the choices ask for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evenground.answers.exhibit import Exhibit
from evenground.answers.stories import areas, comparisons, disparities, sayings
from evenground.warehouse.releases import Release

Make = Callable[[dict[str, str], Release, str], Exhibit]


@dataclass(frozen=True)
class View:
    """A kind of view: how its exhibit is made, and the page (script in `screens/`) that shows it. Its name is the message
    `brief.kind_<kind>`."""

    kind: str
    make: Make
    page: str = ""


KINDS: dict[str, View] = {
    one.kind: one
    for one in (
        View("map", areas.map_of, "map"),
        View("ranking", areas.ranking, "map"),
        View("list_gap", areas.list_gap, "map"),
        View("number", areas.number, "map"),
        View("gap", sayings.gap, "overview"),
        View("disparity", disparities.disparity, "disparities"),
        View("every_measure", comparisons.every_measure, "disparities"),
        View("area_over_indicators", comparisons.area_over_indicators, "compare"),
        View("change", comparisons.change, "compare"),
        View("gradient", areas.gradient),
        View("where_groups_live", areas.where_groups_live),
        View("need", areas.need, "overview"),
        View("portrait", areas.portrait),
        View("fact", sayings.fact, "methods"),
        View("facts", sayings.facts, "methods"),
        View("since", sayings.since),
        View("statement", sayings.statement),
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


CODES = ("area_key", "indicator_id", "stratum_id", "fact_id", "status", "period_id", "value_text", "comparison")
DRAWN_ONLY = ("feature_id", "lon", "lat", "class_index")


def table_hash(table: pd.DataFrame) -> str:
    """Sixteen signs that change when a figure or a status of an answered table does, and not with the reader's language."""
    kept = [name for name in table if name not in DRAWN_ONLY and (name in CODES or pd.api.types.is_numeric_dtype(table[name]))]
    text = pd.DataFrame({name: _steady(table[name]) for name in sorted(kept)}).to_csv(index=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _steady(column: pd.Series) -> list[str]:
    """Numbers to nine significant digits, so that another machine's last digit is no change."""
    if not pd.api.types.is_numeric_dtype(column):
        return ["" if pd.isna(one) else str(one) for one in column]
    return ["" if np.isnan(one) else f"{one:.9g}" for one in column.to_numpy(dtype=float, na_value=np.nan)]
