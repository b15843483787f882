"""What a release holds to choose from, read once per release: indicators, levels, groups, lists of areas, sources."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from evenground.answers.answer import Provenance
from evenground.look.dates import edition
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release


@lru_cache(maxsize=256)
def shelf(release: Release, question: str) -> pd.DataFrame:
    """A table of the release that does not depend on the reader's choices. Do not write to it."""
    return ask(release, question)


def text_in(row: pd.Series | dict[str, object], name: str, language: str) -> str:
    """The words of `<name>_<language>`, else English."""
    for found in (row.get(f"{name}_{language}"), row.get(f"{name}_en")):
        if isinstance(found, str) and found:
            return found
    return ""


def names_in(table: pd.DataFrame, name: str, language: str) -> pd.Series:
    """A column of names in a language, English where it has none."""
    own, english = table.get(f"{name}_{language}"), table[f"{name}_en"]
    return english if own is None else own.where(own.notna() & (own != ""), english)


def fallen_back(table: pd.DataFrame, name: str, language: str) -> tuple[str, ...]:
    """Texts that `names_in` gives in English because they have no others."""
    if language == "en":
        return ()
    own, english = table.get(f"{name}_{language}"), table[f"{name}_en"]
    return tuple(english[english.notna() & (True if own is None else own.isna() | (own == ""))])


def row_of(release: Release, question: str, key: str, value: str) -> pd.Series:
    """The row of a shelf whose `key` is `value`; `KeyError` names what there is. Do not write to it."""
    rows = _rows(release, question, key)
    if value not in rows:
        raise KeyError(f"{key} {value!r} is not in release {release.id}; it has {', '.join(list(rows)[:5])} ...")
    return rows[value]


@lru_cache(maxsize=256)
def _rows(release: Release, question: str, key: str) -> dict[str, pd.Series]:
    """Rows by key; the first where a key stands twice."""
    table = shelf(release, question).astype(object)  # rows of plain objects are read many times faster
    return {value: row for value, (_, row) in zip(reversed(table[key].tolist()), reversed(list(table.iterrows())), strict=True)}


def provenance(release: Release, source_ids: set[str], language: str) -> tuple[Provenance, ...]:
    """Where the named sources came from, in a fixed order."""
    table = shelf(release, "sources")
    rows = table[table["source_id"].isin(source_ids)]
    return tuple(
        Provenance(
            source_id=row["source_id"],
            title=text_in(row, "title", language),
            publisher=text_in(row, "publisher", language),
            vintage=edition(row["vintage"], language),
            licence=text_in(row, "licence", language),
            retrieved_on=row["retrieved_on"] if isinstance(row["retrieved_on"], str) else None,
            note=text_in(row, "note", language) or None,
        )
        for _, row in rows.iterrows()
    )


def periods_of(release: Release, indicator: str, level: str, stratum: str = "everyone") -> list[str]:
    """Periods with data for an indicator, a level and a group, latest first."""
    offer = shelf(release, "offer")
    match = (offer["indicator_id"] == indicator) & (offer["level_key"] == level) & (offer["stratum_id"] == stratum)
    return offer.loc[match & (offer["with_value"] > 0), "period_id"].tolist()
