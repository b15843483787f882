"""Who works with whom, and where does outreach hang on one partner?"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.engaged import rows
from evenground.answers.community.log import area_names, as_day, partner_names, parts
from evenground.answers.outreach.log_choices import LogChoices
from evenground.catalog.words import say
from evenground.look.numbers import number
from evenground.warehouse.releases import Release

LEAST_SESSIONS = 3
"""Fewer sessions in an area say nothing about depending on one partner."""
MOST_PARTNERS = 12
"""Partners that the grid shows: those with the most sessions; the table has all."""


def partners(log: LogChoices, release: Release) -> Answer:
    """Each partner's sessions: `sessions`, `led`, `alone` (no other partner), `together_with` (how many others), `last_on`."""
    table, names = rows(log, release), partner_names(release, log.language)
    found: dict[str, dict[str, object]] = {}
    for lead, others, day in zip(table["lead"], table["with_partners"], table["starts_on"], strict=True):
        present = _present(lead, others)
        for one in present:
            seen = found.setdefault(one, {"sessions": 0, "led": 0, "alone": 0, "others": set(), "last_on": None})
            seen["sessions"] += 1
            seen["led"] += one == lead
            seen["alone"] += len(present) == 1
            seen["others"] |= present - {one}
            seen["last_on"] = max(filter(None, (seen["last_on"], as_day(day))))
    columns = ["partner_id", "name", "sessions", "led", "alone", "together_with", "last_on"]
    result = pd.DataFrame(
        [{"partner_id": key, "name": names.get(key, key), **seen, "together_with": len(seen["others"])} for key, seen in found.items()]
    ).reindex(columns=columns)
    result = result.sort_values(["sessions", "name"], ascending=[False, True], kind="stable", ignore_index=True)
    none = int(sum(not _present(lead, others) for lead, others in zip(table["lead"], table["with_partners"], strict=True)))
    if result.empty:
        return Answer("partners", release.id, result, (say("activity.partners_none", log.language),))
    joint = int(sum(len(_present(lead, others)) > 1 for lead, others in zip(table["lead"], table["with_partners"], strict=True)))
    said = say("activity.partners_said", log.language, count=len(result), joint=number(joint, log.language), sessions=number(len(table), log.language))
    return Answer("partners", release.id, result, (said,), missing=(say("activity.partners_unknown", log.language, count=none),) if none else ())


def _present(lead: object, others: object) -> frozenset[str]:
    first = {lead} if isinstance(lead, str) and lead else set()
    return frozenset(first | set(parts(others)))


def overlap(log: LogChoices, release: Release) -> pd.DataFrame:
    """Sessions that two partners held together: a square table of the partners with the most sessions, by name; the diagonal
    is a partner's own sessions."""
    found = partners(log, release).table.head(MOST_PARTNERS)
    keys = found["partner_id"].tolist()
    pairs: Counter[tuple[str, str]] = Counter()
    table = rows(log, release)
    for lead, others in zip(table["lead"], table["with_partners"], strict=True):
        pairs.update(combinations(sorted(_present(lead, others) & set(keys)), 2))
    grid = np.diag(found["sessions"].to_numpy(dtype=int)) if keys else np.zeros((0, 0), dtype=int)
    for (one, other), count in pairs.items():
        here, there = keys.index(one), keys.index(other)
        grid[here, there] = grid[there, here] = count
    return pd.DataFrame(grid, index=found["name"], columns=found["name"])


def closest(pairs: pd.DataFrame, language: str) -> str:
    """The pair of partners with the most sessions together, in a sentence; that none works with another where so."""
    between = np.triu(pairs.to_numpy(dtype=float), 1)
    if not between.size or not between.max():
        return say("activity.overlap_none", language)
    one, other = np.unravel_index(int(between.argmax()), between.shape)
    return say("activity.overlap_said", language, count=int(between.max()), one=pairs.index[one], other=pairs.index[other])


def dependence(log: LogChoices, release: Release) -> Answer:
    """Areas by how much of their outreach one partner was part of: `sessions`, `partners`, `main_partner`, `main_share`,
    `hangs_on_one` (true where only one partner ever came). Areas with fewer than three sessions are left out and counted."""
    table, areas, names = rows(log, release), area_names(release, log.language), partner_names(release, log.language)
    seen: dict[str, list[frozenset[str]]] = {}
    for keys, lead, others in zip(table["areas"], table["lead"], table["with_partners"], strict=True):
        present = _present(lead, others)
        for key in parts(keys) if present else ():
            seen.setdefault(key, []).append(present)
    found = []
    for key, sessions in seen.items():
        counts = Counter(one for present in sessions for one in present)
        main, most = max(counts.items(), key=lambda item: (item[1], item[0]))
        found.append(
            {
                "area_key": key, "area": areas.get(key, key), "sessions": len(sessions), "partners": len(counts), "main_partner": names.get(main, main),
                "main_share": most / len(sessions), "hangs_on_one": len(counts) == 1,
            }
        )  # fmt: skip
    columns = ["area_key", "area", "sessions", "partners", "main_partner", "main_share", "hangs_on_one"]
    result = pd.DataFrame(found, columns=columns)
    few = int((result["sessions"] < LEAST_SESSIONS).sum())
    result = result[result["sessions"] >= LEAST_SESSIONS].sort_values(["partners", "main_share", "area"], ascending=[True, False, True], kind="stable", ignore_index=True)
    one = int(result["hangs_on_one"].sum())
    said = say("activity.dependence_said", log.language, count=one, areas=number(len(result), log.language))
    return Answer("dependence", release.id, result, (said,) if len(result) else (say("activity.dependence_none", log.language),), missing=(say("activity.dependence_few", log.language, count=few),) if few else ())
