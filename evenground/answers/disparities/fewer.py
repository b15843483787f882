"""If every group had the rate of another: how many people fewer, or more."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.disparities.choice import REST, Comparison
from evenground.answers.disparities.gap import estimate_of, pair_chosen, reference_values
from evenground.answers.disparities.groups import Groups, groups
from evenground.answers.shelf import text_in
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.stats.arrays import z_of
from evenground.stats.gain import if_all_had
from evenground.warehouse.releases import Release


def fewer(chosen: Comparison, release: Release) -> Answer:
    """One row: the number with its interval and the rate that groups were given. No row where no people can be counted."""
    found, language = groups(chosen, release), chosen.language
    why = _why_not(found)
    if why:
        return Answer("fewer", release.id, pd.DataFrame(), (say(f"disparities.fewer_{why}", language),))
    group, reference = pair_chosen(chosen, found)
    table = _one_group(found, group, reference) if found.kind == "overlapping" else _all_groups(found, reference)
    if table.empty or not np.isfinite(table["value"].iloc[0]):
        return Answer("fewer", release.id, pd.DataFrame(), (say("disparities.fewer_unknown", language),))
    row = table.iloc[0]
    words = {
        "number": numbers.number(_rounded(row["value"]), language), "range": numbers.span(_rounded(row["low"]), _rounded(row["high"]), language, 0),
        "what": text_in(found.indicator, "numerator", language), "rate": estimate_of(found, row["reference_value"], np.nan, np.nan, "published").split(" (")[0],
        "reference": row["reference_name"], "group": found.name(group),
        "kind": say("disparities.approximate", language) if found.interval_kind == "approximate" else "",
    }  # fmt: skip
    kind = "more" if found.favourable else "fewer"
    scope = "group" if found.kind == "overlapping" else "all"
    return Answer("fewer", release.id, table, (say(f"disparities.fewer_{scope}_{kind}", language, **words), say("disparities.fewer_meaning", language)))


def _why_not(found: Groups) -> str:
    if found.is_modelled:
        return "modelled"
    if found.indicator["kind"] not in ("proportion", "rate"):
        return "no_people"
    if bool(found.indicator["do_not_compare_groups"]):
        return "crude"
    if found.kind == "areas":
        return "areas"
    if not found.table["denominator"].notna().all() or found.table["se"].isna().any():
        return "no_people"
    return ""


def _one_group(found: Groups, group: str, reference: str) -> pd.DataFrame:
    """Overlapping groups are never added up: the chosen group alone, given everybody else's rate."""
    if reference != REST or not group:
        return pd.DataFrame()
    one = found.table[found.table["key"] == group].iloc[0]
    value, low, high = reference_values(found, group, REST)
    error = (high - low) / (2 * z_of(0.95))
    per = float(found.indicator["per"])
    found_gain = if_all_had(
        [one["value"], value], [one["se"], error], [one["denominator"], one["rest_denominator"]], reference=[False, True], favourable=found.favourable, per=per
    )
    return _table(found_gain, found.name(REST))


def _all_groups(found: Groups, reference: str) -> pd.DataFrame:
    rows = found.table
    reliable = ~rows["reliability"].isin(("low",)) & (rows["status"] == "published")
    gain = if_all_had(
        rows["value"], rows["se"], rows["denominator"], reference=rows["key"] == reference, reliable=reliable, favourable=found.favourable, per=float(found.indicator["per"])
    )
    name = found.name(reference) if gain.kind == "named" else say(f"disparities.reference_{gain.kind.replace(' ', '_')}", found.chosen.language) if gain.kind else ""
    return _table(gain, name)


def _table(gain, name: str) -> pd.DataFrame:
    return pd.DataFrame([{"value": gain.value, "low": gain.low, "high": gain.high, "reference_value": gain.reference, "reference_name": name, "kind": gain.kind}])


def _rounded(value: float) -> float:
    """To two digits less than it has, at least to 10: counts were rounded, and the interval is wide."""
    step = 10 ** max(int(np.floor(np.log10(max(abs(value), 1)))) - 2, 1)
    return round(value / step) * step
