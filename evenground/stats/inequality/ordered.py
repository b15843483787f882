"""Measures over ordered groups: concentration indices and the slope and relative index of a straight line.

R is the midpoint rank of a group among people from least (0) to most (1) advantaged. The indices do not know whether the
indicator is favourable: a positive one means that the value rises with advantage.
"""

from __future__ import annotations

import numpy as np

from evenground.stats.arrays import FloatArray
from evenground.stats.inequality.measure import Measure
from evenground.stats.inequality.reasons import Reason
from evenground.stats.inequality.settings import Block

NEEDS = ("ordered", "order", "estimates", "population", "ranks")


def _aci_weights(block: Block) -> FloatArray:
    return 2 * block.share * (block.rank - 0.5)


def _absolute(y: FloatArray, block: Block) -> FloatArray:
    return (_aci_weights(block) * y).sum(axis=0)


def _mean(y: FloatArray, block: Block) -> FloatArray:
    return (block.share * y).sum(axis=0)


def _positive_mean(y: FloatArray, block: Block) -> FloatArray:
    mean = _mean(y, block)
    return np.where(mean > 0, mean, np.nan)


def _aci_gradient(y: FloatArray, block: Block) -> FloatArray:
    return _aci_weights(block)


def _share_of_scale(y: FloatArray, block: Block) -> FloatArray:
    return _absolute(y, block) / block.scale


def _share_of_scale_gradient(y: FloatArray, block: Block) -> FloatArray:
    return _aci_weights(block) / block.scale


def _relative(y: FloatArray, block: Block) -> FloatArray:
    return _absolute(y, block) / _positive_mean(y, block)


def _relative_gradient(y: FloatArray, block: Block) -> FloatArray:
    mean = _positive_mean(y, block)
    return (_aci_weights(block) - block.share * _absolute(y, block) / mean) / mean


def _room(y: FloatArray, block: Block) -> FloatArray:
    """Part of the scale above the mean."""
    left = 1 - _mean(y, block) / block.scale
    return np.where(left > 0, left, np.nan)


def _wagstaff(y: FloatArray, block: Block) -> FloatArray:
    return _relative(y, block) / _room(y, block)


def _wagstaff_gradient(y: FloatArray, block: Block) -> FloatArray:
    room = _room(y, block)
    return _relative_gradient(y, block) / room + _relative(y, block) * block.share / block.scale / room**2


def _erreygers(y: FloatArray, block: Block) -> FloatArray:
    return 4 * _share_of_scale(y, block)


def _erreygers_gradient(y: FloatArray, block: Block) -> FloatArray:
    return 4 * _share_of_scale_gradient(y, block)


def _line(block: Block) -> tuple[FloatArray, FloatArray]:
    """Weights that give the fitted value at rank 0 and at rank 1 of a line through the groups, by their people."""
    centre = (block.share * block.rank).sum(axis=0)
    away = block.rank - centre
    slope = block.share * away / (block.share * away**2).sum(axis=0)
    return block.share - slope * centre, block.share + slope * (1 - centre)


def _slope(y: FloatArray, block: Block) -> FloatArray:
    bottom, top = _line(block)
    return ((top - bottom) * y).sum(axis=0)


def _slope_gradient(y: FloatArray, block: Block) -> FloatArray:
    bottom, top = _line(block)
    return top - bottom


def _fitted(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    """Fitted values at both ends, missing where not above 0."""
    ends = [(weights * y).sum(axis=0) for weights in _line(block)]
    return tuple(np.where(end > 0, end, np.nan) for end in ends)


def _relative_index(y: FloatArray, block: Block) -> FloatArray:
    bottom, top = _fitted(y, block)
    return top / bottom


def _relative_index_gradient(y: FloatArray, block: Block) -> FloatArray:
    (at_bottom, at_top), (bottom, top) = _line(block), _fitted(y, block)
    return at_top / top - at_bottom / bottom


RELATIVE = (*NEEDS, "not_negative", "mean")
BOUNDED = (*RELATIVE, "scale", "within_scale")

ORDERED = [
    Measure("aci", "raw", _absolute, "2 Σ p y (R − ½)", NEEDS, _aci_gradient),
    Measure(
        "aci", "limits", _share_of_scale, "2 Σ p y (R − ½) / s",
        (*NEEDS, "scale", "within_scale"), _share_of_scale_gradient, unit="ratio",
    ),
    Measure("rci", "raw", _relative, "ACI / μ", RELATIVE, _relative_gradient, unit="ratio"),
    Measure(
        "rci", "wagstaff", _wagstaff, "RCI / (1 − μ / s)", (*BOUNDED, "mean_below_scale"),
        _wagstaff_gradient, unit="ratio",
    ),
    Measure("rci", "erreygers", _erreygers, "4 ACI / s", BOUNDED, _erreygers_gradient, unit="ratio"),
    Measure("sii", "linear", _slope, "f(1) − f(0)", NEEDS, _slope_gradient),
    Measure(
        "rii", "linear", _relative_index, "f(1) / f(0)",
        (*NEEDS, "not_negative"), _relative_index_gradient, on_log=True, unit="ratio", null=1.0,
        if_undefined=Reason.ZERO_BASE,
    ),
]  # fmt: skip
"""`aci`, `rci` and the linear `sii` and `rii`."""
