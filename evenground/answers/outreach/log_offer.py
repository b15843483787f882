"""What a release's log offers to choose from, and the day it is read on."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import pandas as pd

from evenground.answers.shelf import names_in, shelf
from evenground.catalog.library import place_folder
from evenground.catalog.outreach import vocabulary
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

WORDS = {"type": "types", "status": "statuses", "audience": "audiences", "language": "languages", "area_basis": "area_bases"}
"""Columns of the log whose values are words of the vocabulary, and where they stand in it."""


def log_kind(release: Release) -> str:
    """`none`, `demonstration` or `recorded`."""
    about = shelf(release, "outreach_log")
    return "none" if about.empty else str(about["kind"].iloc[0])


def is_demonstration(release: Release) -> bool:
    return log_kind(release) == "demonstration"


def has_engagements(release: Release) -> bool:
    """True where the release holds the engagements themselves; a public release holds none."""
    return not shelf(release, "log_offer").empty


def why_empty(release: Release) -> str:
    """Why a log that was loaded shows nothing: `rejected` (none of its records could be used), `no_records`, `no_engagements`;
    empty where it shows something, where there is no log, and in a public release, which holds none of it."""
    about = shelf(release, "outreach_log")
    if release.audience == "public" or log_kind(release) != "recorded" or has_engagements(release):
        return ""
    came, used = (int(about[name].iloc[0]) for name in ("rows_in", "rows_loaded"))
    return "no_records" if not came else "no_engagements" if used else "rejected"


def records_in(release: Release) -> int:
    """Records of the log, whatever became of them."""
    about = shelf(release, "outreach_log")
    return int(about["rows_in"].iloc[0]) if len(about) else 0


def read_on(release: Release) -> date:
    """The day the log is read on: today at the place for a real log, the declared end for a demonstration."""
    about = shelf(release, "outreach_log")
    declared = about["as_of"].iloc[0] if len(about) else None
    if log_kind(release) == "demonstration" and not pd.isna(declared):
        return pd.Timestamp(declared).date()
    return datetime.now(ZoneInfo(place_folder(release.place_id).place.time_zone)).date()


def begins_on(release: Release) -> date:
    """First day of the log; the day it is read on where it has none."""
    about = shelf(release, "outreach_log")
    first = about["begins_on"].iloc[0] if len(about) else None
    return read_on(release) if pd.isna(first) else pd.Timestamp(first).date()


@lru_cache(maxsize=256)
def last_meeting(release: Release, as_of: date) -> date | None:
    """The last day before `as_of` on which partners met; None where the log has no meeting."""
    types = [one.id for one in vocabulary().types if one.is_meeting]
    found = ask(release, "last_meeting", types=types, as_of=as_of.isoformat())["last_meeting"].iloc[0]
    return None if pd.isna(found) else pd.Timestamp(found).date()


def outreach_types() -> tuple[str, ...]:
    """Types of engagement that reach residents."""
    return tuple(one.id for one in vocabulary().types if one.is_outreach)


@lru_cache(maxsize=256)
def offered(release: Release, held_in: str, language: str) -> dict[str, str]:
    """Values that stand in a column of the log, each with its name in the reader's language.

    `held_in` is `type`, `status`, `audience`, `language`, `area_basis`, `partner` or `group`. Words come in the order of the
    vocabulary, partners with the leads first, questions in the place's own order.
    """
    offer = shelf(release, "log_offer")
    there = set(offer.loc[offer["held_in"] == held_in, "value"])
    named = _names(release, held_in, language)
    return {key: named[key] for key in named if key in there} | {key: key for key in sorted(there - named.keys())}


def _names(release: Release, held_in: str, language: str) -> dict[str, str]:
    if held_in == "partner":
        table = shelf(release, "partners")
        return dict(zip(table["partner_id"], names_in(table, "name", language), strict=True))
    if held_in == "group":
        own = place_folder(release.place_id).place.outreach
        return {one.question: one.name.get(language) or one.name["en"] for one in (own.groups if own else ())}
    return {one.id: one.name.get(language) or one.name["en"] for one in getattr(vocabulary(), WORDS[held_in])}
