"""Counts in a table of two ways with its margins: small ones hidden, and enough others that none follows by subtraction."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def with_margins(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """The table with a last row and a last column of totals."""
    rows = np.vstack([counts, counts.sum(axis=0)])
    return np.hstack([rows, rows.sum(axis=1, keepdims=True)])


def hidden_cells(
    table: NDArray[np.float64], minimum: int, *, hide_zero: bool = False, more: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:
    """Which cells of a table with margins are hidden.

    Parameters
    ----------
    table : ndarray of float, shape (rows + 1, columns + 1)
        Counts, 0 or more; the last row and column are totals.
    minimum : int
        Counts above 0 and under it are hidden; 0 too with `hide_zero`.
    more : ndarray of bool, same shape, optional
        Cells to hide for another reason.

    Returns
    -------
    ndarray of bool, same shape
        In no row or column exactly one cell is hidden: beside a single one the smallest count above 0 goes too, or a 0
        where there is none. It protects against subtraction in one line; it is not an audit of linked tables.

    Examples
    --------
    >>> hidden_cells(with_margins(np.array([[3.0, 40.0], [20.0, 50.0]])), 11).astype(int)
    array([[1, 1, 0],
           [1, 1, 0],
           [0, 0, 0]])
    """
    hidden = (table < minimum) & ((table > 0) | hide_zero)
    if more is not None:
        hidden |= more
    while True:
        before = hidden.sum()
        _hide_a_second(table, hidden)
        _hide_a_second(table.T, hidden.T)
        if hidden.sum() == before:
            return hidden


def _hide_a_second(table: NDArray[np.float64], hidden: NDArray[np.bool_]) -> None:
    """In each row with exactly one hidden cell, hide another; changes `hidden`."""
    single = np.flatnonzero(hidden.sum(axis=1) == 1)
    if not len(single) or table.shape[1] < 2:
        return
    price = np.where(table[single] > 0, table[single], np.inf)
    price = np.where(np.isinf(price), 1e300, price)  # a zero only where nothing else is left
    price = np.where(hidden[single], np.inf, price)
    hidden[single, price.argmin(axis=1)] = True
