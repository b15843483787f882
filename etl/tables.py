"""Declarations and what was taken in, as tables of the warehouse."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from etl.take import Taken
from evenground.catalog.declaration import LANGUAGES, Text
from evenground.catalog.indicator import Indicator
from evenground.catalog.library import PlaceFolder

MASKED_AFTER = 2  # characters of a rejected value that are shown


def in_languages(name: str, text: Text | None) -> dict[str, str | None]:
    return {f"{name}_{language}": (text or {}).get(language) for language in LANGUAGES}


def levels(folder: PlaceFolder) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "level_key": level.key, "level": level.id, "vintage": level.vintage, **in_languages("name", level.name),
            **in_languages("one", level.one), "shape": level.shape, "on_map": level.on_map, "position": position,
            "parent_level": level.parent,
        }
        for position, level in enumerate(folder.place.levels)
    )  # fmt: skip


def indicator_rows(declared: dict[str, Indicator], used: set[str]) -> pd.DataFrame:
    return pd.DataFrame([_indicator(declared[name]) for name in sorted(used)])


def _indicator(one: Indicator) -> dict[str, object]:
    words = ("title", "question", "unit", "numerator", "denominator", "caveat")
    texts = [in_languages(word, getattr(one, word)) for word in words]
    synonyms = "; ".join(word for language in sorted(one.synonyms) for word in one.synonyms[language])
    row: dict[str, object] = {
        "indicator_id": one.id, "domain": one.domain, "kind": one.kind, "per": one.per, "decimals": one.decimals,
        "higher_is": one.higher_is, "need_kind": one.need_kind, **in_languages("modelled_from", _joined(one.modelled_from)),
        "cumulative": one.cumulative, "adjusted": one.adjusted, "do_not_compare_groups": one.do_not_compare_groups,
        "sample": one.sample, "mappable": one.mappable, "framework_tags": "; ".join(one.framework_tags) or None,
        "synonyms": synonyms or None,
    }  # fmt: skip
    for text in texts:
        row |= text
    return row


def _joined(texts: tuple[Text, ...]) -> Text:
    return {lang: "; ".join(text.get(lang) or text["en"] for text in texts) for lang in ("en", "fr")} if texts else {}


def strata(folder: PlaceFolder) -> pd.DataFrame:
    everyone = {"en": "Everyone", "fr": "Tout le monde"}
    rows = [{"stratum_id": "everyone", **in_languages("name", everyone), "is_reference": False, "is_partition": True}]
    for stratifier in folder.place.stratifiers:
        for stratum in stratifier.strata:
            rows.append(
                {
                    "stratum_id": stratum.id, "stratifier_id": stratifier.id, **in_languages("stratifier", stratifier.name),
                    **in_languages("name", stratum.name), "social_rank": stratum.social_rank,
                    "is_reference": stratum.is_reference, "is_partition": stratifier.partition,
                }
            )  # fmt: skip
    return pd.DataFrame(rows).assign(position=range(len(rows)))


def periods(ids: set[str]) -> pd.DataFrame:
    return pd.DataFrame([period(name) for name in sorted(ids)])


def period(period_id: str) -> dict[str, object]:
    """The days that a period id covers: "2021", "2010-2015", "2023-03" (a month), or "to 2022-09-02"."""
    if period_id.startswith("to "):
        end = date.fromisoformat(period_id.removeprefix("to "))
        return {"period_id": period_id, "starts_on": None, "ends_on": end, "is_cumulative": True}
    years = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", period_id)
    if years:
        first, last = int(years[1]), int(years[2] or years[1])
        span = {"starts_on": date(first, 1, 1), "ends_on": date(last, 12, 31)}
        return {"period_id": period_id, **span, "is_cumulative": False}
    return {"period_id": period_id, "starts_on": None, "ends_on": None, "is_cumulative": False}


def area_sets(folder: PlaceFolder) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_set_id": one.id, "level_key": one.level, **in_languages("name", one.name),
            **in_languages("short", one.short), **in_languages("authority", one.authority), "dated": one.dated,
            **in_languages("purpose", one.purpose), **in_languages("basis", one.basis), "outlined": one.outlined,
        }
        for one in folder.place.area_sets
    )  # fmt: skip


def sources(taken: list[Taken], observed: pd.Series) -> pd.DataFrame:
    """One row per file; `observed` counts the observations that each source gave."""
    return pd.DataFrame([_source(one, int(observed.get(one.source.id, 0))) for one in taken])


def _source(one: Taken, observations: int) -> dict[str, object]:
    declared = one.source
    level = f"{declared.level}:{declared.area_vintage}" if declared.level else None
    return {
        "source_id": declared.id, "provides": declared.provides, "loader": declared.loader, "file": one.path.name,
        **in_languages("publisher", declared.publisher), **in_languages("title", declared.title),
        **in_languages("licence", declared.licence), "licence_is_open": declared.licence_is_open, "vintage": declared.vintage,
        "period": declared.period, "level_key": level, "download": declared.download,
        "retrieved_on": declared.retrieved_on, **in_languages("note", declared.note),
        "source_protected": declared.source_protected, "sha256": one.sha256, "bytes": one.size, "rows_in": one.rows_in,
        "rows_loaded": one.rows_loaded, "rows_rejected": one.rows_rejected, "rows_out_of_scope": one.rows_out_of_scope,
        "areas_matched": one.areas_matched, "areas_known": one.areas_known, "observations": observations,
        "repaired": "; ".join(f"{rule}: {number}" for rule, number in sorted(one.tidy.repaired.items())) or None,
        "notes": "; ".join(one.tidy.notes) or None,
    }  # fmt: skip


def scope(taken: list[Taken]) -> pd.DataFrame:
    rows = []
    for one in taken:
        for selector, lines in one.tidy.out_of_scope.items():
            left = len(set(lines) - one.lines)
            rows.append({"source_id": one.source.id, "counted": "records", "selector": selector, "number": left})
        for selector, number in one.tidy.cells.items():
            rows.append({"source_id": one.source.id, "counted": "cells", "selector": selector, "number": number})
    return pd.DataFrame(rows, columns=["source_id", "counted", "selector", "number"])


def reject_rows(taken: list[Taken]) -> pd.DataFrame:
    """Rejected records with their values masked: enough to find the cell, not to read it."""
    parts = [one.tidy.rejected.assign(source_id=one.source.id) for one in taken if len(one.tidy.rejected)]
    if not parts:
        return pd.DataFrame(columns=["source_id", "line", "column_name", "value_masked", "reason", "remedy"])
    table = pd.concat(parts, ignore_index=True)
    table["value_masked"] = [mask(value) for value in table["value"]]
    return table.rename(columns={"column": "column_name"}).drop(columns=["value"])


def mask(value: str) -> str:
    """The first characters of a rejected value and its length: `29…(11)`."""
    text = str(value)
    return text if len(text) <= MASKED_AFTER else f"{text[:MASKED_AFTER]}…({len(text)})"
