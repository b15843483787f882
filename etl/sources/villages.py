"""Names that people use for the areas of a level, each with where it was read, and the level above.

Grain       one row per area
Quirks      a name that was found in no source is blank on purpose, and stays blank; former names stand in one cell,
            divided by `;`, `,` or ` / `, with a remark in brackets for all of a group: "Fort Chimo (former); ..."

Options
    code, name          columns
    languages           languages in which `name` is the official name
    other_language      {language, column, cited}: the name in one more language, where the column holds one
    variants            column with former and other names
    above               {column, level, parent, names: {published word: {en: ..., fr: ...}}}: the areas above, one for
                        each word of the column
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy
from etl.csv_records import ragged, read_csv_records, require_columns
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
REMARK = re.compile(r"(?P<names>.*?)\s*\((?P<remark>[^()]*)\)\s*")
UNDETERMINED = "und"
"""ISO 639 code of a language that the source does not say."""


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """`Tidy.names` for every area, and `Tidy.areas` for the level above, which has no shape."""
    options = source.options
    other, above = options["other_language"], options["above"]
    used = (options["code"], options["name"], options["variants"], other["column"], other["cited"], above["column"])
    require_columns(published, used, source.id)
    rejected = ragged(published)
    table = published.table[~published.table["line"].isin(rejected["line"])]
    names = [row for record in table.to_dict("records") for row in _names(record, options, source)]
    return Tidy(names=pd.DataFrame(names), areas=_above(table, above, source), rejected=rejected)


def _names(record: dict, options: dict, source: Source) -> list[dict]:
    own = {"line": record["line"], "area_code": record[options["code"]]}
    found = [
        {"language": language, "name": record[options["name"]], "kind": "official", "cited": source.title["en"]}
        for language in options["languages"]
    ]
    other = options["other_language"]
    if record[other["column"]]:
        cited = record[other["cited"]]
        found.append(
            {"language": other["language"], "name": record[other["column"]], "kind": "official", "cited": cited}
        )
    found += [
        {"language": UNDETERMINED, "name": name, "kind": "alias", "cited": remark}
        for name, remark in _variants(record[options["variants"]])
    ]
    return [own | name for name in found]


def _variants(cell: str) -> list[tuple[str, str]]:
    """Names of a cell with the remark that stands behind their group."""
    found = []
    for group in filter(None, (part.strip() for part in cell.split(";"))):
        remarked = REMARK.fullmatch(group)
        names, remark = (remarked["names"], remarked["remark"]) if remarked else (group, "")
        found += [(name.strip(), remark) for name in re.split(r",| / ", names)]
    return found


def _above(table: pd.DataFrame, above: dict, source: Source) -> pd.DataFrame:
    words = table.drop_duplicates(above["column"])
    unnamed = sorted(set(words[above["column"]]) ^ set(above["names"]))
    if unnamed:
        raise SourceChanged(f"{source.id}: {unnamed[0]!r} is in the file or in options.above.names, but not in both")
    return pd.DataFrame(
        {
            "line": words["line"],
            "level": above["level"],
            "code": words[above["column"]],
            "name_en": words[above["column"]].map(lambda word: above["names"][word]["en"]),
            "name_fr": words[above["column"]].map(lambda word: above["names"][word]["fr"]),
            "name_iu": "",
            "population": float("nan"),
            "parent": above["parent"],
            "geometry": None,
        }
    ).reset_index(drop=True)
