"""Reach by area and quarter for the public: sums of attendances and sessions, small ones hidden with enough others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.catalog.outreach import vocabulary
from evenground.catalog.place import AudienceRule
from evenground.disclosure.two_way import hidden_cells, with_margins

COLUMNS = ["area_key", "quarter", "basis", "measure", "question", "answer", "value", "status"]
ALL, NONE = "all", "none"


def reach_public(
    facts: pd.DataFrame, areas: pd.DataFrame, groups: pd.DataFrame, known: pd.DataFrame, rule: AudienceRule, today: object
) -> pd.DataFrame:
    """Rows of `reach_public` from engagements that may be counted in public.

    Attendances are shared out by the areas' shares and rounded to whole people cell by cell, so that the totals shown are the
    sums of the cells. Sessions are counted whole in every area they visited; they count meetings, not people.
    """
    held = _held(facts, today)
    if held.empty:
        return pd.DataFrame(columns=COLUMNS)
    small = set(known.loc[known["population"].lt(rule.min_population_counts), "area_key"]) if rule.min_population_counts else set()
    every = known.loc[known["level_key"].isin(_levels(areas, known)), "area_key"] if rule.hide_zero else []
    parts = []
    for basis, rows in held.groupby("area_basis"):
        placed = _placed(rows, areas)
        people = placed.assign(n=(placed["people"].fillna(0) * placed["share"]))
        parts.append(_protected(people, "area_key", rule, small, list(every)).assign(basis=basis, measure="attendances", question="", answer=""))
        sessions = placed.drop_duplicates(["engagement_id", "area_key"]).assign(n=1.0)
        parts.append(_open(sessions, rows).assign(basis=basis, measure="sessions", question="", answer=""))
        parts += [_of_question(rows, answers, rule).assign(basis=basis) for _, answers in groups.groupby("question")]
    return pd.concat(parts, ignore_index=True)[COLUMNS]


def _held(facts: pd.DataFrame, today: object) -> pd.DataFrame:
    outreach = {one.id for one in vocabulary().types if one.is_outreach}
    rows = facts[facts["status"].eq("held") & facts["type"].isin(outreach)]
    days = pd.to_datetime(rows["starts_on"])
    rows = rows.assign(quarter=days.dt.year.astype("str") + "-Q" + days.dt.quarter.astype("str"), area_basis=rows["area_basis"].fillna("held_in"))
    return rows[days <= pd.Timestamp(today)] if today is not None else rows


def _levels(areas: pd.DataFrame, known: pd.DataFrame) -> set[str]:
    return set(known.loc[known["area_key"].isin(areas["area_key"]), "level_key"])


def _placed(rows: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """One row per engagement and area, and one for the share that is in none."""
    apart = {one.id for one in vocabulary().settings if one.own_population or one.visits_no_area}
    own = rows.loc[~rows["setting"].isin(apart), ["engagement_id", "quarter", "people"]].merge(areas, on="engagement_id")
    left = (1 - rows["engagement_id"].map(own.groupby("engagement_id")["share"].sum()).fillna(0)).round(9)
    none = rows.loc[left > 0, ["engagement_id", "quarter", "people"]].assign(area_key=NONE, share=left[left > 0])
    return pd.concat([own, none], ignore_index=True)


def _protected(rows: pd.DataFrame, by: str, rule: AudienceRule, small: set[str], every: list[str]) -> pd.DataFrame:
    """Counts by `by` and quarter with their margins; rows whose count is 0 and shown are left out."""
    table = rows.pivot_table(index=by, columns="quarter", values="n", aggfunc="sum", fill_value=0.0).round()
    if every:
        table = table.reindex(table.index.union(every), fill_value=0.0)
    counts = with_margins(table.to_numpy(dtype=float))
    of_small = np.zeros(counts.shape, dtype=bool)
    of_small[:-1] = np.isin(table.index, list(small))[:, None]
    hidden = hidden_cells(counts, rule.min_count, hide_zero=rule.hide_zero, more=of_small)
    labels = [*table.index, ALL], [*table.columns, ALL]
    made = pd.DataFrame(
        {by: np.repeat(np.array(labels[0], dtype=object), counts.shape[1]), "quarter": np.tile(np.array(labels[1], dtype=object), counts.shape[0]),
         "value": np.where(hidden, np.nan, counts).ravel(), "status": np.where(hidden, "suppressed", "published").ravel()}
    )  # fmt: skip
    return made[made["value"].ne(0)].reset_index(drop=True)


def _open(sessions: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Sessions by area and quarter, and all sessions by quarter, each counted once."""
    cells = sessions.groupby(["area_key", "quarter"], as_index=False)["n"].sum()
    of_area = cells.groupby("area_key", as_index=False)["n"].sum().assign(quarter=ALL)
    by_quarter = rows.groupby("quarter", as_index=False).size().rename(columns={"size": "n"}).assign(area_key=ALL)
    whole = pd.DataFrame([{"area_key": ALL, "quarter": ALL, "n": float(len(rows))}])
    return pd.concat([cells, of_area, by_quarter, whole], ignore_index=True).rename(columns={"n": "value"}).assign(status="published")


def _of_question(rows: pd.DataFrame, answers: pd.DataFrame, rule: AudienceRule) -> pd.DataFrame:
    """Answers to one question by quarter, for the whole place only."""
    joined = answers.merge(rows[["engagement_id", "quarter"]], on="engagement_id").rename(columns={"people": "n"})
    if joined.empty:
        return pd.DataFrame(columns=["area_key", "quarter", "value", "status", "question", "answer", "measure"])
    made = _protected(joined, "answer", rule, set(), [])
    return made.assign(area_key=ALL, measure="attendances", question=answers["question"].iloc[0])


def reporting_public(posts: pd.DataFrame, received: pd.DataFrame, today: object) -> pd.DataFrame:
    """Posts, filled posts and reports received by month, for the whole place only."""
    if posts.empty:
        return pd.DataFrame(columns=["month", "posts", "filled", "received"])
    start = pd.to_datetime(posts["filled_from"]).min()
    end = pd.Timestamp(today) if today is not None else pd.to_datetime(received["received_on"]).max()
    if pd.isna(start) or pd.isna(end):
        return pd.DataFrame(columns=["month", "posts", "filled", "received"])
    months = pd.period_range(start, end, freq="M")
    first, last = pd.to_datetime(posts["filled_from"]), pd.to_datetime(posts["filled_to"]).fillna(end)
    filled = [posts.loc[(first <= month.end_time) & (last >= month.start_time), "post_id"].nunique() for month in months]
    names = months.astype(str)
    return pd.DataFrame({"month": names, "posts": posts["post_id"].nunique(), "filled": filled, "received": received["month"].value_counts().reindex(names, fill_value=0).to_numpy()})
