"""What outreach was made of: who lives where it went, its depth, languages, partners and who asked for it. Full counts, no intervals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from evenground.stats.arrays import FloatArray, floats, ratio


class Partners(NamedTuple):
    """`together[i, j]` sessions of partners i and j (own sessions on the diagonal); `only_one` per area: one partner held all."""

    together: FloatArray
    only_one: np.ndarray
    largest_part: FloatArray


def visited_share(sessions: ArrayLike, residents: ArrayLike, k: int) -> float:
    """Share of residents who live in an area where at least `k` sessions were held. Not the share of people reached.

    Numerator: residents of areas with at least `k` sessions. Denominator: residents of all areas, those without a session
    too. Unit: share, 0 to 1.

    Parameters
    ----------
    sessions, residents : array_like of float, shape (areas,)
        Missing sessions are none; areas without known residents count nowhere.
    k : int
        Sessions that make an area count.

    Returns
    -------
    float
        Missing where nobody lives.

    Examples
    --------
    >>> print(visited_share([0, 2, 5], [100, 100, 200], 2))
    0.75
    """
    held, people = (np.nan_to_num(part) for part in floats(sessions, residents))
    return float(ratio(people[held >= k].sum(), people.sum()))


def parts(counts: ArrayLike) -> FloatArray:
    """Each kind's part of a total: depth, type, who initiated.

    Numerator: sessions (or attendances) of the kind. Denominator: those of all kinds that are known. Unit: share, 0 to 1.

    Parameters
    ----------
    counts : array_like of float, shape (..., kinds)
        Missing ones are none.

    Returns
    -------
    ndarray of float
        Missing where the total is 0.

    Examples
    --------
    >>> parts([3, 1]), parts([0, 0])
    (array([0.75, 0.25]), array([nan, nan]))
    """
    known = np.nan_to_num(np.asarray(counts, dtype=float))
    return ratio(known, known.sum(axis=-1, keepdims=True))


def language_match(sessions_with: ArrayLike, sessions: ArrayLike, speakers: ArrayLike, residents: ArrayLike) -> FloatArray:
    """How much of outreach was held in a language, for each part of residents who speak it.

    Numerator: share of an area's sessions at which the language was spoken. Denominator: share of its residents who speak
    it at home. Unit: ratio; below 1 it was spoken at fewer sessions than its speakers' share.

    Parameters
    ----------
    sessions_with, sessions, speakers, residents : array_like of float

    Returns
    -------
    ndarray of float
        Missing without sessions, speakers or residents.

    Examples
    --------
    >>> language_match([2, 0], [10, 10], [100, 0], [1000, 1000])
    array([ 2., nan])
    """
    return ratio(ratio(sessions_with, sessions), ratio(speakers, residents))


def partner_overlap(present: ArrayLike, areas: ArrayLike | None = None, n_areas: int = 0) -> Partners:
    """Which partners hold sessions together, and which areas depend on one partner.

    Parameters
    ----------
    present : array_like of bool, shape (sessions, partners)
        Who held each session.
    areas : array_like of int, shape (sessions,), optional
        Number of the area of each session; -1 for none.
    n_areas : int
        How many areas there are.

    Returns
    -------
    Partners
        `largest_part` is the part of an area's sessions with its most present partner; missing without a session.

    Examples
    --------
    >>> found = partner_overlap([[1, 1], [1, 0], [0, 1]], [0, 1, 0], 2)
    >>> found.together, found.only_one, found.largest_part
    (array([[2., 1.],
           [1., 2.]]), array([False,  True]), array([1., 1.]))
    """
    there = np.asarray(present, dtype=float).reshape(len(present), -1)
    together = there.T @ there
    if areas is None or not n_areas:
        return Partners(together, np.zeros(0, dtype=bool), np.zeros(0))
    where = np.asarray(areas, dtype=int)
    held, known = np.zeros((n_areas, there.shape[1])), where >= 0
    np.add.at(held, where[known], there[known])
    sessions = np.bincount(where[known], minlength=n_areas)
    return Partners(together, ((held > 0).sum(axis=1) == 1) & (sessions > 0), ratio(held.max(axis=1, initial=0), sessions))
