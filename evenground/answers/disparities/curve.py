"""How is what is measured spread over residents in order of advantage: concentration curve and bars of fifths."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.disparities.choice import Comparison, stratifier
from evenground.answers.disparities.groups import groups
from evenground.answers.shelf import row_of, text_in
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.stats import inequality
from evenground.warehouse.releases import Release


def curve(chosen: Comparison, release: Release) -> Answer:
    """Cumulative share of residents, least advantaged first, against their share of what is measured.

    The table has one row per point (0 to 1), the first at the origin; empty where groups have no order. `facts` holds the
    `fifths` and the relative concentration index.
    """
    found, language = groups(chosen, release), chosen.language
    dimension = stratifier(chosen.place, chosen.by)
    is_ordered = found.kind == "areas" or bool(dimension and dimension.ordered and found.is_whole)
    if not is_ordered:
        return Answer("curve", release.id, pd.DataFrame(), (say("disparities.curve_unordered", language),))
    rows = found.areas if found.kind == "areas" else found.known.assign(population=found.known["denominator"], order=found.known["social_rank"]).sort_values("order")
    rows = rows[rows["value"].notna() & (rows["population"] > 0)]
    if len(rows) < 2 or (rows["value"] < 0).any() or rows["value"].sum() == 0:
        return Answer("curve", release.id, pd.DataFrame(), (say("disparities.curve_none", language),))
    held = (rows["population"] * rows["value"]).groupby(rows["order"]).sum()
    people = rows["population"].groupby(rows["order"]).sum()
    table = pd.DataFrame({"residents": np.append(0, people.cumsum() / people.sum()), "measured": np.append(0, held.cumsum() / held.sum())})
    index = inequality.noise_aware(found.settings(), [("rci", "raw")])["rci", "raw"]
    estimate, low, high = (float(part[0]) for part in (index.estimate, index.low, index.high))
    order = row_of(release, "indicators", "indicator_id", chosen.by) if found.kind == "areas" else None
    by = text_in(order, "title", language) if order is not None else (dimension.name.get(language) or dimension.name["en"])
    first = float(np.interp(0.2, table["residents"], table["measured"]))
    said = [
        say("disparities.curve_fifth", language, share=numbers.percent(100 * first, language, 1)),
        say(
            "disparities.curve_index", language, value=numbers.number(estimate, language, 3),
            range=numbers.interval(low, high, language, 3, kind=found.interval_kind),
        ),
    ]  # fmt: skip
    return Answer("curve", release.id, table, tuple(said), facts={"fifths": found.table if found.kind == "areas" else None, "index": estimate, "by": by})
