"""Do two indicators go together over areas? One row per area, the two medians, and a rank correlation with its interval."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.choices import Choices
from evenground.answers.comparing.level import (
    EVERYONE,
    areas_by_name,
    favourable,
    indicator_notes,
    is_modelled,
    level_values,
    published,
)  # fmt: skip
from evenground.answers.shelf import provenance, row_of, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import period
from evenground.stats.association import Correlation, rank_correlation
from evenground.warehouse.releases import Release

NAMED = 5
"""Areas that a sentence names at most; more are counted."""


def two_indicators(chosen: Choices, other: str, release: Release) -> Answer:
    """The chosen indicator across and `other` up, for everyone, each in its latest period.

    The table has one row per area with both values: `x`, `y`, their limits, and `side` (1 where both are less favourable
    than the median of the areas, else 0). `facts` holds the two medians, the correlation, both rows of indicators and
    both periods.
    """
    pair = [_one(release, chosen.level, key) for key in (chosen.indicator, other)]
    about = [row_of(release, "indicators", "indicator_id", key) for key in (chosen.indicator, other)]
    x, y = (published(part) for part in pair)
    both = x.merge(y, on="area_key", suffixes=("_x", "_y"))
    table = areas_by_name(release, chosen.level, chosen.language).merge(both, on="area_key").rename(
        columns={f"{old}_{axis}": f"{axis}{new}" for axis in "xy" for old, new in (("value", ""), ("ci_low", "_low"), ("ci_high", "_high"))}
    )  # fmt: skip
    medians = tuple(float(table[axis].median()) for axis in "xy")
    table["side"] = _side(table, medians, about)
    found = rank_correlation(table["x"], table["y"])
    facts = {
        "x_median": medians[0], "y_median": medians[1], "correlation": found, "about": about,
        "periods": tuple(_period(part, chosen.language) for part in pair),
    }  # fmt: skip
    sources = {source for part in pair for source in part["source_id"] if source}
    without = len(areas_by_name(release, chosen.level, chosen.language)) - len(table)
    missing = (say("compare.scatter_left_out", chosen.language, count=without),) if without else ()
    return Answer(
        "two_indicators", release.id, table, _sentences(chosen, table, found, about), provenance(release, sources, chosen.language),
        missing, _notes(chosen, release, pair, about), facts,
    )  # fmt: skip


def _one(release: Release, level: str, indicator: str) -> pd.DataFrame:
    table = level_values(release, level)
    return table[table["indicator_id"] == indicator]


def _period(part: pd.DataFrame, language: str) -> str:
    return period(part["period_id"].iloc[0], language) if len(part) else ""


def _side(table: pd.DataFrame, medians: tuple[float, float], about: list[pd.Series]) -> np.ndarray:
    if any(one["higher_is"] == "neither" for one in about):
        return np.zeros(len(table), dtype=int)
    worse = [
        favourable(table[axis], one["higher_is"]) < favourable(np.array([middle]), one["higher_is"])
        for axis, one, middle in zip("xy", about, medians, strict=True)
    ]
    return (worse[0] & worse[1]).astype(int)


def direction(found: Correlation) -> str:
    """`together`, `apart` (one higher where the other is lower), `unclear` (the interval holds 0) or `few`."""
    if np.isnan(found.low):
        return "few"
    return "together" if found.low > 0 else "apart" if found.high < 0 else "unclear"


def _sentences(chosen: Choices, table: pd.DataFrame, found: Correlation, about: list[pd.Series]) -> tuple[str, ...]:
    language = chosen.language
    titles = {axis: text_in(one, "title", language) for axis, one in zip("xy", about, strict=True)}
    if table.empty:
        return (say("compare.scatter_nothing", language, **titles),)
    figures = {name: numbers.number(getattr(found, name), language, 2) for name in ("estimate", "low", "high")}
    said = [say(f"compare.scatter_{direction(found)}", language, **titles)]
    if not np.isnan(found.low):
        said.append(say("compare.scatter_correlation", language, areas=numbers.number(found.n, language), **figures))
    if not any(one["higher_is"] == "neither" for one in about):
        said.append(_unfavourable(chosen, table))
    return tuple(said)


def _unfavourable(chosen: Choices, table: pd.DataFrame) -> str:
    """How many areas lie on the less favourable side of both medians; named where few, and where the place names areas."""
    here = table.loc[table["side"] == 1, "name"]
    said = say("compare.scatter_both", chosen.language, count=len(here), of=numbers.number(len(table), chosen.language))
    if 0 < len(here) <= NAMED and place_folder(chosen.place).place.policy.rankings:
        said = f"{said} {say('compare.named', chosen.language, names='; '.join(here))}"
    return said


def _notes(chosen: Choices, release: Release, pair: list[pd.DataFrame], about: list[pd.Series]) -> tuple[str, ...]:
    said = [say("compare.scatter_ecological", chosen.language)]
    if any(is_modelled(one) for one in about):
        said.append(say("compare.scatter_modelled", chosen.language))
    if chosen.stratum != EVERYONE:
        said.append(say("compare.for_everyone", chosen.language))
    keys = tuple(one["indicator_id"] for one in about)
    return (*said, *indicator_notes(chosen, release, keys, pd.concat(pair)))
