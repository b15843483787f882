"""Measures of inequality for a file of settings: one tidy row per group in, one row per setting and measure out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from etl import limited
from etl.intake.outcome import Declared, Refused
from etl.intake.table import open_table
from evenground.catalog.formulas import formula_in_words
from evenground.stats import inequality
from evenground.stats.inequality.table import INPUTS

KINDS = ("closed_form", "percentile", "noise_aware")
TABLES = (".csv", ".tsv", ".gz", ".xlsx", ".parquet")
AT_ONCE = 1000
"""Settings that are measured together; what is measured together changes no result."""
LIMITS = limited.Limits(seconds=120, cpu_seconds=120, memory=2 << 30)
LOGICAL = {"true": "1", "yes": "1", "false": "0", "no": "0"}
OnProgress = Callable[[int, int], None]


class UnreadableTable(Exception):
    """The table of groups cannot be used; the message says where and why."""


def measure_file(
    path: Path, out: Path, kinds: tuple[str, ...] = ("closed_form", "noise_aware"), on_progress: OnProgress = lambda done, of: None
) -> pd.DataFrame:  # fmt: skip
    """Measure every setting of a CSV, Parquet or XLSX table and write the results to `out` (CSV or Parquet).

    Columns are those of `evenground.stats.inequality.from_table`: `case_id` and `estimate`, and any of `se`,
    `population`, `subgroup_order`, `reference_subgroup` and so on. A setting that cannot have a measure keeps its row,
    with the reason in words. The file is read in a limited child process. `on_progress` is told how many settings are
    done, of how many.
    """
    parts, done = [], 0
    formulas = {key: formula_in_words(measure.formula, *key, "en") for key, measure in inequality.MEASURES.items()}
    settings = [_settings(path, rows) for rows in _in_parts(_table(path))]
    of = sum(one.count for one in settings)
    on_progress(0, of)
    for one in settings:
        results = [result for kind in kinds for result in getattr(inequality, kind)(one).values()]
        parts.append(inequality.as_table(one, results, formulas))
        done += one.count
        on_progress(done, of)
    table = _stacked(parts)
    if out.suffix == ".parquet":
        table.to_parquet(out, index=False)
    else:
        table.to_csv(out, index=False)
    return table


def _stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    if len(parts) == 1:
        return parts[0]
    plain = [part.astype({name: object for name in part.select_dtypes("category")}) for part in parts]
    return pd.concat(plain, ignore_index=True)


def _in_parts(table: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Rows of so many settings at a time, in the order in which settings come first."""
    key = next((name for name in INPUTS["case_id"] if name in table), None)
    if key is None or len(table) < 2:
        yield table
        return
    number = pd.factorize(table[key])[0] // AT_ONCE
    for part in range(int(number.max()) + 1):
        yield table[number == part]


def _settings(path: Path, rows: pd.DataFrame) -> inequality.Settings:
    try:
        return inequality.from_table(rows)
    except ValueError as wrong:
        raise UnreadableTable(f"{path.name}: {wrong}") from wrong


def _table(path: Path) -> pd.DataFrame:
    """The table as it stands, numbers still as text where the file is text."""
    if not path.is_file():
        raise UnreadableTable(f"{path}: there is no such file")
    if path.suffix.lower() not in TABLES:
        raise UnreadableTable(f"{path.name}: give a .csv, .parquet or .xlsx table")
    try:
        table = limited.run(read_groups, path, limits=LIMITS)
    except (Refused, limited.TooCostly, limited.Crashed, limited.OutOfReach, OSError, ValueError) as wrong:
        raise UnreadableTable(f"{path.name}: {wrong}") from wrong
    if table.empty:
        raise UnreadableTable(f"{path.name}: the table has no rows")
    return table


def read_groups(path: Path) -> pd.DataFrame:
    """A table of groups; runs in the limited child. A record that cannot be read refuses the file: a setting without one
    of its groups would be another setting."""
    if path.suffix.lower() == ".parquet":
        return pd.read_parquet(path)
    cells = open_table(path, Declared(layout="any"))
    rejected = cells.rejects.table()
    if len(rejected):
        first = rejected.iloc[0]
        raise Refused(f"{len(rejected)} records cannot be read: {first['reason']} (first: line {first['line']})", str(first["remedy"]))
    frame = cells.frame()
    known = [name for names in INPUTS.values() for name in names if name in frame]
    frame[known] = frame[known].replace(r"^\s*(?i:na|nan|n/a|null|\.)\s*$", "", regex=True)
    for name in known:
        if name not in INPUTS["case_id"]:
            frame[name] = frame[name].str.strip().map(lambda text: LOGICAL.get(text.lower(), text)).replace("", np.nan)
    return frame
