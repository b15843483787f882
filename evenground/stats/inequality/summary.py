"""Summary difference and ratio of the Healthy People initiative: the best group against the average of all others.

The average of the others is over groups, not over people: a small group counts as much as a large one.
"""

from __future__ import annotations

import numpy as np

from evenground.stats.arrays import FloatArray
from evenground.stats.inequality.measure import Measure
from evenground.stats.inequality.pairwise import one_hot
from evenground.stats.inequality.reasons import Reason
from evenground.stats.inequality.settings import Block


def _parts(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    """Value of the best group and average of the others."""
    best = y.max(axis=0) if block.favourable else y.min(axis=0)
    return best, (y.sum(axis=0) - best) / (len(y) - 1)


def _weights(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    best = one_hot(y.argmax(axis=0) if block.favourable else y.argmin(axis=0), len(y))
    return best, (1 - best) / (len(y) - 1)


def _difference(y: FloatArray, block: Block) -> FloatArray:
    best, others = _parts(y, block)
    return np.abs(best - others)


def _difference_gradient(y: FloatArray, block: Block) -> FloatArray:
    best, others = _weights(y, block)
    return best - others if block.favourable else others - best


def _ratio(y: FloatArray, block: Block) -> FloatArray:
    best, others = _parts(y, block)
    above, below = (best, others) if block.favourable else (others, best)
    return above / np.where(below > 0, below, np.nan)


def _ratio_gradient(y: FloatArray, block: Block) -> FloatArray:
    (best, others), (at_best, at_others) = _parts(y, block), _weights(y, block)
    with np.errstate(divide="ignore", invalid="ignore"):
        turned = at_best / best - at_others / others
    turned = np.where(np.isfinite(turned).all(axis=0), turned, np.nan)
    return turned if block.favourable else -turned


_NEEDS = ("direction", "estimates")
SUMMARY = [
    Measure(
        "srd", "default", _difference, "|y_b − o|", _NEEDS, _difference_gradient,
        selects="always",
    ),
    Measure(
        "srr", "default", _ratio, "y_b / o",
        (*_NEEDS, "not_negative"), _ratio_gradient, on_log=True, unit="ratio", selects="always", null=1.0,
        if_undefined=Reason.ZERO_BASE,
    ),
]  # fmt: skip
"""`srd` and `srr`; both are 0 or more, and 1 or more."""
