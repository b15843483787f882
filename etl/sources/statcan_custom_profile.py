"""Custom tabulation of the census profile: a characteristic in each row, an area in each column.

Publisher   Statistics Canada, custom tabulations of the Census Profile and of its target group profiles
Grain       one row per characteristic; the header of a column carries the area's name, its code in brackets, a five-digit
            data quality flag and the total non-response rate: `NAME (3001) 00000 (  6.7%)`
Quirks      labels repeat, only the row's id is unique; full and target group profiles number the same characteristic
            differently, so every id in use is declared with its label and a renumbered file is refused;
            a count may be printed as 0 where the rate that belongs to it is withheld: then the count is withheld too;
            some files mark a withheld cell with x, some leave it blank or write NA: declared per source
Options     row_id, label      columns that hold the id and the words of a characteristic
            areas              list of {level, header}: a regular expression with a group `code` for columns to load
            other_columns      list of {selector, header}: columns out of scope, and why
            labels             {id: words} of every row in use
            withheld, not_applicable   the publisher's marks
Measures    numerator and denominator are row ids that are summed; `value` beside a numerator is the published rate, which
            is kept (it was made before the counts were rounded) and which withholds the counts where it is withheld; `value` alone is the published number and `denominator` its base
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from etl.contract import OBSERVATION, Published, SourceChanged, Tidy, empty, observations
from etl.csv_records import ragged, read_csv_records, require_columns
from etl.marks import declared_marks, read_cells
from evenground.catalog.source import Measure, Source

COUNT = "csv"
HEADER_ROWS = 1
HEADER = re.compile(r"(?P<area>.+) (?P<flag>\d{5}) \(\s*(?P<non_response>\d+(\.\d+)?)%\)")
NOT_DECLARED = "characteristic not declared as a measure"
SUPPORTING = "read as a denominator or as the check of a rate"


@dataclass(frozen=True)
class AreaColumn:
    """A column that is loaded: its header, the area it stands for, and what the publisher says of its quality."""

    header: str
    level: str
    code: str
    flag: str
    non_response_pct: float

    @property
    def reliability(self) -> str:
        # 9 marks what is withheld; any other digit says that many households did not answer
        return "caution" if set(self.flag) - {"0", "9"} else "ok"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """Observations of the declared rows in the declared columns; every other row and column is out of scope by name."""
    require_columns(published, [source.options["row_id"], source.options["label"]], source.id)
    columns, left_out = _columns(published, source)
    rejected = ragged(published)
    table = published.table[~published.table["line"].isin(rejected["line"])]
    rows = _declared_rows(table, source)
    cells = _cells(rows, columns, source)
    found = _observations([_observed(measure, cells, rows, columns, source) for measure in source.measures])
    loaded = set(found["line"])
    supporting = {int(line) for line in rows["line"]} - loaded
    others = sorted(int(line) for line in set(table["line"]) - loaded - supporting)
    return Tidy(
        observations=found,
        rejected=rejected,
        out_of_scope={NOT_DECLARED: others} if others else {},
        parts=supporting,
        cells={selector: count * len(table) for selector, count in left_out.items()}
        | {"loaded": len(columns) * len(loaded), SUPPORTING: len(columns) * len(supporting)}
        | {NOT_DECLARED: len(columns) * len(others)},
        notes=_quality(columns),
    )


def _columns(published: Published, source: Source) -> tuple[list[AreaColumn], dict[str, int]]:
    """Columns to load, and how many are left out by each selector; a column that nobody declared stops the load."""
    found, left_out = [], {}
    described = {"line", "cells", source.options["row_id"], source.options["label"]}
    for header in (name for name in published.table if name not in described):
        parts = HEADER.fullmatch(header.strip())
        if parts is None:
            raise SourceChanged(f"{source.id}: the header {header!r} carries no quality flag and non-response rate")
        area = _area(parts, header, source)
        if area is None:
            selector = _selector(parts["area"], source)
            left_out[selector] = left_out.get(selector, 0) + 1
        else:
            found.append(area)
    return found, left_out


def _area(parts: re.Match[str], header: str, source: Source) -> AreaColumn | None:
    for pattern in source.options["areas"]:
        if match := re.fullmatch(pattern["header"], parts["area"]):
            return AreaColumn(header, pattern["level"], match["code"], parts["flag"], float(parts["non_response"]))
    return None


def _selector(area: str, source: Source) -> str:
    for pattern in source.options.get("other_columns", []):
        if re.fullmatch(pattern["header"], area):
            return pattern["selector"]
    raise SourceChanged(f"{source.id}: the column of {area!r} is neither loaded nor out of scope; declare it")


def _declared_rows(table: pd.DataFrame, source: Source) -> pd.DataFrame:
    """The rows in use, by their id, after checking that each still carries the words it was declared with."""
    labels = source.options["labels"]
    used = list(dict.fromkeys(row_id for measure in source.measures for row_id in _rows_of(measure)))
    rows = table[table[source.options["row_id"]].isin(used)].set_index(source.options["row_id"])
    for row_id in used:
        if row_id not in labels or list(rows.index).count(row_id) != 1:
            count = list(rows.index).count(row_id)
            raise SourceChanged(f"{source.id}: row {row_id} is declared without a label, or is {count} rows of the file")
        words = rows.at[row_id, source.options["label"]].strip()
        if words != labels[row_id]:
            raise SourceChanged(f"{source.id}: row {row_id} is now {words!r}; it was declared as {labels[row_id]!r}")
    return rows


def _rows_of(measure: Measure) -> list[str]:
    return [*measure.numerator, *measure.denominator, *([measure.value] if measure.value else [])]


def _cells(rows: pd.DataFrame, columns: list[AreaColumn], source: Source) -> dict[str, dict[str, np.ndarray]]:
    """`number`, `status` and `symbol` of the cells in use: by the row's id, one entry per area column."""
    text = rows[[column.header for column in columns]].to_numpy(dtype=object)
    read_as = read_cells(pd.Series(text.ravel(), dtype="str"), declared_marks(source), source.id)
    parts = {part: read_as[part].to_numpy(dtype=object).reshape(text.shape) for part in ("status", "symbol")}
    parts["number"] = read_as["number"].to_numpy(dtype=float).reshape(text.shape)
    return {row_id: {part: table[n] for part, table in parts.items()} for n, row_id in enumerate(rows.index)}


