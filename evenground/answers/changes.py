"""What changed between two releases: new figures, revised ones, and figures that are gone."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.shelf import shelf, text_in
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import day
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import NoRelease, Release, release, released

KEY = ["indicator_id", "area_key", "period_id", "stratum_id"]


def changes(now: Release, language: str) -> Answer:
    """What this release holds that the one before it does not: one row per indicator with new, revised and gone figures."""
    earlier = [one for one in released(now.place_id, now.audience) if one < now.id]
    if not earlier:
        return Answer("changes", now.id, pd.DataFrame(), (say("changes.first", language, date=_built(now, language)),))
    try:
        before = release(now.place_id, now.audience, earlier[-1])
    except NoRelease:
        return Answer("changes", now.id, pd.DataFrame(), (say("changes.first", language, date=_built(now, language)),))
    table = compared(ask(before, "figures"), ask(now, "figures"))
    return Answer("changes", now.id, table, (_sentence(table, now, before, language),), facts={"since": before.id})


def compared(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Counts per indicator: `new` keys, `revised` values or statuses, `gone` keys. Unchanged indicators are left out."""
    both = before.merge(after, on=KEY, how="outer", suffixes=("_before", "_after"), indicator=True)
    same_number = both["value_before"].eq(both["value_after"]) | (both["value_before"].isna() & both["value_after"].isna())
    same = same_number & both["status_before"].eq(both["status_after"])
    marked = pd.DataFrame(
        {
            "indicator_id": both["indicator_id"],
            "new": both["_merge"].eq("right_only"),
            "revised": both["_merge"].eq("both") & ~same,
            "gone": both["_merge"].eq("left_only"),
        }
    )
    counts = marked.groupby("indicator_id", as_index=False)[["new", "revised", "gone"]].sum()
    return counts[counts[["new", "revised", "gone"]].sum(axis=1) > 0].reset_index(drop=True)


def _sentence(table: pd.DataFrame, now: Release, before: Release, language: str) -> str:
    since = _built(before, language)
    if table.empty:
        return say("changes.none", language, since=since)
    figures = {key: numbers.number(int(table[key].sum()), language) for key in ("new", "revised", "gone")}
    return say("changes.some", language, since=since, indicators=numbers.number(len(table), language), **figures)


def _built(one: Release, language: str) -> str:
    return day(pd.Timestamp(shelf(one, "release")["built_at"].iloc[0]).date(), language)


def titles(table: pd.DataFrame, now: Release, language: str) -> list[str]:
    """Titles of the indicators that changed, for the list below the sentence."""
    known = shelf(now, "indicators").set_index("indicator_id")
    return [text_in(known.loc[key], "title", language) for key in table.get("indicator_id", []) if key in known.index]
