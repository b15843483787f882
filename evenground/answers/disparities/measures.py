"""Every measure of inequality that the groups allow, with the interval to read, in words, and when not to use it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.disparities.choice import REST, Comparison
from evenground.answers.disparities.gap import default_reference, difference_unit, pair, reference_values
from evenground.answers.disparities.groups import Groups, groups
from evenground.answers.shelf import text_in
from evenground.catalog.formulas import formula_in_words
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.stats import inequality
from evenground.stats.inequality import Reason
from evenground.warehouse.releases import Release

COLUMNS = ["measure", "variant", "title", "estimate", "ci_low", "ci_high", "interval", "shown", "plain", "beware", "formula", "source", "status", "reason"]
LEAD = ("sii", "rii", "aci", "rci", "d", "r", "par", "paf")
"""What stands first in the table, in this order; the rest by name."""


def measures(chosen: Comparison, release: Release) -> Answer:
    """One row per measure. Over all groups the noise-aware interval is given, and the textbook one beside it; groups that
    overlap, or are not everyone, have the difference and ratio of each pair, and one row that says why there is no more.
    """
    found = groups(chosen, release)
    language = chosen.language
    if found.is_whole and len(found.known) > 1:
        rows = _over_all(found)
        rest = [row for row in rows if row["status"] == "published"]
        out = [row for row in rows if row["status"] != "published"]
        said = (say("disparities.measures_all", language), say("disparities.measures_left", language, count=len(out)) if out else "")
        table = pd.DataFrame([*rest, *out], columns=[*COLUMNS, "plain_low", "plain_high", "plain_estimate"])
    else:
        table = pd.DataFrame(_pairs(found), columns=COLUMNS)
        said = (say(f"disparities.measures_{'overlap' if found.kind == 'overlapping' else 'not_everyone'}", language),)
    return Answer("measures", release.id, table, tuple(one for one in said if one), facts={"over_all": found.is_whole})


def _over_all(found: Groups) -> list[dict[str, object]]:
    reference = found.chosen.reference if found.kind != "areas" else ""
    settings = found.settings(reference or (default_reference(found) if found.kind != "areas" else ""))
    shown, plain = inequality.noise_aware(settings), inequality.closed_form(settings)
    order = {name: place for place, name in enumerate(LEAD)}
    keys = sorted(shown, key=lambda key: (order.get(key[0], len(LEAD)), key[0], key[1] not in ("default", "raw", "linear"), key[1]))
    return [_row(found, key, shown[key], plain[key]) for key in keys]


def _row(found: Groups, key: tuple[str, str], shown: inequality.Result, plain: inequality.Result) -> dict[str, object]:
    language, reason = found.chosen.language, Reason(int(shown.reason[0]))
    status = inequality.status_of(reason)
    estimate, low, high = (float(part[0]) for part in (shown.estimate, shown.low, shown.high))
    return {
        "measure": key[0], "variant": key[1], "title": title_of(key, language), "estimate": estimate, "ci_low": low, "ci_high": high,
        "interval": say(f"disparities.interval_{'noise_aware' if np.isfinite(low) else 'none'}", language), "shown": _printed(found, shown.measure.unit, estimate, low, high),
        "plain": say(f"measure.{key[0]}.reads", language), "beware": say(f"measure.{key[0]}.beware", language), "formula": formula_in_words(shown.measure.formula, *key, language),
        "source": inequality.SOURCES[key[0]], "status": status, "reason": reason_in_words(reason, language) if reason else "",
        "plain_estimate": float(plain.estimate[0]), "plain_low": float(plain.low[0]), "plain_high": float(plain.high[0]),
    }  # fmt: skip


def title_of(key: tuple[str, str], language: str) -> str:
    """A measure's name, with its variant where it has one."""
    title = say(f"measure.{key[0]}.title", language)
    return title if key[1] in ("default", "raw") else say("disparities.variant", language, title=title, variant=say(f"variant.{key[1]}", language))


def reason_in_words(reason: Reason, language: str) -> str:
    return say(f"reason.{reason.name.lower()}", language)


def _printed(found: Groups, unit: str, estimate: float, low: float, high: float) -> str:
    """Estimate and interval with the measure's own unit."""
    language, decimals = found.chosen.language, int(found.indicator["decimals"])
    if not np.isfinite(estimate):
        return numbers.NONE
    if unit == "indicator":
        words, places = difference_unit(found), max(decimals, 1)
    else:
        words, places = ("%", 1) if unit == "percent" else ("", {"ratio": 3, "thousandth": 2, "squared": 2}.get(unit, 2))
    shown = numbers.with_unit(estimate, words, language, places)
    if not np.isfinite(low):
        return f"{shown} ({numbers.phrase('no_interval', language)})"
    return f"{shown} ({numbers.interval(low, high, language, places, kind=found.interval_kind)})"


def _pairs(found: Groups) -> list[dict[str, object]]:
    """Difference and ratio of every group and what it is compared with."""
    language = found.chosen.language
    reference = found.chosen.reference or default_reference(found)
    rows = []
    for group in found.known["key"]:
        if group == reference or (reference == REST and not np.isfinite(reference_values(found, group, REST)[0])):
            continue
        two = pair(found, group, reference)
        for key, parts, unit in (("d", (two.difference, two.low, two.high), "indicator"), ("r", (two.ratio, two.ratio_low, two.ratio_high), "ratio")):
            estimate, low, high = (float(part[0]) for part in parts)
            rows.append(
                {
                    "measure": key, "variant": f"{group}:{reference}",
                    "title": say("disparities.of_pair", language, measure=say(f"measure.{key}.title", language), group=found.name(group), reference=found.name(reference)),
                    "estimate": estimate, "ci_low": low, "ci_high": high,
                    "interval": say("disparities.interval_pair" if np.isfinite(low) else "disparities.interval_none", language),
                    "shown": _printed(found, unit, estimate, low, high), "plain": say(f"measure.{key}.reads", language),
                    "beware": say("disparities.pair_beware", language), "formula": inequality.MEASURES[key, "default"].formula + "; " + say("disparities.pair_signs", language), "source": inequality.SOURCES[key],
                    "status": "published", "reason": "" if np.isfinite(low) else say("reason.no_se", language),
                }
            )  # fmt: skip
    return rows


def unit_of(found: Groups) -> str:
    return text_in(found.indicator, "unit", found.chosen.language)
