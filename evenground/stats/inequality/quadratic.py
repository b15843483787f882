"""Intervals for dispersion measures that are quadratic near equality: BGV, BGSD, COV, Theil and mean log deviation.

With gradient g, second derivatives H and group variances S, a measure of noisy values is to second order
f + g'e + e'He / 2: its mean is f + tr(HS)/2, its variance g'Sg + tr(HSHS)/2. At equality that is a weighted sum of
chi-squares; away from it, it tends to a normal. A scaled non-central chi-square with that mean and variance is exact
for equal groups and errors and is inverted for f: the interval starts at 0 when noise alone can explain what is seen.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import special

from evenground.stats.arrays import FloatArray
from evenground.stats.inequality.dispersion import DISPERSION, bgv
from evenground.stats.inequality.measure import Measure
from evenground.stats.inequality.selection import Bounds
from evenground.stats.inequality.settings import Block

HALVINGS = 45


class Form(NamedTuple):
    """A measure to second order; arrays of shape (m,)."""

    value: FloatArray
    variance: FloatArray
    """g'Sg, the variance of the first order."""
    added: FloatArray
    """tr(HS)/2: what noise adds on average."""
    half_square: FloatArray
    """tr(HSHS)/4: half the variance that noise alone gives."""


def _derivatives(name: str, block: Block) -> tuple[FloatArray, FloatArray]:
    """h and c (k, m) of second derivatives H = diag(h) + p p' (c_i + c_j)."""
    y, p, mean = block.value, block.share, block.mean
    if name in ("bgv", "bgsd"):
        return 2 * p, np.full(y.shape, -1.0)
    if name == "cov":  # of (COV / 100)^2
        square = (p * y**2).sum(axis=0)
        return 2 * p / mean**2, 3 * square / mean**4 - 4 * y / mean**3
    if name == "ti":
        level = (p * special.xlogy(y, y)).sum(axis=0) / mean
        lead = np.log(y) + 1 - level
        return 1000 * p / (y * mean), 1000 * (0.5 - lead) / mean**2
    return 1000 * p / y**2, np.broadcast_to(-500 / mean**2, y.shape)


def second_order(measure: Measure, block: Block) -> Form:
    """Value, variance and second-order terms of BGV (for `bgv` and `bgsd`), squared COV / 100, Theil or MLD.

    Parameters
    ----------
    measure : Measure
        `bgv`, `bgsd`, `cov`, `ti` or `mld`.
    block : Block
        m settings.

    Returns
    -------
    Form
        Shape (m,); missing where a value is not above 0 for Theil and MLD.

    References
    ----------
    Patnaik PB. The non-central chi-square and F distributions and their applications. Biometrika 1949;36:202-232.

    Examples
    --------
    >>> from evenground.stats.inequality import MEASURES, settings
    >>> block, = settings([0, 0], [10.0, 20.0], se=[2.0, 2.0], population=1).blocks()
    >>> second_order(MEASURES["bgv", "default"], block)
    Form(value=array([25.]), variance=array([200.]), added=array([2.]), half_square=array([4.]))
    """
    name, variance = measure.name, block.se**2
    h, c = _derivatives(name, block)
    on_diagonal = h + 2 * block.share**2 * c
    w = block.share**2 * variance
    w0, w1, w2 = w.sum(axis=0), (w * c).sum(axis=0), (w * c**2).sum(axis=0)
    trace = 2 * w0 * w2 + 2 * w1**2 + ((on_diagonal * variance) ** 2 - (2 * w * c) ** 2).sum(axis=0)
    value, gradient = _value_and_gradient(measure, block)
    return Form(value, (gradient**2 * variance).sum(axis=0), (on_diagonal * variance).sum(axis=0) / 2, trace / 4)


def _value_and_gradient(measure: Measure, block: Block) -> tuple[FloatArray, FloatArray]:
    y, name = block.value, measure.name
    if name in ("bgv", "bgsd"):
        return bgv(y, block), 2 * block.share * (y - block.mean)
    if name == "cov":
        mean, square = block.mean, (block.share * y**2).sum(axis=0)
        return bgv(y, block) / mean**2, 2 * block.share * (y / mean**2 - square / mean**3)
    positive = (y > 0).all(axis=0)
    return np.where(positive, measure.estimate(y, block), np.nan), measure.gradient(y, block)


def corrected(measure: Measure, block: Block) -> FloatArray:
    """The measure less what noise adds to it on average; it can be below 0, and has to be, to be right on average.

    Parameters
    ----------
    measure : Measure
        `bgv`, `bgsd`, `cov`, `ti` or `mld`.
    block : Block
        m settings.

    Returns
    -------
    ndarray of float, shape (m,)
        Of BGV for `bgv` and `bgsd`, of (COV / 100)^2 for `cov`, else of the measure itself.

    Examples
    --------
    >>> from evenground.stats.inequality import MEASURES, settings
    >>> block, = settings([0, 0], [10.0, 12.0], se=[2.0, 2.0], population=1).blocks()
    >>> corrected(MEASURES["bgv", "default"], block)
    array([-1.])
    """
    form = second_order(measure, block)
    return form.value - form.added


