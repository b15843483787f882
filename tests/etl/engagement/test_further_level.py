"""A place may count outreach in a second kind of area: each session is placed by name, by point, or by a declared rule."""

import pandas as pd
import pytest
from log_place import areas, engagement, place_folder
from shapely.geometry import box

from etl.engagement.places import Places
from etl.engagement.read import take_in
from etl.engagement.whence import from_table

WARDS = {"W1": box(-76, 45, -74.2, 46), "W2": box(-74.2, 45, -72, 46)}
"""Ward 1 holds the middles of zones 001 and 002 (and little of 002's east), ward 2 those of 003 and 004; 005 lies in none."""
FURTHER = {"level": "ward:1", "areas": {"en": "wards"}, "area": {"en": "ward"}, "need": []}


@pytest.fixture
def places() -> Places:
    folder = place_folder(outreach={"level": "zone:2024", "further": FURTHER})
    table = areas()
    table["geometry"] = [WARDS.get(code, shape) for code, shape in zip(table["code"], table["geometry"], strict=True)]
    return Places.of(folder, table, pd.DataFrame())


def placed(places: Places, area: str) -> list[tuple]:
    made = take_in([from_table("engagements", "test", pd.DataFrame([engagement(area=area)]))], places)
    assert made.rejects.empty, made.rejects.to_dict("records")
    rows = made.tables["engagement_area"].fillna("")
    return [(row.area_key[-3:], row.share, row.further_key[-1:], row.further_by) for row in rows.itertuples()]


@pytest.mark.parametrize(
    ("area", "rows"),
    [
        ("001", [("001", 1.0, "1", "middle")]),
        ("Ward 2", [("003", 1.0, "2", "named")]),
        ("45.5, -74.1", [("002", 1.0, "2", "point")]),
        ("45.5, -74.5", [("002", 1.0, "1", "point")]),
        ("005", [("005", 1.0, "", "")]),
        ("001 60%; 45.5, -71.5 40%", [("001", 0.6, "1", "middle"), ("005", 0.4, "", "")]),
        ("002; Ward 2", [("002", 0.5, "1", "middle"), ("003", 0.5, "2", "named")]),
    ],
)
def test_a_session_is_placed_in_both_levels_and_spread_over_none(places, area, rows):
    assert placed(places, area) == rows


def test_a_sheet_that_names_an_area_of_the_further_level_keeps_it(places):
    assert places.single("Ward 2").parts == (("ward:1:2", 1.0),)


def test_a_place_with_one_level_has_no_further_areas():
    table = areas()
    made = take_in([from_table("engagements", "test", pd.DataFrame([engagement()]))], Places.of(place_folder(), table, pd.DataFrame()))
    assert list(made.tables["engagement_area"]) == ["area_key", "share", "engagement_id"]
