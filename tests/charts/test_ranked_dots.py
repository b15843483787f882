"""Ranked dots, asserted by their data."""

import numpy as np
import pytest
from figures import NAN, areas, caption, indicator

from evenground.charts.ranked_dots import ranked_dots
from evenground.look.comparator import Comparator
from evenground.look.order import ends, ordered
from evenground.look.palette import LIGHT, SYMBOLS

CITY = Comparator("City overall", 74.0)


def rows(figure):
    """Area key by lane, from the top."""
    lanes = {y: row[0] for trace in figure.data for y, row in zip(trace.y, trace.customdata, strict=True)}
    return [lanes[y] for y in sorted(lanes)]


def test_the_least_favourable_area_is_at_the_top():
    table, _ = areas()
    assert rows(ranked_dots(table, indicator(higher_is="better"), caption()))[0] == table["area_key"][0]
    assert rows(ranked_dots(table, indicator(higher_is="worse"), caption()))[0] == table["area_key"][8]
    assert rows(ranked_dots(table, indicator(higher_is="neither"), caption()))[0] == table["area_key"][8]


def test_the_axis_points_down_so_that_the_first_lane_is_on_top():
    low, high = ranked_dots(areas()[0], indicator(), caption()).layout.yaxis.range
    assert low > high


def test_ties_are_in_order_of_name_whatever_order_the_table_has():
    table, _ = areas()
    table = table.assign(value=np.where(table["value"].notna(), 70.0, NAN))
    shuffled = table.sample(frac=1, random_state=3)
    assert ordered(shuffled, "worse")["name"].tolist() == [f"Tract {i}" for i in range(9)]


def test_by_name_numbers_are_in_order_of_size():
    table, _ = areas(15)
    assert ordered(table, "better", "name")["name"].tolist() == [f"Tract {i}" for i in range(12)]


def test_areas_without_a_value_have_no_dot():
    table, _ = areas()
    assert len(rows(ranked_dots(table, indicator(), caption()))) == 9


def test_whiskers_are_the_distances_to_the_limits_and_none_where_there_is_no_interval():
    table, _ = areas()
    table.loc[0, ["ci_low", "ci_high", "ci_kind"]] = [NAN, NAN, ""]
    table.loc[2, ["ci_low", "ci_high"]] = [71.0, 76.0]
    dots = ranked_dots(table, indicator(), caption()).data[0]
    assert (dots.error_x.arrayminus[0], dots.error_x.array[0]) == (0, 0)
    assert (dots.error_x.arrayminus[2], dots.error_x.array[2]) == (1, 4)


def test_verdicts_have_their_colour_and_their_shape():
    figure = ranked_dots(areas()[0], indicator(), caption(), comparator=CITY)
    found = {trace.name: (trace.marker.color, trace.marker.symbol) for trace in figure.data}
    assert found == {
        "Better (3)": (LIGHT.dots["better"], SYMBOLS["better"]),
        "Similar (3)": (LIGHT.dots["similar"], SYMBOLS["similar"]),
        "Worse (3)": (LIGHT.dots["worse"], SYMBOLS["worse"]),
    }


def test_without_a_comparator_there_is_one_colour_and_no_verdict():
    for options in ({}, {"comparator": Comparator("City", NAN)}):
        figure = ranked_dots(areas()[0], indicator(), caption(), **options)
        assert len(figure.data) == 1 and not figure.layout.showlegend
        assert "worse" not in figure.to_json().lower()
        assert not figure.layout.annotations


def test_the_comparator_is_a_named_line_and_inside_the_axis():
    figure = ranked_dots(areas()[0], indicator(), caption(), comparator=Comparator("City overall", 90.0))
    line = figure.layout.shapes[-1]
    assert (line.x0, line.x1) == (90, 90)
    assert figure.layout.annotations[0].text == "City overall: 90.0"
    assert figure.layout.xaxis.range[1] > 90


def test_both_ends_and_the_chosen_area_are_kept_with_the_gaps_counted():
    table, _ = areas(53)
    kept, gaps = ends(ordered(table, "better"), 5, table["area_key"][20])
    assert kept["position"].tolist() == [0, 1, 2, 3, 4, 20, 45, 46, 47, 48, 49]
    assert gaps == [(5, 15), (6, 24)]
    figure = ranked_dots(table, indicator(), caption(), each_end=5, chosen=table["area_key"][20])
    assert "<i>15 areas between</i>" in figure.layout.yaxis.ticktext
    assert "<b>Tract 20</b>" in figure.layout.yaxis.ticktext
    assert len(rows(figure)) == 11


def test_few_areas_are_shown_whole():
    table, _ = areas()
    kept, gaps = ends(ordered(table, "better"), 5)
    assert len(kept) == 9 and gaps == []


def test_the_figure_grows_with_its_rows():
    small, large = (ranked_dots(areas(n)[0], indicator(), caption()).layout.height for n in (13, 113))
    assert large - small == 100 * 21


def test_a_starred_name_is_explained():
    figure = ranked_dots(areas()[0], indicator(), caption(), comparator=CITY)
    assert "Tract 1 *" in figure.layout.yaxis.ticktext
    assert "* use with caution" in figure.layout.title.text


def test_french_axes_use_french_signs():
    assert ranked_dots(areas()[0], indicator(), caption(language="fr")).layout.separators == ",\u00a0"
    assert ranked_dots(areas()[0], indicator(), caption()).layout.separators == ".,"


def test_the_axis_keeps_zero_where_it_is_near_and_leaves_it_out_where_it_is_far():
    table, _ = areas()
    far = ranked_dots(table, indicator(), caption()).layout.xaxis.range
    near = ranked_dots(table.assign(value=table["value"] - 69, ci_low=0.2, ci_high=9.0), indicator(), caption()).layout.xaxis.range
    assert far[0] > 60 and near[0] == 0


@pytest.mark.parametrize("width", [358, 640, 1200])
def test_no_name_is_longer_than_its_column(width):
    table, _ = areas()
    table = table.assign(name=[f"A neighbourhood with a very long name number {i}" for i in range(12)])
    labels = ranked_dots(table, indicator(), caption(), width=width).layout.yaxis.ticktext
    assert max(len(label) for label in labels) <= 36
    assert len(set(labels)) == 9, "what tells names apart is kept"


def test_no_value_at_all_is_an_empty_figure_and_no_error():
    table, _ = areas()
    figure = ranked_dots(table.assign(value=NAN, status="suppressed"), indicator(), caption(), comparator=CITY)
    assert len(figure.data) == 0
