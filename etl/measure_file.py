"""Measures of inequality for a file of settings: one tidy row per group in, one row per setting and measure out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evenground.stats import inequality

KINDS = ("closed_form", "percentile", "noise_aware")


class UnreadableTable(Exception):
    """The table of groups cannot be used; the message says where and why."""


def measure_file(path: Path, out: Path, kinds: tuple[str, ...] = ("closed_form", "noise_aware")) -> pd.DataFrame:
    """Measure every setting of a CSV, Parquet or XLSX table and write the results to `out` (CSV or Parquet).

    Columns are those of `evenground.stats.inequality.from_table`: `case_id` and `estimate`, and any of `se`,
    `population`, `subgroup_order`, `reference_subgroup` and so on. A setting that cannot have a measure keeps its row,
    with the reason in words.
    """
    settings = _settings(path)
    results = [result for kind in kinds for result in getattr(inequality, kind)(settings).values()]
    table = inequality.as_table(settings, results)
    if out.suffix == ".parquet":
        table.to_parquet(out, index=False)
    else:
        table.to_csv(out, index=False)
    return table


def _settings(path: Path) -> inequality.Settings:
    readers = {".parquet": pd.read_parquet, ".xlsx": pd.read_excel, ".csv": pd.read_csv, ".gz": pd.read_csv}
    if path.suffix not in readers:
        raise UnreadableTable(f"{path}: give a .csv, .parquet or .xlsx table")
    try:
        return inequality.from_table(readers[path.suffix](path))
    except (OSError, ValueError) as wrong:
        raise UnreadableTable(f"{path}: {wrong}") from wrong
