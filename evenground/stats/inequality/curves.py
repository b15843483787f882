"""Slope and relative index from a curve that cannot leave the possible values: a logistic or an exponential one.

Fitted by weighted maximum (quasi-)likelihood, each group weighted by its people once, on the declared scale, without
rounding of counts. The standard error is the heteroscedasticity-robust one of the fit (HC1), from the groups' distance
to the curve; `noise_aware` intervals use the groups' own standard errors instead.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from evenground.stats.arrays import FloatArray
from evenground.stats.inequality.measure import Measure
from evenground.stats.inequality.reasons import Reason
from evenground.stats.inequality.settings import Block

STEPS = 60
CLOSE = 1e-13


class _Curve:
    """A link between the straight line a + b R and the value (on the scale 0 to 1 for the logistic)."""

    def value(self, line: FloatArray) -> FloatArray:
        raise NotImplementedError

    def slope(self, fitted: FloatArray) -> FloatArray:
        """Derivative of the value by the line; also its variance function, as the link is canonical."""
        raise NotImplementedError

    def start(self, mean: FloatArray) -> FloatArray:
        raise NotImplementedError

    def unit(self, block: Block) -> FloatArray:
        raise NotImplementedError


class _Logistic(_Curve):
    def value(self, line):
        return special.expit(line)

    def slope(self, fitted):
        return fitted * (1 - fitted)

    def start(self, mean):
        return special.logit(np.clip(mean, 1e-9, 1 - 1e-9))

    def unit(self, block):
        return block.scale


class _Exponential(_Curve):
    def value(self, line):
        return np.exp(np.minimum(line, 700))

    def slope(self, fitted):
        return fitted

    def start(self, mean):
        return np.log(np.where(mean > 0, mean, np.nan))

    def unit(self, block):
        # any unit gives the same curve; the mean keeps the exponent near 0
        return np.where(block.mean > 0, block.mean, np.nan)


class _Last:
    """Remembers the latest fit: slope and relative index ask for the same one, one after the other."""

    def __init__(self) -> None:
        self._kept: tuple = (None, None, None, None)

    def get(self, y: FloatArray, block: Block, curve: _Curve) -> tuple[FloatArray, FloatArray]:
        kept = self._kept  # read once: another thread may replace it
        if kept[0] is y and kept[1] is block and kept[2] is curve:
            return kept[3]
        found = _fit(y, block, curve)
        self._kept = (y, block, curve, found)
        return found


_last = _Last()


def fit(y: FloatArray, block: Block, curve: _Curve) -> tuple[FloatArray, FloatArray]:
    """Intercept and slope of the line behind the curve, by Newton's steps.

    Parameters
    ----------
    y : ndarray of float, shape (k, m) or (k, m, draws)
        Values by group.
    block : Block
        Their settings; draws start from the fit of its own values.
    curve : LOGISTIC or EXPONENTIAL
        The curve.

    Returns
    -------
    intercept, slope : ndarray of float, shape (m,) or (m, draws)
        Missing where the steps do not settle (all values 0, or all at the largest possible value).

    Examples
    --------
    >>> from evenground.stats.inequality.settings import settings
    >>> rows = settings([0, 0], [20.0, 80.0], population=1, order=[1, 2], ordered=True, scale=100)
    >>> block, = rows.blocks()
    >>> intercept, slope = fit(block.value, block, LOGISTIC)
    >>> (intercept + 0.25 * slope).round(6), np.log(20 / 80).round(6)
    (array([-1.386294]), np.float64(-1.386294))
    """
    return _last.get(y, block, curve)


def _fit(y: FloatArray, block: Block, curve: _Curve) -> tuple[FloatArray, FloatArray]:
    target, p, rank = y / curve.unit(block), block.share, block.rank
    drawn = y.ndim > block.value.ndim or y.shape[2:] != block.value.shape[2:]
    if drawn:
        start_a, start_b = _fit(block.value, block, curve)
        intercept, slope = (np.broadcast_to(start, y.shape[1:]).copy() for start in (start_a, start_b))
    else:
        intercept = curve.start((p * target).sum(axis=0))
        slope = np.zeros_like(intercept)
    close = 1e-9 if drawn else CLOSE
    p_rank, p_rank2 = p * rank, p * rank**2
    for _ in range(STEPS):
        fitted = curve.value(intercept + slope * rank)
        weight, residual = curve.slope(fitted), target - fitted
        total, first, second = (np.einsum("k...,k...->...", part, weight) for part in (p, p_rank, p_rank2))
        score, moment = (np.einsum("k...,k...->...", part, residual) for part in (p, p_rank))
        with np.errstate(divide="ignore", invalid="ignore"):
            determinant = total * second - first**2
            step_a = (second * score - first * moment) / determinant
            step_b = (total * moment - first * score) / determinant
        largest = np.maximum(np.abs(step_a), np.abs(step_b))
        # long steps overshoot on a steep curve; two units of the line at a time are enough
        damp = np.minimum(1.0, 2.0 / np.maximum(largest, 1e-300))
        intercept, slope = intercept + damp * step_a, slope + damp * step_b
        if not (largest > close * (1 + np.abs(intercept) + np.abs(slope))).any():
            break
    settled = (largest <= 1e-8 * (1 + np.abs(intercept) + np.abs(slope))) & (np.abs(intercept) + np.abs(slope) < 500)
    return np.where(settled, intercept, np.nan), np.where(settled, slope, np.nan)


def _ends(y: FloatArray, block: Block, curve: _Curve) -> tuple[FloatArray, FloatArray]:
    intercept, slope = fit(y, block, curve)
    return curve.value(intercept), curve.value(intercept + slope)


def _influence(y: FloatArray, block: Block, curve: _Curve) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Change of intercept and slope with each group's target (k, m), and the fitted values at both ends (m,)."""
    intercept, slope = fit(y, block, curve)
    weight = block.share * curve.slope(curve.value(intercept + slope * block.rank))
    total, first = weight.sum(axis=0), (weight * block.rank).sum(axis=0)
    second = (weight * block.rank**2).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        determinant = total * second - first**2
        on_intercept = block.share * (second - first * block.rank) / determinant
        on_slope = block.share * (total * block.rank - first) / determinant
    return on_intercept, on_slope, curve.value(intercept), curve.value(intercept + slope)


