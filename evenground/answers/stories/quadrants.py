"""Need beside reach, area by area, as an exhibit: who has more need and less reach?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from evenground.answers.exhibit import Exhibit, Plane, Series
from evenground.answers.outreach import wording
from evenground.answers.outreach.captions import headings
from evenground.answers.outreach.need import Need
from evenground.answers.stories.outreach_exhibit import exhibit, shown
from evenground.answers.stories.reach import asked
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look.numbers import number
from evenground.look.text import labelled
from evenground.warehouse.releases import Release

COLUMNS = ("name", "need_value", "rate", "rate_low", "rate_high")
NAMED = 8
"""Areas that are named, at most: those furthest into the corner of more need and less reach."""
ROOM = (1 / 4, 1 / 14)
"""Of the figure, across and up, that a name takes: areas nearer than that to a named one are not named."""


def need_reach(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Need across and reach per 1,000 residents up, an area a mark, with the two cut lines; hollow where the interval of reach
    crosses its cut."""
    log, answer, words = asked(choices, release, language)
    need: Need = answer.facts["need"]
    if need.kind == "none":
        raise KeyError(str(say("coverage.need_none", language)))
    table = answer.table[np.isfinite(answer.table["need_value"]) & np.isfinite(answer.table["rate"]) & answer.table["inside"]].reset_index(drop=True)
    cuts = (_cut(choices, "cut_need", answer.facts["need_cut"]), _cut(choices, "cut_rate", answer.facts["rate_cut"]))
    corner, crosses = corner_of(table, cuts, need.higher_is), (table["rate_low"] <= cuts[1]) & (table["rate_high"] >= cuts[1])
    kinds = {"filled": ~corner & ~crosses, "hollow": crosses, "quadrant_high_low": corner & ~crosses}
    series = tuple(Series(str(say(f"coverage.{key}", language)), table["rate"].where(rows).to_numpy(dtype=float)) for key, rows in kinds.items())
    ranked = place_folder(release.place_id).place.policy.rankings
    furthest = _apart(table[corner].sort_values(["rate", "name"]), table) if ranked else ()
    across = str(say("coverage.axis_need", language, title=need.title, unit=need.unit))
    own = headings(log, table)
    up = str(say("brief.over_period", language, rate=own["rate"]))
    plane = Plane(table["need_value"].to_numpy(dtype=float), (across, up), cuts, tuple(furthest), need.higher_is == "better")
    clear = int((corner & ~crosses).sum())
    title = str(say("brief.need_reach_headline", language, count=clear, of=number(len(table), language)))
    words = replace(words, title=title, unit=own["rate"], groups=need.title)
    told = replace(answer, table=table, facts={}, sentences=_corner_names(table, corner, language) if ranked else ())
    own = {"rate": own["rate"], "need_value": across} | {name: str(say(f"coverage.col_{name}", language)) for name in ("name", "rate_low", "rate_high")}
    columns = shown(table, {name: own[name] for name in COLUMNS})
    return exhibit("need_reach", "points", words, told, release, columns=columns, labels=tuple(table["name"]), series=series, plane=plane, decimals=1)


def _apart(corner: pd.DataFrame, table: pd.DataFrame) -> list[int]:
    """The first areas of the corner whose names have room beside each other."""
    wide, tall = (np.ptp(table[name].to_numpy(dtype=float)) or 1.0 for name in ("need_value", "rate"))
    kept: list[tuple[int, float, float]] = []
    for at, x, y in zip(corner.index, corner["need_value"] / wide, corner["rate"] / tall, strict=True):
        if len(kept) < NAMED and all(abs(x - a) > ROOM[0] or abs(y - b) > ROOM[1] for _, a, b in kept):
            kept.append((int(at), x, y))
    return [at for at, _, _ in kept]


def corner_of(table: pd.DataFrame, cuts: tuple[float, float], higher_is: str) -> pd.Series:
    """True for areas with more need than the cut and less reach."""
    greater = table["need_value"] <= cuts[0] if higher_is == "better" else table["need_value"] >= cuts[0]
    return greater & (table["rate"] < cuts[1])


def _corner_names(table: pd.DataFrame, corner: pd.Series, language: str) -> tuple[str, ...]:
    names = table[corner].sort_values(["rate", "name"])["name"].tolist()
    return (labelled(say("coverage.quadrant_high_low", language), wording.named(names, language), language) + ".",) if names else ()


def _cut(choices: dict[str, str], key: str, middle: float) -> float:
    """A cut line as the address spells it; the median where it does not say."""
    try:
        return float(choices[key])
    except (KeyError, ValueError):
        return middle
