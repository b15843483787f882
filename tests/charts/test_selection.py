"""What a click tells: a shape's number, a dot's number, or an area's key; the last one clicked counts."""

import pandas as pd
import pytest

from evenground.charts.selection import area_ids, chosen_area

TABLE = pd.DataFrame({"area_key": ["tract:2010:0", "tract:2010:1", "tract:2010:2"], "feature_id": [0, 1, 2]})


@pytest.mark.parametrize(
    ("point", "found"),
    [
        ({"location": 1}, "tract:2010:1"),
        ({"customdata": [2, "Tract 2"]}, "tract:2010:2"),
        ({"customdata": {"0": 0, "1": "Tract 0"}}, "tract:2010:0"),
        ({"customdata": ["tract:2010:1", "Tract 1"]}, "tract:2010:1"),
        ({"customdata": [9, "an area of another level"]}, None),
        ({}, None),
    ],
)
def test_every_way_a_point_names_its_area_is_understood(point, found):
    assert chosen_area({"selection": {"points": [point]}}, TABLE) == found


def test_the_last_of_several_points_is_the_one():
    clicked = {"selection": {"points": [{"location": 0}, {"location": 2}]}}
    assert chosen_area(clicked, TABLE) == "tract:2010:2"
    assert chosen_area(None, TABLE) is None


def test_what_a_dot_tells_is_found_again():
    for table in (TABLE, TABLE.drop(columns="feature_id")):
        for row, told in enumerate(area_ids(table)):
            assert chosen_area({"selection": {"points": [{"customdata": [told]}]}}, table) == table["area_key"][row]