def _gradients(y: FloatArray, block: Block, curve: _Curve) -> tuple[FloatArray, FloatArray]:
    """Change of SII, and of the logarithm of RII, with each group's target on the curve's scale, (k, m)."""
    on_intercept, on_slope, bottom, top = _influence(y, block, curve)
    at_bottom, at_top = curve.slope(bottom), curve.slope(top)
    sii = (at_top - at_bottom) * on_intercept + at_top * on_slope
    log_rii = (at_top / top - at_bottom / bottom) * on_intercept + at_top / top * on_slope
    return sii, log_rii


def _robust(y: FloatArray, block: Block, curve: _Curve, which: int) -> FloatArray:
    """HC1: distances to the curve in place of unknown variances, times k / (k - 2)."""
    if block.groups <= 2:
        return np.full(block.index.shape, np.nan)
    intercept, slope = fit(y, block, curve)
    distance = y / curve.unit(block) - curve.value(intercept + slope * block.rank)
    gradient = _gradients(y, block, curve)[which]
    return np.sqrt(block.groups / (block.groups - 2) * (gradient**2 * distance**2).sum(axis=0))


LOGISTIC, EXPONENTIAL = _Logistic(), _Exponential()


def _pair(variant: str, curve: _Curve, needs: tuple[str, ...]) -> list[Measure]:
    def sii(y, block):
        bottom, top = _ends(y, block, curve)
        return curve.unit(block) * (top - bottom)

    def sii_se(y, block):
        return curve.unit(block) * _robust(y, block, curve, 0)

    def sii_gradient(y, block):
        # from the target's scale and back: both units cancel
        return _gradients(y, block, curve)[0]

    def rii(y, block):
        bottom, top = _ends(y, block, curve)
        return top / bottom

    def rii_se(y, block):
        return _robust(y, block, curve, 1)

    def rii_gradient(y, block):
        return _gradients(y, block, curve)[1] / curve.unit(block)

    no_fit = {"if_undefined": Reason.NO_FIT}
    return [
        Measure("sii", variant, sii, "f(1) − f(0)", needs, sii_gradient, sii_se, **no_fit),
        Measure(
            "rii", variant, rii, "f(1) / f(0)", needs, rii_gradient, rii_se,
            on_log=True, unit="ratio", null=1.0, **no_fit,
        ),
    ]  # fmt: skip


_NEEDS = ("ordered", "order", "estimates", "population", "ranks")
CURVES = [
    *_pair("logit", LOGISTIC, (*_NEEDS, "scale", "within_scale")),
    *_pair("log", EXPONENTIAL, (*_NEEDS, "not_negative", "mean")),
]
"""`sii` and `rii` by a logistic (`logit`) and an exponential (`log`) curve."""
