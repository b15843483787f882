"""The order of areas in a ranking, and its two ends where all of them would be too many."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from evenground.look.classes import has_value
from evenground.look.text import natural

HigherIs = Literal["better", "worse", "neither"]
By = Literal["value", "name"]


def ordered(table: pd.DataFrame, higher_is: HigherIs, by: By = "value") -> pd.DataFrame:
    """Areas that have a value, least favourable first (highest first where neither way is better), ties by name.

    By name, the order is alphabetical without regard to case and accents, with numbers in order of size.
    """
    shown = table[has_value(table)]
    by_name = sorted(range(len(shown)), key=lambda i: (natural(shown["name"].iat[i]), shown["area_key"].iat[i]))
    shown = shown.iloc[by_name]
    if by == "name":
        return shown
    return shown.sort_values("value", ascending=higher_is == "better", kind="stable")


def ends(shown: pd.DataFrame, each: int, keep: str | None = None) -> tuple[pd.DataFrame, list[tuple[int, int]]]:
    """The first and last `each` areas of an order, with `keep` wherever it stands.

    Returns
    -------
    areas : DataFrame
        In order, with the column `position`, 0 for the first of the whole order.
    gaps : list of (row, areas)
        Before which row of `areas` how many were left out.
    """
    placed = shown.assign(position=np.arange(len(shown)))
    if len(placed) <= 2 * each + 1:
        return placed, []
    wanted = (placed["position"] < each) | (placed["position"] >= len(placed) - each) | (placed["area_key"] == keep)
    kept = placed[wanted]
    skipped = kept["position"].diff().fillna(1).astype(int) - 1
    return kept, [(row, int(n)) for row, n in enumerate(skipped) if n > 0]
