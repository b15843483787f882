"""Tables of the Disparities page are tall enough for their words."""

import pyarrow as pa

from evenground.answers.disparities.choice import Comparison, ways
from evenground.answers.disparities.matrix import matrix
from evenground.answers.shelf import shelf
from evenground.ui.disparity_tables import priorities, priorities_file, row_height
from evenground.warehouse.releases import current


def test_a_row_holds_its_longest_text_broken_into_lines():
    short, long = (pa.table({"a": ["x", None], "b": ["word " * count, ""]}) for count in (1, 30))
    assert row_height(short, 24) < row_height(long, 24)
    assert row_height(long, 24) > 20 * (150 // 24 + 1)
    assert row_height(pa.table({"a": pa.array([], pa.string())}), 24) > 0


def test_the_file_of_priorities_says_period_and_source_in_each_row(real_home):
    release = current("kansas-city", "analyst")
    first = next(way for one in shelf(release, "indicators")["indicator_id"] for way in ways(release, one) if way.basis == "groups")
    answer = matrix(Comparison("kansas-city", "fr", "", "", first.where, first.by), release)
    table = priorities_file(answer, "fr")
    assert len(table) > 1 and table["Période"].str.contains(r"\d{4}").all() and (table["Source"].str.len() > 10).all()
    assert list(table)[: len(priorities(answer, "fr").columns)] == list(priorities(answer, "fr"))
