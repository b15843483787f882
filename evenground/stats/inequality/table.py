"""From a tidy table of groups to settings, and from results to one row per setting, measure and variant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from evenground.stats.inequality.evaluate import Result
from evenground.stats.inequality.reasons import WORDS, Reason, status_of
from evenground.stats.inequality.settings import Settings, settings

INPUTS = {
    "case_id": ("case_id", "setting", "setting_id"),
    "estimate": ("estimate", "value"),
    "se": ("se", "standard_error"),
    "population": ("population", "people"),
    "order": ("subgroup_order", "order", "social_rank"),
    "is_reference": ("reference_subgroup", "is_reference"),
    "favourable": ("favourable_indicator", "favourable"),
    "ordered": ("ordered_dimension", "ordered"),
    "scale": ("indicator_scale", "scale"),
    "average": ("setting_average", "average"),
    "partition": ("partition",),
}
"""Columns that `from_table` knows, each with its other names."""


def from_table(table: Mapping[str, ArrayLike] | pd.DataFrame) -> Settings:
    """Settings from a tidy table with one row per group.

    Parameters
    ----------
    table : DataFrame or mapping of column to values
        `case_id` and `estimate`, and any of `se`, `population`, `subgroup_order`, `reference_subgroup`,
        `favourable_indicator`, `ordered_dimension`, `indicator_scale`, `setting_average`, `partition`; see `INPUTS` for
        other names that are understood. Other columns are left alone. An empty reference is no reference; an empty
        `partition` is one.

    Returns
    -------
    Settings
        See `settings` for what each column means.

    Raises
    ------
    ValueError
        If a needed column is missing, one is there under two names, or one holds something that is no number.

    Examples
    --------
    >>> rows = from_table({"setting": ["a", "a"], "value": [1.0, 2.0], "subgroup": ["x", "y"]})
    >>> rows.ids.tolist(), rows.count
    (['a'], 1)
    """
    columns: dict[str, ArrayLike] = {}
    for name, known_as in INPUTS.items():
        there = [column for column in known_as if column in table]
        if len(there) > 1:
            raise ValueError(f"columns {there} mean the same; keep one of them")
        if there:
            columns[name] = table[there[0]] if name == "case_id" else _numbers(table[there[0]], there[0])
    for name in ("case_id", "estimate"):
        if name not in columns:
            raise ValueError(f"column {name!r} is missing; it may be called {' or '.join(INPUTS[name])}")
    if "is_reference" in columns:
        columns["is_reference"] = np.nan_to_num(columns["is_reference"])
    if "partition" in columns:
        columns["partition"] = np.nan_to_num(columns["partition"], nan=1.0)
    setting, estimate = columns.pop("case_id"), columns.pop("estimate")
    return settings(setting, estimate, **columns)


def _numbers(column: ArrayLike, name: str) -> np.ndarray:
    found = pd.to_numeric(pd.Series(column), errors="coerce")
    wrong = pd.Series(column)[found.isna().to_numpy() & pd.Series(column).notna().to_numpy()]
    wrong = wrong[wrong.astype(str).str.strip() != ""]
    if len(wrong):
        raise ValueError(f"column {name!r} holds {len(wrong)} values that are no numbers (first: {wrong.iloc[0]!r})")
    return found.to_numpy(dtype=float)


COLUMNS = (
    "case_id", "measure", "variant", "estimate", "se", "ci_low", "ci_high", "ci_level", "ci_kind", "status", "reason",
    "formula",
)  # fmt: skip


def as_table(
    settings: Settings, results: Iterable[Result], formulas: Mapping[tuple[str, str], str] | None = None
) -> pd.DataFrame:  # fmt: skip
    """Results of any number of measures as one table.

    Parameters
    ----------
    settings : Settings
        The settings that were measured.
    results : iterable of Result
        For example `closed_form(settings).values()`.
    formulas : mapping of (name, variant) to str, optional
        What to say as the formula of a measure; its signs alone where nothing is given.

    Returns
    -------
    DataFrame
        One row per setting, measure and variant, setting by setting, with the columns of `COLUMNS`. `se` is on the
        logarithm for ratios. `reason` says in words why the estimate, or only its interval, is missing.

    Examples
    --------
    >>> from evenground.stats.inequality import closed_form, settings
    >>> rows = settings(["a", "a", "b"], [60.0, 80.0, 5.0], se=[3.0, 4.0, 1.0])
    >>> table = as_table(rows, closed_form(rows, [("d", "max_minus_min")]).values())
    >>> table[["case_id", "estimate", "status", "reason"]].to_numpy().tolist()[1]
    ['b', nan, 'not_applicable', 'fewer than two groups with people in them']
    """
    results, formulas = list(results), formulas or {}
    if not results:
        return pd.DataFrame(columns=list(COLUMNS))
    reasons = np.concatenate([result.reason for result in results])
    causes = np.arange(max(Reason) + 1)
    words = pd.Categorical.from_codes(reasons, [WORDS[Reason(cause)] for cause in causes])
    statuses = np.array([status_of(Reason(cause)) for cause in causes])

    def repeated(values: list) -> pd.Categorical:
        codes, names = pd.factorize(np.array(values, dtype=object))
        return pd.Categorical.from_codes(np.repeat(codes, settings.count), names)

    table = pd.DataFrame(
        {
            "case_id": np.tile(settings.ids, len(results)),
            "measure": repeated([result.measure.name for result in results]),
            "variant": repeated([result.measure.variant for result in results]),
            "estimate": np.concatenate([result.estimate for result in results]),
            "se": np.concatenate([result.se for result in results]),
            "ci_low": np.concatenate([result.low for result in results]),
            "ci_high": np.concatenate([result.high for result in results]),
            "ci_level": np.repeat([result.level for result in results], settings.count),
            "ci_kind": repeated([result.ci_kind for result in results]),
            "status": pd.Categorical(statuses[reasons]),
            "reason": words,
            "formula": repeated([formulas.get(result.measure.key, result.measure.formula) for result in results]),
        }
    )
    by_setting = np.arange(len(table)).reshape(len(results), settings.count).T.ravel()
    return table.iloc[by_setting].reset_index(drop=True)
