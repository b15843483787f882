"""Census profile of one place, as downloaded from the website.

Publisher   Statistics Canada, Census Profile, 2021 Census of Population
Grain       one row per characteristic; counts and rates for everyone, men+ and women+
Quirks      four records stand over the figures: title, place, groups of columns (Counts, Rates), header; the six names of
            the header occur twice, once in each group; numbers are padded with spaces; a flag stands in the column after
            its number; labels repeat, also within a topic; an empty line ends the figures, and the notes and citation
            under it hold quotation marks that no CSV reader takes: each of their lines is one record
            (a line of a lone comma is none)
Options     areas        {place as the file names it: {level, code}}
            withheld, not_applicable   the publisher's flags
Measures    `where: {Topic: ..., Characteristic: ...}` must choose one record, with its leading spaces where labels repeat;
            columns are called "Counts Total", "Rates Total", "Rates Women+" ...
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, observations
from etl.marks import declared_marks
from evenground.catalog.source import Measure, Source

COUNT = "csv"
HEADER_ROWS = 4
TITLE, PLACE, GROUPS, HEADER = range(4)
PLACE_CELL = 3
NOT_DECLARED = "characteristic not declared as a measure"
BELOW = "notes and citation under the figures"


def read(path: Path, source: Source) -> Published:
    """The figures, each column named for its group, then every line under them with its text as the first cell.

    Raises
    ------
    SourceChanged
        If the bytes are not in the declared encoding, or the file does not begin as such a download does.
    """
    lines = _text(path, source).replace("\r\n", "\n").split("\n")
    top = list(csv.reader(lines[:HEADER_ROWS], strict=True))
    if len(top) < HEADER_ROWS or not top[TITLE] or "Census Profile" not in top[TITLE][0]:
        raise SourceChanged(f"{source.id}: {path.name} does not begin as a downloaded census profile does")
    names = _names(top)
    end = next((n for n, text in enumerate(lines) if n >= HEADER_ROWS and not text.strip()), len(lines))
    figures = [[n, *cells] for n, cells in enumerate(csv.reader(lines[HEADER_ROWS:end], strict=True), HEADER_ROWS + 1)]
    below = [[n, text] + [""] * (len(names) - 1) for n, text in enumerate(lines[end:], end + 1) if text.strip(' ,"')]
    table = pd.DataFrame(figures + below, columns=["line", *names]).fillna("").astype({"line": "int64"})
    table["is_figure"] = table["line"] <= end
    return Published(table, (top[TITLE][0], top[PLACE][PLACE_CELL].strip()))


def _text(path: Path, source: Source) -> str:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        return data.decode(source.encoding)
    except UnicodeDecodeError as wrong:
        raise SourceChanged(f"{source.id}: {path.name} is not {source.encoding}: {wrong}") from wrong


def tidy(published: Published, source: Source) -> Tidy:
    """Observations of the declared characteristics of the one place.

    Raises
    ------
    SourceChanged
        If the place is not declared, or a measure chooses no record or several.
    """
    place = published.notes[PLACE]
    if place not in source.options["areas"]:
        raise SourceChanged(f"{source.id}: the file is of {place!r}; declare its area under the option `areas`")
    table = published.table
    figures = table[table["is_figure"]]
    rows = [_observed(measure, figures, source.options["areas"][place], source) for measure in source.measures]
    found = observations(**pd.DataFrame(rows).to_dict("list")) if rows else observations()
    others = sorted(set(figures["line"]) - set(found["line"]))
    below = {BELOW: [int(line) for line in table["line"][~table["is_figure"]]]}
    return Tidy(
        observations=found,
        out_of_scope={NOT_DECLARED: [int(line) for line in others]} | below,
        notes=list(published.notes),
    )


def _names(top: list[list[str]]) -> list[str]:
    """Column names, with the group that each stands in; the six names of the header occur once in each group."""
    names, group = [], ""
    for position, column in enumerate(top[HEADER]):
        group = top[GROUPS][position].strip() or group
        names.append(f"{group} {column}" if group and column else column)
    return names


def _observed(measure: Measure, figures: pd.DataFrame, area: dict[str, str], source: Source) -> dict[str, object]:
    record = _record(measure, figures, source)
    number, flag = record[measure.value].strip(), record[f"{measure.value}_Flag"].strip()
    status = declared_marks(source).get(flag, "published" if number else "")
    if not status:
        raise SourceChanged(f"{source.id} line {record['line']}: no number, and the flag {flag!r} is not declared")
    return {
        "line": int(record["line"]),
        "area_code": str(area["code"]),
        "level": area["level"],
        "indicator_id": measure.indicator,
        "period_id": measure.period or source.period,
        "stratum_id": measure.stratum,
        "value": float(number) * measure.scale if status == "published" else float("nan"),
        "status": status,
        "symbol": flag,
    }


def _record(measure: Measure, figures: pd.DataFrame, source: Source) -> pd.Series:
    for trim in (False, True):  # the words as printed, with their indentation, before the bare words
        hits = figures
        for column, words in measure.where.items():
            hits = hits[(hits[column].str.strip() if trim else hits[column]) == words]
        if len(hits) == 1:
            return hits.iloc[0]
    raise SourceChanged(
        f"{source.id}: {measure.where} chooses {len(hits)} records; write the words as printed, with their leading spaces"
    )
