"""What changed between two releases: new figures, revised ones, and figures that are gone."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.shelf import shelf, text_in
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import day, period
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


def since(now: Release, language: str, day_before: str, release_id: str = "") -> Answer:
    """What is new since a day, such as the last meeting: figures of the release that was current then beside those of `now`.

    Parameters
    ----------
    day_before : str
        ISO day; the release that was current at its end, UTC, is compared.
    release_id : str
        That release, where it is known: a story names it so that it is kept.

    Returns
    -------
    Answer
        One row per indicator that changed: `indicator_id`, `title`, `new`, `revised`, `gone`, and `comparison`, which says
        which earlier period a new one may be compared with; periods that overlap are never compared. `facts` hold
        `headline`, `since` and `release`.
    """
    earlier = release_id or _release_on(now, day_before)
    told = day(day_before, language)
    if not earlier or earlier >= now.id:
        first = _made(min(released(now.place_id, now.audience), default=now.id))
        headline = say("brief.since_none" if earlier else "brief.since_no_release", language, since=told, first=day(first, language))
        return Answer("since", now.id, pd.DataFrame(columns=SINCE), (headline,), facts={"headline": headline, "since": day_before, "release": earlier})
    before = release(now.place_id, now.audience, earlier)
    old, new = ask(before, "figures"), ask(now, "figures")
    table = compared(old, new)
    table["title"] = [_title(one, now, before, language) for one in table["indicator_id"]]
    table["comparison"] = [_comparison(one, old, new, now, language) for one in table["indicator_id"]]
    count = {key: int(table[key].sum()) for key in ("new", "revised", "gone")}
    key = "none" if table.empty else "some"
    headline = say(f"brief.since_{key}", language, since=told, count=len(table), **{name: numbers.number(n, language) for name, n in count.items()})
    return Answer("since", now.id, table[SINCE], (headline,), facts={"headline": headline, "since": day_before, "release": earlier})


SINCE = ["indicator_id", "title", "new", "revised", "gone", "comparison"]


def _release_on(now: Release, day_before: str) -> str:
    """The id of the release that was current at the end of a day: an id begins with the moment it was made."""
    until = day_before.replace("-", "") + "T235959999Z"
    return max((one for one in released(now.place_id, now.audience) if one[: len(until)] <= until), default="")


def _made(release_id: str) -> str:
    """The ISO day on which a release was made, from its id."""
    return f"{release_id[:4]}-{release_id[4:6]}-{release_id[6:8]}"


def _title(indicator_id: str, now: Release, before: Release, language: str) -> str:
    """Of an indicator that one of the two releases has."""
    known = pd.concat([shelf(now, "indicators"), shelf(before, "indicators")])
    return text_in(known[known["indicator_id"] == indicator_id].iloc[0], "title", language)


def _comparison(indicator_id: str, old: pd.DataFrame, new: pd.DataFrame, now: Release, language: str) -> str:
    """Which earlier period the newest one may be compared with: the latest that ended before it begins."""
    had, has = ({*table.loc[table["indicator_id"] == indicator_id, "period_id"]} for table in (old, new))
    known = shelf(now, "periods").dropna(subset=["starts_on", "ends_on"]).set_index("period_id")
    fresh = sorted((one for one in has - had if one in known.index), key=lambda one: known.loc[one, "ends_on"])
    if not fresh or not had:
        return ""
    begins = known.loc[fresh[-1], "starts_on"]
    apart = [one for one in had if one in known.index and known.loc[one, "ends_on"] < begins]
    newest = period(fresh[-1], language)
    if not apart:
        return say("brief.overlapping", language, new=newest)
    return say("brief.comparable", language, new=newest, old=period(max(apart, key=lambda one: known.loc[one, "ends_on"]), language))


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
