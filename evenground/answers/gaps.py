"""How far apart are groups? Each gap says what is compared with what."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.area_values import area_name
from evenground.answers.shelf import provenance, row_of, shelf, text_in
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import period
from evenground.warehouse.releases import Release

COLUMNS = ["indicator_id", "title", "stratum_id", "group", "value", "other", "other_value", "difference", "ratio", "period_id", "sentence"]


def headline_gaps(release: Release, language: str, most: int = 3) -> Answer:
    """The largest gaps between groups of the whole place, one per indicator, largest ratio first.

    A group of an overlapping stratifier is compared with everybody else (the total minus the group) where counts allow;
    groups that exclude one another are compared with each other. Crude rates that must not be compared are left out.
    """
    values = shelf(release, "group_values")
    found = [_largest(rows, release, language) for _, rows in values.groupby("indicator_id", sort=True)]
    rows = [row for row in found if row is not None]
    table = pd.DataFrame(rows, columns=COLUMNS)
    table = table.assign(size=np.abs(np.log(table["ratio"].astype(float)))).nlargest(most, "size", keep="first")
    own = set(values.loc[values["indicator_id"].isin(table["indicator_id"]), "source_id"])
    return Answer(
        "headline_gaps", release.id, table.reset_index(drop=True), tuple(table["sentence"]), provenance(release, own, language)
    )


def _largest(rows: pd.DataFrame, release: Release, language: str) -> dict[str, object] | None:
    indicator = row_of(release, "indicators", "indicator_id", rows["indicator_id"].iloc[0])
    if indicator["do_not_compare_groups"] or indicator["higher_is"] == "neither" or indicator["kind"] == "count":
        return None
    latest = rows[(rows["period_id"] == rows["period_id"].iloc[0]) & rows["value"].notna() & (rows["status"] == "published")]
    pairs = _against_the_rest(latest, indicator) or _between_groups(latest)
    pairs = [pair for pair in pairs if pair["value"] > 0 and pair["other_value"] > 0]
    if not pairs:
        return None
    best = max(pairs, key=lambda pair: abs(np.log(pair["value"] / pair["other_value"])))
    return _told(best, indicator, latest, release, language)


def _against_the_rest(rows: pd.DataFrame, indicator: pd.Series) -> list[dict[str, object]]:
    """Each group against everybody else: the total's counts minus the group's."""
    total = rows[rows["stratum_id"] == "everyone"]
    if total.empty or not total["denominator"].iloc[0] > 0:
        return []
    whole, per = total.iloc[0], float(indicator["per"])
    groups = rows[(rows["stratum_id"] != "everyone") & (rows["denominator"] > 0) & rows["numerator"].notna()]
    pairs = []
    for _, group in groups.iterrows():
        base = whole["denominator"] - group["denominator"]
        if base > 0:
            rest = per * (whole["numerator"] - group["numerator"]) / base
            pairs.append({"stratum_id": group["stratum_id"], "value": group["value"], "other": "rest", "other_value": rest})
    return pairs


def _between_groups(rows: pd.DataFrame) -> list[dict[str, object]]:
    groups = rows[rows["stratum_id"] != "everyone"]
    if len(groups) < 2:
        return []
    high, low = groups.loc[groups["value"].idxmax()], groups.loc[groups["value"].idxmin()]
    return [
        {"stratum_id": high["stratum_id"], "value": high["value"], "other": low["stratum_id"], "other_value": low["value"]}
    ]


def _told(
    pair: dict[str, object], indicator: pd.Series, rows: pd.DataFrame, release: Release, language: str
) -> dict[str, object]:
    strata = shelf(release, "strata").set_index("stratum_id")
    group = text_in(strata.loc[pair["stratum_id"]], "name", language)
    rest = pair["other"] == "rest"
    other = say("gap.rest", language) if rest else text_in(strata.loc[pair["other"]], "name", language)
    unit, decimals = text_in(indicator, "unit", language), int(indicator["decimals"])
    shown, against = (numbers.with_unit(pair[key], unit, language, decimals) for key in ("value", "other_value"))
    title, when = text_in(indicator, "title", language), period(rows["period_id"].iloc[0], language)
    ratio = pair["value"] / pair["other_value"]
    sentence = say(
        "gap.sentence", language, title=title, area=area_name(release, rows["area_key"].iloc[0], language), group=group, value=shown, other=other, other_value=against, period=when,
        ratio=numbers.number(ratio, language, 1),
    )  # fmt: skip
    return {
        "indicator_id": indicator["indicator_id"], "title": title, "stratum_id": pair["stratum_id"], "group": group,
        "value": pair["value"], "other": other, "other_value": pair["other_value"],
        "difference": pair["value"] - pair["other_value"], "ratio": ratio, "period_id": rows["period_id"].iloc[0],
        "sentence": sentence,
    }  # fmt: skip
