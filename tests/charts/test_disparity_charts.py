"""Charts of disparities, by their data."""

import numpy as np
import pandas as pd
from figures import caption, indicator

from evenground.charts.equiplot import equiplot
from evenground.charts.gap_trend import gap_trend
from evenground.charts.inequality_curve import concentration_curve, fifth_bars
from evenground.charts.priority_matrix import priority_matrix
from evenground.charts.small_multiples import small_multiples

GROUPS = pd.DataFrame(
    {
        "key": ["a", "b", "c"], "name": ["Group A", "Group B", "Group C"], "value": [70.0, 80.0, np.nan], "ci_low": [69.0, np.nan, np.nan],
        "ci_high": [71.5, np.nan, np.nan], "ci_level": 0.95, "ci_kind": ["published", "", ""],
    }
)  # fmt: skip
WITH_REST = GROUPS.assign(rest_value=[75.0, 76.0, np.nan], rest_low=[74.0, 75.0, np.nan], rest_high=[76.0, 77.0, np.nan])


def of(figure, mode):
    return [trace for trace in figure.data if trace.mode == mode]


def test_an_equiplot_has_a_dot_for_each_group_and_a_line_between_the_extremes():
    figure = equiplot(GROUPS, indicator(), caption(), average=74.0, note="Said on the chart", chosen="a")
    (dots,) = of(figure, "markers")
    assert list(dots.x) == [70.0, 80.0] and list(dots.error_x.array) == [1.5, 0] and list(dots.error_x.arrayminus) == [1.0, 0]
    assert all(list(line.x) == [70.0, 80.0] for line in of(figure, "lines"))
    assert "no interval published" in dots.hovertext[1]
    said = " ".join(note.text for note in figure.layout.annotations)
    assert "Said on the chart" in said and "74.0" in said
    assert figure.layout.yaxis.ticktext == ("Group A", "Group B")  # what has no value is named by the page


def test_an_equiplot_of_overlapping_groups_joins_each_with_everybody_else():
    figure = equiplot(WITH_REST, indicator(), caption())
    rest, groups = of(figure, "markers")
    assert rest.marker.symbol == "circle-open" and groups.marker.symbol == "circle"
    assert [list(line.x) for line in of(figure, "lines")] == [[70.0, 75.0], [80.0, 76.0]]


def test_names_from_a_file_are_never_markup():
    figure = equiplot(GROUPS.assign(name="<b>%{x}</b>"), indicator(), caption())
    assert "<b>%{x}</b>" not in figure.to_json()


def test_the_curve_runs_from_nothing_to_everything_beside_equality():
    figure = concentration_curve(pd.DataFrame({"residents": [0, 0.4, 1], "measured": [0, 0.3, 1]}), caption(), by="An index")
    assert [list(trace.y) for trace in figure.data] == [[0, 100], [0.0, 30.0, 100.0]]


def test_bars_begin_at_0_and_values_far_from_it_are_dots():
    fifths = pd.DataFrame({"name": list("abcde"), "value": [5.0, 4, 3, 2, 1], "ci_low": [4.0, 3, 2, 1, 0], "ci_high": [6.0, 5, 4, 3, 2]})
    bars = fifth_bars(fifths, indicator(), caption())
    assert len(bars.layout.xaxis.ticktext) == 5 and bars.layout.xaxis.tickangle == 0  # turned labels left the last one out
    assert bars.data[0].type == "bar" and bars.layout.yaxis.range[0] == 0
    far = fifth_bars(fifths.assign(value=fifths["value"] + 70, ci_low=fifths["ci_low"] + 70, ci_high=fifths["ci_high"] + 70), indicator(), caption())
    assert far.data[0].type == "scatter"


def test_the_gap_stands_below_the_groups_it_lies_between():
    periods = pd.DataFrame({"period": ["2010", "2015"], "value": [10.0, 9], "ci_low": [9.0, 8], "ci_high": [11.0, 10], "other": [5.0, 6], "other_low": [4.0, 5], "other_high": [6.0, 7], "difference": [5.0, 3], "low": [3.0, 1], "high": [7.0, 5]})
    figure = gap_trend(periods, caption(), group="A", reference="B", gap="Difference")
    assert [trace.yaxis for trace in figure.data] == ["y", "y", "y2"] and list(figure.data[2].y) == [5.0, 3.0]


def test_the_matrix_marks_what_is_not_told_from_chance():
    table = pd.DataFrame({"title": ["One", "Two", "Three"], "relative": [3.0, 2.0, 1.2], "people": [100.0, 2000, np.nan], "verdict": ["clear", "cannot_tell", "not_tested"], "sentence": "A sentence."})
    figure = priority_matrix(table, caption())
    assert {trace.marker.symbol for trace in figure.data} == {"circle", "circle-open", "diamond-open"}
    assert sorted(text for trace in figure.data for text in trace.text) == ["1", "2", "3"]


def test_small_multiples_give_each_indicator_a_scale_of_its_own():
    one = GROUPS.assign(told="70")
    figure = small_multiples([("First, years", one, 1), ("Second, %", one.assign(value=[1.0, 2.0, np.nan]), 1)], caption())
    assert figure.layout.xaxis.range != figure.layout.xaxis2.range
    assert sum(bool(trace.showlegend) for trace in figure.data) == 2
