"""What a map or ranking sorts its areas into: classes of value, verdicts against a comparator, and reasons for no number.

Every renderer (screen, still image, alternative text) sorts with these, so that their legends agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

import numpy as np
import pandas as pd

from evenground.look.numbers import number, phrase, span
from evenground.look.palette import MISSING, VERDICTS

ColourBy = Literal["class", "verdict"]


@dataclass(frozen=True)
class Group:
    """Areas that look alike. `kind` is class, verdict or missing; `rows` are positions in the table."""

    kind: Literal["class", "verdict", "missing"]
    key: str
    rows: np.ndarray
    index: int = -1

    @property
    def count(self) -> int:
        return len(self.rows)


def reason(status: pd.Series) -> pd.Series:
    """The mark that a status is drawn with; not applicable is drawn as not reported, the hover says which."""
    return status.where(status.isin(MISSING), "not_reported")


def has_value(table: pd.DataFrame) -> pd.Series:
    """True where there is a published number to draw."""
    return table["value"].notna() & (table["status"] == "published")


def groups(table: pd.DataFrame, breaks: Sequence[float], by: ColourBy = "class") -> tuple[Group, ...]:
    """Areas sorted for drawing: every class or verdict (even an empty class), then the reasons that occur.

    Parameters
    ----------
    table : DataFrame
        One row per area with `value`, `status`, `class_index` and `verdict`.
    breaks : sequence of float
        Ascending edges, one more than classes; fewer than two means no classes.
    by : {"class", "verdict"}
        What colour says.
    """
    shown = has_value(table).to_numpy()
    if by == "verdict":
        verdict = table["verdict"].where(table["verdict"].isin(VERDICTS), "not_compared").to_numpy()
        found = [Group("verdict", key, np.flatnonzero(shown & (verdict == key))) for key in VERDICTS]
        found = [group for group in found if group.count]
    else:
        index = table["class_index"].to_numpy()
        found = [
            Group("class", str(k), np.flatnonzero(shown & (index == k)), k) for k in range(max(len(breaks) - 1, 0))
        ]
    why = reason(table["status"]).to_numpy()
    missing = [Group("missing", key, np.flatnonzero(~shown & (why == key))) for key in MISSING]
    return (*found, *(group for group in missing if group.count))


def class_labels(
    breaks: Sequence[float], language: str, decimals: int = 1, values: Sequence[float] | None = None
) -> tuple[str, ...]:
    """Class ranges in words, which do not overlap where that can be said.

    A class holds its upper edge and not its lower one. Where every value, rounded as it is printed, agrees with ranges
    that start one step above the last edge ("73.2 to 75.9"), those are used; otherwise "over 73.1 to 75.9".

    Parameters
    ----------
    breaks : sequence of float
        Ascending edges, one more than classes.
    values : sequence of float, optional
        The values that were classed; without them the words with "over" are used from the second class on.

    Examples
    --------
    >>> class_labels([1, 4, 9], "en", 0, [1, 4, 5, 9])
    ('1 to 4', '5 to 9')
    >>> class_labels([1, 4, 9], "en", 0, [1, 4.2, 9])
    ('1 to 4', 'over 4 to 9')
    """
    if len(breaks) < 2:
        return ()
    edges = [_rounded(edge, decimals) for edge in breaks]
    pairs = list(zip(edges[:-1], edges[1:], strict=True))
    step = Decimal(1).scaleb(-decimals)
    if values is not None and _steps_hold(edges, breaks, values, decimals, step):
        starts = [low if i == 0 else low + step for i, (low, _) in enumerate(pairs)]
        return tuple(_range(start, high, language, decimals) for start, (_, high) in zip(starts, pairs, strict=True))
    first = [span(*pair, language, decimals) for pair in pairs[:1]]
    rest = [phrase("over", language, low=number(a, language, decimals), high=number(b, language, decimals)) for a, b in pairs[1:]]
    return tuple(first + rest)


def _range(low: Decimal, high: Decimal, language: str, decimals: int) -> str:
    return number(low, language, decimals) if low >= high else span(low, high, language, decimals)


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _steps_hold(
    edges: list[Decimal], breaks: Sequence[float], values: Sequence[float], decimals: int, step: Decimal
) -> bool:
    """Whether each value as printed lies in the printed range of the class it was put in."""
    if any(high < low + step for low, high in zip(edges[1:-1], edges[2:], strict=True)):
        return False
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    classes = np.searchsorted(np.asarray(breaks, dtype=float)[1:-1], known, side="left")
    for value, k in {(_rounded(v, decimals), int(c)) for v, c in zip(known, classes, strict=True)}:
        low = edges[k] + step if k else edges[0]
        if (k and value < low) or (k < len(edges) - 2 and value > edges[k + 1]):
            return False
    return True
