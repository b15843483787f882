"""A mean over areas weighted by a group's residents is not the group's own figure: said beside the one that was published."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.disparities.groups import _seen
from evenground.answers.shelf import provenance, row_of, shelf, text_in
from evenground.catalog.disparities import WeightedByGroup
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import period
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release


def not_the_gap(release: Release, indicator: str, language: str) -> tuple[Answer, ...]:
    """Each declared mean over areas for an indicator: the number, what it is, what it is not, and the published gap."""
    declared = place_folder(release.place_id).place.weighted_by_group
    return tuple(answer for one in declared if one.indicator == indicator and (answer := _told(one, release, language)) is not None)


def _told(one: WeightedByGroup, release: Release, language: str) -> Answer | None:
    table = weighted_means(one, release)
    if table["mean"].isna().any():
        return None
    about = row_of(release, "indicators", "indicator_id", one.indicator)
    unit, decimals = text_in(about, "unit", language), int(about["decimals"])
    strata = shelf(release, "strata").set_index("stratum_id")
    names = [text_in(strata.loc[group], "name", language) for group in one.groups]
    difference = float(table["mean"].iloc[1] - table["mean"].iloc[0])
    listed = row_of(release, "area_sets", "area_set_id", one.area_set)
    said = [
        say(
            "disparities.weighted", language, title=text_in(about, "title", language), first=names[0], second=names[1], where=text_in(listed, "short", language),
            first_mean=numbers.with_unit(table["mean"].iloc[0], unit, language, decimals), second_mean=numbers.with_unit(table["mean"].iloc[1], unit, language, decimals),
            difference=numbers.with_unit(difference, unit, language, decimals), areas=str(int(table["areas"].iloc[0])), period=period(one.period, language),
        ),
        say("disparities.weighted_not", language, difference=numbers.with_unit(difference, unit, language, decimals)),
    ]  # fmt: skip
    facts = shelf(release, "facts")
    published = facts[facts["fact_id"] == one.published]
    if len(published):
        fact = published.iloc[0]
        said.append(
            say(
                "disparities.weighted_published", language, value=numbers.with_unit(fact["value"], text_in(about, "unit", language), language, decimals), title=fact["title"],
                year=fact["period"], source=fact["source_title"], publisher=fact["publisher"], published=fact["year"],
            )
        )  # fmt: skip
    sources = {source for source in table.attrs["sources"] if source}
    return Answer("not_the_gap", release.id, table, tuple(said), provenance(release, sources, language), facts={"difference": difference})


def weighted_means(one: WeightedByGroup, release: Release) -> pd.DataFrame:
    """Mean of the indicator over the areas of a list, weighted by each group's residents; one row per group."""
    level = str(row_of(release, "area_sets", "area_set_id", one.area_set)["level_key"])
    members = ask(release, "area_set_members", area_set_id=one.area_set).set_index("area_key")["weight"]
    seen, people = _seen(release, one.indicator, level), _seen(release, one.weight, level)
    value = seen[(seen["period_id"] == one.period) & (seen["stratum_id"] == "everyone")].set_index("area_key")["value"].dropna()
    value = value[value.index.isin(members.index)].astype(float)
    rows = []
    for group in one.groups:
        residents = people[(people["period_id"] == one.weight_period) & (people["stratum_id"] == group)].set_index("area_key")["value"]
        weight = (residents.reindex(value.index).astype(float) * members.reindex(value.index)).fillna(0)
        rows.append({"group": group, "mean": float((value * weight).sum() / weight.sum()) if weight.sum() > 0 else np.nan, "areas": int((weight > 0).sum()), "residents": float(weight.sum())})
    table = pd.DataFrame(rows)
    table["areas"] = len(value)
    table.attrs["sources"] = sorted({*seen["source_id"], *people["source_id"]})
    return table
