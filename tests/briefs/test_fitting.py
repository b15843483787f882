"""How much a box holds, and where names stand beside their marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenground.briefs.fitting import column_widths, lines, pages, rows_that_fit
from evenground.briefs.labels import free_box, is_clear
from evenground.briefs.vector import width_of

LONG = "Several words that take more than one line of a narrow column"


def test_lines_are_counted_word_by_word():
    assert lines("Short", 10, 500) == 1
    assert lines(LONG, 10, 500) <= lines(LONG, 10, 120) <= lines(LONG, 10, 60)
    assert lines("Unbreakable" * 5, 10, 100) > 1


def test_no_word_of_a_column_is_broken_and_the_widths_add_up():
    headings, rows = ("Area", "Attendances", "Why"), [("Carlington", "7", LONG * 4), ("Overbrook", "12", LONG)]
    widths = column_widths(headings, rows, 700, 14, 12)
    assert sum(widths) == pytest.approx(700)
    for at, wide in enumerate(widths):
        for cell in (headings[at], *(row[at] for row in rows)):
            assert all(width_of(word, 14, bold=True) + 12 <= wide + 1e-9 for word in cell.split())
    assert widths[2] > widths[0] and widths[2] > widths[1]


def test_rows_are_counted_by_their_lines_and_one_is_always_shown():
    def shown(rows, tall):
        return rows_that_fit(("A",), rows, [100], 10, tall, line=12, pad=4, most=20)

    short, long = [("one",)] * 5, [(LONG,)] * 5
    assert shown(short, 200) == 5 and shown(short, 60) < 5
    assert shown(long, 200) < shown(short, 200) and shown(long, 10) == 1


@given(st.lists(st.integers(1, 400), min_size=1, max_size=30))
def test_every_paragraph_is_on_one_page_in_order(lengths):
    found = pages(["word " * count for count in lengths], 24, 1000, 15)
    assert [at for page in found for at in page] == list(range(len(lengths)))


def test_a_name_moves_where_it_hides_nothing_and_stays_inside():
    other = (115.0, 90.0, 200.0, 110.0)
    plain = free_box(100, 100, 10, 60, 20, [(90, 90, 110, 110)], 400, 400)
    assert plain[0] > 110
    moved = free_box(100, 100, 10, 60, 20, [(90, 90, 110, 110), other], 400, 400)
    assert is_clear(moved, [other]) and moved[0] >= 0
    assert free_box(395, 100, 5, 60, 20, [], 400, 400)[2] <= 400
