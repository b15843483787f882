"""Sessions by the area they visited, summed up at build: what Coverage asks and what no reader's choice changes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.catalog.outreach import vocabulary

CARRIED = ["engagement_id", "starts_on", "status", "type", "audience", "area_basis", "setting"]


def reach_sessions(content: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """`mart_session` and `mart_answer` from the tables of a log; nothing where there is no log.

    Every share of every engagement that reaches residents stands in exactly one row, so that sums over areas, over settings
    with people of their own and over what visits no area are the log's totals.
    """
    facts = content.get("fact_engagement", pd.DataFrame())
    if facts.empty:
        return {}
    reaching = [one.id for one in vocabulary().types if one.is_outreach]
    facts = facts[facts["type"].isin(reaching)].reset_index(drop=True)
    facts = facts.reindex(columns=[*CARRIED, "series", "whole_place", "people", "hours"])
    facts = facts.assign(cluster=_clusters(facts), place=_places(facts))
    rows = _placed(facts, content.get("engagement_area", pd.DataFrame(columns=["engagement_id", "area_key", "share"])))
    numbers = pd.Index(sorted(content["dim_area"]["area_key"]))
    rows["area_no"] = pd.Series(numbers.get_indexer(rows["area_key"]), dtype="Int32").mask(rows["area_key"].isna())
    for measure in ("people", "hours"):
        rows[measure] = rows[measure].fillna(0).astype(float) * rows["sessions"]
    kept = [*CARRIED, "place", "area_no", "cluster", "is_alone", "sessions", "people", "hours"]
    sessions = rows[kept].rename(columns={"starts_on": "held_on"}).sort_values(["held_on", "engagement_id"], ignore_index=True)
    return {"mart_session": sessions, "mart_answer": _answers(sessions, content.get("engagement_group", pd.DataFrame()))}


def _clusters(facts: pd.DataFrame) -> np.ndarray:
    """A number for each series, and one for each session that belongs to none."""
    series = facts["series"].astype(object).where(facts["series"].notna() & facts["series"].ne(""), None)
    codes, found = pd.factorize(series)
    return np.where(codes >= 0, codes, len(found) + np.arange(len(facts))).astype("int32")


def _places(facts: pd.DataFrame) -> np.ndarray:
    """What kind of place an engagement was at: an area unless its setting has people of its own or visits no area."""
    own = facts["setting"].isin([one.id for one in vocabulary().settings if one.own_population])
    nowhere = facts["setting"].isin([one.id for one in vocabulary().settings if one.visits_no_area]) | facts["whole_place"].eq(True)
    return np.where(own, "own_population", np.where(nowhere, "no_area", "area"))


def _placed(facts: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    visits = facts["place"].eq("area").to_numpy()
    own = facts[visits].merge(areas.rename(columns={"share": "sessions"}), on="engagement_id")
    given = own.groupby("engagement_id", sort=False)["sessions"].sum()
    left = (1 - facts["engagement_id"].map(given).fillna(0)).round(9)
    rest = facts[left.gt(0)].assign(sessions=left[left.gt(0)], area_key=None)
    rest["place"] = rest["place"].where(rest["place"].ne("area"), "not_recorded")
    lone = facts["series"].isna() | facts["series"].eq("")
    alone = set(facts.loc[lone, "cluster"]) if lone.any() else set()
    rows = pd.concat([own, rest], ignore_index=True)
    return rows.assign(is_alone=rows["cluster"].isin(alone) & rows["sessions"].eq(1))


def _answers(sessions: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    if groups.empty:
        return pd.DataFrame()
    wide = groups[groups["answer"].isin(("yes", "no"))].pivot_table(index=["engagement_id", "question"], columns="answer", values="people", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=["yes", "no"], fill_value=0).reset_index()
    kept = ["engagement_id", "held_on", "status", "type", "audience", "area_basis", "place", "area_no", "cluster", "is_alone", "sessions"]
    rows = sessions[kept].merge(wide, on="engagement_id")
    rows[["yes", "no"]] = rows[["yes", "no"]].mul(rows["sessions"], axis=0)
    return rows.drop(columns="sessions").sort_values(["held_on", "engagement_id", "question"], ignore_index=True)
