"""Engagements that may be the same one: reported side by side, never merged."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

COLUMNS = ["engagement_id", "other_id", "kind", "why"]
LIKELY = ["starts_on", "type", "_place", "_lead"]
NOT_CONTENT = ("engagement_id", "line", "source_id")


def doubles(facts: pd.DataFrame, areas: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Pairs of engagements: `exact` where every cell but the id is the same, `probable` where day, place, type and lead are.

    Each engagement is set beside the first of its kind, so that twenty doubles make nineteen pairs.
    """
    if facts.empty:
        return pd.DataFrame(columns=COLUMNS)
    ids = pd.Index(facts["engagement_id"])
    likely = facts[["starts_on", "type"]].assign(_place=_places(ids, areas), _lead=_leads(ids, partners))
    some = likely.duplicated(keep=False).to_numpy()  # a few columns first: a log may be long
    rows = facts[some].drop(columns=list(NOT_CONTENT)).assign(_place=likely["_place"][some], _lead=likely["_lead"][some])
    named = rows.assign(engagement_id=facts["engagement_id"][some])
    exact = _pairs(named, list(rows.columns), "exact", "every cell is the same")
    probable = _pairs(named[named["_place"].ne("")], LIKELY, "probable", "same day, place, type and lead partner")
    known = set(zip(exact["engagement_id"], exact["other_id"], strict=True))
    is_new = [pair not in known for pair in zip(probable["engagement_id"], probable["other_id"], strict=True)]
    return pd.concat([exact, probable[is_new]], ignore_index=True)


def _places(ids: pd.Index, areas: pd.DataFrame) -> pd.Series:
    """The areas of each engagement as one text, in the order of their keys; empty where it has none."""
    rows = ids.get_indexer(areas["engagement_id"])
    codes, names = pd.factorize(areas["area_key"], sort=True)
    order = np.lexsort((codes, rows))
    keys = pa.array(names.to_numpy(dtype=object), pa.string()).take(pa.array(codes[order]))
    ends = np.cumsum(np.bincount(rows, minlength=len(ids)))
    each = pa.ListArray.from_arrays(pa.array(np.concatenate(([0], ends)), pa.int32()), keys)
    return pd.Series(pc.binary_join(each, ";").to_pandas(), dtype="str")


def _leads(ids: pd.Index, partners: pd.DataFrame) -> np.ndarray:
    """A number for the lead partner of each engagement, the first where it has several; -1 where it has none."""
    leads = partners[partners["role"] == "lead"]
    made = np.full(len(ids), -1)
    made[ids.get_indexer(leads["engagement_id"])[::-1]] = pd.factorize(leads["partner_id"])[0][::-1]
    return made


def _pairs(rows: pd.DataFrame, by: list[str], kind: str, why: str) -> pd.DataFrame:
    alike = rows[rows.duplicated(by, keep=False)]
    if alike.empty:
        return pd.DataFrame(columns=COLUMNS)
    first = alike.groupby(by, dropna=False, sort=False)["engagement_id"].transform("first")
    other = alike["engagement_id"] != first
    return pd.DataFrame({"engagement_id": first[other], "other_id": alike["engagement_id"][other], "kind": kind, "why": why}).reset_index(drop=True)
