"""Maps made of circles."""

import numpy as np
import pandas as pd
import pytest
from figures import areas, caption, indicator

from evenground.charts.choropleth import choropleth
from evenground.charts.circles import diameters, widest
from evenground.charts.ground import GAP, LINE
from evenground.charts.points import points, reach_circles
from evenground.charts.resources import on_plain_ground, with_resources
from evenground.charts.view import Ground
from evenground.look.palette import LIGHT

GROUND = Ground("", (-96, 38, -93, 40), land_url="/shapes/abc/land")


def discs(figure):
    circles = [trace for trace in figure.data if trace.type == "scattermap" and trace.mode == "markers"]
    return [trace for trace in circles if trace.customdata is not None]


def test_area_is_in_proportion_to_size():
    across = diameters(pd.Series([100.0, 400.0, 25.0]), across=40)
    assert across.tolist() == [20, 40, 10]


def test_zero_and_missing_sizes_have_no_circle():
    assert diameters(pd.Series([0.0, np.nan, -1.0, 9.0])).tolist()[:3] == [0, 0, 0]
    assert diameters(pd.Series([np.nan])).tolist() == [0]


def test_the_smallest_circle_can_still_be_pointed_at():
    assert diameters(pd.Series([1.0, 1_000_000.0]))[0] == 5


def test_two_maps_can_share_a_scale():
    assert diameters(pd.Series([100.0]), largest=400, across=40).tolist() == [20]


def test_many_circles_are_drawn_smaller():
    assert widest(14) == widest(40) == 34 and widest(90) < 34 and widest(5000) == 17


def test_every_area_with_a_position_is_drawn_once_and_named():
    table, breaks = areas()
    table.loc[5, ["lon", "lat"]] = np.nan
    figure = points(table, indicator(), breaks, caption(), GROUND)
    keys = [row[0] for trace in discs(figure) for row in trace.customdata]
    assert sorted(keys) == sorted(table["area_key"].drop(5))
    names = [name for trace in figure.data if trace.mode == "markers+text" for name in trace.text]
    assert sorted(names) == sorted(table["name"].drop(5))


def test_an_area_of_unknown_population_keeps_its_place():
    table, breaks = areas()
    table.loc[2, "population"] = np.nan
    figure = points(table, indicator(), breaks, caption(), GROUND)
    size = {row[0]: size for trace in discs(figure) for row, size in zip(trace.customdata, trace.marker.size, strict=True)}
    assert size[table["area_key"][2]] == 8


def test_a_count_is_shown_by_the_circle_alone():
    table, _ = areas()
    figure = points(table.assign(class_index=-1), indicator(kind="count", decimals=0, higher_is="neither"), (), caption(subtitle="Residents"), GROUND)
    main = discs(figure)[0]
    assert main.marker.color == LIGHT.classes(5)[3]
    assert main.name == "Largest 78"
    assert figure.layout.legend.title.text.startswith("Circle area: "), "the key says of what the circle is"
    assert max(main.marker.size) == 46


def test_names_are_drawn_as_they_are_because_a_map_decodes_nothing():
    table, breaks = areas()
    figure = points(table.assign(name=table["name"] + " & <b>"), indicator(), breaks, caption(), GROUND)
    assert "Tract 0 & <b>" in [name for trace in figure.data if trace.mode == "markers+text" for name in trace.text]


def test_the_chosen_circle_has_a_ring():
    table, breaks = areas()
    ring = points(table, indicator(), breaks, caption(), GROUND, chosen=table["area_key"][3]).data[0]
    assert ring.marker.color == LIGHT.chosen and len(ring.lon) == 1


def test_land_lies_below_the_circles():
    table, breaks = areas()
    style = points(table, indicator(), breaks, caption(), GROUND).layout.map.style
    assert style["sources"]["land"]["data"] == "/shapes/abc/land"
    assert [layer["id"] for layer in style["layers"]] == ["background", "land", "shore"]


def test_reach_lies_over_need_as_circles_with_their_own_words():
    table, breaks = areas()
    figure = choropleth(table, indicator(), breaks, caption(), Ground("/s", (-96, 38, -93, 40)))
    height = figure.layout.height
    reach = table.assign(value=np.where(table.index < 4, 120.0 * (table.index + 1), 0.0), status="published")
    attendances = indicator(kind="count", decimals=0, unit={"en": "attendances"}, higher_is="neither")
    reach_circles(figure, reach, attendances, caption(subtitle="Attendances", unit="attendances", period="2025"))
    drawn = discs(figure)
    assert sum(len(trace.lon) for trace in drawn) == 4, "areas without a session get no circle"
    assert drawn[0].name == "Circles: Attendances (largest 480)"
    assert [trace.showlegend for trace in drawn] == [True, False, False, False]
    assert all(trace.marker.color == LIGHT.circle for trace in drawn)
    assert figure.layout.height in (height, height + 20)


def test_the_key_of_circles_over_circles_is_not_cut_off_on_a_phone():
    table = areas()[0].query("status == 'published'")
    ground = Ground("", (-96, 38, -93, 40), width=350)
    figure = points(table.assign(class_index=-1), indicator(kind="count", decimals=0, higher_is="neither"), (), caption(), ground)
    before = figure.layout.height
    reach_circles(figure, table, indicator(kind="count", unit={"en": "attendances"}), caption(subtitle="attendances"))
    assert figure.layout.height - before == 32, "one entry, and the gap that every column of a key has"


@pytest.mark.parametrize("hidden", ["suppressed", "unreliable"])
def test_a_hidden_second_measure_has_no_circle(hidden):
    table, breaks = areas()
    figure = choropleth(table, indicator(), breaks, caption(), Ground("/s", (-96, 38, -93, 40)))
    reach_circles(figure, table.assign(value=50.0, status=[hidden] * 11 + ["published"]), indicator(kind="count"), caption())
    assert sum(len(trace.lon) for trace in discs(figure)) == 1


def test_resources_on_plain_ground_leave_no_room_for_a_key_that_is_gone():
    table, breaks = areas()
    figure = choropleth(table, indicator(), breaks, caption(), Ground("/s", (-96, 38, -93, 40)))
    placed = table.head(3).assign(kind=["library", "pool", "pool"])
    shown = on_plain_ground(with_resources(figure, placed, {"library": "Library", "pool": "Pool"}, "en"))
    assert [trace.name for trace in shown.data if trace.showlegend] == ["Library (1)", "Pool (2)"]
    assert shown.layout.margin.b == 2 * LINE + GAP and shown.layout.legend2.x == 0
    assert shown.layout.height - shown.layout.margin.b == figure.layout.height - figure.layout.margin.b, "the map keeps its height"


def test_the_window_reaches_past_the_eastern_names():
    table, breaks = areas()
    bounds = (-95.0, 38.9, -94.0, 39.1)
    plain = points(table, indicator(), breaks, caption(), Ground("", bounds), names=False).layout.map
    named = points(table.assign(name="A community with a long name"), indicator(), breaks, caption(), Ground("", bounds)).layout.map
    assert named.center.lon > plain.center.lon and named.zoom < plain.zoom
