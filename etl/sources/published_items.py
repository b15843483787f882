"""Words of a publication that group or time things: a model of health, the items of a calendar. No number in them.

Grain       one row per named thing
Options     id_prefix   of the fact ids: "prefix-01"
            kind        kind of the facts: method, or statement
            title       words for what the rows are
            words       column with the name as published
            columns     {name in Tidy.facts: column}, for example {period: when, note: activities_as_published}
            cited       column with the publication
Every record is one fact; a record without words or without a publication is rejected.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, rejects
from etl.csv_records import ragged, read_csv_records, require_columns
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
NUMBERS = ("value", "ci_low", "ci_high")
WORDS = (
    "group", "unit", "comparator", "period", "n", "geo_level", "place", "source_title", "publisher", "year", "locator", "note",
)  # fmt: skip
OPTIONS = {"id_prefix", "kind", "title", "words", "columns", "cited"}


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """`Tidy.facts`, each in the publisher's words, with its publication."""
    options = source.options
    if (
        set(options) != OPTIONS
        or options["kind"] not in ("method", "statement")
        or set(options["columns"]) - set(WORDS)
    ):
        raise SourceChanged(f"{source.id}: the options are {', '.join(sorted(OPTIONS))}; see the loader's description")
    words, cited = options["words"], options["cited"]
    require_columns(published, (words, cited, *options["columns"].values()), source.id)
    table = published.table
    silent = table[(table[words] == "") | (table[cited] == "")]
    reason, remedy = "no words, or no publication", "write the published words and where they stand"
    rejected = pd.concat([ragged(published), rejects(silent["line"], words, silent[words], reason, remedy)])
    rejected = rejected.drop_duplicates("line")
    return Tidy(facts=_facts(table[~table["line"].isin(rejected["line"])], source), rejected=rejected)


def _facts(table: pd.DataFrame, source: Source) -> pd.DataFrame:
    options = source.options
    facts = pd.DataFrame({"line": table["line"], "kind": options["kind"], "title": options["title"]})
    facts["fact_id"] = [f"{options['id_prefix']}-{number:02d}" for number in range(1, len(table) + 1)]
    facts["value_text"] = table[options["words"]]
    for name in NUMBERS:
        facts[name] = float("nan")
    for name in WORDS:
        column = options["columns"].get(name)
        facts[name] = table[column] if column else ""
    facts["source_title"] = table[options["cited"]]
    return facts.reset_index(drop=True)
