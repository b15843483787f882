"""How far apart are groups? Each gap says what is compared with what, and whether chance alone could explain it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer, Provenance
from evenground.answers.disparities.choice import AREA, Comparison, Way, ways
from evenground.answers.disparities.gap import gap
from evenground.answers.shelf import shelf, text_in
from evenground.warehouse.releases import Release

COLUMNS = [
    "indicator_id", "title", "unit", "decimals", "domain", "stratum_id", "group", "value", "other", "other_value", "difference", "ratio", "verdict",
    "period_id", "sentence", "told",
]  # fmt: skip


def headline_gaps(release: Release, language: str, most: int = 3) -> Answer:
    """The largest gaps between groups of the whole place, one per indicator, largest ratio first; each domain has its turn
    before one has a second. `told` is the size of the gap in words and `sentence` also what is compared with what.

    The least favourable reliable group is compared with everybody else where groups overlap, else with the declared
    reference. Crude rates that must not be compared are left out, and so are gaps that cannot be told from none.
    """
    rows, sources = [], {}
    for indicator in shelf(release, "indicators").to_dict("records"):
        way = next((one for one in ways(release, indicator["indicator_id"]) if one.basis == "groups" and one.where.startswith(AREA)), None)
        if way is None or indicator["do_not_compare_groups"]:
            continue
        answer = gap(_comparison(way, indicator["indicator_id"], release, language), release)
        if answer.facts and answer.facts["verdict"] != "cannot_tell" and answer.facts["ratio"] > 0:
            rows.append(_row(answer, indicator, language, way))
            sources[indicator["indicator_id"]] = answer.provenance
    table = pd.DataFrame(rows, columns=COLUMNS)
    table = _largest(table, most)
    return Answer("headline_gaps", release.id, table, tuple(table["sentence"]), _sources(table, sources))


def _comparison(way: Way, indicator: str, release: Release, language: str) -> Comparison:
    return Comparison(release.place_id, language, indicator, way.periods[0], way.where, way.by)


def _row(answer: Answer, indicator: dict[str, object], language: str, way: Way) -> dict[str, object]:
    facts = answer.facts
    return {
        "indicator_id": indicator["indicator_id"], "title": text_in(indicator, "title", language), "unit": text_in(indicator, "unit", language),
        "decimals": int(indicator["decimals"]), "domain": indicator["domain"], "stratum_id": facts["group"], "group": facts["group_name"],
        "value": facts["value"], "other": facts["reference_name"], "other_value": facts["other"], "difference": facts["difference"],
        "ratio": facts["ratio"], "verdict": facts["verdict"], "period_id": way.periods[0], "sentence": " ".join(answer.sentences[:2]),
        "told": answer.sentences[1] if len(answer.sentences) > 1 else "",
    }  # fmt: skip


def _largest(table: pd.DataFrame, most: int) -> pd.DataFrame:
    sized = table.assign(size=np.abs(np.log(table["ratio"].astype(float)))).sort_values("size", ascending=False, kind="stable")
    turn = sized.groupby("domain", sort=False).cumcount()
    kept = sized.assign(turn=turn).sort_values(["turn", "size"], ascending=[True, False], kind="stable").head(most)
    return kept.sort_values("size", ascending=False, kind="stable", ignore_index=True).drop(columns="turn")


def _sources(table: pd.DataFrame, sources: dict[str, tuple[Provenance, ...]]) -> tuple[Provenance, ...]:
    kept = [one for indicator in table["indicator_id"] for one in sources[indicator]]
    return tuple({one.source_id: one for one in kept}.values())
