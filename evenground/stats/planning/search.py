"""The choice itself: one session after the other, the bound of the linear relaxation, and branch and bound where they differ."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from evenground.stats.arrays import FloatArray
from evenground.stats.planning.problem import SAME, Problem, first_best

NODES = 60
"""Branches that the exact search may open. A number of branches, not of seconds: a slow machine finds the same plan."""


def greedy(problem: Problem) -> NDArray[np.int64]:
    """One session after the other, each the one that lowers the shortfall most; how often each option is held.

    Parameters
    ----------
    problem : Problem

    Returns
    -------
    ndarray of int, shape (options,)

    Examples
    --------
    >>> from evenground.stats.planning.expectation import need_of, prices
    >>> from evenground.stats.planning.problem import Options
    >>> need = need_of([30.0, 12.0], [0.0, 0.0])
    >>> some = Options(np.array([0, 1]), np.array([10.0, 10.0]), np.zeros((2, 0)), np.array([9, 9]))
    >>> one = Problem(need, some, 3, (), *prices(need, 1.0, 0.0))
    >>> greedy(one)
    array([2, 1])
    """
    times = np.zeros(len(problem.options.area), dtype=np.int64)
    for _ in range(problem.k):
        area_short, group_short = problem.left(times)
        gain = np.where(problem.able(times), problem.gains(area_short, group_short), 0.0)
        if not gain.size or gain.max() <= SAME:
            break
        times[first_best(gain, problem.lacking(area_short))] += 1
    return times


def bound(problem: Problem, before: float) -> float:
    """The most that any choice could gain: the optimum where sessions may be held in part.

    Parameters
    ----------
    problem : Problem
    before : float
        The shortfall with nothing chosen; nothing can gain more.

    Returns
    -------
    float
        In the unit of the shortfall.

    Examples
    --------
    >>> from evenground.stats.planning.expectation import need_of, prices
    >>> from evenground.stats.planning.problem import Options
    >>> need = need_of([30.0, 12.0], [0.0, 0.0])
    >>> some = Options(np.array([0, 1]), np.array([10.0, 10.0]), np.zeros((2, 0)), np.array([9, 9]))
    >>> one = Problem(need, some, 3, (), *prices(need, 1.0, 0.0))
    >>> round(bound(one, 1.0), 3)
    0.714
    """
    cost, rows, low, high, upper, _ = _linear(problem)
    if not len(problem.options.area):
        return 0.0
    relaxed = linprog(
        cost,
        A_ub=sparse.vstack([rows, -rows]).tocsr()[np.r_[np.isfinite(high), np.isfinite(low)]],
        b_ub=np.r_[high[np.isfinite(high)], -low[np.isfinite(low)]],
        bounds=np.c_[np.zeros(len(upper)), upper],
        method="highs",
    )
    return min(before, -float(relaxed.fun)) if relaxed.status == 0 else before


def searched(problem: Problem, before: float, best: float) -> tuple[NDArray[np.int64] | None, float]:
    """The choice that branch and bound finds, and the least shortfall that it leaves possible.

    Parameters
    ----------
    problem : Problem
    before : float
        The shortfall with nothing chosen.
    best : float
        The least shortfall that is known to be possible.

    Returns
    -------
    times : ndarray of int, shape (options,), or None
        None where no choice that keeps the limits was found.
    best : float
        `best`, or more where the search proves that less cannot be left.

    Examples
    --------
    >>> from evenground.stats.planning.expectation import need_of, prices
    >>> from evenground.stats.planning.problem import Options
    >>> need = need_of([30.0, 12.0], [0.0, 0.0])
    >>> some = Options(np.array([0, 1]), np.array([10.0, 10.0]), np.zeros((2, 0)), np.array([9, 9]))
    >>> one = Problem(need, some, 3, (), *prices(need, 1.0, 0.0))
    >>> times, best = searched(one, 1.0, 0.0)
    >>> times.sum(), round(best, 3)
    (np.int64(3), 0.286)
    """
    cost, rows, low, high, upper, whole = _linear(problem)
    found = milp(
        cost,
        constraints=LinearConstraint(rows, low, high),
        bounds=Bounds(np.zeros(len(upper)), upper),
        integrality=whole,
        options={"node_limit": NODES, "mip_rel_gap": 1e-9},
    )
    if found.mip_dual_bound is not None and np.isfinite(found.mip_dual_bound):
        best = max(best, before + float(found.mip_dual_bound))
    if found.x is None:
        return None, best
    times = np.rint(found.x[: len(problem.options.area)]).astype(np.int64)
    return (times if problem.keeps(times) and times.sum() <= problem.k else None), best


def _linear(problem: Problem) -> tuple[FloatArray, sparse.csr_matrix, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Columns: times of each option, then attendances that fill the shortfall of each area and group.

    What fills a shortfall is at most what is missing and at most what the chosen sessions bring.
    """
    m, n, g = len(problem.options.area), len(problem.area_short), len(problem.group_short)
    brings = sparse.csr_matrix((problem.options.people, (problem.options.area, np.arange(m))), shape=(n, m))
    held = sparse.csr_matrix((np.ones(m), (problem.options.area, np.arange(m))), shape=(n, m))
    rows = sparse.vstack(
        [
            sparse.hstack([held, sparse.csr_matrix((n, n + g))]),
            sparse.hstack([-brings, sparse.identity(n), sparse.csr_matrix((n, g))]),
            sparse.hstack(
                [sparse.csr_matrix(-problem.options.groups.T), sparse.csr_matrix((g, n)), sparse.identity(g)]
            ),
            sparse.hstack([sparse.csr_matrix(np.ones((1, m))), sparse.csr_matrix((1, n + g))]),
            *[
                sparse.hstack([sparse.csr_matrix(limit.uses[None, :]), sparse.csr_matrix((1, n + g))])
                for limit in problem.limits
            ],
        ]
    ).tocsr()
    low = np.r_[np.full(2 * n + g + 1, -np.inf), [limit.low for limit in problem.limits]]
    high = np.r_[problem.visits, np.zeros(n + g), problem.k, [limit.high for limit in problem.limits]]
    cost = np.r_[np.zeros(m), np.full(n, -problem.area_price), -problem.group_price]
    upper = np.r_[np.minimum(problem.options.most, problem.k), problem.area_short, problem.group_short].astype(float)
    return cost, rows, low, high, upper, np.r_[np.ones(m), np.zeros(n + g)]


def without_idle(problem: Problem, times: NDArray[np.int64]) -> NDArray[np.int64]:
    """A choice without the sessions that lower nothing, unless a lower limit asks for them.

    Parameters
    ----------
    problem : Problem
    times : ndarray of int, shape (options,)
        How often each option is held.

    Returns
    -------
    ndarray of int, shape (options,)

    Examples
    --------
    >>> from evenground.stats.planning.expectation import need_of, prices
    >>> from evenground.stats.planning.problem import Options
    >>> need = need_of([30.0, 12.0], [0.0, 0.0])
    >>> some = Options(np.array([0, 1]), np.array([10.0, 10.0]), np.zeros((2, 0)), np.array([9, 9]))
    >>> one = Problem(need, some, 3, (), *prices(need, 1.0, 0.0))
    >>> without_idle(one, np.array([1, 3]))
    array([1, 2])
    """
    for one in np.flatnonzero(times)[::-1]:
        fewer = times.copy()
        while fewer[one]:
            fewer[one] -= 1
            if problem.gain(fewer) < problem.gain(times) - SAME or not problem.keeps(fewer):
                break
            times = fewer.copy()
    return times
