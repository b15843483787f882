"""Which areas, which indicators? Every area's place among the fifths of areas, from least to most favourable."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.choices import Choices
from evenground.answers.comparing.level import areas_by_name, favourable, indicator_notes, level_values
from evenground.answers.shelf import provenance, row_of, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import period
from evenground.warehouse.releases import Release

FIFTHS = 5
UNCOLOURED = -1


def heat_table(chosen: Choices, columns: tuple[str, ...], release: Release, by_value: bool = True) -> Answer:
    """One row per area and indicator, for everyone, each indicator in its latest period.

    `fifth` is 0 for the fifth of areas where the value is least favourable, 4 for the most favourable, and -1 where there
    is no value, no better side, or no difference; areas with the same value are in the same fifth. Rows are in the order
    of the first indicator (least favourable first, without a value last), or of names. `facts` holds the titles, periods
    and directions of the columns.
    """
    names = areas_by_name(release, chosen.level, chosen.language)
    values = level_values(release, chosen.level)
    parts = [_column(values[values["indicator_id"] == key], names, release, key) for key in columns]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*names.columns, "indicator_id", "value", "fifth", "status"])
    about = [row_of(release, "indicators", "indicator_id", key) for key in columns]
    order = _order(parts[0], about[0]["higher_is"]) if parts and by_value else names["area_key"].tolist()
    facts = {
        "order": tuple(order), "columns": columns, "about": about,
        "titles": tuple(text_in(one, "title", chosen.language) for one in about),
        "periods": tuple(_period(part, chosen.language) for part in parts),
    }  # fmt: skip
    sources = {source for source in table.get("source_id", pd.Series(dtype=object)).dropna() if source}
    return Answer(
        "heat_table", release.id, table, _sentences(chosen, table, about), provenance(release, sources, chosen.language), (),
        _notes(chosen, release, columns, table), facts,
    )  # fmt: skip


def _column(values: pd.DataFrame, names: pd.DataFrame, release: Release, key: str) -> pd.DataFrame:
    part = names.merge(values.drop(columns="indicator_id"), on="area_key", how="left").assign(indicator_id=key)
    part["status"] = part["status"].fillna("not_reported")
    part["value"] = part["value"].where(part["status"] == "published").astype(float)
    part["fifth"] = fifths(part["value"], row_of(release, "indicators", "indicator_id", key)["higher_is"])
    return part


def fifths(values: pd.Series, higher_is: str) -> np.ndarray:
    """0 for the least favourable fifth of areas to 4 for the most, by the middle of tied ranks; -1 without a colour."""
    found = pd.Series(favourable(values, higher_is))
    if higher_is == "neither" or found.nunique() < 2:
        return np.full(len(found), UNCOLOURED)
    share = (found.rank(method="average") - 0.5) / found.count()
    return np.where(found.isna(), UNCOLOURED, np.minimum(np.floor(share * FIFTHS), FIFTHS - 1)).astype(int)


def _order(part: pd.DataFrame, higher_is: str) -> list[str]:
    least_first = part.assign(sort=favourable(part["value"], higher_is))
    return least_first.sort_values("sort", ascending=higher_is != "neither", kind="stable", na_position="last")["area_key"].tolist()


def _period(part: pd.DataFrame, language: str) -> str:
    known = part["period_id"].dropna()
    return period(known.iloc[0], language) if len(known) else ""


def _sentences(chosen: Choices, table: pd.DataFrame, about: list[pd.Series]) -> tuple[str, ...]:
    """How many areas are in the least favourable fifth of most indicators; named where few, and where areas are named."""
    language, directed = chosen.language, [one for one in about if one["higher_is"] != "neither"]
    if len(directed) < 2:
        return (say("compare.heat_few", language),)
    low = table[table["fifth"] == 0].groupby("name").size()
    most = low[low > len(directed) / 2]
    said = say("compare.heat_most", language, count=len(most), indicators=numbers.number(len(directed), language))
    if 0 < len(most) <= 5 and place_folder(chosen.place).place.policy.rankings:
        said = f"{said} {say('compare.named', language, names='; '.join(sorted(most.index)))}"
    return (said,)


def _notes(chosen: Choices, release: Release, columns: tuple[str, ...], table: pd.DataFrame) -> tuple[str, ...]:
    return (say("compare.heat_care", chosen.language), say("compare.heat_marks", chosen.language), *indicator_notes(chosen, release, columns, table))
