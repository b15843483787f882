"""Tables of the Disparities page are tall enough for their words."""

import pyarrow as pa

from evenground.ui.disparity_tables import row_height


def test_a_row_holds_its_longest_text_broken_into_lines():
    short, long = (pa.table({"a": ["x", None], "b": ["word " * count, ""]}) for count in (1, 30))
    assert row_height(short, 24) < row_height(long, 24)
    assert row_height(long, 24) > 20 * (150 // 24 + 1)
    assert row_height(pa.table({"a": pa.array([], pa.string())}), 24) > 0
