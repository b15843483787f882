"""Centre and zoom, hovers and clicks."""

import math

import numpy as np
import pytest
from figures import areas
from hypothesis import given
from hypothesis import strategies as st

from evenground.charts.hover import packed, shifted
from evenground.charts.selection import chosen_area
from evenground.charts.view import TILE, view


def pixels(bounds, zoom):
    """Width and height in pixels of bounds at a zoom, by the Mercator projection."""
    west, south, east, north = bounds
    world = TILE * 2**zoom

    def y(latitude):
        return world * (1 - math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / math.pi) / 2

    return world * (east - west) / 360, y(south) - y(north)


@given(
    st.floats(-170, 160), st.floats(-75, 70), st.floats(0.001, 15), st.floats(0.001, 10), st.integers(300, 1600), st.integers(300, 900)
)  # fmt: skip
def test_bounds_fit_the_window_and_fill_one_side_of_it(west, south, wide, high, width, height):
    bounds = (west, south, west + wide, south + high)
    _, zoom = view(bounds, width, height, padding=20)
    across, down = pixels(bounds, zoom)
    assert across <= width - 39 and down <= height - 39
    assert zoom in (0, 15) or across >= width - 42 or down >= height - 42


def test_the_middle_of_the_map_is_the_middle_of_the_bounds_as_drawn():
    center, _ = view((-80, 55, -60, 63), 700, 500)
    assert center["lon"] == -70
    assert 59.1 < center["lat"] < 59.4, "Mercator stretches the north, so the middle lies above 59"


def test_one_point_has_a_zoom():
    assert view((-75, 45, -75, 45), 700, 500) == ({"lon": -75.0, "lat": pytest.approx(45)}, 9.0)


@pytest.mark.parametrize("bounds", [(1, 2, 0, 3), (0, 3, 1, 2), (0, 0, math.nan, 1), (0, 0, math.inf, 1)])
def test_bounds_out_of_order_are_refused(bounds):
    with pytest.raises(ValueError, match="bounds must be west, south, east, north"):
        view(bounds, 700, 500)


@given(st.lists(st.tuples(st.text("ab7 ", max_size=6), st.text("xy. ", max_size=4)), min_size=1, max_size=6))
def test_packed_hovers_unpack_to_what_was_said(rows):
    columns = [list(column) for column in zip(*rows, strict=True)]
    custom, template = packed(columns)
    for given_row, row in zip(rows, custom, strict=True):
        told = template
        for index, value in enumerate(row):
            told = told.replace(f"%{{customdata[{index}]}}", value)
        assert told == "".join(given_row) + "<extra></extra>"


def test_what_all_areas_share_is_sent_once():
    custom, template = packed([["Tract 1", "Tract 2"], ["7 years", "9 years"], ["same", "same"]])
    assert custom == [["1", "7"], ["2", "9"]]
    assert template == "Tract %{customdata[0]}%{customdata[1]} yearssame<extra></extra>"
    assert shifted(template).startswith("Tract %{customdata[1]}%{customdata[2]}")


def test_a_click_on_map_or_dots_names_the_area():
    table, _ = areas()
    key = table["area_key"][4]
    assert chosen_area({"selection": {"points": [{"location": key}]}}, table) == key
    assert chosen_area({"selection": {"points": [{"customdata": [key, "x"]}]}}, table) == key
    assert chosen_area({"selection": {"points": [{"customdata": {"0": key}}]}}, table) == key
    numbered = table.assign(feature_id=np.arange(12))
    assert chosen_area({"selection": {"points": [{"location": 4}]}}, numbered) == key
    assert chosen_area({"selection": {"points": [{"customdata": [key]}]}}, numbered) == key


@pytest.mark.parametrize("event", [None, {}, {"selection": {}}, {"selection": {"points": []}}, {"selection": {"points": [{"x": 1}]}}])
def test_a_click_beside_every_area_names_none(event):
    assert chosen_area(event, areas()[0]) is None


def test_an_area_of_another_table_is_not_taken():
    assert chosen_area({"selection": {"points": [{"location": "tract:2020:1"}]}}, areas()[0]) is None
