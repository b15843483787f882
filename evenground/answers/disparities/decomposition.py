"""What a gap is made of, where figures by age and group, or by cause, are published; else why it cannot be said."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.disparities.choice import ALL, LIST, Comparison
from evenground.answers.disparities.gap import difference_unit
from evenground.answers.disparities.groups import groups
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.stats.coverage.equity import order_by_need
from evenground.stats.decomposition import kitagawa
from evenground.warehouse.releases import Release


def decomposition(chosen: Comparison, release: Release) -> Answer:
    """Of a gap between the ends of an index: how much lies within each part of the list, and how much in who lives where.

    Rates by age and group, which a decomposition by age would need, are published for no indicator here; that is said. For
    areas of a list against all others, Kitagawa's parts are computed over the fifths of residents.
    """
    found, language = groups(chosen, release), chosen.language
    if found.kind != "areas" or not chosen.where.startswith(LIST):
        return Answer("decomposition", release.id, pd.DataFrame(), (say("disparities.made_of_none", language),))
    rows = groups(chosen.but(where=ALL + found.level), release).areas
    inside = rows["area_key"].isin(found.areas["area_key"]).to_numpy()
    if inside.all() or not inside.any():
        return Answer("decomposition", release.id, pd.DataFrame(), (say("disparities.made_of_none", language),))
    shown = _parts(rows, inside)
    rate, who = float(shown["rate_effect"].sum()), float(shown["composition_effect"].sum())
    unit, decimals = difference_unit(found), int(found.indicator["decimals"])
    words = {name: numbers.with_unit(value, unit, language, decimals) for name, value in (("total", rate + who), ("rate", rate), ("who", who))}
    return Answer("decomposition", release.id, shown, (say("disparities.made_of_where", language, **words), say("disparities.made_of_age", language)))


def _parts(rows: pd.DataFrame, inside) -> pd.DataFrame:
    """Kitagawa's parts by fifth of the index over all areas; outside minus inside, so that inside is where it starts."""
    middle = order_by_need(-rows["order"], rows["population"]).middle  # areas of one place in the order stay together
    fifth = np.minimum(middle * 5, 4.999).astype(int)
    sums = rows.assign(product=rows["value"] * rows["population"], fifth=fifth, inside=inside).groupby(["fifth", "inside"])[["product", "population"]].sum().unstack(fill_value=0)
    people_in, people_out = sums[("population", True)], sums[("population", False)]
    rate_in, rate_out = (sums[("product", side)] / sums[("population", side)].where(lambda n: n > 0) for side in (True, False))
    rate_in, rate_out = rate_in.fillna(rate_out), rate_out.fillna(rate_in)
    found = kitagawa(rate_out, rate_in, people_out, people_in)
    return pd.DataFrame({"fifth": [f"fifth_{number + 1}" for number in sums.index], "rate_effect": found.rate_effect, "composition_effect": found.composition_effect})

