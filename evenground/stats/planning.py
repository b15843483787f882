"""Which sessions next? A choice of k sessions that leaves the least shortfall, and how far from the best it can be.

Reach and expectation are attendances. An expectation is fixed before anything is chosen (the planned total shared out, or a
target), so adding a session somewhere never raises what is expected elsewhere. It proposes; people decide.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from evenground.stats.arrays import FloatArray

SAME = 1e-9
"""Two gains closer than this are alike."""
NODES = 60
"""Branches that the exact search may open. A number of branches, not of seconds: a slow machine finds the same plan."""


class Need(NamedTuple):
    """What is still expected, of areas and of groups.

    `area` and `group` are expected minus had, in attendances; NaN where need is not known. The areas' term is divided by
    the sum of `expected_area`. Each group is a term of its own, divided by what is expected of it: groups overlap and are never
    added up.
    """

    area: FloatArray
    group: FloatArray
    expected_area: FloatArray
    expected_group: FloatArray


@dataclass(frozen=True)
class Options:
    """Sessions that could be held, one row each; a row may be chosen several times, up to `most`."""

    area: NDArray[np.int64]
    """Row of the area it is held in."""
    people: FloatArray
    """Attendances that it is planned for."""
    groups: FloatArray
    """Shape (options, groups): of those, people of each group."""
    most: NDArray[np.int64]
    """Times that it may be chosen."""
    visits: NDArray[np.int64] | None = None
    """By area: how many of the chosen sessions it may hold; None sets no limit but those of the options."""


@dataclass(frozen=True)
class Limit:
    """One side constraint: the sum of `uses` over the chosen sessions lies between `low` and `high`."""

    name: str
    uses: FloatArray
    """What one session of each option uses: money, 1 for a partner's own, 1 for one held in a language."""
    high: float = np.inf
    low: float = 0.0


class Reason(NamedTuple):
    """Why a session stands in the plan, or why a better one does not. `value` is in attendances, or a group's row."""

    code: Literal["short_by", "largest_share", "group_short", "tie", "limit"]
    value: float = 0.0
    name: str = ""


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


def shared_out(weights: ArrayLike, total: float) -> FloatArray:
    """An expectation: `total` attendances shared out in proportion to `weights` (residents, or people in need).

    Parameters
    ----------
    weights : array_like of float, shape (n,)
        0 or more; NaN where it is not known, and NaN it stays.
    total : float
        Attendances of the whole plan: those already had and those of the sessions that are to be chosen.

    Returns
    -------
    ndarray of float, shape (n,)

    Examples
    --------
    >>> shared_out([1.0, 3.0, np.nan], 8.0)
    array([ 2.,  6., nan])
    """
    known = np.asarray(weights, dtype=float)
    whole = np.nansum(known)
    return known / whole * total if whole > 0 else np.full(known.shape, np.nan)


def target_of(residents: ArrayLike, per_1000_a_year: float, days: float) -> FloatArray:
    """An expectation: a target of so many attendances per 1,000 residents a year, over `days` days.

    Parameters
    ----------
    residents : array_like of float, shape (n,)
    per_1000_a_year, days : float

    Examples
    --------
    >>> target_of([2000.0], 50, 365.25)
    array([100.])
    """
    return np.asarray(residents, dtype=float) / 1000 * per_1000_a_year * days / 365.25


def need_of(
    expected: ArrayLike, reached: ArrayLike, group_expected: ArrayLike = (), group_reached: ArrayLike = ()
) -> Need:
    """What is still expected. An area or group with an unknown expectation stays unknown; one with enough stands below 0.

    Parameters
    ----------
    expected, reached : array_like of float, shape (areas,)
        Attendances.
    group_expected, group_reached : array_like of float, shape (groups,)

    Examples
    --------
    >>> need_of([10.0, 10.0], [5.0, 20.0]).area
    array([  5., -10.])
    """
    area, had = np.asarray(expected, dtype=float), np.asarray(reached, dtype=float)
    group, had_group = np.asarray(group_expected, dtype=float), np.asarray(group_reached, dtype=float)
    return Need(area - had, group - had_group, area, group)


