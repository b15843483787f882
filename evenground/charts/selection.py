"""Which area a reader clicked, from what the chart element reports."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


def area_ids(table: pd.DataFrame) -> list[object]:
    """What tells a dot's area when it is clicked: its place among the shapes, which is short, or else its key."""
    numbered = "feature_id" in table and pd.api.types.is_integer_dtype(table["feature_id"])
    return table["feature_id" if numbered else "area_key"].tolist()


def chosen_area(event: Mapping[str, object] | None, table: pd.DataFrame) -> str | None:
    """The `area_key` of the last point clicked on a map or ranking of `table`; None without one.

    Maps of areas report the shape's id as `location`, circles and dots what `area_ids` gives as the first entry of
    `customdata`. The chart forgets its selection when its data change, so pages keep the answer in the address.
    """
    selection = (event or {}).get("selection") or {}
    for point in reversed(selection.get("points") or []):  # type: ignore[attr-defined]
        found = point.get("location", _first(point.get("customdata")))
        by_shape = "location" in point or not isinstance(found, str)
        by = "feature_id" if by_shape and "feature_id" in table else "area_key"
        match = table.loc[table[by] == found, "area_key"]
        if len(match):
            return str(match.iloc[0])
    return None


def _first(custom: object) -> object:
    if isinstance(custom, Mapping):  # a list can arrive as {"0": ..., "1": ...}
        return custom.get("0")
    return custom[0] if isinstance(custom, list | tuple) and custom else custom
