"""A choice of k sessions that leaves the least shortfall, and how far from the best it can be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from evenground.stats.planning.expectation import Need, prices, shortfall
from evenground.stats.planning.problem import SAME, Limit, Options, Problem
from evenground.stats.planning.reasons import Reason, in_order
from evenground.stats.planning.search import bound, greedy, searched, without_idle


@dataclass(frozen=True)
class Plan:
    """Chosen sessions, most useful first."""

    options: tuple[int, ...]
    gains: tuple[float, ...]
    """How much each lowers the weighted shortfall, in the order they stand."""
    reasons: tuple[tuple[Reason, ...], ...]
    before: float
    """Weighted shortfall without the plan: 0 when nothing is missing, at most the sum of the weights."""
    after: float
    best_possible: float
    """No choice of sessions that keeps the limits leaves less than this."""
    is_feasible: bool = True
    unknown: tuple[int, ...] = field(default=())
    """Rows of areas whose need is not known: neither chosen nor counted as having none."""

    @property
    def gap(self) -> float:
        """What the best choice could still gain, as a share of the shortfall before; 0 when this is a best choice."""
        return max(self.after - self.best_possible, 0.0) / self.before if self.before > 0 else 0.0


def next_best(
    need: Need,
    options: Options,
    k: int,
    limits: tuple[Limit, ...] = (),
    area_weight: float = 1.0,
    group_weight: float = 0.0,
) -> Plan:
    """At most `k` sessions that lower the weighted shortfall the most, within the limits.

    One after the other is taken that lowers it most. Without groups and limits this is a best choice, because each further
    session in an area gains no more than the one before. Otherwise the choice is compared with the bound of the linear
    relaxation and, where they differ, with a search by branch and bound; `Plan.gap` says what may be left.

    Parameters
    ----------
    need : Need
        Shapes (areas,) and (groups,).
    options : Options
        Of options that gain alike, the one whose area lacks the largest share of its expectation is taken, then the one that
        stands first: order them by area.
    k : int
        Sessions to choose. Fewer are chosen where no further one would lower the shortfall, unless a limit has a `low`.
    limits : tuple of Limit
        Budget, partners' capacity, languages.
    area_weight, group_weight : float
        Declared weights of the two terms, 0 or more.

    Returns
    -------
    Plan
        Empty and not feasible where no choice keeps the limits.

    Raises
    ------
    ValueError
        If `k` or a weight is negative.

    Examples
    --------
    >>> from evenground.stats.planning.expectation import need_of
    >>> some = Options(np.array([0, 1]), np.array([10.0, 10.0]), np.zeros((2, 0)), np.array([9, 9]))
    >>> next_best(need_of([30.0, 12.0], [0.0, 0.0]), some, k=3).options
    (0, 1, 0)
    """
    if k < 0 or area_weight < 0 or group_weight < 0:
        raise ValueError(f"k and the weights are 0 or more, got {k}, {area_weight:g} and {group_weight:g}")
    unknown = tuple(int(row) for row in np.flatnonzero(np.isnan(need.area)))
    before = shortfall(need, area_weight, group_weight)
    problem = Problem(need, _known(options, need), k, limits, *prices(need, area_weight, group_weight))
    times = greedy(problem)
    ours = before - problem.gain(times)
    best = before - bound(problem, before)
    if not problem.keeps(times) or ours > best + SAME:
        other, best = searched(problem, before, best)
        if other is not None and (not problem.keeps(times) or before - problem.gain(other) < ours - SAME):
            times = other
    if not problem.keeps(times):
        return Plan((), (), (), before, before, before, False, unknown)
    chosen, gains, reasons = in_order(problem, without_idle(problem, times))
    after = before - sum(gains)
    return Plan(chosen, gains, reasons, before, after, min(best, after), True, unknown)


def _known(options: Options, need: Need) -> Options:
    """`options` with those in areas of unknown need never chosen."""
    known = ~np.isnan(need.area[options.area]) if len(options.area) else np.zeros(0, dtype=bool)
    return replace(options, most=np.where(known, options.most, 0))
