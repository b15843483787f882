"""Why an indicator has no gap to show, what there is instead, and which indicators have one."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.area_values import area_name
from evenground.answers.disparities.choice import ways
from evenground.answers.shelf import provenance, row_of, shelf, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import period
from evenground.warehouse.releases import Release


def nothing(release: Release, indicator: str, language: str) -> Answer:
    """Sentences: the reason; everyone's figure where there is one; that communities are not ranked, where that is so."""
    about = row_of(release, "indicators", "indicator_id", indicator)
    reason = "composition" if about["higher_is"] == "neither" and about["kind"] != "count" else "count" if about["kind"] == "count" else "published"
    said = [say(f"disparities.none_{reason}", language, title=text_in(about, "title", language))]
    values = shelf(release, "group_values")
    own = values[(values["indicator_id"] == indicator) & (values["stratum_id"] == "everyone") & values["value"].notna()].head(1)
    sources: set[str] = set()
    for row in own.to_dict("records"):
        limits = None if about["kind"] == "count" else (row["ci_low"], row["ci_high"])
        value = numbers.estimate(row["value"], text_in(about, "unit", language), language, int(about["decimals"]), ci=limits, level=row["ci_level"], kind=row["ci_kind"] or "published")
        said.append(say("disparities.everyone_only", language, title=text_in(about, "title", language), area=area_name(release, row["area_key"], language), period=period(row["period_id"], language), value=value))
        sources.add(row["source_id"])
    if not place_folder(release.place_id).place.policy.rankings:
        said.append(say("disparities.none_region", language))
    return Answer("nothing", release.id, own.reset_index(drop=True), tuple(said), provenance(release, sources, language))


def comparable(release: Release, language: str) -> pd.DataFrame:
    """Indicators that can be compared somewhere in this place: `indicator_id`, `title` and the first way of each."""
    rows = [
        {"indicator_id": row["indicator_id"], "title": text_in(row, "title", language), "way": found[0]}
        for row in shelf(release, "indicators").to_dict("records")
        if not row["do_not_compare_groups"] and (found := ways(release, row["indicator_id"]))
    ]
    return pd.DataFrame(rows, columns=["indicator_id", "title", "way"])
