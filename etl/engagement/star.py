"""Engagements as rows of the warehouse: the facts, their areas, groups, topics, languages and partners, and likely doubles."""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.engagement.cells import pieces
from etl.engagement.partners import Partners
from etl.engagement.places import Places, Where
from etl.engagement.sheet import ReadSheet
from etl.engagement.spread import explode, group_counts, spread
from evenground.catalog.outreach import vocabulary

GROUPS_REMEDY = "write `question: yes 12, no 5, unknown 8; next question: yes 3`"
SEVERAL = ("area", "groups", "languages", "partners", "topics", "determinants")
"""Columns whose cells hold several things: each has a table of its own."""
RENAMED = {"date": "starts_on", "end_date": "ends_on", "project": "project_id"}
Frames = dict[str, pd.DataFrame]


def star(read: ReadSheet, places: Places, partners: Partners, notes: dict[str, int], before: list[pd.DataFrame]) -> Frames:
    """Tables of the engagements of one sheet; what cannot be used is added to its rejects, and `notes` counts the rest."""
    table = read.table
    table["engagement_id"] = table["engagement_id"].where(table["engagement_id"] != "", numbered(read))
    reject_repeated(read, ["engagement_id"], before)
    areas = _areas(read, places, notes)
    groups = _groups(read)
    _reject_impossible(read)
    good = read.good
    ids = table["engagement_id"]
    leads = _partners(table, good, partners)
    rest = {
        "engagement_area": _kept(areas["rows"], ids, good),
        "engagement_group": _kept(groups, ids, good),
        "engagement_topic": pd.concat([_topics(table, ids, good, "topic"), _topics(table, ids, good, "determinant")], ignore_index=True),
        "engagement_language": _language(table, ids, good),
        "engagement_partner": _kept(leads, ids, good),
    }
    return {"fact_engagement": _facts(read, areas["whole"], partners)} | rest


def _facts(read: ReadSheet, whole: np.ndarray, partners: Partners) -> pd.DataFrame:
    """Rows of facts; the columns are moved there one by one, so that a long log is not held twice."""
    good, names = read.good, [name for name in read.table.columns if name not in SEVERAL]
    facts = pd.DataFrame({RENAMED.get(name, name): read.table.pop(name)[good].reset_index(drop=True) for name in names})
    facts["whole_place"] = whole[good]
    facts["owner_organization"] = owners(facts["owner_organization"], partners)
    return facts.assign(source_id=read.raw.source, line=read.raw.lines[good])


def numbered(read: ReadSheet) -> pd.Series:
    """Ids for records without one: where they come from, and their line."""
    return pd.Series(f"{read.raw.source}-", index=read.table.index) + pd.Series(read.raw.lines, index=read.table.index).astype("str")


def reject_repeated(read: ReadSheet, key: list[str], before: list[pd.DataFrame]) -> None:
    """Reject records whose key stood before, here or in a file read earlier (`before`: keys of each); the first stays.

    The reason says whether the two are the same; the keys of this sheet are added to `before`.
    """
    keys = read.table[key]
    earlier = pd.concat([*before, keys], ignore_index=True).duplicated().to_numpy()[-len(keys) :] if before else np.zeros(len(keys), dtype=bool)
    here = keys.duplicated().to_numpy()
    before.append(keys[read.good & ~earlier & ~here])
    elsewhere = np.flatnonzero(earlier & ~here & read.good)
    read.reject(elsewhere, key[0], keys[key[0]].astype("str").to_numpy(dtype=object)[elsewhere], f"{' and '.join(key)} stand in a file read before", "take one of the two out, or give it a number of its own")
    again = here & read.good
    if not again.any():
        return
    same = read.table.astype("str").duplicated().to_numpy()
    shown = read.table[key[0]].astype("str").to_numpy(dtype=object)
    whole = np.flatnonzero(again & same)
    read.reject(whole, key[0], shown[whole], "the same record stands before, cell for cell", "take one of them out")
    other = np.flatnonzero(again & ~same)
    read.reject(other, key[0], shown[other], f"{' and '.join(key)} stand before with other content", "keep the one that is right, or give it a number of its own")


