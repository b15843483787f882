"""When sessions were held: recency, cadence, reports received, days to a reply. Days are whole numbers of any epoch."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from evenground.stats.arrays import FloatArray, floats

DAYS = {"week": 7.0, "two_weeks": 14.0, "month": 365.25 / 12, "quarter": 365.25 / 4}
"""Days from one session to the next, by the words of `series.every`."""


class Cadence(NamedTuple):
    """Sessions held of those due by an agreed rhythm, the longest time without one, and when the last one was."""

    held: int
    due: int
    longest_gap: float
    days_since: float


class Received(NamedTuple):
    """Reports: received, expected from filled posts, and months in which a post was vacant (no report is expected)."""

    received: int
    expected: int
    vacant: int


def days_since(last: ArrayLike, as_of: float) -> FloatArray:
    """Recency: days from the last held session to the day the log is read.

    Parameters
    ----------
    last : array_like of float
        Day of the last session; missing where there was none.
    as_of : float
        Day on which the log is read.

    Returns
    -------
    ndarray of float
        0 on the day itself; missing where there was no session, or only later ones.

    Examples
    --------
    >>> days_since([95, 100, None, 103], 100)
    array([ 5.,  0., nan, nan])
    """
    last_day, now = floats(last, as_of)
    return np.where(last_day <= now, now - last_day, np.nan)


def cadence(days: ArrayLike, starts: float, ends: float, every: str) -> Cadence:
    """Sessions of a series held of those due, and the longest gap.

    Numerator: days with a held session from `starts` to `ends`. Denominator: sessions due, the first on `starts`. The gap
    counts from the start of the window and to its end, so that a series that stopped shows it.

    Parameters
    ----------
    days : array_like of float
        Days of held sessions; the same day counts once, days outside the window do not count.
    starts, ends : float
        First and last day of the window.
    every : str
        `week`, `two_weeks`, `month` or `quarter`.

    Returns
    -------
    Cadence
        `days_since` is missing where none was held.

    Raises
    ------
    KeyError
        If the rhythm is none of the four.

    Examples
    --------
    >>> cadence([0, 7, 28], 0, 34, "week")
    Cadence(held=3, due=5, longest_gap=21.0, days_since=6.0)
    """
    due = int((ends - starts) // DAYS[every]) + 1 if ends >= starts else 0
    held = np.unique(np.asarray(days, dtype=float))
    held = held[(held >= starts) & (held <= ends)]
    gaps = np.diff(np.concatenate([[starts], held, [ends]]))
    return Cadence(len(held), due, float(gaps.max(initial=0)), float(ends - held[-1]) if len(held) else float("nan"))


def received(expected: ArrayLike, filled: ArrayLike, came: ArrayLike) -> Received:
    """Reports received of expected: a vacant post is not a missing report.

    Parameters
    ----------
    expected, filled, came : array_like of bool, one shape
        For each post and month: whether its rhythm asks for a report, the post was filled, a report came.

    Returns
    -------
    Received
        A report that came from a vacant post counts as received and expected.

    Examples
    --------
    >>> received([True, True, True, False], [True, True, False, True], [True, False, False, False])
    Received(received=1, expected=2, vacant=1)
    """
    due, post, there = (np.asarray(part, dtype=bool) for part in (expected, filled, came))
    wanted = due & (post | there)
    return Received(int((wanted & there).sum()), int(wanted.sum()), int((due & ~post & ~there).sum()))


def days_to_reply(asked: ArrayLike, replied: ArrayLike, as_of: float) -> tuple[FloatArray, FloatArray]:
    """Days from a request to its first reply, and days that unanswered ones have waited.

    Parameters
    ----------
    asked, replied : array_like of float
        Days; `replied` missing where there was no reply yet.
    as_of : float
        Day on which the log is read; a later reply is no reply yet.

    Returns
    -------
    to_reply, waiting : ndarray of float
        Each missing where the other holds. A reply before the request is missing in both: one of the days is wrong.

    Examples
    --------
    >>> days_to_reply([10, 20, 30], [14, None, 25], 40)
    (array([ 4., nan, nan]), array([nan, 20., nan]))
    """
    start, end, now = floats(asked, replied, as_of)
    answered = np.isfinite(end) & (end <= now)
    waiting = ~answered & (start <= now) & ~(end < start)
    return np.where(answered & (end >= start), end - start, np.nan), np.where(waiting, now - start, np.nan)


def is_overdue(due: ArrayLike, done: ArrayLike, as_of: float) -> np.ndarray:
    """Follow-ups and commitments past their day and not done.

    Parameters
    ----------
    due, done : array_like of float
        Days; missing where none was set, or it is not done.
    as_of : float
        Day on which the log is read.

    Returns
    -------
    ndarray of bool
        False without a due day. Done late is not overdue any more.

    Examples
    --------
    >>> is_overdue([10, 10, 50, None], [None, 12, None, None], 40)
    array([ True, False, False, False])
    """
    by, finished, now = floats(due, done, as_of)
    return (by < now) & ~(finished <= now)
