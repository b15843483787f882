"""Population attributable risk and fraction: how much better the average would be if all had the value of one group.

`default` is cut to 0 where the reference is not better than the average; `signed` is not cut. For a favourable indicator
both are what would be gained and positive; for an adverse one what would be averted and negative.
"""

from __future__ import annotations

import numpy as np

from evenground.stats.arrays import FloatArray
from evenground.stats.inequality.measure import Measure
from evenground.stats.inequality.pairwise import one_hot, weighted
from evenground.stats.inequality.settings import Block


def _best(y: FloatArray, block: Block) -> FloatArray:
    """Weights of the most advantaged group (ordered) or of the one with the best value."""
    if block.ordered:
        return block.highest
    return one_hot(y.argmax(axis=0) if block.favourable else y.argmin(axis=0), len(y))


def _signed(y: FloatArray, block: Block) -> FloatArray:
    return weighted(_best(y, block), y) - (block.share * y).sum(axis=0)


def _signed_gradient(y: FloatArray, block: Block) -> FloatArray:
    return _best(y, block) - block.share


def _cut(y: FloatArray, block: Block) -> FloatArray:
    gap = _signed(y, block)
    return np.maximum(gap, 0.0) if block.favourable else np.minimum(gap, 0.0)


def _in_percent(risk):
    def fraction(y: FloatArray, block: Block) -> FloatArray:
        mean = (block.share * y).sum(axis=0)
        return 100 * risk(y, block) / np.where(mean > 0, mean, np.nan)

    return fraction


def _fraction_gradient(y: FloatArray, block: Block) -> FloatArray:
    mean = (block.share * y).sum(axis=0)
    mean = np.where(mean > 0, mean, np.nan)
    return 100 / mean * (_signed_gradient(y, block) - block.share * _signed(y, block) / mean)


def _walter(y: FloatArray, block: Block) -> FloatArray:
    """Standard error of the fraction (0-1) from the table of cases by group against reference, after Walter.

    It takes the people of each group as a sample of themselves and does not use the groups' own standard errors. Missing
    where an estimate is no share of people, because there are no cases to count then.
    """
    reference = _best(y, block) > 0
    cases = y / block.scale * block.population
    n = block.population.sum(axis=0)
    c, d = ((reference * part).sum(axis=0) for part in (cases, block.population - cases))
    a, b = ((~reference * part).sum(axis=0) for part in (cases, block.population - cases))
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = c * n * (a * d * (n - c) + b * c**2) / ((a + c) ** 3 * (c + d) ** 3)
    shares = ((y >= 0) & (y <= block.scale)).all(axis=0)
    return np.sqrt(np.where(shares & np.isfinite(variance) & (variance >= 0), variance, np.nan))


def _delta(gradient, y: FloatArray, block: Block) -> FloatArray:
    return np.sqrt((gradient(y, block) ** 2 * block.se**2).sum(axis=0))


def _fraction_se(y: FloatArray, block: Block) -> FloatArray:
    # without a largest possible value there are no cases to count: then from the groups' own standard errors
    walter = 100 * _walter(y, block)
    return np.where(np.isnan(walter), _delta(_fraction_gradient, y, block), walter)


def _risk_se(y: FloatArray, block: Block) -> FloatArray:
    walter = _walter(y, block) * (block.share * y).sum(axis=0)
    return np.where(np.isnan(walter), _delta(_signed_gradient, y, block), walter)


_NEEDS = ("direction", "order_if_ordered", "estimates", "population")
_POSITIVE = (*_NEEDS, "not_negative", "mean")
_KIND = {"selects": "unordered"}

POPULATION = [
    Measure("par", "default", _cut, "y_r − μ", _NEEDS, _signed_gradient, _risk_se, **_KIND),
    Measure("par", "signed", _signed, "y_r − μ", _NEEDS, _signed_gradient, _risk_se, **_KIND),
    Measure(
        "paf", "default", _in_percent(_cut), "100 PAR / μ", _POSITIVE, _fraction_gradient,
        _fraction_se, unit="percent", **_KIND,
    ),
    Measure(
        "paf", "signed", _in_percent(_signed), "100 PAR / μ", _POSITIVE, _fraction_gradient,
        _fraction_se, unit="percent", **_KIND,
    ),
]  # fmt: skip
"""`par` and `paf`, cut and signed."""
