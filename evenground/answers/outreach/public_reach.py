"""What the public may see of outreach: protected sums by area, without intervals or verdicts."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.log import window_words
from evenground.answers.shelf import names_in, shelf
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look.numbers import percent
from evenground.stats.coverage.mix import visited_share
from evenground.warehouse.releases import Release


def public_reach(release: Release, language: str, k: int) -> Answer:
    """One row per area of the outreach level: sessions and attendances of the whole log as the public release protects them.

    Columns: `name`, `residents`, `sessions`, `attendances` (missing where hidden), `hidden`. `facts` has the `basis` of place that they are counted on.
    """
    outreach, rows = place_folder(release.place_id).place.outreach, shelf(release, "reach_public")
    if outreach is None or rows.empty:
        return Answer("public_reach", release.id, pd.DataFrame(), (str(say("coverage.public_none", language)),))
    areas = shelf(release, "area_codes").pipe(lambda t: t[t["level_key"] == outreach.level])
    basis = rows["basis"].mode().iloc[0]
    whole = rows[(rows["quarter"] == "all") & (rows["question"] == "") & (rows["basis"] == basis)].set_index("area_key")
    parts = {measure: part for measure, part in whole.groupby("measure")}
    table = pd.DataFrame({"area_key": areas["area_key"], "name": names_in(areas, "name", language), "residents": areas["population"]})
    for measure in ("sessions", "attendances"):
        part = parts.get(measure, whole.iloc[:0])
        table[measure] = table["area_key"].map(part["value"]).where(table["area_key"].isin(part.index), 0.0)
        table[f"{measure}_hidden"] = table["area_key"].map(part["status"]).eq("suppressed")
    share = visited_share(table["sessions"], table["residents"], k)
    place = place_folder(release.place_id).place.vocabulary.get("area", {})
    said = [say("coverage.public_only", language)]
    if share > 0:  # what is kept back or hidden can only raise it, so it is said as a least; a least of nothing says nothing
        area = place.get(language) or place.get("en") or say("coverage.area", language)
        said.append(say("coverage.visited_public", language, count=k, share=percent(100 * share, language), area=area, period=window_words(release, language)))
    return Answer("public_reach", release.id, table.sort_values("name", ignore_index=True), tuple(map(str, said)), facts={"basis": basis})
