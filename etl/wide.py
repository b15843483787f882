"""Wide tables: one record an area, one column a figure. What every such layout shares, so that its module stays short.

A source of a wide table names columns in its measures (`value`, `numerator`, `denominator`, `ci`, `ci_low`, `ci_high`,
`se`, `moe`, `where`), the publisher's marks as in `etl.marks`, and, as the option `scope`, which records are meant:

    scope:
      - {column: FIPS, starts_with: ["01"], otherwise: counties of other states}
      - {column: SUMLEV, values: ["162"], otherwise: not a whole city}
      - {column: COUNTYCODE, but_not: ["0"], otherwise: the whole state}

and, as the option `always`, what every record in scope must say: `{geo_level: county}`. A file that says otherwise is not
the one that was declared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, observations, rejects
from etl.csv_records import ragged, require_columns
from etl.marks import declared_marks
from etl.numbers import read_intervals, read_numbers
from evenground.catalog.source import Measure, Source
from evenground.stats.margins import moe_to_se

COMMON = {"scope", "always", "withheld", "not_applicable", "not_reported"}
BLANK = {"": "not_reported"}
OWN_COLUMNS = ("line", "cells")


@dataclass(frozen=True)
class Scoped:
    """The records that are meant, and what became of the others."""

    table: pd.DataFrame
    rejected: pd.DataFrame
    out_of_scope: dict[str, list[int]]
    width: int


def scoped(
    published: Published, source: Source, columns: tuple[str, ...] = (), options: tuple[str, ...] = ()
) -> Scoped:
    """The records inside the declared scope, after checking that every column and option is known.

    `columns` are those the layout always has, `options` those its module reads besides the common ones.
    """
    strange = sorted(set(source.options) - COMMON - set(options))
    if strange:
        raise SourceChanged(
            f"{source.id}: the option {strange[0]!r} is not known to {source.loader}; remove or correct it"
        )
    rules, always = source.options.get("scope", []), source.options.get("always", {})
    require_columns(published, [*columns, *(rule["column"] for rule in rules), *always], source.id)
    require_columns(published, sorted(used_columns(source)), source.id)
    table = published.table
    rejected = ragged(published) if "cells" in table else ragged_none()
    table = table[~table["line"].isin(rejected["line"])]
    left_out: dict[str, list[int]] = {}
    for rule in rules:
        meant = _meant(table[rule["column"]], rule, source)
        left_out[rule["otherwise"]] = left_out.get(rule["otherwise"], []) + [int(n) for n in table["line"][~meant]]
        table = table[meant]
    for column, words in always.items():
        other = table[table[column] != str(words)]
        if len(other):
            raise SourceChanged(
                f"{source.id}: {len(other)} records say {other[column].iloc[0]!r} in {column}, not {words!r} "
                f"(first: line {other['line'].iloc[0]}); declare the file that this is"
            )
    width = sum(name not in OWN_COLUMNS for name in table)
    return Scoped(table, rejected, {words: lines for words, lines in left_out.items() if lines}, width)


def ragged_none() -> pd.DataFrame:
    """No rejects: what a layout without ragged records starts from."""
    return rejects([], "", [], "", "")


def _meant(cells: pd.Series, rule: dict, source: Source) -> pd.Series:
    kinds = {"starts_with", "values", "but_not"} & set(rule)
    if len(kinds) != 1 or "otherwise" not in rule:
        raise SourceChanged(
            f"{source.id}: a rule of `scope` needs column, one of starts_with, values and but_not, and otherwise (words)"
        )
    (kind,) = kinds
    words = [str(value) for value in rule[kind]]
    if kind == "starts_with":
        return cells.str.startswith(tuple(words))
    return cells.isin(words) if kind == "values" else ~cells.isin(words)


def used_columns(source: Source) -> set[str]:
    """Every column that a measure names."""
    found: set[str] = set()
    for one in source.measures:
        single = (one.value, one.ci, one.ci_low, one.ci_high, one.se, one.moe)
        found |= {name for name in single if name} | set(one.numerator) | set(one.denominator) | set(one.where)
    return found


def measured(
    inside: Scoped,
    codes: pd.Series,
    source: Source,
    *,
    thousands: bool = False,
    missing: tuple[str, ...] = (),
) -> Tidy:
    """Observations of every measure for every record in scope; a cell that is no number is rejected with its column.

    `codes` holds the area's code of each record, `missing` the layout's own codes for "no figure" besides a blank.
    """
    marks = BLANK | dict.fromkeys(missing, "not_reported") | declared_marks(source)
    found, refused = [], [inside.rejected]
    cells = {
        name: read_numbers(inside.table[name], marks, thousands)
        for name in dict.fromkeys(name for measure in source.measures for name in _number_columns(measure))
    }
    for measure in source.measures:
        made, wrong = _one(inside.table, codes, measure, source, cells)
        found.append(made)
        refused.append(wrong)
    table = pd.concat(found, ignore_index=True) if found else observations()
    unused = sorted(set(inside.table["line"]) - set(table["line"]) - set(pd.concat(refused)["line"]))
    out_of_scope = dict(inside.out_of_scope)
    if unused:
        out_of_scope["no measure is declared for this record"] = [int(line) for line in unused]
    return Tidy(
        observations=table,
        rejected=pd.concat(refused, ignore_index=True).drop_duplicates(["line", "column"]),
        out_of_scope=out_of_scope,
        cells=_cell_account(inside, source),
    )


def _cell_account(inside: Scoped, source: Source) -> dict[str, int]:
    records, used = len(inside.table), len(used_columns(source))
    left_out = sum(len(lines) for lines in inside.out_of_scope.values()) * inside.width
    account = {"loaded": records * used, "column is not part of a measure": records * (inside.width - used)}
    return account | ({"record is out of scope": left_out} if left_out else {})


def _one(
    table: pd.DataFrame, codes: pd.Series, measure: Measure, source: Source, known: dict[str, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = table
    for column, words in measure.where.items():
        rows = rows[rows[column] == words]
    cells = {name: known[name].loc[rows.index] for name in _number_columns(measure)}
    interval = _interval(rows, measure)
    wrong = _wrong_cells(rows, cells, interval, measure)
    whole = ~rows["line"].isin(wrong["line"])
    status, symbol = _reason([cells[name] for name in _deciding(measure)], rows.index)
    shown = status.eq("published")

    def number(*names: str | None) -> pd.Series:
        parts = [cells[name]["number"] for name in names if name]
        empty = pd.Series(np.nan, index=rows.index)
        return pd.concat(parts, axis=1).sum(axis=1, min_count=len(parts)).where(shown) if parts else empty

    se = number(measure.se) if measure.se else pd.Series(moe_to_se(number(measure.moe)), index=rows.index)
    low = interval["low"] if measure.ci else number(measure.ci_low)
    high = interval["high"] if measure.ci else number(measure.ci_high)
    low, high = low.where(shown) * measure.scale, high.where(shown) * measure.scale
    known = low.notna() & high.notna()
    made = observations(
        line=rows["line"],
        area_code=codes.loc[rows.index],
        indicator_id=measure.indicator,
        period_id=measure.period or source.period or "",
        stratum_id=measure.stratum,
        value=number(measure.value) * measure.scale,
        ci_low=low.where(known),
        ci_high=high.where(known),
        ci_level=pd.Series(0.95, index=rows.index).where(known),
        ci_kind=pd.Series("published", index=rows.index).where(known, ""),
        se=se * abs(measure.scale),
        numerator=number(*measure.numerator),
        denominator=number(*measure.denominator),
        status=status,
        symbol=symbol,
    )
    return made[whole], wrong


def _number_columns(measure: Measure) -> list[str]:
    single = (measure.value, measure.ci_low, measure.ci_high, measure.se, measure.moe)
    return list(dict.fromkeys([name for name in single if name] + [*measure.numerator, *measure.denominator]))


def _deciding(measure: Measure) -> list[str]:
    """Cells whose absence is the absence of the figure: the value where one is published, else what makes it."""
    return [measure.value] if measure.value else [*measure.numerator, *measure.denominator]


def _reason(parts: list[pd.DataFrame], index: pd.Index) -> tuple[pd.Series, pd.Series]:
    """Status and mark of a figure: published where all its cells are, else those of the first that is not."""
    status, symbol = pd.Series("published", index=index), pd.Series("", index=index)
    for part in parts:
        first = status.eq("published") & part["status"].ne("published")
        status, symbol = status.mask(first, part["status"]), symbol.mask(first, part["symbol"])
    return status, symbol


def _interval(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    if measure.ci:
        return read_intervals(rows[measure.ci])
    return pd.DataFrame({"low": np.nan, "high": np.nan, "wrong": False}, index=rows.index)


def _wrong_cells(
    rows: pd.DataFrame, cells: dict[str, pd.DataFrame], interval: pd.DataFrame, measure: Measure
) -> pd.DataFrame:
    remedy = "write a plain number, or declare the mark as withheld, not_applicable or not_reported"
    found = [
        rejects(rows["line"][part["wrong"]], name, rows[name][part["wrong"]], "the cell is not a number", remedy)
        for name, part in cells.items()
        if part["wrong"].any()
    ]
    bad = interval["wrong"]
    if bad.any():
        found.append(
            rejects(
                rows["line"][bad],
                measure.ci,
                rows[measure.ci][bad],
                "the cell is not an interval",
                "write it as (low, high), or leave it empty",
            )
        )
    return pd.concat(found, ignore_index=True) if found else ragged_none()