def times_possible(days: float, between: float, since: ArrayLike) -> NDArray[np.int64]:
    """How many visits fit into `days` days with at least `between` days from one to the next.

    Parameters
    ----------
    days : float
        Days that are planned for, counted from today.
    between : float
        Days that lie between two visits of one area, at least; 0 sets no limit but one a day.
    since : array_like of float, shape (n,)
        Days since the last visit; infinite or NaN where there was none. Negative where one is planned ahead.

    Returns
    -------
    ndarray of int, shape (n,)

    Examples
    --------
    >>> times_possible(60, 28, [np.inf, 7, 100])
    array([3, 2, 3])
    """
    last = np.nan_to_num(np.asarray(since, dtype=float), nan=np.inf, posinf=np.inf)
    step = max(float(between), 1.0)
    first = np.maximum(step - last, 0.0)
    return np.where(first > days, 0, np.floor((days - first) / step) + 1).astype(np.int64)


def shortfall(need: Need, area_weight: float = 1.0, group_weight: float = 0.0) -> float:
    """The weighted shortfall: per term, what is missing over what was expected; unknown ones are in neither.

    Parameters
    ----------
    need : Need
        Shapes (areas,) and (groups,).
    area_weight, group_weight : float
        Weight of each term.

    Examples
    --------
    >>> shortfall(need_of([10.0, 10.0], [5.0, 20.0]))
    0.25
    """
    area, group = _prices(need, area_weight, group_weight)
    return float(area * np.nansum(np.maximum(need.area, 0)) + np.nansum(group * np.maximum(need.group, 0)))


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
    >>> some = Options(np.array([0, 1]), np.array([10.0, 10.0]), np.zeros((2, 0)), np.array([9, 9]))
    >>> next_best(need_of([30.0, 12.0], [0.0, 0.0]), some, k=3).options
    (0, 1, 0)
    """
    if k < 0 or area_weight < 0 or group_weight < 0:
        raise ValueError(f"k and the weights are 0 or more, got {k}, {area_weight:g} and {group_weight:g}")
    unknown = tuple(int(row) for row in np.flatnonzero(np.isnan(need.area)))
    before = shortfall(need, area_weight, group_weight)
    prices = _prices(need, area_weight, group_weight)
    problem = _Problem(need, _known(options, need), k, limits, *prices)
    times = problem.greedy()
    ours = before - problem.gain(times)
    best = before - problem.bound(before)
    if not problem.keeps(times) or ours > best + SAME:
        searched, best = problem.searched(before, best)
        if searched is not None and (not problem.keeps(times) or before - problem.gain(searched) < ours - SAME):
            times = searched
    if not problem.keeps(times):
        return Plan((), (), (), before, before, before, False, unknown)
    chosen, gains, reasons = problem.in_order(problem.without_idle(times))
    after = before - sum(gains)
    return Plan(chosen, gains, reasons, before, after, min(best, after), True, unknown)


def _prices(need: Need, area_weight: float, group_weight: float) -> tuple[float, FloatArray]:
    """What one missing attendance weighs, of areas and of each group; the groups share their weight equally."""
    whole = float(np.nansum(need.expected_area))
    area = area_weight / whole if whole > 0 else 0.0
    known = np.nan_to_num(need.expected_group) > 0
    each = group_weight / max(known.sum(), 1)
    return area, np.divide(each, need.expected_group, out=np.zeros(len(known)), where=known)


def _known(options: Options, need: Need) -> Options:
    """`options` with those in areas of unknown need never chosen."""
    known = ~np.isnan(need.area[options.area]) if len(options.area) else np.zeros(0, dtype=bool)
    return replace(options, most=np.where(known, options.most, 0))


class _Problem:
    """One choice to make: prices, options, limits."""

    def __init__(
        self,
        need: Need,
        options: Options,
        k: int,
        limits: tuple[Limit, ...],
        area_price: float,
        group_price: FloatArray,
    ) -> None:
        self.options, self.k, self.limits = options, k, limits
        self.area_price, self.group_price = area_price, group_price
        self.area_short = np.maximum(np.nan_to_num(need.area, nan=0.0), 0.0)
        self.area_expected = need.expected_area
        self.group_short = np.maximum(np.nan_to_num(need.group, nan=0.0), 0.0)
        own = options.visits if options.visits is not None else np.full(len(self.area_short), k)
        self.visits = np.minimum(own, k)

    def gains(self, area_short: FloatArray, group_short: FloatArray) -> FloatArray:
        """What one more session of each option would lower the shortfall by."""
        gain = self.area_price * np.minimum(self.options.people, area_short[self.options.area])
        if group_short.size:
            gain = gain + np.minimum(self.options.groups, group_short) @ self.group_price
        return gain

    def lacking(self, area_short: FloatArray) -> FloatArray:
        """By option: the share of its area's expectation that is missing."""
        expected = np.nan_to_num(self.area_expected)
        share = np.divide(area_short, expected, out=np.zeros(len(expected)), where=expected > 0)
        return share[self.options.area]

    def left(self, times: NDArray[np.int64]) -> tuple[FloatArray, FloatArray]:
        """Shortfall of areas and groups once the options are held so many times."""
        had = np.zeros(len(self.area_short))
        np.add.at(had, self.options.area, self.options.people * times)
        return np.maximum(self.area_short - had, 0), np.maximum(self.group_short - times @ self.options.groups, 0)

    def gain(self, times: NDArray[np.int64]) -> float:
        area, group = self.left(times)
        return float(
            self.area_price * (self.area_short.sum() - area.sum()) + self.group_price @ (self.group_short - group)
        )

    def visited(self, times: NDArray[np.int64]) -> FloatArray:
        """Chosen sessions by area."""
        return np.bincount(self.options.area, times, minlength=len(self.area_short))

    def keeps(self, times: NDArray[np.int64]) -> bool:
        """Whether a choice keeps every limit, the lower ones too."""
        sums = [float(limit.uses @ times) for limit in self.limits]
        return not (self.visited(times) > self.visits).any() and all(
            limit.low - SAME <= used <= limit.high + SAME for limit, used in zip(self.limits, sums, strict=True)
        )

    def greedy(self) -> NDArray[np.int64]:
        times = np.zeros(len(self.options.area), dtype=np.int64)
        for _ in range(self.k):
            area_short, group_short = self.left(times)
            gain = np.where(self.able(times), self.gains(area_short, group_short), 0.0)
            if not gain.size or gain.max() <= SAME:
                break
            times[_first_best(gain, self.lacking(area_short))] += 1
        return times

    def able(self, times: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Options that may be chosen once more without passing an upper limit."""
        able = (times < self.options.most) & (self.visited(times) < self.visits)[self.options.area]
        for limit in self.limits:
            able &= float(limit.uses @ times) + limit.uses <= limit.high + SAME
        return able

    def bound(self, before: float) -> float:
        """The most that any choice could gain: the optimum where sessions may be held in part."""
        cost, rows, low, high, upper, _ = self._linear()
        if not len(self.options.area):
            return 0.0
        relaxed = linprog(
            cost,
            A_ub=sparse.vstack([rows, -rows]).tocsr()[np.r_[np.isfinite(high), np.isfinite(low)]],
            b_ub=np.r_[high[np.isfinite(high)], -low[np.isfinite(low)]],
            bounds=np.c_[np.zeros(len(upper)), upper],
            method="highs",
        )
        return min(before, -float(relaxed.fun)) if relaxed.status == 0 else before

    def searched(self, before: float, best: float) -> tuple[NDArray[np.int64] | None, float]:
        """The choice that branch and bound finds, and the least shortfall that it leaves possible."""
        cost, rows, low, high, upper, whole = self._linear()
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
        times = np.rint(found.x[: len(self.options.area)]).astype(np.int64)
        return (times if self.keeps(times) and times.sum() <= self.k else None), best

    def _linear(self) -> tuple[FloatArray, sparse.csr_matrix, FloatArray, FloatArray, FloatArray, FloatArray]:
        """Columns: times of each option, then attendances that fill the shortfall of each area and group.

        What fills a shortfall is at most what is missing and at most what the chosen sessions bring.
        """
        m, n, g = len(self.options.area), len(self.area_short), len(self.group_short)
        brings = sparse.csr_matrix((self.options.people, (self.options.area, np.arange(m))), shape=(n, m))
        held = sparse.csr_matrix((np.ones(m), (self.options.area, np.arange(m))), shape=(n, m))
        rows = sparse.vstack(
            [
                sparse.hstack([held, sparse.csr_matrix((n, n + g))]),
                sparse.hstack([-brings, sparse.identity(n), sparse.csr_matrix((n, g))]),
                sparse.hstack(
                    [sparse.csr_matrix(-self.options.groups.T), sparse.csr_matrix((g, n)), sparse.identity(g)]
                ),
                sparse.hstack([sparse.csr_matrix(np.ones((1, m))), sparse.csr_matrix((1, n + g))]),
                *[
                    sparse.hstack([sparse.csr_matrix(limit.uses[None, :]), sparse.csr_matrix((1, n + g))])
                    for limit in self.limits
                ],
            ]
        ).tocsr()
        low = np.r_[np.full(2 * n + g + 1, -np.inf), [limit.low for limit in self.limits]]
        high = np.r_[self.visits, np.zeros(n + g), self.k, [limit.high for limit in self.limits]]
        cost = np.r_[np.zeros(m), np.full(n, -self.area_price), -self.group_price]
        upper = np.r_[np.minimum(self.options.most, self.k), self.area_short, self.group_short].astype(float)
        return cost, rows, low, high, upper, np.r_[np.ones(m), np.zeros(n + g)]

    def without_idle(self, times: NDArray[np.int64]) -> NDArray[np.int64]:
        """A choice without the sessions that lower nothing, unless a lower limit asks for them."""
        for one in np.flatnonzero(times)[::-1]:
            fewer = times.copy()
            while fewer[one]:
                fewer[one] -= 1
                if self.gain(fewer) < self.gain(times) - SAME or not self.keeps(fewer):
                    break
                times = fewer.copy()
        return times

    def in_order(
        self, chosen: NDArray[np.int64]
    ) -> tuple[tuple[int, ...], tuple[float, ...], tuple[tuple[Reason, ...], ...]]:
        """The chosen sessions, at each step the one that gains most, with what each gains and why it stands there."""
        times, left = np.zeros_like(chosen), chosen.copy()
        order, gains, reasons = [], [], []
        while left.sum():
            area_short, group_short = self.left(times)
            gain = self.gains(area_short, group_short)
            one = _first_best(np.where(left > 0, gain, -1.0), self.lacking(area_short))
            reasons.append(self._why(one, times, gain, area_short, group_short))
            order.append(int(one))
            gains.append(float(gain[one]))
            times[one] += 1
            left[one] -= 1
        return tuple(order), tuple(gains), tuple(reasons)

    def _why(
        self, one: int, times: NDArray[np.int64], gain: FloatArray, area_short: FloatArray, group_short: FloatArray
    ) -> tuple[Reason, ...]:
        why = [Reason("short_by", float(area_short[self.options.area[one]]))]
        helped = self.options.groups[one] * (group_short > 0) if self.group_price.any() else np.zeros(0)
        if helped.size and helped.max() > 0:
            why.append(Reason("group_short", float(np.argmax(self.group_price * np.minimum(helped, group_short)))))
        able = self.able(times)
        elsewhere = self.options.area != self.options.area[one]
        alike = able & elsewhere & (np.abs(gain - gain[one]) <= SAME)
        if alike.any():
            share = self.lacking(area_short)
            why.append(
                Reason("tie" if (share[alike] >= share[one] - SAME).any() else "largest_share", float(share[one]))
            )
        better = (gain > gain[one] + SAME) & (times < self.options.most) & ~able
        return tuple(why + [Reason("limit", name=name) for name in self._stopped(better, times)])

    def _stopped(self, better: NDArray[np.bool_], times: NDArray[np.int64]) -> list[str]:
        """Names of the limits that keep options out which would gain more."""
        if not better.any():
            return []
        return [
            limit.name
            for limit in self.limits
            if (float(limit.uses @ times) + limit.uses[better] > limit.high + SAME).any()
        ]


def _first_best(gain: FloatArray, lacking: FloatArray) -> int:
    """The option that gains most; of those alike, where most is lacking; of those, the first."""
    alike = gain >= gain.max() - SAME
    return int(np.flatnonzero(alike & (lacking >= lacking[alike].max() - SAME))[0])
