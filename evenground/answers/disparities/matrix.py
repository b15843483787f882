"""Where do gaps matter most: every indicator by the size of its gap, the people it touches, and where it is going."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.disparities.choice import Comparison, ways
from evenground.answers.disparities.gap import gap
from evenground.answers.disparities.groups import groups
from evenground.answers.disparities.over_time import over_time
from evenground.answers.shelf import shelf, text_in
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import period
from evenground.warehouse.releases import Release


def matrix(chosen: Comparison, release: Release) -> Answer:
    """One row per indicator that can be compared in this geography and dimension, largest relative gap first.

    `relative` is the size of the gap, 1 for none, whatever its direction; `people` how many the group holds whom the
    indicator counts; `trend` the verdict of the change, or that there is one period; `period` and `source` are in words.
    """
    language = chosen.language
    rows = []
    for indicator in shelf(release, "indicators").to_dict("records"):
        way = next((one for one in ways(release, indicator["indicator_id"]) if (one.where, one.by) == (chosen.where, chosen.by)), None)
        is_part = way is not None and way.basis == "areas" and indicator["kind"] == "index"  # an index by another is no finding
        if way is None or is_part or indicator["do_not_compare_groups"]:
            continue
        row = _row(Comparison(chosen.place, language, indicator["indicator_id"], way.periods[0], chosen.where, chosen.by), way.periods, release, text_in(indicator, "title", language))
        if row:
            rows.append(row)
    table = pd.DataFrame(rows)
    if table.empty:
        return Answer("matrix", release.id, table, (say("disparities.matrix_none", language),))
    table = table.sort_values("relative", ascending=False, ignore_index=True)
    clear = int(table["verdict"].eq("clear").sum())
    said = say("disparities.matrix_read", language, count=len(table), clear=numbers.number(clear, language))
    return Answer("matrix", release.id, table, (said,))


def _row(chosen: Comparison, periods: tuple[str, ...], release: Release, title: str) -> dict[str, object] | None:
    answer = gap(chosen, release)
    facts = answer.facts
    if not facts or not np.isfinite(facts["ratio"]) or facts["ratio"] <= 0:
        return None
    found = groups(chosen, release)
    one = found.table[found.table["key"] == facts["group"]].iloc[0]
    trend = over_time(chosen, release, periods)
    people = float(one["numerator"]) if np.isfinite(one.get("numerator", np.nan)) else np.nan
    if found.is_built_in:
        title = f"{title} ({say('disparities.built_in_short', chosen.language).rstrip('.').lower()})"
    return {
        "indicator_id": chosen.indicator, "title": title, "group": facts["group_name"], "reference": facts["reference_name"],
        "difference": facts["difference"], "ratio": facts["ratio"], "relative": float(np.exp(abs(np.log(facts["ratio"])))), "people": people,
        "verdict": facts["verdict"], "unfavourable_to": facts["unfavourable_to"], "trend": trend.sentences[0] if trend.sentences else "",
        "has_trend": not trend.table.empty, "sentence": answer.sentences[1] if len(answer.sentences) > 1 else "",
        "period": period(chosen.period, chosen.language), "source": "; ".join(one.line for one in answer.provenance),
    }  # fmt: skip
