"""What people decided about the next sessions: from the release, and from the record what was decided since it was built."""

from __future__ import annotations

from datetime import date

import pandas as pd

from evenground.answers.community.log import area_names, as_day
from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.warehouse import record
from evenground.warehouse.releases import Release

SUBJECT = "next_session"
CHOICES = ("plan", "leave")


COLUMNS = ["decision_id", "area_key", "area", "choice", "choice_words", "reason", "until", "by_role", "at", "is_built"]


def decisions(release: Release, language: str) -> pd.DataFrame:
    """Every decision once, the latest first: `area_key`, `area`, `choice`, `choice_words`, `reason`, `until`, `by_role`, `at`
    (days as ISO text, empty where there is none) and `is_built`, false for what is in the record and enters at the next build."""
    built = shelf(release, "decisions")
    known = set(built["decision_id"])
    rows = [_built(one) for one in built.to_dict("records")] + [_recorded(one) for one in record.numbered(release.place_id, "override") if one["record_id"] not in known]
    table = pd.DataFrame([one for one in rows if one["subject"] == SUBJECT and one["choice"] in CHOICES and one["area_key"]], columns=["subject", "moment", *COLUMNS])
    names = area_names(release, language)
    table = table.assign(area=[names.get(key, key) for key in table["area_key"]], choice_words=[str(say(f"plan.choice_{one}", language)) for one in table["choice"]])
    return table.sort_values(["moment", "decision_id"], ascending=False, kind="stable", ignore_index=True)[COLUMNS]


def _built(row: dict[str, object]) -> dict[str, object]:
    """A decision of the release; where no moment was recorded, it stands at the beginning of its day."""
    texts = {name: value if isinstance(value := row[name], str) else "" for name in ("subject", "area_key", "choice", "reason", "by_role", "decision_id", "decided_at")}
    at, until = as_day(row["decided_on"]), as_day(row["until"])
    moment = texts.pop("decided_at") or str(at)
    return texts | {"at": str(at), "until": "" if until is None else str(until), "moment": moment, "is_built": True}


def _recorded(entry: dict[str, str]) -> dict[str, object]:
    texts = {name: entry.get(name, "") for name in ("subject", "choice", "reason", "until", "by_role")}
    return texts | {"area_key": entry.get("subject_id", ""), "decision_id": entry["record_id"], "at": entry["at"][:10], "moment": entry["at"], "is_built": False}


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