def invert(form: Form, probability: float, seen: FloatArray) -> FloatArray:
    """The true value at which what is seen lies at this quantile of its distribution; 0 where none is that small.

    Parameters
    ----------
    form : Form
        The measure to second order.
    probability : float
        1 - alpha / 2 gives the lower limit, alpha / 2 the upper one.
    seen : ndarray of float, shape (m,)
        What is seen.

    Returns
    -------
    ndarray of float, shape (m,)

    Examples
    --------
    >>> form = Form(*(np.array([part]) for part in (25.0, 200.0, 2.0, 4.0)))
    >>> invert(form, 0.5, form.value).round(2)
    array([25.])
    """
    slope = _slope(form)
    low = np.zeros_like(seen)
    spread = np.sqrt(form.variance + 2 * form.half_square)
    high = seen + 10 * spread + 40 * slope
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        too_low = _below(seen, middle, form, slope) > probability
        low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
    found = (low + high) / 2
    reachable = _below(seen, np.zeros_like(seen), form, slope) > probability
    return np.where(np.isnan(seen) | np.isnan(spread), np.nan, np.where(reachable, found, 0.0))


def _slope(form: Form) -> FloatArray:
    """First-order variance over 4 f along the direction seen; with little to see, the direction is noise as well."""
    average = form.half_square / form.added
    along = np.where(form.value > 0, form.variance / (4 * form.value), average)
    doubt = np.minimum(form.added / np.where(form.value > 0, form.value, np.nan), 1.0)
    return along + np.where(average > along, (average - along) * doubt, 0.0)


def _below(seen: FloatArray, truth: FloatArray, form: Form, slope: FloatArray) -> FloatArray:
    """Probability of seeing less, by a scaled non-central chi-square of the same mean and variance."""
    df = form.added**2 / form.half_square
    mean = truth + form.added
    root = np.sqrt(np.maximum(mean**2 - df * (form.half_square + 2 * truth * slope), 0.0))
    scale = (mean - root) / df
    noncentral = np.maximum(mean / scale - df, 0.0)
    return _noncentral(seen / scale, df, noncentral)


def _noncentral(x: FloatArray, df: FloatArray, noncentral: FloatArray) -> FloatArray:
    """Distribution function of the non-central chi-square; Sankaran's approximation where it is nearly normal."""
    exact = special.chndtr(x, df, np.minimum(noncentral, 300.0))
    total = df + noncentral
    h = 1 - 2 * total * (df + 3 * noncentral) / (3 * (df + 2 * noncentral) ** 2)
    p = (df + 2 * noncentral) / total**2
    m = (h - 1) * (1 - 3 * h)
    centre = 1 + h * p * (h - 1 - (2 - h) * m * p / 2)
    z = (np.maximum(x, 0) / total) ** h - centre
    return np.where(noncentral < 300, exact, special.ndtr(z / (h * np.sqrt(2 * p) * (1 + m * p / 2))))


def disperse(measure: Measure, block: Block, level: float) -> Bounds:
    """Corrected estimate and limits of BGV, BGSD, COV, Theil or MLD.

    Parameters
    ----------
    measure : Measure
        `bgv`, `bgsd`, `cov`, `ti` or `mld`.
    block : Block
        m settings with what the measure needs.
    level : float
        Two-sided coverage.

    Returns
    -------
    Bounds
        0 or more, in the measure's unit, shape (m,). What is seen is taken to be at least what noise alone would give
        when the upper limit is made: a lucky draw must not make it too sure of equality.

    Examples
    --------
    >>> from evenground.stats.inequality import MEASURES, settings
    >>> block, = settings([0, 0, 0], [9.0, 10.0, 11.0], se=1.0, population=1).blocks()
    >>> found = disperse(MEASURES["bgv", "default"], block, 0.95)
    >>> found.estimate.round(3), found.low, found.high.round(2)
    (array([0.]), array([0.]), array([3.27]))
    """
    form = second_order(measure, block)
    tail = (1 - level) / 2
    estimate = np.maximum(form.value - form.added, 0.0)
    low = invert(form, 1 - tail, form.value)
    high = invert(form, tail, np.maximum(form.value, form.added))
    # without any noise nothing is corrected and nothing is uncertain
    exact = form.added == 0
    low, high = np.where(exact, form.value, low), np.where(exact, form.value, high)
    found = Bounds(estimate, np.minimum(low, estimate), np.maximum(high, estimate))
    if measure.name == "bgsd":
        return Bounds(*(np.sqrt(part) for part in found))
    return Bounds(*(100 * np.sqrt(part) for part in found)) if measure.name == "cov" else found


QUADRATIC = {"bgv", "bgsd", "cov", "ti", "mld"} & {measure.name for measure in DISPERSION}
"""Names of the measures handled here."""
