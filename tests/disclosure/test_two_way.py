"""Tables with margins: nothing small is shown, and no single hidden cell follows by subtraction."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from evenground.disclosure.two_way import hidden_cells, with_margins

COUNTS = st.tuples(st.integers(1, 7), st.integers(1, 6)).flatmap(lambda shape: arrays(float, shape, elements=st.integers(0, 40).map(float)))


@given(COUNTS, st.integers(1, 20), st.booleans())
def test_no_small_count_is_shown_and_none_stands_alone(counts, minimum, hide_zero):
    table = with_margins(counts)
    hidden = hidden_cells(table, minimum, hide_zero=hide_zero)
    shown = table[~hidden]
    assert ((shown >= minimum) | ((shown == 0) & (not hide_zero))).all()
    assert not (hidden.sum(axis=0) == 1).any() and not (hidden.sum(axis=1) == 1).any()


def test_nothing_is_hidden_where_nothing_is_small():
    assert not hidden_cells(with_margins(np.full((3, 4), 30.0)), 11).any()
