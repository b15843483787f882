"""Results laid out as one row per setting, measure and variant."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from evenground.stats.inequality.evaluate import Result
from evenground.stats.inequality.reasons import WORDS, Reason, status_of
from evenground.stats.inequality.settings import Settings

COLUMNS = (
    "case_id", "measure", "variant", "estimate", "se", "ci_low", "ci_high", "ci_level", "ci_kind", "status", "reason",
    "formula",
)  # fmt: skip


def as_table(settings: Settings, results: Iterable[Result]) -> pd.DataFrame:
    """Results of any number of measures as one table.

    Parameters
    ----------
    settings : Settings
        The settings that were measured.
    results : iterable of Result
        For example `closed_form(settings).values()`.

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
    results = list(results)
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
            "formula": repeated([result.measure.formula for result in results]),
        }
    )
    by_setting = np.arange(len(table)).reshape(len(results), settings.count).T.ravel()
    return table.iloc[by_setting].reset_index(drop=True)
