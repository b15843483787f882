"""The sheets beside the engagements: partners, projects, requests, goals, stories and the rest, each one table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.engagement.cells import pieces
from etl.engagement.partners import Partners
from etl.engagement.places import Places
from etl.engagement.sheet import ReadSheet
from etl.engagement.star import reject_repeated
from evenground.catalog.template import Sheet


def beside(read: ReadSheet, sheet: Sheet, places: Places, partners: Partners, before: list[pd.DataFrame]) -> pd.DataFrame:
    """Rows of the sheet's table; what cannot be used is added to its rejects."""
    for column in sheet.columns:
        if column.kind == "area":
            _area(read, column.id, places)
        elif column.kind in ("partner", "partners"):
            read.table[column.id] = _named(read.table[column.id], partners)
    if sheet.id == "sign_offs":
        _subjects(read, places, partners)
    if sheet.key:
        reject_repeated(read, list(sheet.key), before)
    made = read.table.loc[read.good].reset_index(drop=True)
    whole = [column.id for column in sheet.columns if column.kind == "whole"]
    made = made.astype(dict.fromkeys(whole, "Int64"))
    made = made.rename(columns={column.id: sheet.target(column) for column in sheet.columns})
    if sheet.table == "resource":
        made["source_id"] = read.raw.source
    return made


def learn(read: ReadSheet, partners: Partners) -> None:
    """Know the partners of the sheet of partners by all their names."""
    table = read.table.loc[read.good]
    for row in table[["partner_id", "name", "name_fr", "name_iu"]].itertuples(index=False):
        partners.know(*map(str, row))


def _area(read: ReadSheet, column: str, places: Places) -> None:
    codes, different = pd.factorize(read.table[column])
    keys = []
    for position, text in enumerate(different):
        found = places.single(text) if text else None
        keys.append(found.parts[0][0] if found and found.parts else None)
        if found and found.reason:
            rows = np.flatnonzero(codes == position)
            read.reject(rows, column, str(text), found.reason, found.remedy)
    read.table[column] = pd.Series(keys, dtype="str").take(codes).reset_index(drop=True)


def _subjects(read: ReadSheet, places: Places, partners: Partners) -> None:
    """What was signed off by its key: an area's, or an organization's. What is not known is rejected."""
    is_area = read.table["subject"].eq("portrait")
    areas, named = read.table["subject_id"].where(is_area, ""), read.table["subject_id"].where(~is_area, "")
    read.table["subject_id"] = areas
    _area(read, "subject_id", places)
    read.table["subject_id"] = read.table["subject_id"].where(is_area, _named(named, partners))


def _named(texts: pd.Series, partners: Partners) -> pd.Series:
    codes, different = pd.factorize(texts)
    named = ["; ".join(partners.find(name) or name for name in pieces(text)) for text in different]
    return pd.Series(named, dtype="str").take(codes).reset_index(drop=True)
