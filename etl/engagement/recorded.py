"""What was decided in the app, put into the tables: sign-offs, and commitments with what became of them."""

from __future__ import annotations

import pandas as pd

from etl.engagement.partners import Partners
from etl.engagement.places import Places
from etl.engagement.sheet import RawSheet, read_sheet
from etl.engagement.whence import from_table
from evenground.catalog.template import template
from evenground.warehouse import record

SOURCE = "record"


def recorded_sheets(place_id: str) -> list[RawSheet]:
    """Sign-offs of the record as a sheet of the template; the day of the decision is the line's own unless it says one."""
    rows = [{"decided_on": entry["at"][:10], **entry} for entry in record.read(place_id, "sign_off")]
    return [_sheet("sign_offs", rows)] if rows else []


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
