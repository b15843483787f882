"""Engagements that may be the same one: reported side by side, never merged."""

from __future__ import annotations

import pandas as pd

COLUMNS = ["engagement_id", "other_id", "kind", "why"]
LIKELY = ["starts_on", "type", "_place", "_lead"]
NOT_CONTENT = ("engagement_id", "line", "source_id")


def doubles(facts: pd.DataFrame, areas: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Pairs of engagements: `exact` where every cell but the id is the same, `probable` where day, place, type and lead are.

    Each engagement is set beside the first of its kind, so that twenty doubles make nineteen pairs.
    """
    if facts.empty:
        return pd.DataFrame(columns=COLUMNS)
    rows = facts.drop(columns=[name for name in NOT_CONTENT if name != "engagement_id"])
    leads = partners[partners["role"] == "lead"].drop_duplicates("engagement_id").set_index("engagement_id")["partner_id"]
    rows = rows.assign(_lead=rows["engagement_id"].map(leads).astype("str").fillna(""), _place=_place(rows["engagement_id"], areas))
    content = [name for name in rows.columns if name != "engagement_id"]
    alike = rows[rows.duplicated(LIKELY, keep=False)]  # a few columns first: a log may be long
    exact = _pairs(alike, content, "exact", "every cell is the same")
    placed = rows[rows["_place"].ne("")]
    probable = _pairs(placed, LIKELY, "probable", "same day, place, type and lead partner")
    known = set(zip(exact["engagement_id"], exact["other_id"], strict=True))
    is_new = [pair not in known for pair in zip(probable["engagement_id"], probable["other_id"], strict=True)]
    return pd.concat([exact, probable[is_new]], ignore_index=True)


def _place(ids: pd.Series, areas: pd.DataFrame) -> pd.Series:
    """The areas of each engagement as one text; empty where it has none."""
    one = areas[~areas["engagement_id"].duplicated(keep=False)].set_index("engagement_id")["area_key"]
    several = areas[areas["engagement_id"].duplicated(keep=False)].sort_values(["engagement_id", "area_key"])
    joined = several.groupby("engagement_id")["area_key"].agg(";".join) if len(several) else one.iloc[:0]
    return ids.map(pd.concat([one, joined])).astype("str").fillna("")


def _pairs(rows: pd.DataFrame, by: list[str], kind: str, why: str) -> pd.DataFrame:
    alike = rows[rows.duplicated(by, keep=False)]
    if alike.empty:
        return pd.DataFrame(columns=COLUMNS)
    first = alike.groupby(by, dropna=False, sort=False)["engagement_id"].transform("first")
    other = alike["engagement_id"] != first
    return pd.DataFrame({"engagement_id": first[other], "other_id": alike["engagement_id"][other], "kind": kind, "why": why}).reset_index(drop=True)
