"""A release small enough to be counted by hand: a few areas and the engagements that a test writes down."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd

from evenground.warehouse.releases import Release
from evenground.warehouse.write import write_release

LEVEL = "ons:gen3"
AS_OF = date(2024, 6, 30)


def area_key(code: str) -> str:
    return f"{LEVEL}:{code}"


def engagement(number: int, day: str, **fields: object) -> dict[str, object]:
    """A held outreach session of 10 people, held in area A, unless the fields say otherwise."""
    given = {
        "engagement_id": f"e{number:03d}", "owner_organization": "lead", "visibility": "public", "starts_on": date.fromisoformat(day),
        "status": "held", "type": "outreach_session", "area_basis": "held_in", "whole_place": False, "people": 10.0, "hours": 2.0,
        "source_id": "log", "areas": {"A": 1.0}, "partners": [], "languages": [], "groups": {},
    }  # fmt: skip
    return given | fields


def tables(engagements: list[dict[str, object]], residents: dict[str, float] | None = None, **more: list[dict]) -> dict[str, pd.DataFrame]:
    """The tables of a release: `residents` by code of area, and the engagements with what belongs to each."""
    own = {"areas", "partners", "languages", "groups"}
    made = {
        "fact_engagement": [{key: value for key, value in one.items() if key not in own} for one in engagements],
        "engagement_area": [
            {"engagement_id": one["engagement_id"], "area_key": area_key(code), "share": share}
            for one in engagements for code, share in one["areas"].items()
        ],
        "engagement_partner": [
            {"engagement_id": one["engagement_id"], "partner_id": partner, "role": "with" if place else "lead"}
            for one in engagements for place, partner in enumerate(one["partners"])
        ],
        "engagement_language": [{"engagement_id": one["engagement_id"], "language": language} for one in engagements for language in one["languages"]],
        "engagement_group": [
            {"engagement_id": one["engagement_id"], "question": question, "answer": answer, "people": float(people)}
            for one in engagements for question, answers in one["groups"].items() for answer, people in answers.items()
        ],
        "dim_area": [
            {"area_key": area_key(code), "level_key": LEVEL, "code": code, "name_en": f"Area {code}", "population": people, "source_id": "areas"}
            for code, people in (residents or {"A": 1000.0, "B": 1000.0}).items()
        ],
        "dim_level": [
            {"level_key": LEVEL, "level": "ons", "vintage": "gen3", "name_en": "Areas", "one_en": "area", "shape": "polygon", "on_map": True, "position": 0}
        ],
        "outreach_log": [
            {"kind": "demonstration", "as_of": AS_OF, "begins_on": date(2023, 1, 1), "rows_in": len(engagements), "rows_loaded": len(engagements), "rows_rejected": 0}
        ],
        "release": [
            {
                "place_id": "ottawa", "release_id": "small", "audience": "analyst", "built_at": datetime(2024, 7, 1), "inputs": "test",
                "code_version": "0", "policy_version": "0", "schema_version": 0,
            }
        ],
    }  # fmt: skip
    return {name: pd.DataFrame(rows) for name, rows in (made | more).items() if rows}


def small_release(folder: Path, engagements: list[dict[str, object]], residents: dict[str, float] | None = None, **more: list[dict]) -> Release:
    path = folder / "small.duckdb"
    write_release(path, tables(engagements, residents, **more))
    return Release("ottawa", "analyst", path)
