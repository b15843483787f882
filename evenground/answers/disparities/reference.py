"""Does the conclusion hang on which group the others are compared with?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.disparities.choice import EVERYONE, Comparison
from evenground.answers.disparities.gap import difference_unit, pair, pair_chosen, references
from evenground.answers.disparities.groups import Groups, groups
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.stats.inequality.choice import KINDS, reference_check
from evenground.warehouse.releases import Release


def check(chosen: Comparison, release: Release) -> Answer:
    """The gap of the chosen group against every reference that there is; one row each."""
    found, language = groups(chosen, release), chosen.language
    group, reference = pair_chosen(chosen, found)
    if not group:
        return Answer("reference", release.id, pd.DataFrame(), (say("disparities.no_pair", language),))
    rows = [*_named(found, group), *(_kinds(found) if found.is_whole and found.kind != "areas" else [])]
    table = pd.DataFrame(rows)
    known = table["difference"].dropna()
    signs = set(np.sign(known[known != 0]))
    key = "same" if len(signs) <= 1 else "differs"
    if len(known) < 2:
        key = "only_one"
    return Answer("reference", release.id, table, (say(f"disparities.reference_{key}", language, group=found.name(group)),))


def _named(found: Groups, group: str) -> list[dict[str, object]]:
    """Against every other group, everybody else and everyone."""
    keys = [key for key in references(found) if key != group]
    if EVERYONE not in keys and np.isfinite(found.whole["value"]):
        keys.append(EVERYONE)
    rows = []
    for key in keys:
        two = pair(found, group, key)
        if np.isfinite(two.difference[0]):
            rows.append(_row(found, found.name(key), two.difference[0], two.low[0], two.high[0], two.ratio[0], "" if key != EVERYONE else say("disparities.includes", found.chosen.language)))
    return rows


def _kinds(found: Groups) -> list[dict[str, object]]:
    """The least favourable group against the best, the average and the largest."""
    compared = reference_check(found.settings())
    rows = []
    for kind in KINDS[:3]:
        one = compared[kind]
        if np.isfinite(one.difference[0]):
            sign = -1 if found.favourable else 1
            limits = sorted((sign * one.low[0], sign * one.high[0]))
            rows.append(_row(found, say(f"disparities.reference_kind_{kind}", found.chosen.language), sign * one.difference[0], *limits, one.ratio[0], say("disparities.reference_least", found.chosen.language)))
    return rows


def _row(found: Groups, name: str, difference: float, low: float, high: float, ratio: float, note: str) -> dict[str, object]:
    language, decimals = found.chosen.language, int(found.indicator["decimals"])
    shown = numbers.with_unit(difference, difference_unit(found), language, decimals)
    return {
        "reference": name, "difference": float(difference), "ci_low": float(low), "ci_high": float(high), "ratio": float(ratio),
        "shown": f"{shown} ({numbers.interval(low, high, language, decimals, kind=found.interval_kind)})", "note": note,
    }  # fmt: skip

