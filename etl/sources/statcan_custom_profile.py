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
Measures    numerator and denominator are row ids that are summed; `value` beside a numerator is the published rate that
            withholds it; `value` alone is the published number and `denominator` its base
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl.contract import OBSERVATION, Published, SourceChanged, Tidy, empty, observations
from etl.csv_records import ragged, read_csv_records, require_columns
from etl.marks import declared_marks, read_cells
from evenground.catalog.source import Measure, Source

COUNT = "csv"
HEADER_ROWS = 1
HEADER = re.compile(r"(?P<area>.+) (?P<flag>\d{5}) \(\s*(?P<non_response>\d+(\.\d+)?)%\)")
NOT_DECLARED = "characteristic not declared as a measure"
SUPPORTING = "characteristic read as a denominator or as the check of a rate, not on its own"


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
    cells = {row_id: _cells(row, columns, source) for row_id, row in rows.items()}
    tables = [_observed(measure, cells, rows, columns, source) for measure in source.measures]
    found = pd.concat(tables, ignore_index=True) if tables else empty(OBSERVATION)
    loaded = set(found["line"])
    supporting = [int(row["line"]) for row in rows.values() if int(row["line"]) not in loaded]
    others = sorted(set(table["line"]) - loaded - set(supporting))
    lines = {SUPPORTING: sorted(supporting), NOT_DECLARED: [int(line) for line in others]}
    return Tidy(
        observations=found,
        rejected=rejected,
        out_of_scope={selector: of for selector, of in lines.items() if of},
        cells=_cell_account(len(table), len(columns), len(loaded), lines, left_out),
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


def _declared_rows(table: pd.DataFrame, source: Source) -> dict[str, pd.Series]:
    """The rows in use by their id, after checking that each still carries the words it was declared with."""
    ids, labels = table[source.options["row_id"]], source.options["labels"]
    rows = {}
    for row_id in dict.fromkeys(row_id for measure in source.measures for row_id in _rows_of(measure)):
        hits = table[ids == row_id]
        if row_id not in labels or len(hits) != 1:
            raise SourceChanged(f"{source.id}: row {row_id} is declared without a label, or is {len(hits)} rows of the file")
        words = hits.iloc[0][source.options["label"]].strip()
        if words != labels[row_id]:
            raise SourceChanged(f"{source.id}: row {row_id} is now {words!r}; it was declared as {labels[row_id]!r}")
        rows[row_id] = hits.iloc[0]
    return rows


def _rows_of(measure: Measure) -> list[str]:
    return [*measure.numerator, *measure.denominator, *([measure.value] if measure.value else [])]


def _cells(row: pd.Series, columns: list[AreaColumn], source: Source) -> pd.DataFrame:
    text = row[[column.header for column in columns]].astype("str")
    return read_cells(text, declared_marks(source), f"{source.id} line {row['line']}")


def _observed(
    measure: Measure, cells: dict[str, pd.DataFrame], rows: dict, columns: list[AreaColumn], source: Source
) -> pd.DataFrame:
    own = [*measure.numerator, *([measure.value] if measure.value else [])]
    needed = [*own, *measure.denominator]
    status = _first_reason([cells[row_id] for row_id in needed])
    denominator = _total(measure.denominator, cells, status.index)
    nobody = denominator.eq(0)  # nobody to measure is no rate of 0
    status = status.mask(nobody, "not_applicable")
    shown = status.eq("published")
    value = None if measure.numerator else cells[measure.value]["number"] * measure.scale
    return observations(
        line=[int(rows[own[0]]["line"])] * len(columns),
        area_code=[column.code for column in columns],
        level=[column.level for column in columns],
        indicator_id=measure.indicator,
        period_id=measure.period or source.period,
        stratum_id=measure.stratum,
        value=float("nan") if value is None else value.where(shown).to_numpy(),
        numerator=_total(measure.numerator, cells, status.index).where(shown).to_numpy(),
        denominator=denominator.where(shown).to_numpy(),
        status=status.to_numpy(),
        symbol=_first_symbol([cells[row_id] for row_id in needed]).to_numpy(),
        reliability=[column.reliability for column in columns],
    )


def _total(row_ids: tuple[str, ...], cells: dict[str, pd.DataFrame], index: pd.Index) -> pd.Series:
    if not row_ids:
        return pd.Series(float("nan"), index=index)
    return pd.concat([cells[row_id]["number"] for row_id in row_ids], axis=1).sum(axis=1, min_count=len(row_ids))


def _first_reason(parts: list[pd.DataFrame]) -> pd.Series:
    """`published` where every part is; else the reason of the first part that is not, privacy before the rest."""
    reasons = pd.concat([part["status"] for part in parts], axis=1)
    other = reasons.where(reasons.ne("published")).bfill(axis=1).iloc[:, 0].fillna("published")
    return other.mask(reasons.eq("suppressed").any(axis=1), "suppressed")


def _first_symbol(parts: list[pd.DataFrame]) -> pd.Series:
    symbols = pd.concat([part["symbol"] for part in parts], axis=1)
    return symbols.where(symbols.ne("")).bfill(axis=1).iloc[:, 0].fillna("")


def _cell_account(records: int, wide: int, loaded: int, lines: dict[str, list[int]], left_out: dict[str, int]) -> dict:
    """Every cell once: by its column where the column is out of scope, else by its row."""
    account = {selector: count * records for selector, count in left_out.items()}
    account |= {selector: len(of) * wide for selector, of in lines.items() if of}
    return account | {"loaded": loaded * wide}


def _quality(columns: list[AreaColumn]) -> list[str]:
    rates = [column.non_response_pct for column in columns]
    flagged = sorted(f"{column.code} ({column.flag})" for column in columns if column.reliability == "caution")
    notes = [f"Total non-response rate of {len(columns)} areas: {min(rates)}% to {max(rates)}%."]
    return notes + ([f"Data quality flag set for {len(flagged)} areas: {', '.join(flagged)}."] if flagged else [])
