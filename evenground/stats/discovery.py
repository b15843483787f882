"""Many tests at once: false-discovery control for maps, funnels and lists."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenground.stats.arrays import FloatArray


def adjusted(p: ArrayLike, *, dependent: bool = False) -> FloatArray:
    """Smallest false-discovery rate at which each test would be called a finding.

    Parameters
    ----------
    p : array_like of float, any shape
        Two-sided p values of one family of tests. Missing ones are left out of the family and stay missing.
    dependent : bool, default False
        False uses Benjamini and Hochberg, for independent or positively dependent tests (areas of a map); True uses
        Benjamini and Yekutieli, which holds whatever the dependence and finds less.

    Returns
    -------
    ndarray of float, shape of `p`
        Between 0 and 1. At 0.05, on average at most one finding in twenty is false.

    Raises
    ------
    ValueError
        If a p value is outside 0 and 1.

    References
    ----------
    Benjamini Y, Hochberg Y. Controlling the false discovery rate. J R Stat Soc B 1995;57:289-300.
    Benjamini Y, Yekutieli D. The control of the false discovery rate in multiple testing under dependency. Ann Stat
    2001;29:1165-1188.

    Examples
    --------
    >>> adjusted([0.01, 0.02, None, 0.8]).round(3)
    array([0.03, 0.03,  nan, 0.8 ])
    """
    values = np.asarray(p, dtype=float)
    known = ~np.isnan(values)
    if ((values[known] < 0) | (values[known] > 1)).any():
        raise ValueError(f"p values must be between 0 and 1, got {values[known].min():g} to {values[known].max():g}")
    found = np.full(values.shape, np.nan)
    if known.any():
        from scipy import stats  # slow to import, and rarely needed

        found[known] = stats.false_discovery_control(values[known], method="by" if dependent else "bh")
    return found


def findings(p: ArrayLike, rate: float = 0.05, *, dependent: bool = False) -> NDArray[np.bool_]:
    """Which tests are findings at a false-discovery rate.

    Parameters
    ----------
    p : array_like of float, any shape
        Two-sided p values of one family of tests; missing ones are no findings.
    rate : float, default 0.05
        Part of the findings that may be false.
    dependent : bool, default False
        See `adjusted`.

    Returns
    -------
    ndarray of bool, shape of `p`

    Raises
    ------
    ValueError
        If `rate` is not between 0 and 1, or a p value is outside 0 and 1.

    References
    ----------
    Benjamini Y, Hochberg Y. Controlling the false discovery rate. J R Stat Soc B 1995;57:289-300.

    Examples
    --------
    >>> findings([0.01, 0.02, None, 0.8])
    array([ True,  True, False, False])
    """
    if not 0 < rate < 1:
        raise ValueError(f"rate must be between 0 and 1, got {rate!r}; 5% is 0.05")
    return adjusted(p, dependent=dependent) <= rate
