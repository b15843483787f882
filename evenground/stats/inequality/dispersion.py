"""How far groups lie from their average, from the best group, or from a reference group.

Noise in the groups' estimates can only push these measures up, so near equality neither estimate nor textbook interval
is to be trusted: see `noise_aware`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import special

from evenground.stats.arrays import FloatArray
from evenground.stats.inequality.measure import Measure
from evenground.stats.inequality.pairwise import one_hot
from evenground.stats.inequality.settings import Block

TINY = 1e-6
"""Stands for a value of 0 in the mean log deviation, whose logarithm does not exist."""


def _mean(y: FloatArray, block: Block) -> FloatArray:
    return (block.share * y).sum(axis=0)


def _positive(mean: FloatArray) -> FloatArray:
    return np.where(mean > 0, mean, np.nan)


def bgv(y: FloatArray, block: Block) -> FloatArray:
    """Between-group variance, sum p (y - mean)^2.

    Parameters
    ----------
    y : ndarray of float, shape (k, m) or (k, m, draws)
        Values by group.
    block : Block
        Their settings.

    Returns
    -------
    ndarray of float, shape (m,) or (m, draws)
        In the indicator's unit squared.

    Examples
    --------
    >>> from evenground.stats.inequality.settings import settings
    >>> block, = settings([0, 0], [10.0, 20.0], population=[1, 1]).blocks()
    >>> bgv(block.value, block)
    array([25.])
    """
    return (block.share * (y - _mean(y, block)) ** 2).sum(axis=0)


def noise_variance(block: Block) -> tuple[FloatArray, FloatArray]:
    """What noise alone adds to the between-group variance: its mean and half its variance, (m,) each.

    With A = diag(p) - p p' and S the groups' variances these are tr(A S) and tr(A S A S).

    Parameters
    ----------
    block : Block
        Settings with standard errors.

    Returns
    -------
    mean, half_variance : ndarray of float, shape (m,)

    Examples
    --------
    >>> from evenground.stats.inequality.settings import settings
    >>> block, = settings([0, 0], [10.0, 20.0], se=[2.0, 2.0], population=[1, 1]).blocks()
    >>> noise_variance(block)
    (array([2.]), array([4.]))
    """
    p, variance = block.share, block.se**2
    added = (p * (1 - p) * variance).sum(axis=0)
    # off the diagonal A is -p_i p_j: all pairs at once, less the diagonal that the pairs count too
    square = (p**2 * variance).sum(axis=0) ** 2
    diagonal = ((p * (1 - p) * variance) ** 2 - (p**2 * variance) ** 2).sum(axis=0)
    return added, square + diagonal


def _bgv_se(y: FloatArray, block: Block) -> FloatArray:
    first = 4 * (block.share**2 * (y - _mean(y, block)) ** 2 * block.se**2).sum(axis=0)
    return np.sqrt(first + 2 * noise_variance(block)[1])


def _bgv_gradient(y: FloatArray, block: Block) -> FloatArray:
    return 2 * block.share * (y - _mean(y, block))


def _bgsd(y: FloatArray, block: Block) -> FloatArray:
    return np.sqrt(bgv(y, block))


def _bgsd_gradient(y: FloatArray, block: Block) -> FloatArray:
    spread = _bgsd(y, block)
    return block.share * (y - _mean(y, block)) / np.where(spread > 0, spread, np.nan)


def _cov(y: FloatArray, block: Block) -> FloatArray:
    return 100 * _bgsd(y, block) / _positive(_mean(y, block))


def _cov_gradient(y: FloatArray, block: Block) -> FloatArray:
    mean = _positive(_mean(y, block))
    return 100 / mean * (_bgsd_gradient(y, block) - block.share * _bgsd(y, block) / mean)


def _theil(y: FloatArray, block: Block) -> FloatArray:
    relative = y / _positive(_mean(y, block))
    return 1000 * (block.share * special.xlogy(relative, relative)).sum(axis=0)


def _theil_gradient(y: FloatArray, block: Block) -> FloatArray:
    mean = _positive(_mean(y, block))
    relative = y / mean
    steep = np.log(np.where(relative > 0, relative, np.nan)) + 1
    return 1000 * block.share / mean * (steep - (block.share * relative * steep).sum(axis=0))


def _mld(y: FloatArray, block: Block) -> FloatArray:
    some = np.where(y == 0, TINY, y)
    return -1000 * (block.share * np.log(some / _positive(_mean(y, block)))).sum(axis=0)


def _mld_gradient(y: FloatArray, block: Block) -> FloatArray:
    return 1000 * block.share * (1 / _positive(_mean(y, block)) - 1 / np.where(y > 0, y, np.nan))


Centre = Callable[[FloatArray, Block], tuple[FloatArray, FloatArray]]
"""The value that distances are taken from, (m,), and how it moves with each group, (k, m)."""


def _from_mean(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    return _mean(y, block), block.share


def _from_average(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    return block.average, np.zeros_like(block.share)


def _from_best(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    best = y.argmax(axis=0) if block.favourable else y.argmin(axis=0)
    return (y.max(axis=0) if block.favourable else y.min(axis=0)), one_hot(best, len(y))


def _from_reference(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    weights = block.reference.astype(float)
    return (weights * y).sum(axis=0), weights


def _distance(centre: Centre, weighted: bool, *, relative: bool = False) -> tuple[Callable, Callable]:
    """Mean absolute distance to `centre`, by people if `weighted`, in percent of the centre if `relative`."""

    def estimate(y: FloatArray, block: Block) -> FloatArray:
        middle, _ = centre(y, block)
        away = np.abs(y - middle)
        found = (block.share * away).sum(axis=0) if weighted else away.mean(axis=0)
        return 100 * found / _positive(middle) if relative else found

    def gradient(y: FloatArray, block: Block) -> FloatArray:
        middle, moves = centre(y, block)
        weights = block.share if weighted else np.full(y.shape, 1 / len(y))
        side = weights * np.sign(y - middle)
        found = side - moves * side.sum(axis=0)
        if not relative:
            return found
        mean = _positive(middle)
        return 100 / mean * (found - moves * (weights * np.abs(y - middle)).sum(axis=0) / mean)

    return estimate, gradient


ALL = ("estimates", "population")
POSITIVE = (*ALL, "not_negative", "mean")


def _distances() -> list[Measure]:
    rows = [
        ("idisu", "default", _from_mean, False, True, POSITIVE, "100 Σ|y − μ| / (n μ)"),
        ("idisw", "default", _from_mean, True, True, POSITIVE, "100 Σ p |y − μ| / μ"),
        (
            "idisu", "setting_average", _from_average, False, True,
            ("estimates", "not_negative", "average", "positive_average"), "100 Σ|y − a| / (n a)",
        ),
        ("mdmu", "default", _from_mean, False, False, ALL, "Σ|y − μ| / n"),
        ("mdmw", "default", _from_mean, True, False, ALL, "Σ p |y − μ|"),
        ("mdmu", "setting_average", _from_average, False, False, ("estimates", "average"), "Σ|y − a| / n"),
        ("mdbu", "default", _from_best, False, False, ("direction", "estimates"), "Σ|y − y_b| / n"),
        ("mdbw", "default", _from_best, True, False, ("direction", *ALL), "Σ p |y − y_b|"),
        ("mdru", "default", _from_reference, False, False, ("reference", "estimates"), "Σ|y − y_r| / n"),
        ("mdrw", "default", _from_reference, True, False, ("reference", *ALL), "Σ p |y − y_r|"),
    ]  # fmt: skip
    found = []
    for name, variant, centre, weighted, relative, needs, formula in rows:
        estimate, gradient = _distance(centre, weighted, relative=relative)
        selects = "always" if centre is _from_best else "never"
        unit = "percent" if relative else "indicator"
        found.append(
            Measure(
                name, variant, estimate, formula, needs, gradient, unit=unit, selects=selects,
                is_dispersion=centre is not _from_best,
            )
        )  # fmt: skip
    return found


DISPERSION = [
    Measure("bgv", "default", bgv, "Σ p (y − μ)²", ALL, _bgv_gradient, _bgv_se, unit="squared", is_dispersion=True),
    Measure("bgsd", "default", _bgsd, "√(Σ p (y − μ)²)", ALL, _bgsd_gradient, is_dispersion=True),
    Measure("cov", "default", _cov, "100 BGSD / μ", POSITIVE, _cov_gradient, unit="percent", is_dispersion=True),
    Measure(
        "ti", "default", _theil, "1000 Σ p (y/μ) ln(y/μ)", POSITIVE, _theil_gradient, unit="thousandth",
        is_dispersion=True,
    ),
    Measure(
        "mld", "default", _mld, "−1000 Σ p ln(y/μ)", POSITIVE, _mld_gradient,
        unit="thousandth", is_dispersion=True,
    ),
    *_distances(),
]  # fmt: skip
"""Dispersion measures, from BGV to the mean differences to a reference group."""
