"""One choice to make: the sessions that could be held, the limits on them, and what any choice of them would bring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenground.stats.arrays import FloatArray
from evenground.stats.planning.expectation import Need

SAME = 1e-9
"""Two gains closer than this are alike."""


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


class Problem:
    """One choice to make: prices, options, limits. A choice is `times`: how often each option is held."""

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

    def able(self, times: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Options that may be chosen once more without passing an upper limit."""
        able = (times < self.options.most) & (self.visited(times) < self.visits)[self.options.area]
        for limit in self.limits:
            able &= float(limit.uses @ times) + limit.uses <= limit.high + SAME
        return able


def first_best(gain: FloatArray, lacking: FloatArray) -> int:
    """The option that gains most; of those alike, where most is lacking; of those, the first.

    Parameters
    ----------
    gain : ndarray of float, shape (options,)
        What one more session of each lowers the shortfall by.
    lacking : ndarray of float, shape (options,)
        The share of its area's expectation that is missing.

    Returns
    -------
    int
        Row of the option.

    Examples
    --------
    >>> first_best(np.array([0.2, 0.2, 0.1]), np.array([0.5, 0.9, 1.0]))
    1
    """
    alike = gain >= gain.max() - SAME
    return int(np.flatnonzero(alike & (lacking >= lacking[alike].max() - SAME))[0])
