"""A place's demonstration log: the sheets of the template, filled by a seeded generator from `demonstration.yml`.

It stands in where a place has no log of its own, and is labelled a demonstration wherever it is shown. The generator reads
that one file: no indicator, no population, nothing that says where need is.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from etl.engagement.demonstration.declared import Demonstration
from etl.engagement.demonstration.posts import reports
from etl.engagement.demonstration.sessions import Drawing, Row
from evenground.catalog.declaration import read_declaration
from evenground.catalog.library import PlaceFolder

FILE = "demonstration.yml"
COLUMNS = (
    "engagement_id", "owner_organization", "visibility", "date", "end_date", "status", "type", "title", "series", "setting",
    "area", "area_basis", "people", "groups", "unique_people", "languages", "partners", "audience", "topics", "determinants",
    "practices_shared", "challenges_raised", "pledged", "turned_out", "testified", "depth", "hours", "project", "initiated_by",
    "reported_by", "follow_up_owner", "follow_up_due", "follow_up_done", "notes",
)  # fmt: skip
"""Columns of the sheet of engagements."""


def has_demonstration(folder: PlaceFolder) -> bool:
    return (folder.folder / FILE).is_file()


def declared(folder: PlaceFolder) -> Demonstration:
    """What the place declares of its demonstration, planted gaps and all: for the generator and for tests."""
    return _read(folder.folder / FILE)


def as_of(folder: PlaceFolder) -> date:
    """The declared end of the demonstration: the day it is read as of; sessions dated later are planned."""
    return declared(folder).as_of


def begins_on(folder: PlaceFolder) -> date:
    return declared(folder).begins_on


def demonstration_sheets(folder: PlaceFolder) -> dict[str, pd.DataFrame]:
    """Sheets of the template by name, every cell as text and empty where nothing is said.

    The same declaration gives the same sheets, to the last letter.
    """
    return made_sheets(declared(folder))


def made_sheets(made: Demonstration) -> dict[str, pd.DataFrame]:
    received = reports(made, np.random.default_rng([made.seed, 0]))
    marks = frozenset(zip(received["post_id"], received["month"], strict=True))
    seen: set[tuple[str, ...]] = set()
    rows = [row for stream in made.streams for row in Drawing(made, stream, marks, seen).rows()]
    engagements = pd.DataFrame([*_written(made, "engagements"), *rows], columns=list(COLUMNS), dtype="object").fillna("")
    sheets = {name: _sheet(_written(made, name)) for name in made.written if name != "engagements"}
    if len(received):
        sheets["reports"] = received
    return {"engagements": _entered_twice(engagements, made), **sheets}


def _written(made: Demonstration, name: str) -> list[Row]:
    return [{column: _cell(value) for column, value in row.items()} for row in made.written.get(name, ())]


def _sheet(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows, dtype="object").fillna("")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    return str(value)


def _entered_twice(rows: pd.DataFrame, made: Demonstration) -> pd.DataFrame:
    """`rows` in order of date, with the planted double entries."""
    held = rows[rows["status"].eq("held") & rows["area"].ne("")]
    step = max(len(held) // (made.planted.duplicates + 1), 1)
    again = held.iloc[step::step].head(made.planted.duplicates)
    again = again.assign(engagement_id=again["engagement_id"] + "-again")
    return pd.concat([rows, again]).sort_values(["date", "engagement_id"], kind="stable", ignore_index=True)


@lru_cache
def _read(file: Path) -> Demonstration:
    return read_declaration(Demonstration, file)