def _areas(read: ReadSheet, places: Places, notes: dict[str, int]) -> dict[str, object]:
    """Rows of areas, and which engagements were for the whole place."""
    codes, different = pd.factorize(read.table["area"])
    found = [places.where(text, read.raw.manner.area_splits) if text else Where() for text in different]
    for position in [i for i, where in enumerate(found) if where.reason]:
        rows = np.flatnonzero(codes == position)
        read.reject(rows, "area", str(different[position]), found[position].reason, found[position].remedy)
    nowhere = [setting.id for setting in vocabulary().settings if setting.visits_no_area]
    visits = ~read.table["setting"].isin(nowhere).to_numpy()
    for why in {where.why_none for where in found if where.why_none}:
        here = np.isin(codes, [i for i, where in enumerate(found) if where.why_none == why])
        notes[why] = notes.get(why, 0) + int((here & read.good).sum())
    notes["online or on the air"] = notes.get("online or on the air", 0) + int((~visits & read.good).sum())
    placed = [places.placed(where) for where in found]
    parts = [part for one in placed for part in one]
    lengths = np.array([*(len(one) for one in placed), 0])
    rows, at = spread(np.where(visits, codes, len(found)), lengths)
    columns = {"area_key": "str", "share": "float64"} | ({"further_key": "str", "further_by": "str"} if places.further else {})
    made = {name: pd.Series([part[i] for part in parts], dtype=kind).take(at).reset_index(drop=True) for i, (name, kind) in enumerate(columns.items())}
    whole = np.array([where.is_whole for where in found] or [False])[codes] & visits if len(codes) else np.empty(0, bool)
    read.table["area"] = pd.Series([";".join(sorted(key for key, _ in where.parts)) for where in found], dtype="str").take(codes).reset_index(drop=True)
    return {"rows": pd.DataFrame({"row": rows} | made), "whole": whole}


def _groups(read: ReadSheet) -> pd.DataFrame:
    counts = group_counts(read.table["groups"])
    _reject_groups(read, counts.wrong, "counts by group cannot be read", GROUPS_REMEDY)
    over = np.flatnonzero(counts.asked > read.table["people"].to_numpy())
    _reject_groups(read, over, "answers to a question add up to more than the people present", "correct the counts, or `people`")
    return counts.table


def _reject_groups(read: ReadSheet, rows: np.ndarray, reason: str, remedy: str) -> None:
    read.reject(rows, "groups", read.table["groups"].iloc[rows].to_numpy(dtype=object), reason, remedy)


def _reject_impossible(read: ReadSheet) -> None:
    table = read.table
    late = np.flatnonzero((table["end_date"] < table["date"]).to_numpy(dtype=bool, na_value=False))
    read.reject(late, "end_date", table["end_date"].iloc[late].astype("str").to_numpy(dtype=object), "it ends before it begins", "correct one of the days")
    many = np.flatnonzero((table["unique_people"] > table["people"]).to_numpy(dtype=bool, na_value=False))
    read.reject(many, "unique_people", table["unique_people"].iloc[many].astype("str").to_numpy(dtype=object), "more different people than attendances", "correct one of the counts")


def _partners(table: pd.DataFrame, good: np.ndarray, partners: Partners) -> pd.DataFrame:
    texts = table["partners"].where(good, "")
    rows, values, at = explode(texts, lambda text: [(partners.find_or_add(name), i == 0) for i, name in enumerate(dict.fromkeys(pieces(text)))])
    ids, lead = (pd.Series([value[i] for value in values], dtype=kind).take(at).reset_index(drop=True) for i, kind in ((0, "str"), (1, "bool")))
    made = pd.DataFrame({"row": rows, "partner_id": ids, "role": np.where(lead, "lead", "with")})
    return made.drop_duplicates(["row", "partner_id"])


def owners(texts: pd.Series, partners: Partners) -> pd.Series:
    """Partner ids where the organization is a known partner, else its name as written."""
    codes, different = pd.factorize(texts)
    return pd.Series([partners.find(text) or text for text in different], dtype="str", name=texts.name).take(codes).set_axis(texts.index)


def _topics(table: pd.DataFrame, ids: pd.Series, good: np.ndarray, kind: str) -> pd.DataFrame:
    rows, values, at = explode(table[f"{kind}s"], lambda text: text.split("; "))
    topics = pd.Series(values, dtype="str").take(at).reset_index(drop=True)
    return _kept(pd.DataFrame({"row": rows, "kind": kind, "topic": topics}), ids, good)


def _language(table: pd.DataFrame, ids: pd.Series, good: np.ndarray) -> pd.DataFrame:
    rows, values, at = explode(table["languages"], lambda text: text.split("; "))
    return _kept(pd.DataFrame({"row": rows, "language": pd.Series(values, dtype="str").take(at).reset_index(drop=True)}), ids, good)


def _kept(rows: pd.DataFrame, ids: pd.Series, good: np.ndarray) -> pd.DataFrame:
    """`rows` of engagements that are in order, under their ids."""
    kept = rows[good[rows["row"].to_numpy()]] if len(rows) else rows
    own = ids.take(kept["row"].to_numpy()).reset_index(drop=True) if len(kept) else pd.Series([], dtype="str")
    return kept.drop(columns="row").reset_index(drop=True).assign(engagement_id=own)
