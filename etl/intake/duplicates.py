"""Records that say the same thing twice, or two things of one; and areas that change from one period to the next."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from etl.intake.observed import NUMBERS, Observed


def reject_duplicates(seen: Observed) -> None:
    """Exact copies are dropped and counted; where records of one key differ, none of them is preferred."""
    key = np.zeros(len(seen.good), dtype=np.int64)
    for name in ("area", "indicator", "period", "stratum"):
        key = key * max(1, len(seen.keys[name].texts)) + seen.keys[name].codes
    rows = np.flatnonzero(seen.good)
    sizes = [len(seen.keys[name].texts) for name in ("area", "indicator", "period", "stratum")]
    if len(rows) == 0 or _all_differ(key[rows] if len(rows) < len(key) else key, math.prod(sizes)):
        return
    twice = rows[pd.Series(key[rows]).duplicated(keep=False).to_numpy()]
    held = {"key": key[twice]} | {name: seen.numbers[name][twice] for name in NUMBERS} | {"status": seen.status[twice]}
    table = pd.DataFrame(held, index=twice)
    lines = pd.Series(seen.cells.lines[twice], index=twice)
    is_copy = table.duplicated(keep="first")
    first = lines.groupby([table[name].fillna(-1.5e300) for name in table]).transform("first")
    copies = table.index[is_copy].to_numpy()
    seen.reject(copies, "area", "an exact copy of another record", "none is needed: one of them was kept",
                [f"line {line}" for line in first[is_copy]])  # fmt: skip
    left = table[~is_copy]
    clash = left["key"].duplicated(keep=False)
    if clash.any():
        together = lines[clash.index[clash]].groupby(left.loc[clash, "key"])
        words = together.transform(lambda group: "lines " + " and ".join(str(line) for line in list(group)[:4]))
        seen.reject(words.index.to_numpy(), "area", "two records give different figures for the same thing",
                    "keep the one that is right", words.to_numpy())  # fmt: skip


def _all_differ(keys: np.ndarray, possible: int) -> bool:
    """Whether no key occurs twice; by a mark for each possible key where these are few enough."""
    if possible > 1 << 29:
        return not pd.Series(keys).duplicated().any()
    marks = np.zeros(possible, dtype=bool)
    marks[keys] = True
    return int(np.count_nonzero(marks)) == len(keys)


def warn_of_vintages(seen: Observed) -> None:
    """Areas that all change from one period to another are often two editions of boundaries."""
    areas, periods = seen.keys["area"], seen.keys["period"]
    if not 1 < len(periods.texts) <= 50 or not seen.good.any():
        return
    grid = np.zeros((len(periods.texts), len(areas.texts)), dtype=bool)
    grid[periods.codes[seen.good], areas.codes[seen.good]] = True
    used = [p for p in np.argsort(periods.texts) if grid[p].any()]
    for earlier, later in zip(used, used[1:], strict=False):
        gone, new = (grid[earlier] & ~grid[later]).sum(), (grid[later] & ~grid[earlier]).sum()
        if min(gone, new) >= 0.2 * min(grid[earlier].sum(), grid[later].sum()):
            seen.cells.warnings.append(
                f"{gone} areas occur in {periods.texts[earlier]} but not in {periods.texts[later]} and {new} the other way round:"
                " two editions of boundaries? No trend is drawn between them without a crosswalk"
            )
            return
