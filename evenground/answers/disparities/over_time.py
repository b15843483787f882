"""Is the gap closing? The gap in every period, and a test of its change from the first to the latest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.disparities.choice import Comparison
from evenground.answers.disparities.gap import difference_unit, gap, pair_chosen
from evenground.answers.disparities.groups import groups
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import period
from evenground.stats.arrays import z_of
from evenground.warehouse.releases import Release


def over_time(chosen: Comparison, release: Release, periods: tuple[str, ...]) -> Answer:
    """One row per period with the group, the reference and the gap between them, earliest first.

    Modelled values have no trend, and one period none either: the table is then empty and the sentence says why.
    """
    found, language = groups(chosen, release), chosen.language
    if found.is_modelled:
        return Answer("over_time", release.id, pd.DataFrame(), (say("disparities.time_modelled", language),))
    if len(periods) < 2:
        only = period(periods[0], language) if periods else ""
        return Answer("over_time", release.id, pd.DataFrame(), (say("disparities.time_one", language, period=only),))
    group, reference = pair_chosen(chosen, found)
    rows = []
    for one in reversed(periods):
        facts = gap(chosen.but(period=one, group=group, reference=reference), release).facts
        if facts and facts["group"] == group and facts["reference"] == reference:
            rows.append({"period_id": one, "period": period(one, language), **facts})
    table = pd.DataFrame(rows)
    if len(table) < 2:
        return Answer("over_time", release.id, pd.DataFrame(), (say("disparities.time_one", language, period=period(chosen.period, language)),))
    return Answer("over_time", release.id, table, tuple(_sentences(table.iloc[0], table.iloc[-1], found, language)), facts={"group": group, "reference": reference})


def _sentences(first: pd.Series, last: pd.Series, found, language: str) -> list[str]:
    """Whether the gap changed, with its test, and a warning when absolute and relative disagree."""
    decimals = int(found.indicator["decimals"])
    words = {
        "first": first["period"], "last": last["period"], "then": _gap(first, found, language), "now": _gap(last, found, language),
    }  # fmt: skip
    change, low, high = change_of(first, last)
    if _overlap(first["period_id"], last["period_id"]):
        said = [say("disparities.time_overlap", language, **words)]
    elif not np.isfinite(low):
        said = [say("disparities.time_untested", language, **words)]
    else:
        same_side = np.sign(first["difference"]) == np.sign(last["difference"])
        growing = abs(last["difference"]) > abs(first["difference"])
        clear = low > 0 or high < 0
        key = "reversed" if clear and not same_side else ("wider" if growing else "narrower") if clear else "cannot_tell"
        said = [say(f"disparities.time_{key}", language, **words, change=numbers.with_unit(change, difference_unit(found), language, decimals), range=numbers.span(low, high, language, decimals))]
    if disagree(first, last):
        said.append(say("disparities.time_disagree", language))
    return said


def change_of(first: pd.Series, last: pd.Series) -> tuple[float, float, float]:
    """Change of the difference with limits, both periods taken as independent (square and add)."""
    change = last["difference"] - first["difference"]
    low = change - np.hypot(last["difference"] - last["low"], first["high"] - first["difference"])
    high = change + np.hypot(last["high"] - last["difference"], first["difference"] - first["low"])
    return float(change), float(low), float(high)


def disagree(first: pd.Series, last: pd.Series) -> bool:
    """True where the gap grew in absolute and shrank in relative terms, or the other way round."""
    absolute = np.sign(abs(last["difference"]) - abs(first["difference"]))
    relative = np.sign(abs(np.log(last["ratio"])) - abs(np.log(first["ratio"])))
    return bool(absolute * relative < 0)


def standard_error(row: pd.Series) -> float:
    return float((row["high"] - row["low"]) / (2 * z_of(0.95)))


def _overlap(first: str, last: str) -> bool:
    """Periods of several years that share a year are no independent samples."""
    ends = [part for one in (first, last) for part in (one.split("-")[0], one.split("-")[-1])]
    return all(part.isdigit() and len(part) == 4 for part in ends) and int(ends[1]) >= int(ends[2])


def _gap(row: pd.Series, found, language: str) -> str:
    return numbers.with_unit(row["difference"], difference_unit(found), language, int(found.indicator["decimals"]))
