"""What people decided about the next sessions: read from the record, where nothing is ever changed."""

from __future__ import annotations

from datetime import date

import pandas as pd

from evenground.answers.community.log import area_names
from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.warehouse import record
from evenground.warehouse.releases import Release

SUBJECT = "next_session"
CHOICES = ("plan", "leave")


def decisions(release: Release, language: str) -> pd.DataFrame:
    """Every decision, the latest first: `area_key`, `area`, `choice`, `choice_words`, `reason`, `until`, `by_role`, `at`."""
    names = area_names(release, language)
    rows = [
        {
            "area_key": one["subject_id"], "area": names.get(one["subject_id"], one["subject_id"]), "choice": one["choice"],
            "choice_words": str(say(f"plan.choice_{one['choice']}", language)), "reason": one.get("reason", ""), "until": one.get("until", ""),
            "by_role": one.get("by_role", ""), "at": one["at"][:10],
        }
        for one in record.read(release.place_id, "override")
        if one.get("subject") == SUBJECT and one.get("choice") in CHOICES and "subject_id" in one
    ]  # fmt: skip
    columns = ["area_key", "area", "choice", "choice_words", "reason", "until", "by_role", "at"]
    return pd.DataFrame(rows[::-1], columns=columns)


def set_aside(table: pd.DataFrame, as_of: str) -> tuple[str, ...]:
    """Areas whose latest decision is to leave them out, until a day that has not passed; an empty day means until decided again."""
    latest = table.drop_duplicates("area_key")
    here = (latest["choice"] == "leave") & ((latest["until"] == "") | (latest["until"] >= as_of))
    return tuple(sorted(latest.loc[here, "area_key"]))


def as_log_rows(table: pd.DataFrame, release: Release, owner: str, kind: str) -> pd.DataFrame:
    """Sessions that were planned here, as rows of the template's sheet of engagements: to fill in and load with the log."""
    codes = dict(zip(shelf(release, "area_codes")["area_key"], shelf(release, "area_codes")["code"], strict=True))
    planned = table[table["choice"] == "plan"]
    return pd.DataFrame(
        {
            "owner_organization": owner, "date": [until or "" for until in planned["until"]], "status": "planned", "type": kind,
            "area": [str(codes.get(key, key)) for key in planned["area_key"]], "area_basis": "held_in", "notes": planned["reason"].tolist(),
        }
    )  # fmt: skip


def is_day(typed: str) -> bool:
    try:
        date.fromisoformat(typed.strip())
    except ValueError:
        return False
    return True
