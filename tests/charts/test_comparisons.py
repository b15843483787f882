"""Figures of the comparisons, asserted by their data."""

import numpy as np
import pandas as pd
import pytest
from figures import NAN, caption, indicator

from evenground.charts.area_range import area_range
from evenground.charts.funnel import funnel
from evenground.charts.heat_table import columns_that_fit, heat_table, scale
from evenground.charts.plane import legible
from evenground.charts.slope import signed, slope
from evenground.charts.two_indicators import to_name, two_indicators
from evenground.look.palette import DARK, LIGHT


def points(n=30):
    x = np.arange(n, dtype=float)
    return pd.DataFrame({"area_key": [f"a{i}" for i in range(n)], "name": [f"Area {i}" for i in range(n)], "x": x, "y": x[::-1], "side": (x > n / 2).astype(int)})


def test_a_scatter_has_every_area_two_median_lines_and_marks_the_chosen_one():
    table = points()
    pair = (indicator(id="one"), indicator(id="two", higher_is="worse"))
    drawn = two_indicators(table, pair, (14.5, 14.5), caption(), chosen="a3")
    marks = [trace for trace in drawn.data if trace.hoverinfo != "skip"]
    assert sum(len(trace.x) for trace in marks) == 30 and {trace.marker.symbol for trace in marks} == {"circle", "diamond"}
    assert sorted((line.x0, line.y0) for line in drawn.layout.shapes if line.x0 == 14.5 or line.y0 == 14.5) == [(0, 14.5), (14.5, 0)]
    ring = next(trace for trace in drawn.data if trace.hoverinfo == "skip")
    assert (ring.x, ring.y) == ((3.0,), (26.0,))
    assert "a3" in to_name(table, "a3", 900) and len(to_name(table, "a3", 350)) <= 4


def test_names_never_lie_on_each_other():
    assert legible([0, 0.1, 50, 100], [0, 0.1, 50, 100], ["a" * 10] * 4, 9, 900) == [True, False, True, True]
    assert legible([], [], [], 9, 900) == []


def cells():
    rows = [("a", "one", 3.0, 0), ("b", "one", 1.0, 4), ("a", "two", 7.0, -1), ("b", "two", NAN, -1)]
    table = pd.DataFrame(rows, columns=["area_key", "indicator_id", "value", "fifth"])
    return table.assign(name=table["area_key"].map({"a": "Aha", "b": "Beta"}), status=["published"] * 3 + ["suppressed"])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_cell_of_a_heat_table_has_text_and_no_direction_has_no_colour(theme):
    columns = (indicator(id="one"), indicator(id="two", higher_is="neither", title={"en": "Second", "fr": "Second"}))
    grid = heat_table(cells(), ("b", "a"), columns, caption(), theme=theme).data[0]
    assert [list(row) for row in grid.z] == [[4, -1], [0, -1]]
    assert [list(row) for row in grid.text] == [["1.0", "×"], ["3.0", "7.0"]]
    colours = DARK if theme == "dark" else LIGHT
    assert scale(colours)[0] == colours.background and grid.colorscale[0][1] == colours.background
    assert columns_that_fit(350) < columns_that_fit(1040)


def contrast(one, other):
    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        return sum(w * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    a, b = sorted((luminance(one), luminance(other)))
    return (b + 0.05) / (a + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_can_be_read_on_every_fifth(colours):
    for colour in colours.fifths:
        assert max(contrast(colour, "#ffffff"), contrast(colour, "#444444")) >= 4.5, colour


def test_a_range_turns_so_that_right_is_more_favourable_and_holds_the_dot():
    rows = {
        "title": "Low income", "unit": "%", "higher_is": "worse", "decimals": 1, "value": 30.0, "ci_low": 28.0, "ci_high": 32.0, "ci_level": 0.95,
        "ci_kind": "published", "least": 2.0, "quarter": 6.0, "middle": 10.0, "three_quarters": 15.0, "most": 30.0, "areas": 40, "period": "2021", "verdict": "worse",
        "at": -1.0, "at_least": 0.4, "at_quarter": 0.2, "at_middle": 0.0, "at_three_quarters": -0.25, "at_most": -1.0,
    }  # fmt: skip
    drawn = area_range(pd.DataFrame([rows]), caption())
    assert drawn.data[0].x[:2] == (0.4, -1.0)
    assert drawn.data[-1].x == (-1.0,) and drawn.data[-1].marker.symbol == "diamond"
    assert any("30.0 (middle 10.0)" in note.text for note in drawn.layout.annotations)


def test_a_funnel_draws_limits_of_two_kinds_and_names_findings_only_where_areas_are_named():
    table = pd.DataFrame({
        "area_key": ["a", "b", "c"], "name": ["Aha", "Beta", "Gam"], "value": [10.0, 20.0, 11.0], "size": [100.0, 900.0, 400.0], "z": [0.1, 6.0, 0.4], "q": [0.9, 0.001, 0.8],
        "found": [False, True, False], "verdict": ["similar", "worse", "similar"], "ci_low": NAN, "ci_high": NAN, "ci_level": NAN, "ci_kind": "", "status": "published", "reliability": "ok", "symbol": "",
    })  # fmt: skip
    grid = np.linspace(90, 950, 8)
    facts = {"grid": grid, "common": 10.0, "common_name": "All", "basis": "people"} | {f"{kind}_{end}": 10 + sign * width / np.sqrt(grid) for kind, width in (("warning", 50), ("alarm", 80)) for end, sign in (("low", -1), ("high", 1))}
    drawn = funnel(table, facts, indicator(), caption())
    assert [trace.line.dash for trace in drawn.data if trace.mode == "lines"] == ["dash", "dash", "solid", "solid"]
    assert [text for trace in drawn.data if trace.text for text in trace.text if text] == ["Beta"]
    assert not [text for trace in funnel(table, facts, indicator(), caption(), named=False).data if trace.text for text in trace.text if text]


def test_a_slope_has_one_line_for_each_area_and_says_the_sign():
    table = pd.DataFrame({"area_key": ["a", "b"], "name": ["Aha", "Beta"], "before": [10.0, 12.0], "after": [12.0, 11.0], "change": [2.0, -1.0], "verdict": ["worse", "similar"]})
    drawn = slope(table, {"first": "2016", "second": "2021"}, indicator(), caption())
    assert [trace.y for trace in drawn.data] == [(12.0, 11.0, None), (10.0, 12.0, None)]
    assert {trace.line.dash for trace in drawn.data} == {"solid", "dot"}
    assert [signed(value, "en", 1) for value in (2.0, -1.0, 0.01)] == ["+2.0", "−1.0", "0.0"]
