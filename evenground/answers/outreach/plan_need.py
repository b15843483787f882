"""What areas are weighed by when attendances are shared out: residents, people in need, or the fifth where need is greatest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.shelf import row_of
from evenground.catalog.library import place_folder
from evenground.stats.arrays import FloatArray
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

FIFTH = 0.2
AT_LEAST = 0.5
"""Share of an area that a list has to hold for the area to be planned for."""


def weights(log: LogChoices, release: Release, areas: pd.DataFrame) -> tuple[FloatArray, str]:
    """What each area weighs, and which weight it is: `residents`, `people` in need or the `fifth`.

    NaN where need is not known. Areas where nobody lives weigh 0.
    """
    residents = areas["population"].to_numpy(float)
    if log.yardstick == "equal" or not log.need:
        return residents, "residents"
    need = _values(release, log.need, period_of(log), log.level).reindex(areas["area_key"])
    if row_of(release, "indicators", "indicator_id", log.need)["need_kind"] == "people":
        return need["numerator"].to_numpy(float), "people"
    worse = row_of(release, "indicators", "indicator_id", log.need)["higher_is"] != "better"
    value = need["value"].to_numpy(float)
    return residents * in_fifth(value if worse else -value, residents), "fifth"


def in_fifth(need: FloatArray, residents: FloatArray) -> FloatArray:
    """Share of each area that belongs to the fifth of residents living where need is greatest.

    Parameters
    ----------
    need, residents : ndarray of float, shape (n,)
        Higher is more need; NaN where it is not known.

    Returns
    -------
    ndarray of float, shape (n,)
        1, 0, or a part for the areas that straddle the fifth; areas tied there share it. NaN where need is not known.

    Examples
    --------
    >>> in_fifth(np.array([3.0, 2.0, 2.0, 1.0]), np.array([10.0, 10.0, 10.0, 70.0]))
    array([1. , 0.5, 0.5, 0. ])
    """
    known = ~np.isnan(need) & ~np.isnan(residents)
    share = np.full(len(need), np.nan)
    left = FIFTH * residents[known].sum()
    for value in np.unique(need[known])[::-1]:
        here = known & (need == value)
        people = residents[here].sum()
        share[here] = min(1.0, left / people) if people > 0 else 0.0
        left = max(left - people, 0.0)
    return share


def group_shares(log: LogChoices, release: Release, areas: pd.DataFrame) -> pd.DataFrame:
    """Share of residents that each question of the log asks about.

    One row per question: `question`, `name`, `overall` (of all residents of these areas whose figure is known) and `shares`
    (an array with one number per area; the overall share where the area's own is not known).
    """
    rows = []
    outreach = place_folder(release.place_id).place.outreach
    for match in outreach.groups if outreach else ():
        found = _values(release, match.indicator, match.period, log.level).reindex(areas["area_key"])
        share = found["value"].to_numpy(float) / 100
        people = areas["population"].to_numpy(float)
        known = ~np.isnan(share) & ~np.isnan(people)
        if not known.any() or not people[known].sum():
            continue
        overall = float((share[known] * people[known]).sum() / people[known].sum())
        name = match.name.get(log.language) or match.name["en"]
        rows.append({"question": match.question, "name": name, "overall": overall, "shares": np.where(known, share, overall)})
    return pd.DataFrame(rows, columns=["question", "name", "overall", "shares"])


def period_of(log: LogChoices) -> str:
    """The period that the place declares for its need measure."""
    outreach = place_folder(log.place).place.outreach
    found = [one.period for one in (outreach.need if outreach else ()) if one.indicator == log.need]
    if not found:
        raise KeyError(f"{log.place} declares no need measure {log.need!r}")
    return found[0]


def members(release: Release, area_set: str) -> set[str]:
    """Areas of which a list holds at least half."""
    table = ask(release, "area_set_members", area_set_id=area_set)
    return set(table.loc[table["weight"] >= AT_LEAST, "area_key"])


def _values(release: Release, indicator: str, period: str, level: str) -> pd.DataFrame:
    return ask(
        release, "area_values", indicator_id=indicator, period_id=period, stratum_id="everyone", level_key=level
    ).set_index("area_key")  # fmt: skip
