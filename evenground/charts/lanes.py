"""The lanes of ranked dots: one for each area, one for each gap; their axes, the comparator's line, the chosen row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from evenground.catalog import words
from evenground.catalog.indicator import Indicator
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.comparator import Comparator
from evenground.look.palette import Palette

ROW = 21
"""Pixels of one lane, and of each line above them."""
TICKS, BELOW = 30, 12


@dataclass(frozen=True)
class Lanes:
    """`areas` has the column `row`, counted from the top; `gaps` are (row, areas left out there)."""

    areas: pd.DataFrame
    gaps: list[tuple[int, int]]
    count: int
    above: int
    span: tuple[float, float]

    @property
    def height(self) -> int:
        return self.above + max(self.count, 1) * ROW + BELOW


def placed(
    shown: pd.DataFrame, gaps: list[tuple[int, int]], heading: int, key: int, comparator: Comparator | None
) -> Lanes:
    """Areas in their lanes; a gap takes a lane of its own, before the area it was found at; `heading` and `key` are
    the lines above the dots."""
    before = np.zeros(len(shown), dtype=int)
    for row, _ in gaps:
        before[row:] += 1
    areas = shown.assign(row=np.arange(len(shown)) + before)
    own = [(int(areas["row"].iloc[row]) - 1, skipped) for row, skipped in gaps]
    known = comparator is not None and comparator.is_known
    above = TICKS + ROW * (heading + known + key) + 6 * (key > 0)
    return Lanes(areas, own, len(areas) + len(gaps), above, _span(shown, comparator if known else None))


def is_cautious(areas: pd.DataFrame) -> pd.Series:
    return areas["reliability"].isin(("caution", "low"))


def _span(shown: pd.DataFrame, comparator: Comparator | None) -> tuple[float, float]:
    """Ends of the axis: every value, interval and the comparator, with a little room; 0 is kept where it is near."""
    found = shown[["value", "ci_low", "ci_high"]].to_numpy(dtype=float).ravel()
    found = np.append(found, comparator.value if comparator else np.nan)
    found = found[np.isfinite(found)]
    if not found.size:
        return 0.0, 1.0
    low, high = float(found.min()), float(found.max())
    room = (high - low) * 0.03 or max(abs(high) * 0.05, 0.5)
    return (0.0 if 0 <= low < 0.35 * high else low - room), high + room


def axes(
    place: Lanes, indicator: Indicator, caption: Caption, colours: Palette, length: int, chosen: str | None
) -> dict[str, object]:
    """Names on the left, values on top; neither can be dragged, so that a page scrolls on touch."""
    names = text.distinct(place.areas["name"].astype(str).tolist(), length)
    labels = [_label(*row, chosen) for row in zip(place.areas["area_key"], names, is_cautious(place.areas), strict=True)]
    rows = place.areas["row"].tolist()
    for row, skipped in place.gaps:
        rows.append(row)
        labels.append(f"<i>{words.say('ranking.between', caption.language, count=skipped)}</i>")
    low, high = place.span
    decimals = 0 if high - low >= 7 else min(indicator.decimals, 2)
    grid = {"gridcolor": colours.grid, "zeroline": False, "fixedrange": True}
    return {
        "yaxis": {
            **grid, "tickmode": "array", "tickvals": rows, "ticktext": labels, "range": [place.count - 0.5, -0.5],
            "griddash": "dot", "automargin": "left", "ticklabelstandoff": 6, "showgrid": True,
        },
        "xaxis": {**grid, "side": "top", "nticks": 7, "tickformat": f",.{decimals}f", "range": [low, high]},
        "separators": ",\u00a0" if numbers.written(caption.language) == "fr" else ".,",
    }  # fmt: skip


def _label(key: str, name: str, cautious: bool, chosen: str | None) -> str:
    label = text.plotly(name) + (" *" if cautious else "")
    return f"<b>{label}</b>" if key == chosen else label


def marks(
    place: Lanes, comparator: Comparator | None, indicator: Indicator, caption: Caption, colours: Palette, chosen: str | None,
    room: float,
) -> dict[str, object]:  # fmt: skip
    """A band behind the chosen row, and the comparator's line through every row; `room` is the dots' width in pixels."""
    bands = [_band(int(row), colours) for row in place.areas.loc[place.areas["area_key"] == chosen, "row"]]
    if comparator is None or not comparator.is_known:
        return {"shapes": bands, "annotations": []}
    ends = {"x0": comparator.value, "x1": comparator.value, "y0": -0.5, "y1": place.count - 0.5}
    line = {"type": "line", **ends, "line": {"color": colours.text, "width": 1.6, "dash": "dash"}, "layer": "below"}
    return {"shapes": [*bands, line], "annotations": [_name_of(comparator, place, indicator, caption, room)]}


def _band(row: int, colours: Palette) -> dict[str, object]:
    return {
        "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": row - 0.5, "y1": row + 0.5, "layer": "below",
        "fillcolor": colours.surface, "line": {"color": colours.chosen, "width": 1.5},
    }  # fmt: skip


def _name_of(
    comparator: Comparator, place: Lanes, indicator: Indicator, caption: Caption, room: float
) -> dict[str, object]:
    """The comparator's name above its line, set against the right edge where it would pass it."""
    shown = numbers.number(comparator.value, caption.language, indicator.decimals)
    label = words.say("ranking.comparator", caption.language, name=comparator.name, value=shown)
    low, high = place.span
    right = (high - comparator.value) / (high - low) * room
    passes = len(label) * 3.4 > right
    across = {"xref": "paper", "x": 1, "xanchor": "right"} if passes else {"x": comparator.value, "xanchor": "center"}
    return {
        **across, "y": -0.5, "yshift": TICKS - 6, "yanchor": "bottom", "showarrow": False,
        "text": text.plotly(label[:1].upper() + label[1:]),
    }  # fmt: skip
