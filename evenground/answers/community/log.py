"""The log behind a release: whether it is a demonstration, up to which day it goes, and what every view of it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd

from evenground.answers.outreach import log_offer
from evenground.answers.shelf import names_in, shelf
from evenground.catalog.library import place_folder
from evenground.catalog.outreach import vocabulary
from evenground.catalog.words import say
from evenground.look.caption import Caption
from evenground.look.dates import day, days
from evenground.warehouse.releases import Release


@dataclass(frozen=True)
class Log:
    """`kind` is none, demonstration or recorded; `as_of` is the day up to which things are counted."""

    kind: str
    as_of: date
    begins_on: date | None

    @property
    def is_demonstration(self) -> bool:
        return self.kind == "demonstration"


def log_of(release: Release) -> Log:
    """About the log of a release: the day it is read on is today for a real one, the declared end for a demonstration."""
    table = shelf(release, "outreach_log")
    begins_on = as_day(table["begins_on"].iloc[0]) if len(table) else None
    return Log(log_offer.log_kind(release), log_offer.read_on(release), begins_on)


def today(place_id: str) -> date:
    """The day it is now in a place."""
    return datetime.now(ZoneInfo(place_folder(place_id).place.time_zone)).date()


def as_day(value: object) -> date | None:
    """A day from what a table holds; None where there is none."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def days_between(start: object, end: object) -> float:
    """Whole days from one day to another; NaN where either is missing."""
    first, last = as_day(start), as_day(end)
    return float("nan") if first is None or last is None else float((last - first).days)


def demonstration(release: Release, language: str) -> str:
    """What a view of a demonstration log says first; empty for a real one."""
    return str(say("log.demonstration", language)) if log_of(release).is_demonstration else ""


def caption(
    release: Release, language: str, *, title: str, subtitle: str, unit: str, geography: str = "", groups: str = "", note: str = "",
) -> Caption:  # fmt: skip
    """Words around a view of the log: what it counts, up to which day, and where it comes from."""
    log = log_of(release)
    return Caption(
        title=title, subtitle=subtitle, unit=unit, period=say("community.as_of", language, date=day(log.as_of, language)),
        geography=geography, groups=groups, interval="", source=say(f"community.source_{log.kind}", language, place=place_name(release, language)),
        note=note, demonstration=demonstration(release, language), language=language,
    )  # fmt: skip


def place_name(release: Release, language: str) -> str:
    name = place_folder(release.place_id).place.name
    return name.get(language) or name["en"]


def own_word(release: Release, key: str, language: str) -> str:
    """A word of the place's own vocabulary (`areas`, `area`, `local_worker`), else the key as it is written."""
    words = place_folder(release.place_id).place.vocabulary.get(key)
    return key.replace("_", " ") if words is None else words.get(language) or words["en"]


def most_often(names: pd.Series, counts: pd.Series) -> tuple[str, int]:
    """The name that has the largest count, and that count; no name where several are alike."""
    first = names[counts == counts.max()]
    return (str(first.iloc[0]) if len(first) == 1 else ""), int(counts.max()) if len(counts) else 0


def window_words(release: Release, language: str) -> str:
    """The days that the log holds: from its first to the day it is read on."""
    found = log_of(release)
    return days(found.begins_on, found.as_of, language) if found.begins_on else day(found.as_of, language)


def word_names(part: str, language: str) -> dict[str, str]:
    """Names of the words of one part of the shared vocabulary (`phases`, `types`, `initiators` ...), in order."""
    return {word.id: word.name.get(language) or word.name["en"] for word in getattr(vocabulary(), part)}


def worded(column: pd.Series, part: str, language: str) -> pd.Series:
    """A column of vocabulary ids in words; an id that no vocabulary has is shown as it is written, and none is empty."""
    names = word_names(part, language)
    return column.map(lambda one: "" if not isinstance(one, str) or not one else names.get(one, one.replace("_", " ")))


def area_names(release: Release, language: str) -> dict[str, str]:
    table = shelf(release, "area_codes")
    return dict(zip(table["area_key"], names_in(table, "name", language), strict=True))


def partner_names(release: Release, language: str) -> dict[str, str]:
    table = shelf(release, "partners")
    return dict(zip(table["partner_id"], names_in(table, "name", language), strict=True))


def named(column: pd.Series, names: dict[str, str]) -> pd.Series:
    """Keys as names; a key without a name is shown as it is written, and none is empty."""
    return column.map(lambda one: "" if not isinstance(one, str) or not one else names.get(one, one))


def parts(text: object) -> tuple[str, ...]:
    """The parts of a list written in one cell, separated by semicolons (or commas where there is none)."""
    if not isinstance(text, str):
        return ()
    sign = ";" if ";" in text else ","
    return tuple(part.strip() for part in text.split(sign) if part.strip())
