"""Does an indicator change from where need is greatest to where it is least? Fifths of residents, ordered by another measure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.area_values import area_values
from evenground.answers.choices import Choices
from evenground.answers.shelf import periods_of, row_of, text_in
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import period
from evenground.warehouse.releases import Release

FIFTHS = 5
WHICH = ("first", "second", "third", "fourth", "last")
Z95 = 1.959963984540054


def gradient(chosen: Choices, release: Release, by: str) -> Answer:
    """One row per fifth of residents, from where `by` says that need is greatest.

    Areas are put in order by `by` and cut into fifths of residents; an area that straddles a cut counts on both sides by
    its share, and areas that are equal share alike. A fifth's value is the mean of its areas weighted by residents, with
    an approximate interval from their own standard errors where every area has one.

    Returns
    -------
    Answer
        `fifth` (1 is where need is greatest), `label`, `value`, `ci_low`, `ci_high`, `residents`, `areas`. `facts` hold
        `headline` and `by_title`.
    """
    language = chosen.language
    indicator, order = (row_of(release, "indicators", "indicator_id", one) for one in (chosen.indicator, by))
    answer = area_values(chosen, release)
    by_period = periods_of(release, by, chosen.level)[0]
    ordered = area_values(chosen.but(indicator=by, period=by_period, stratum="everyone", comparator="none"), release).table
    areas = answer.table.assign(need=answer.table["area_key"].map(ordered.set_index("area_key")["value"]))
    areas = areas[areas["value"].notna() & (areas["status"] == "published") & areas["need"].notna() & (areas["population"] > 0)]
    if len(areas) < 2 * FIFTHS:
        raise KeyError(f"{chosen.indicator!r} and {by!r} have {len(areas)} areas of {chosen.level} in common; fifths need 10")
    share = fifth_shares(areas["need"].to_numpy(dtype=float), areas["population"].to_numpy(dtype=float), greatest_first=order["higher_is"] != "better")
    table = _fifths(areas, share, order, language)
    title, by_title = text_in(indicator, "title", language), text_in(order, "title", language)
    modelled = bool(text_in(indicator, "modelled_from", language))
    first, last = (numbers.with_unit(table["value"].iloc[at], text_in(indicator, "unit", language), language, int(indicator["decimals"])) for at in (0, -1))
    kind = _kind(order)
    key = "modelled" if modelled else f"uncertain_{kind}" if _overlap(table) else f"told_{kind}"
    headline = say(f"brief.gradient_{key}", language, title=title, by=by_title, first=first, last=last)
    notes = (say("brief.gradient_note", language, by=by_title, period=period(by_period, language), areas=numbers.number(len(areas), language)),)
    facts = {"headline": headline, "by_title": by_title, "areas": len(areas), "modelled": modelled}
    return Answer("gradient", release.id, table, (headline,), answer.provenance, (), notes + answer.notes[:2], facts)


def fifth_shares(need: np.ndarray, residents: np.ndarray, *, greatest_first: bool = True) -> np.ndarray:
    """Share of each area in each fifth of residents, shape (areas, 5); each row adds up to 1 and ties share alike.

    Examples
    --------
    >>> fifth_shares(np.array([9.0, 1.0]), np.array([10.0, 40.0])).round(2)
    array([[1.  , 0.  , 0.  , 0.  , 0.  ],
           [0.  , 0.25, 0.25, 0.25, 0.25]])
    """
    levels, at = np.unique(-need if greatest_first else need, return_inverse=True)
    ends = np.cumsum(np.bincount(at, weights=residents, minlength=len(levels)))
    starts, total = np.concatenate([[0.0], ends[:-1]]), ends[-1]
    cuts = total * np.arange(FIFTHS + 1) / FIFTHS
    inside = np.minimum(ends[:, None], cuts[None, 1:]) - np.maximum(starts[:, None], cuts[None, :-1])
    return (np.clip(inside, 0, None) / (ends - starts)[:, None])[at]


def _fifths(areas: pd.DataFrame, share: np.ndarray, order: pd.Series, language: str) -> pd.DataFrame:
    people = areas["population"].to_numpy(dtype=float)[:, None] * share
    weight = people / people.sum(axis=0)
    value = weight.T @ areas["value"].to_numpy(dtype=float)
    error = ((areas["ci_high"] - areas["ci_low"]) / (2 * Z95)).to_numpy(dtype=float)
    half = Z95 * np.sqrt((weight**2).T @ error**2)  # missing as soon as one area has no interval
    return pd.DataFrame(
        {
            "fifth": np.arange(1, FIFTHS + 1), "label": [say(f"brief.fifth_{_kind(order)}_{which}", language) for which in WHICH],
            "value": value, "ci_low": value - half, "ci_high": value + half, "residents": people.sum(axis=0),
            "areas": (share > 0).sum(axis=0),
        }
    )  # fmt: skip


def _kind(order: pd.Series) -> str:
    """What the order is of: need, or who lives there, of which more is neither better nor worse."""
    return "share" if order["higher_is"] == "neither" else "need"


def _overlap(table: pd.DataFrame) -> bool:
    first, last = table.iloc[0], table.iloc[-1]
    low, high = sorted((first, last), key=lambda one: one["value"])
    return bool(low["ci_high"] >= high["ci_low"])  # without intervals nothing is tested, and the caption says so


def where_groups_live(chosen: Choices, release: Release, shares: tuple[str, ...]) -> Answer:
    """The indicator of the areas where residents of each group live, averaged over those residents.

    It is a property of areas, never of the groups: people of any group in the same area count with the same value.

    Parameters
    ----------
    shares : tuple of str
        Indicators that give each group's part of an area's residents, with counts, at the same level.

    Returns
    -------
    Answer
        One row per group: `indicator_id`, `label`, `value`, `residents`, `areas`. The headline says what it is not.
    """
    language = chosen.language
    indicator = row_of(release, "indicators", "indicator_id", chosen.indicator)
    answer = area_values(chosen, release)
    rows = []
    for one in shares:
        period_id = periods_of(release, one, chosen.level)[0]
        counted = area_values(chosen.but(indicator=one, period=period_id, stratum="everyone", comparator="none"), release).table
        people = answer.table["area_key"].map(counted.set_index("area_key")["numerator"]).astype(float)
        known = answer.table["value"].notna() & (answer.table["status"] == "published") & people.notna()
        mean = float((answer.table["value"] * people)[known].sum() / people[known].sum())
        title = text_in(row_of(release, "indicators", "indicator_id", one), "title", language)
        rows.append({"indicator_id": one, "label": title, "value": mean, "residents": float(people[known].sum()), "areas": int(known.sum())})
    table = pd.DataFrame(rows)
    unit, decimals = text_in(indicator, "unit", language), int(indicator["decimals"])
    apart = numbers.with_unit(abs(table["value"].iloc[0] - table["value"].iloc[-1]), unit, language, decimals)
    said = (say("brief.areas_apart", language, difference=apart), say("brief.areas_not_groups", language, title=text_in(indicator, "title", language)))
    facts = {"headline": said[1], "difference": apart}
    return Answer("where_groups_live", release.id, table, said, answer.provenance, (), answer.notes[:1], facts)
