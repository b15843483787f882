"""Which areas lie farther from the common value than chance alone takes areas of their size?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.area_values import VERDICTS, area_values, comparators
from evenground.answers.choices import Choices
from evenground.answers.comparing.level import is_modelled, published
from evenground.answers.shelf import row_of, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.stats import discovery, funnel
from evenground.stats.arrays import z_of
from evenground.warehouse.releases import Release

CURVE = 160
"""Points of each limit that is drawn."""
MUCH = 2.0
"""Areas that vary so many times more than chance would make them get a sentence about it."""
EXACT = ("full count", "administrative")


class Sized(NamedTuple):
    """Areas of one funnel: how large each is, how far out it lies, and how likely that is by chance."""

    size: np.ndarray
    z: np.ndarray
    p: np.ndarray
    common: float
    basis: str
    """`people`, `exposure` (people or years that events are divided by), `effective` or `precision`."""


def funnel_of(chosen: Choices, release: Release, *, widened: bool = False) -> Answer:
    """The funnel of a view: one row per area with a figure, its `size`, `z`, `p`, false-discovery rate `q`, and `found`.

    `found` is True where q is 5% or less; `side` is `higher`, `lower` or `within`, `verdict` says whether that is better
    or worse. `widened` allows for the variation that areas have beyond chance (Spiegelhalter's dispersion). `facts` holds
    the common value, the limits as curves (`grid`, `warning_low` ...), the basis of size and the dispersion; or `refused`,
    a sentence that says why there is no funnel.
    """
    indicator = row_of(release, "indicators", "indicator_id", chosen.indicator)
    against = next(iter(comparators(chosen.but(area_set=None), release)), "none")
    answer = area_values(chosen.but(comparator=against, area=None, area_set=None), release)
    table, common = published(answer.table), answer.facts["comparator"].value
    sized = _sized(table, indicator, float(common))
    refused = _refused(indicator, table, sized, chosen.language)
    if refused or sized is None:
        return Answer("funnel", release.id, table.iloc[:0], (refused,), answer.provenance, answer.missing, answer.notes, {"refused": refused})
    spread = funnel.dispersion(sized.z)
    wide = np.sqrt(spread) if widened else 1.0
    judged = _judged(table, sized, wide, indicator)
    facts = {
        "common": sized.common, "basis": sized.basis, "common_name": answer.facts["comparator_name"], "dispersion": spread, "widened": widened, "indicator": indicator,
        **_limits(sized, indicator, wide),
    }  # fmt: skip
    return Answer(
        "funnel", release.id, judged, _sentences(chosen, judged, facts), answer.provenance, answer.missing,
        (say("compare.funnel_care", chosen.language), *answer.notes), facts,
    )  # fmt: skip


def _refused(indicator: pd.Series, table: pd.DataFrame, sized: Sized | None, language: str) -> str:
    """Why there is no funnel, in a sentence; empty where there is one."""
    values = {"title": text_in(indicator, "title", language)}
    if indicator["kind"] in ("count", "index"):
        return say(f"compare.funnel_refused_{indicator['kind']}", language, **values)
    if is_modelled(indicator):
        return say("compare.funnel_refused_modelled", language, **values)
    if len(table) < 5:
        return say("compare.funnel_refused_few", language, **values)
    if sized is None or np.isfinite(sized.z).sum() < 5 or not np.isfinite(sized.common):
        return say("compare.funnel_refused_interval", language, **values)
    return ""


def _sized(table: pd.DataFrame, indicator: pd.Series, common: float) -> Sized | None:
    """Sizes and distances; the common value is the published one of the whole place, or all areas pooled."""
    kind, per = indicator["kind"], float(indicator["per"])
    if not np.isfinite(common):
        return None
    counted = table["numerator"].notna().all() and table["denominator"].gt(0).all()
    if counted and indicator["sample"] in EXACT and kind in ("proportion", "rate"):
        return _counted(table, common, per, kind)
    return _by_interval(table, common, per, kind)


def _counted(table: pd.DataFrame, common: float, per: float, kind: str) -> Sized:
    """Every case was counted: binomial for a share, Poisson for a rate."""
    events, people = (table[name].to_numpy(dtype=float) for name in ("numerator", "denominator"))
    share = common / per
    if kind == "proportion":
        found = funnel.judge_proportion(events, people, share)
        z = (events / people - share) / np.sqrt(share * (1 - share) / people)
        return Sized(people, z, found.p, common, "people")
    expected = share * people
    found = funnel.judge_count(events, expected)
    return Sized(people, (events - expected) / np.sqrt(expected), found.p, common, "exposure")


def _by_interval(table: pd.DataFrame, common: float, per: float, kind: str) -> Sized:
    """From each area's own interval: a sample, or a mean. A share's interval gives the people that it is worth."""
    value, low, high = (table[name].to_numpy(dtype=float) for name in ("value", "ci_low", "ci_high"))
    level = table["ci_level"].fillna(0.95).to_numpy(dtype=float)
    se = (high - low) / (2 * np.array([z_of(one) for one in level]))
    se = np.where(se > 0, se, np.nan)
    if kind == "proportion":
        share = value / per
        worth = share * (1 - share) / (se / per) ** 2
        worth = np.where(worth > 0, worth, np.nan)
        z = (share - common / per) / np.sqrt(common / per * (1 - common / per) / worth)
        return Sized(worth, z, _two_sided(z), common, "effective")
    z = (value - common) / se
    return Sized(1 / se, z, _two_sided(z), common, "precision")


def _two_sided(z: np.ndarray) -> np.ndarray:
    from scipy import special

    return 2 * special.ndtr(-np.abs(z))


def _judged(table: pd.DataFrame, sized: Sized, wide: float, indicator: pd.Series) -> pd.DataFrame:
    z = sized.z / wide
    p = sized.p if wide == 1 else _two_sided(z)
    q = discovery.adjusted(p)
    side = np.where(q <= 0.05, np.where(z > 0, "higher", "lower"), "within")
    verdict = [
        "similar" if one == "within" else VERDICTS.get((one, indicator["higher_is"]), "not_compared") for one in side
    ]
    return table.assign(size=sized.size, z=z, p=p, q=q, found=q <= 0.05, side=side, verdict=verdict)[np.isfinite(z)].reset_index(drop=True)


def _limits(sized: Sized, indicator: pd.Series, wide: float) -> dict[str, np.ndarray]:
    """Limits of 95% and 99.8% over the sizes that occur, as curves in the unit of the indicator."""
    known = sized.size[np.isfinite(sized.size)]
    grid = np.geomspace(known.min() * 0.9, known.max() * 1.05, CURVE)
    per, found = float(indicator["per"]), {"grid": grid}
    for name, level in (("warning", funnel.WARNING), ("alarm", funnel.ALARM)):
        if sized.basis in ("people", "effective"):
            share = sized.common / per
            half = per * z_of(level) * wide * np.sqrt(share * (1 - share) / grid)
        elif sized.basis == "precision":
            half = z_of(level) * wide / grid
        else:
            found |= _poisson(sized.common / per * grid, sized.common, level, wide, name)
            continue
        found |= {f"{name}_low": sized.common - half, f"{name}_high": sized.common + half}
    if indicator["kind"] in ("proportion", "rate"):
        found |= {key: np.maximum(curve, 0) for key, curve in found.items() if key.endswith("_low")}
    if indicator["kind"] == "proportion":
        found |= {key: np.minimum(curve, per) for key, curve in found.items() if key.endswith("_high")}
    return found


def _poisson(expected: np.ndarray, common: float, level: float, wide: float, name: str) -> dict[str, np.ndarray]:
    """Limits of a rate: the counts that chance reaches around so many expected, divided by them."""
    from scipy import stats

    tail = (1 - level) / 2
    low, high = stats.poisson.ppf(tail, expected), stats.poisson.ppf(1 - tail, expected)
    around = common * np.array([low, high]) / expected
    return {f"{name}_low": common + wide * (around[0] - common), f"{name}_high": common + wide * (around[1] - common)}


def _sentences(chosen: Choices, table: pd.DataFrame, facts: dict[str, object]) -> tuple[str, ...]:
    language, indicator = chosen.language, facts["indicator"]
    unit = text_in(indicator, "unit", language)
    common = numbers.with_unit(facts["common"], unit, language, int(indicator["decimals"]))
    out = table[table["found"]]
    said = [say("compare.funnel_found", language, count=len(out), of=numbers.number(len(table), language), common=common, name=facts["common_name"])]
    if 0 < len(out) <= 5 and place_folder(chosen.place).place.policy.rankings:
        said = [f"{said[0]} {say('compare.named', language, names='; '.join(out['name']))}"]
    if facts["dispersion"] >= MUCH:
        key = "compare.funnel_widened" if facts["widened"] else "compare.funnel_dispersed"
        said.append(say(key, language, times=numbers.number(facts["dispersion"], language, 1)))
    said.append(say(f"compare.funnel_basis_{facts['basis']}", language))
    return tuple(said)
