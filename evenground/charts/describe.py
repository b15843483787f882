"""Figures in words: alternative text, and sentences that say what is shown and what is not."""

from __future__ import annotations

import pandas as pd

from evenground.catalog import words
from evenground.catalog.declaration import say as said
from evenground.catalog.indicator import Indicator
from evenground.look.caption import Caption
from evenground.look.classes import has_value
from evenground.look.comparator import Comparator
from evenground.look.numbers import number, with_unit, written
from evenground.look.palette import VERDICTS
from evenground.look.text import natural


def map_alt(
    table: pd.DataFrame, indicator: Indicator, caption: Caption, *, comparator: Comparator | None = None, named: bool = True,
    as_points: bool = False,
) -> str:  # fmt: skip
    """Alternative text of a map. `named` False leaves names out where a place does not rank its communities."""
    return _alt("map.alt_points" if as_points else "map.alt", table, indicator, caption, comparator, named)


def ranking_alt(
    table: pd.DataFrame, indicator: Indicator, caption: Caption, *, comparator: Comparator | None = None, named: bool = True
) -> str:
    """Alternative text of ranked dots, or of dots by name where `named` is False."""
    return _alt("ranking.alt" if named else "ranking.alt_by_name", table, indicator, caption, comparator, named)


def summary(table: pd.DataFrame, indicator: Indicator, language: str, *, named: bool = True) -> str:
    """Least, largest and median value, and how many areas have none and why, in one paragraph."""
    return " ".join([_range(table, indicator, language, named), missing(table, language)]).strip()


def missing(table: pd.DataFrame, language: str) -> str:
    """How many areas have a value, and how many have none for which reason; areas are not named."""
    counts = table.loc[~has_value(table), "status"].value_counts()
    with_value = words.say("finding.with_value", language, count=len(table) - int(counts.sum()))
    reasons = [
        words.say("finding.reason", language, reason=words.say(f"status.{status}", language).lower(), n=number(n, language))
        for status, n in counts.items()
    ]
    if not reasons:
        return f"{with_value}."
    return f"{with_value}; {words.say('finding.missing_count', language, count=int(counts.sum()))} ({'; '.join(reasons)})."


def without_value(table: pd.DataFrame, language: str, limit: int = 12) -> str:
    """Areas without a value, named, by reason; empty where every area has one.

    Plain text: escape it for where it goes (`look.text.markdown`). More than `limit` names of a reason are counted.
    """
    lacking = table[~has_value(table)]
    if lacking.empty:
        return ""
    reasons = [
        words.say("ranking.reason", language, status=words.say(f"status.{status}", language).lower(), names=_names(part["name"], language, limit))
        for status, part in lacking.groupby("status", sort=True)
    ]  # fmt: skip
    areas = words.say("number.areas", language, count=len(lacking))
    return words.say("ranking.without_value", language, areas=areas, reasons="; ".join(reasons))


def verdicts(table: pd.DataFrame, comparator: Comparator, language: str) -> str:
    """How many areas are better, worse, similar and not compared."""
    shown = table[has_value(table)]
    counts = shown["verdict"].value_counts()
    parts = [
        words.say(f"finding.{key}_count", language, count=int(counts[key]), comparator=comparator.name)
        for key in ("better", "worse", "similar", "not_compared")
        if key in VERDICTS and counts.get(key, 0)
    ]
    return f"{'; '.join(parts)}." if parts else ""


def _alt(
    key: str, table: pd.DataFrame, indicator: Indicator, caption: Caption, comparator: Comparator | None, named: bool
) -> str:
    told = summary(table, indicator, caption.language, named=named)
    if comparator is not None and comparator.is_known and indicator.higher_is != "neither":
        told = f"{told} {verdicts(table, comparator, caption.language)}".strip()
    parts = {"measure": caption.subtitle, "period": caption.period, "geography": caption.geography, "summary": told}
    return words.say(key, caption.language, **parts)


def _range(table: pd.DataFrame, indicator: Indicator, language: str, named: bool) -> str:
    shown = table[has_value(table)].sort_values(["value", "area_key"])
    if shown.empty:
        return words.say("finding.none", language)
    unit = said(indicator.unit, written(language))
    low, median, high = (
        with_unit(value, unit, language, indicator.decimals) for value in (shown["value"].iloc[0], shown["value"].median(), shown["value"].iloc[-1])
    )  # fmt: skip
    if len(shown) == 1 and named:
        return words.say("finding.one", language, name=shown["name"].iloc[0], value=low)
    if low == high:
        return words.say("finding.all_same", language, areas=words.say("number.areas", language, count=len(shown)), value=low)
    if not named:
        return words.say("finding.range_unnamed", language, low=low, high=high, median=median)
    ends = {"low_name": shown["name"].iloc[0], "high_name": shown["name"].iloc[-1]}
    return words.say("finding.range", language, low=low, high=high, median=median, **ends)


def _names(names: pd.Series, language: str, limit: int) -> str:
    listed = sorted(names.astype(str), key=natural)
    between = " · " if any("," in name for name in listed) else ", "
    if len(listed) <= limit + 1:
        return between.join(listed)
    more = words.say("ranking.and_more", language, count=len(listed) - limit)
    return between.join([*listed[:limit], more])
