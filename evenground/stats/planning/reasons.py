"""The chosen sessions in the order of their use, and why each stands where it does."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from evenground.stats.arrays import FloatArray
from evenground.stats.planning.problem import SAME, Problem, first_best


class Reason(NamedTuple):
    """Why a session stands in the plan, or why a better one does not. `value` is in attendances, or a group's row."""

    code: Literal["short_by", "largest_share", "group_short", "tie", "limit"]
    value: float = 0.0
    name: str = ""


def in_order(
    problem: Problem, chosen: NDArray[np.int64]
) -> tuple[tuple[int, ...], tuple[float, ...], tuple[tuple[Reason, ...], ...]]:
    """The chosen sessions, at each step the one that gains most, with what each gains and why it stands there.

    Parameters
    ----------
    problem : Problem
    chosen : ndarray of int, shape (options,)
        How often each option is held.

    Returns
    -------
    order : tuple of int
        Row of the option of each session.
    gains : tuple of float
        What each lowers the shortfall by.
    reasons : tuple of tuple of Reason

    Examples
    --------
    >>> from evenground.stats.planning.expectation import need_of, prices
    >>> from evenground.stats.planning.problem import Options
    >>> need = need_of([30.0, 12.0], [0.0, 0.0])
    >>> some = Options(np.array([0, 1]), np.array([10.0, 10.0]), np.zeros((2, 0)), np.array([9, 9]))
    >>> one = Problem(need, some, 3, (), *prices(need, 1.0, 0.0))
    >>> order, gains, reasons = in_order(one, np.array([2, 1]))
    >>> order, [one.code for one in reasons[0]]
    ((0, 1, 0), ['short_by', 'tie'])
    """
    times, left = np.zeros_like(chosen), chosen.copy()
    order, gains, reasons = [], [], []
    while left.sum():
        area_short, group_short = problem.left(times)
        gain = problem.gains(area_short, group_short)
        one = first_best(np.where(left > 0, gain, -1.0), problem.lacking(area_short))
        reasons.append(_why(problem, one, times, gain, area_short, group_short))
        order.append(int(one))
        gains.append(float(gain[one]))
        times[one] += 1
        left[one] -= 1
    return tuple(order), tuple(gains), tuple(reasons)


def _why(
    problem: Problem, one: int, times: NDArray[np.int64], gain: FloatArray, area_short: FloatArray, group_short: FloatArray
) -> tuple[Reason, ...]:
    why = [Reason("short_by", float(area_short[problem.options.area[one]]))]
    helped = problem.options.groups[one] * (group_short > 0) if problem.group_price.any() else np.zeros(0)
    if helped.size and helped.max() > 0:
        why.append(Reason("group_short", float(np.argmax(problem.group_price * np.minimum(helped, group_short)))))
    able = problem.able(times)
    elsewhere = problem.options.area != problem.options.area[one]
    alike = able & elsewhere & (np.abs(gain - gain[one]) <= SAME)
    if alike.any():
        share = problem.lacking(area_short)
        why.append(
            Reason("tie" if (share[alike] >= share[one] - SAME).any() else "largest_share", float(share[one]))
        )
    better = (gain > gain[one] + SAME) & (times < problem.options.most) & ~able
    return tuple(why + [Reason("limit", name=name) for name in _stopped(problem, better, times)])


def _stopped(problem: Problem, better: NDArray[np.bool_], times: NDArray[np.int64]) -> list[str]:
    """Names of the limits that keep options out which would gain more."""
    if not better.any():
        return []
    return [
        limit.name
        for limit in problem.limits
        if (float(limit.uses @ times) + limit.uses[better] > limit.high + SAME).any()
    ]
