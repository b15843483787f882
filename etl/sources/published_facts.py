"""Figures and statements read in publications, one by one, each with the place it was read.

Publisher   many; every row names its own publication, publisher, year and locator
Grain       one row per fact_id
Quirks      a value may be words ("over 80", "about 25", "almost 2"): words stay words and are never made a number;
            odds, prevalence and rate ratios are associations, not levels: they are never observations; few figures have
            an interval, and the publications that give one mean 95%

Every record is kept as a fact. A measure of the source may name one by `where: {fact_id: ...}`; that figure is then an
observation as well, of the area that the option `areas` gives for the record's `place`:

    areas: {Exampleville: {level: "region:2021", code: "01"}}
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, observations, rejects
from etl.csv_records import ragged, read_csv_records, require_columns
from evenground.catalog.source import Measure, Source

COUNT = "csv"
HEADER_ROWS = 1
COLUMNS = {  # published name: name in Tidy.facts
    "fact_id": "fact_id",
    "indicator": "title",
    "population_group": "group",
    "value": "value_text",
    "unit": "unit",
    "ci_low": "ci_low",
    "ci_high": "ci_high",
    "comparator": "comparator",
    "period": "period",
    "n_or_denominator": "n",
    "geography_level": "geo_level",
    "place": "place",
    "source_title": "source_title",
    "source_publisher": "publisher",
    "source_year": "year",
    "source_locator": "locator",
    "uncertainty_note": "note",
}
PLAIN_NUMBER = r"-?\d+(?:\.\d+)?"
ASSOCIATION_UNIT = r"\bratio\b|direction only"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """`Tidy.facts` with every usable record, and an observation for each figure that a measure names.

    Raises
    ------
    SourceChanged
        If a column is missing, or a measure names a record that is absent, worded or an association.
    """
    require_columns(published, COLUMNS, source.id)
    table = published.table
    rejected = pd.concat([ragged(published), _unusable(table)], ignore_index=True).drop_duplicates("line")
    facts = _facts(table[~table["line"].isin(rejected["line"])])
    found = [_observation(facts, measure, source) for measure in source.measures]
    tidied = Tidy(facts=facts, rejected=rejected)
    if found:
        tidied.observations = pd.concat(found, ignore_index=True)
    return tidied


def _facts(table: pd.DataFrame) -> pd.DataFrame:
    """line, fact_id, kind, title, group, value_text, value, unit, ci_low, ci_high, comparator, period, n, ..., note."""
    facts = table[["line", *COLUMNS]].rename(columns=COLUMNS)
    plain = facts["value_text"].str.fullmatch(PLAIN_NUMBER)
    return facts.assign(
        kind=_kind(facts),
        value=pd.to_numeric(facts["value_text"].where(plain)),
        ci_low=pd.to_numeric(facts["ci_low"].replace("", None)).astype("float64"),
        ci_high=pd.to_numeric(facts["ci_high"].replace("", None)).astype("float64"),
    ).reset_index(drop=True)


def _kind(facts: pd.DataFrame) -> pd.Series:
    kind = pd.Series("statement", index=facts.index, dtype="str")
    kind[facts["geo_level"] == "method"] = "method"
    kind[facts["unit"].str.contains(ASSOCIATION_UNIT)] = "association"
    return kind


def _unusable(table: pd.DataFrame) -> pd.DataFrame:
    low, high = (pd.to_numeric(table[name], errors="coerce") for name in ("ci_low", "ci_high"))
    has_interval = (table["ci_low"] != "") | (table["ci_high"] != "")
    unsaid = (table["value"] == "") | (table["source_title"] == "") | (table["source_publisher"] == "")
    repeated = (table["fact_id"] == "") | table["fact_id"].duplicated(keep=False)
    broken = has_interval & ~(low <= high)
    return pd.concat(
        [
            _reject(table[repeated], "fact_id", "the fact_id is empty or used again", "give every fact its own"),
            _reject(table[unsaid], "value", "no value, or no source", "write the published words and where they stand"),
            _reject(table[broken], "ci_low", "the interval is not two numbers in order", "write both limits, or none"),
        ]
    )


def _reject(rows: pd.DataFrame, column: str, reason: str, remedy: str) -> pd.DataFrame:
    return rejects(rows["line"], column, rows[column], reason, remedy)


def _observation(facts: pd.DataFrame, measure: Measure, source: Source) -> pd.DataFrame:
    where = f"{source.id}: measure {measure.indicator}"
    given = set(measure.model_fields_set) - {"indicator", "stratum", "period", "where"}
    if given:
        raise SourceChanged(f"{where}: this loader does not use {sorted(given)[0]!r}; remove it")
    fact = _named_fact(facts, measure, where)
    areas = source.options.get("areas", {})
    if fact["place"] not in areas:
        raise SourceChanged(f"{where}: no area for place {fact['place']!r}; add it to options.areas")
    has_interval = pd.notna(fact["ci_low"])
    return observations(
        line=[fact["line"]],
        area_code=[str(areas[fact["place"]]["code"])],
        level=[areas[fact["place"]]["level"]],
        indicator_id=[measure.indicator],
        period_id=[measure.period or fact["period"]],
        stratum_id=[measure.stratum],
        value=[fact["value"]],
        ci_low=[fact["ci_low"]],
        ci_high=[fact["ci_high"]],
        ci_level=[0.95 if has_interval else float("nan")],
        ci_kind=["published" if has_interval else ""],
    )


def _named_fact(facts: pd.DataFrame, measure: Measure, where: str) -> pd.Series:
    if set(measure.where) != {"fact_id"}:
        raise SourceChanged(f"{where}: name one record as `where: {{fact_id: ...}}`")
    found = facts[facts["fact_id"] == measure.where["fact_id"]]
    if len(found) != 1:
        raise SourceChanged(f"{where}: fact {measure.where['fact_id']!r} is not in the file; correct the fact_id")
    fact = found.iloc[0]
    if pd.isna(fact["value"]):
        raise SourceChanged(f"{where}: {fact['value_text']!r} is words; a worded value is never an observation")
    if fact["kind"] != "statement":
        raise SourceChanged(f"{where}: {fact['unit']!r} is an association; it is never an observation")
    return fact
