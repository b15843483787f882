"""The outreach log of a place: where it comes from, its sheets read, and the tables they make."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from etl.engagement.beside import beside, learn
from etl.engagement.doubles import doubles
from etl.engagement.partners import Partners
from etl.engagement.places import Places
from etl.engagement.recorded import changed, followed_up, recorded_commitments, recorded_sheets
from etl.engagement.sheet import RawSheet, ReadSheet, read_sheet
from etl.engagement.star import star
from etl.engagement.whence import Log, log_of
from etl.tables import mask
from evenground.catalog.library import PlaceFolder
from evenground.catalog.template import template

FIRST = ("partners",)
"""Sheets that others refer to."""


@dataclass
class Outreach:
    """What a log gave: tables of the warehouse, what was rejected, and the account of it."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    rejects: pd.DataFrame = field(default_factory=pd.DataFrame)
    """As the table `reject`: source_id, line, column_name, value_masked, reason, remedy."""
    rows_in: int = 0
    rows_loaded: int = 0
    dropped: dict[str, str] = field(default_factory=dict)
    """Column that did not enter -> why."""
    masked: dict[str, int] = field(default_factory=dict)
    """Kind of contact detail -> cells in which it was masked."""
    no_area: dict[str, int] = field(default_factory=dict)
    """Why a session visits no area -> sessions."""
    new_partners: dict[str, str] = field(default_factory=dict)
    """Partners that no sheet declares: id -> name."""

    @property
    def rows_rejected(self) -> int:
        return self.rows_in - self.rows_loaded


def read_outreach(folder: PlaceFolder, base: Path | None, areas: pd.DataFrame, names: pd.DataFrame, today: date) -> Outreach:
    """The log of a place as tables.

    Parameters
    ----------
    folder : PlaceFolder
    base : Path, optional
        Folder with the place's published files; a log stands in its `outreach`.
    areas, names : DataFrame
        `dim_area` (with `geometry` where areas have one) and `area_name` of the build.
    today : date
        As of when a recorded log is read.
    """
    if folder.place.outreach is None:
        return Outreach(tables={"outreach_log": _about("none", None, None, Outreach())})
    log = log_of(folder, base, today)
    made = take_in([*log.sheets, *recorded_sheets(folder.id)], Places.of(folder, areas, names), folder.id)
    made.tables["outreach_log"] = _about(log.kind, log.as_of, made.tables.get("fact_engagement"), made)
    return made


def take_in(sheets: list[RawSheet], places: Places, place_id: str = "") -> Outreach:
    """Sheets as tables, each record loaded or rejected; with a place's id, what its record says of commitments and follow-ups is added."""
    made, partners = Outreach(), Partners()
    before: dict[str, list[pd.DataFrame]] = {}
    parts: dict[str, list[pd.DataFrame]] = {}
    rejects: list[pd.DataFrame] = []

    def take(raw: RawSheet) -> None:
        read, tables = _tables_of(raw, places, partners, made.no_area, before.setdefault(raw.sheet, []))
        for table, rows in tables.items():
            parts.setdefault(table, []).append(rows)
        _count(made, read)
        rejects.append(_reject_rows(read))

    for raw in sorted(sheets, key=lambda raw: (raw.sheet not in FIRST, raw.sheet == "engagements")):
        take(raw)
    changes: list[dict[str, str]] = []
    if place_id:
        new, changes = recorded_commitments(place_id, {id for rows in parts.get("commitment", ()) for id in rows["commitment_id"]})
        for raw in new:
            take(raw)
    made.tables = {table: pd.concat(some, ignore_index=True) for table, some in parts.items()}
    if place_id:
        for read in _follow_ups(made, place_id):
            _count(made, read)
            rejects.append(_reject_rows(read))
    made.rejects = pd.concat(rejects, ignore_index=True) if rejects else pd.DataFrame()
    if changes:
        made.tables["commitment"] = changed(made.tables["commitment"], changes, places, partners)
    _add_partners(made, partners)
    if "fact_engagement" in made.tables:
        made.tables["engagement_duplicate"] = doubles(*(made.tables[name] for name in ("fact_engagement", "engagement_area", "engagement_partner")))
    return made


def _follow_ups(made: Outreach, place_id: str) -> list[ReadSheet]:
    facts, reads = followed_up(place_id, made.tables.get("fact_engagement"))
    if facts is not None:
        made.tables["fact_engagement"] = facts
    return reads


def _tables_of(raw: RawSheet, places: Places, partners: Partners, no_area: dict[str, int], before: list[pd.DataFrame]) -> tuple[ReadSheet, dict[str, pd.DataFrame]]:
    sheet = template().sheet(raw.sheet)
    read = read_sheet(raw, sheet)
    raw.table = raw.table[:0]  # its text has been read, and a log may be long
    if raw.sheet == "engagements":
        return read, star(read, places, partners, no_area, before)
    rows = beside(read, sheet, places, partners, before)
    if raw.sheet == "partners":
        learn(read, partners)
    return read, {sheet.table: rows}


def _count(made: Outreach, read: ReadSheet) -> None:
    made.rows_in += read.records
    made.rows_loaded += int(read.good.sum())
    made.dropped |= read.dropped
    for kind, number in read.masked.items():
        made.masked[kind] = made.masked.get(kind, 0) + number


def _reject_rows(read: ReadSheet) -> pd.DataFrame:
    rows = read.rejects.table().assign(source_id=read.raw.source)
    rows["value"] = [mask(value) for value in rows["value"]]
    return rows.rename(columns={"column": "column_name", "value": "value_masked"})


def _add_partners(made: Outreach, partners: Partners) -> None:
    if not partners.added:
        return
    made.new_partners = partners.added
    new = pd.DataFrame({"partner_id": list(partners.added), "name_en": list(partners.added.values()), "is_lead": False})
    made.tables["dim_partner"] = pd.concat([made.tables["dim_partner"], new], ignore_index=True) if "dim_partner" in made.tables else new


def _about(kind: str, as_of: date | None, facts: pd.DataFrame | None, made: Outreach) -> pd.DataFrame:
    held = facts[facts["status"] == "held"]["starts_on"] if facts is not None else pd.Series(dtype="datetime64[s]")
    begins, last = (held.min(), held.max()) if len(held) else (None, None)
    as_of = as_of or (last if kind == "demonstration" else None)
    return pd.DataFrame(
        [{"kind": kind, "as_of": as_of, "begins_on": begins, "rows_in": made.rows_in, "rows_loaded": made.rows_loaded, "rows_rejected": made.rows_rejected}]
    )


__all__ = ["Log", "Outreach", "read_outreach", "take_in"]
