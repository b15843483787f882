"""What was decided in the app, put into the tables: sign-offs, decisions about next sessions, what became of a promise or a
follow-up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.engagement.partners import Partners
from etl.engagement.places import Places
from etl.engagement.sheet import RawSheet, ReadSheet, read_sheet
from etl.engagement.whence import from_table
from evenground.catalog.template import Sheet, template
from evenground.warehouse import record

SOURCE = "record"


def recorded_sheets(place_id: str) -> list[RawSheet]:
    """Sign-offs and decisions of the record as sheets of the template; a sign-off's day is the line's own unless it says one."""
    signed = [{"decided_on": entry["at"][:10], **entry} for entry in record.read(place_id, "sign_off")]
    decided = [
        {"decision_id": entry["record_id"], "area": entry.get("subject_id", ""), "decided_on": entry["at"][:10], "decided_at": entry["at"], **entry}
        for entry in record.numbered(place_id, "override")
    ]  # fmt: skip
    return [_sheet(name, rows) for name, rows in (("sign_offs", signed), ("decisions", decided)) if rows]


def followed_up(place_id: str, facts: pd.DataFrame | None) -> tuple[pd.DataFrame | None, list[ReadSheet]]:
    """Engagements with the days on which the record says their follow-up was done, and the account of its lines.

    The latest line about an engagement wins; a line about one that the log does not hold is rejected.
    """
    lines = record.read(place_id, "follow_up")
    if not lines:
        return facts, []
    read = read_sheet(_sheet("engagements", lines), _only("engagement_id", "follow_up_done"))
    known = set() if facts is None else set(facts["engagement_id"])
    unknown = np.flatnonzero(~read.table["engagement_id"].isin(known).to_numpy() & read.good)
    read.reject(unknown, "engagement_id", read.table["engagement_id"].to_numpy(dtype=object)[unknown], "the log holds no engagement of this number", "load the log that holds it")
    done = read.table[read.good].drop_duplicates("engagement_id", keep="last").set_index("engagement_id")["follow_up_done"]
    if facts is None or done.empty:
        return facts, [read]
    return facts.assign(follow_up_done=facts["engagement_id"].map(done).fillna(facts["follow_up_done"])), [read]


def _only(*columns: str) -> Sheet:
    """The sheet of engagements with these columns alone, each of them required."""
    sheet = template().sheet("engagements")
    return sheet.model_copy(update={"columns": tuple(one.model_copy(update={"required": True}) for one in sheet.columns if one.id in columns)})


def recorded_commitments(place_id: str, known: set[str]) -> tuple[list[RawSheet], list[dict[str, str]]]:
    """New commitments as a sheet, and changes to those that the log holds; later lines of the record win."""
    merged: dict[str, dict[str, str]] = {}
    for number, entry in enumerate(record.read(place_id, "commitment"), start=1):
        id = entry.get("commitment_id") or f"{SOURCE}-{number}"
        first = {"made_on": entry["at"][:10], "owner_role": entry["by_role"]} if id not in known | set(merged) else {}
        fields = {name: value for name, value in entry.items() if name not in ("at", "by_role")}
        merged[id] = first | merged.get(id, {}) | fields | {"commitment_id": id}
    new = [fields for id, fields in merged.items() if id not in known]
    return ([_sheet("commitments", new)] if new else []), [fields for id, fields in merged.items() if id in known]


def changed(table: pd.DataFrame, changes: list[dict[str, str]], places: Places, partners: Partners) -> pd.DataFrame:
    """The commitments with what the record says of them since; a cell that cannot be read changes nothing."""
    from etl.engagement.beside import beside

    if not changes:
        return table
    sheet = template().sheet("commitments")
    lenient = sheet.model_copy(update={"columns": tuple(c.model_copy(update={"required": c.id == "commitment_id", "default": ""}) for c in sheet.columns)})
    new = beside(read_sheet(_sheet("commitments", changes), lenient), lenient, places, partners, []).set_index("commitment_id")
    made = table.set_index("commitment_id")
    for column in new.columns:
        said = new[column].replace("", None).dropna() if new[column].dtype == "str" else new[column].dropna()
        made.loc[said.index, column] = said
    return made.reset_index()


def _sheet(sheet_id: str, rows: list[dict[str, str]]) -> RawSheet:
    return from_table(sheet_id, SOURCE, pd.DataFrame(rows).fillna(""))