def _observed(measure: Measure, cells: dict, rows: pd.DataFrame, columns: list[AreaColumn], source: Source) -> dict:
    own = (measure.numerator or (measure.value,))[0]
    needed = [cells[row_id] for row_id in _rows_of(measure)]
    numerator, denominator = (_total(of, cells, len(columns)) for of in (measure.numerator, measure.denominator))
    status = _first_other([part["status"] for part in needed], "published")
    status[(status == "published") & (denominator == 0)] = "not_applicable"  # nobody to measure is no rate of 0
    hidden = status != "published"
    value = cells[measure.value]["number"] * measure.scale if measure.value else np.full(len(columns), np.nan)
    return {
        "line": [int(rows.at[own, "line"])] * len(columns),
        "area_code": [column.code for column in columns],
        "level": [column.level for column in columns],
        "indicator_id": [measure.indicator] * len(columns),
        "period_id": [measure.period or source.period] * len(columns),
        "stratum_id": [measure.stratum] * len(columns),
        "value": np.where(hidden, np.nan, value),
        "numerator": np.where(hidden, np.nan, numerator),
        "denominator": np.where(hidden, np.nan, denominator),
        "status": status,
        "symbol": _first_other([part["symbol"] for part in needed], ""),
        "reliability": [column.reliability for column in columns],
    }


def _observations(parts: list[dict[str, object]]) -> pd.DataFrame:
    if not parts:
        return empty(OBSERVATION)
    return observations(**{name: [cell for part in parts for cell in part[name]] for name in parts[0]})


def _total(row_ids: tuple[str, ...], cells: dict, wide: int) -> np.ndarray:
    return np.sum([cells[row_id]["number"] for row_id in row_ids], axis=0) if row_ids else np.full(wide, np.nan)


def _first_other(rows: list[np.ndarray], ordinary: str) -> np.ndarray:
    """In each column the first word that is not the ordinary one; `suppressed` before any other reason."""
    found = np.full(len(rows[0]), ordinary, dtype=object)
    for words in reversed(rows):
        found = np.where((words != ordinary) & (found != "suppressed"), words, found)
    return found


def _quality(columns: list[AreaColumn]) -> list[str]:
    rates = [column.non_response_pct for column in columns]
    flagged = sorted(f"{column.code} ({column.flag})" for column in columns if column.reliability == "caution")
    notes = [f"Total non-response rate of {len(columns)} areas: {min(rates)}% to {max(rates)}%."]
    return notes + ([f"Data quality flag set for {len(flagged)} areas: {', '.join(flagged)}."] if flagged else [])
