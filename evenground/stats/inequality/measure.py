"""What a measure is: a formula, what it needs, and how its closed-form interval is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evenground.stats.arrays import FloatArray
from evenground.stats.inequality.reasons import Reason
from evenground.stats.inequality.settings import Block

Estimator = Callable[[FloatArray, Block], FloatArray]
"""Values (k, m) or (k, m, draws) and their block to results (m,) or (m, draws)."""


@dataclass(frozen=True)
class Measure:
    """One inequality measure in one variant."""

    name: str
    variant: str
    estimate: Estimator
    formula: str
    """In signs alone, so that it reads alike in every language; what the signs stand for is said with the other words."""
    needs: tuple[str, ...]
    gradient: Estimator | None = None
    """Change of the estimate (of its logarithm if `on_log`) with each group's value, (k, m): the delta method."""
    se: Estimator | None = None
    """Standard error by a formula of its own, (m,); it does without `gradient`."""
    on_log: bool = False
    """The interval is made on the logarithm, and the standard error is that of the logarithm."""
    unit: str = "indicator"
    """`indicator`, `ratio`, `percent`, `thousandth` or `squared`."""
    selects: Literal["never", "unordered", "always"] = "never"
    """When a group is chosen by its own value, so that chance has a say in which one it is."""
    is_dispersion: bool = False
    """Noise in the groups can only push it up."""
    null: float = 0.0
    """Its value when all groups are equal."""
    if_undefined: Reason = Reason.NOT_FINITE
    """What it means when every need is met and there is still no number."""

    @property
    def key(self) -> tuple[str, str]:
        return self.name, self.variant


def _known(array: FloatArray) -> NDArray[np.bool_]:
    return ~np.isnan(array).any(axis=0)


# every need: the reason given when it is not met, and how a block tells
CHECKS: dict[str, tuple[Reason, Callable[[Block], NDArray[np.bool_]]]] = {
    "partition": (Reason.OVERLAP, lambda b: b.is_partition),
    "groups": (Reason.ONE_GROUP, lambda b: np.full(b.index.size, b.groups >= 2)),
    "consistent": (Reason.INCONSISTENT, lambda b: b.is_consistent),
    "direction": (Reason.NO_DIRECTION, lambda b: b.has_direction),
    "ordered": (Reason.NOT_ORDERED, lambda b: np.full(b.index.size, b.ordered)),
    "order": (Reason.NO_ORDER, lambda b: b.has_order),
    "end_direction": (Reason.NO_DIRECTION, lambda b: b.has_direction | (not b.ordered)),
    "order_if_ordered": (Reason.NO_ORDER, lambda b: b.has_order | (not b.ordered)),
    "reference": (Reason.NO_REFERENCE, lambda b: b.reference.sum(axis=0) == 1),
    "scale": (Reason.NO_SCALE, lambda b: ~np.isnan(b.scale)),
    "average": (Reason.NO_AVERAGE, lambda b: ~np.isnan(b.average)),
    "estimates": (Reason.NO_ESTIMATE, lambda b: _known(b.value)),
    "extremes": (Reason.NO_ESTIMATE, lambda b: _extremes_known(b) if b.ordered else _known(b.value)),
    "population": (Reason.NO_POPULATION, lambda b: _known(b.population)),
    "within_scale": (Reason.OUT_OF_SCALE, lambda b: ((b.value >= 0) & ~(b.value > b.scale)).all(axis=0)),
    "not_negative": (Reason.NEGATIVE, lambda b: ~(b.value < 0).any(axis=0)),
    "mean": (Reason.ZERO_BASE, lambda b: b.mean > 0),
    "mean_below_scale": (Reason.OUT_OF_SCALE, lambda b: b.mean < b.scale),
    "positive_average": (Reason.ZERO_BASE, lambda b: b.average > 0),
    "ranks": (Reason.ONE_RANK, lambda b: np.ptp(b.rank, axis=0) > 0 if b.groups else np.zeros(b.index.size, bool)),
}


def _extremes_known(block: Block) -> NDArray[np.bool_]:
    """Both ends of the order have an estimate (whatever lies between them)."""
    at_end = (block.lowest != 0) | (block.highest != 0)
    return ~(np.isnan(block.value) & at_end).any(axis=0)


EVERY = ("partition", "groups", "consistent")


def why_missing(measure: Measure, block: Block) -> NDArray[np.int8]:
    """First need that each setting of a block does not meet.

    Parameters
    ----------
    measure : Measure
        What is to be computed.
    block : Block
        m settings.

    Returns
    -------
    ndarray of int, shape (m,)
        A `Reason`; 0 where every need is met.

    Examples
    --------
    >>> from evenground.stats.inequality import MEASURES, settings
    >>> block, = settings([0, 0], [1.0, 2.0]).blocks()
    >>> Reason(why_missing(MEASURES["aci", "raw"], block)[0]).name
    'NOT_ORDERED'
    """
    reason = np.zeros(block.index.size, dtype=np.int8)
    for need in (*EVERY, *measure.needs):
        cause, is_met = CHECKS[need]
        reason = np.where((reason == 0) & ~is_met(block), np.int8(cause), reason)
    return reason
