"""Difference and ratio of two groups: the ends of an order, the largest and the least value, or against a reference."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evenground.stats.arrays import FloatArray
from evenground.stats.inequality.measure import Measure
from evenground.stats.inequality.reasons import Reason
from evenground.stats.inequality.settings import Block

Pick = Callable[[FloatArray, Block], tuple[FloatArray, FloatArray]]
"""The value counted up and the one counted down, (m,) or (m, draws); or the weights that pick them, (k, m)."""


def weighted(weights: FloatArray, y: FloatArray) -> FloatArray:
    """Sum over the groups that have a weight; the others may be missing.

    Parameters
    ----------
    weights, y : ndarray of float, shape (k, m) or broadcast with draws
        Weights and values by group.

    Returns
    -------
    ndarray of float, shape (m,) or (m, draws)

    Examples
    --------
    >>> weighted(np.array([[1.0], [0.0]]), np.array([[5.0], [np.nan]]))
    array([5.])
    """
    return np.where(weights != 0, weights * y, 0.0).sum(axis=0)


def one_hot(position: np.ndarray, groups: int) -> FloatArray:
    """Weights of 1 at each position along a new first axis, 0 elsewhere.

    Parameters
    ----------
    position : ndarray of int, shape (m,) or (m, draws)
        Which group.
    groups : int
        How many there are.

    Returns
    -------
    ndarray of float, shape (groups, m) or (groups, m, draws)

    Examples
    --------
    >>> one_hot(np.array([0, 2]), 3)
    array([[1., 0.],
           [0., 0.],
           [0., 1.]])
    """
    return (np.arange(groups).reshape(-1, *[1] * position.ndim) == position).astype(float)


def _extremes(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    return one_hot(y.argmax(axis=0), len(y)), one_hot(y.argmin(axis=0), len(y))


def _ends(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    return (block.highest, block.lowest) if block.favourable else (block.lowest, block.highest)


def _default(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    return _ends(y, block) if block.ordered else _extremes(y, block)


def _against_reference(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    """The reference and the least favourable other group."""
    reference = np.broadcast_to(block.reference, y.shape).astype(float)
    if block.favourable:
        return reference, one_hot(np.where(block.reference, np.inf, y).argmin(axis=0), len(y))
    return one_hot(np.where(block.reference, -np.inf, y).argmax(axis=0), len(y)), reference


def _end(weights: FloatArray, position: int, y: FloatArray) -> FloatArray:
    """Value at one end of the order; only where groups tie there they have to be averaged."""
    return y[position] if (weights[position] == 1).all() else weighted(weights, y)


def _default_values(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    if not block.ordered:
        return _extreme_values(y, block)
    top, bottom = _end(block.highest, -1, y), _end(block.lowest, 0, y)
    return (top, bottom) if block.favourable else (bottom, top)


def _extreme_values(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    return y.max(axis=0), y.min(axis=0)


def _reference_values(y: FloatArray, block: Block) -> tuple[FloatArray, FloatArray]:
    reference = weighted(block.reference, y)
    if block.favourable:
        return reference, np.where(block.reference, np.inf, y).min(axis=0)
    return np.where(block.reference, -np.inf, y).max(axis=0), reference


def _difference(values: Pick, pick: Pick) -> tuple[Callable, Callable]:
    def estimate(y: FloatArray, block: Block) -> FloatArray:
        up, down = values(y, block)
        return up - down

    def gradient(y: FloatArray, block: Block) -> FloatArray:
        up, down = pick(y, block)
        return up - down

    return estimate, gradient


def _ratio(values: Pick, pick: Pick) -> tuple[Callable, Callable]:
    def estimate(y: FloatArray, block: Block) -> FloatArray:
        up, down = values(y, block)
        return up / np.where(down > 0, down, np.nan)

    def gradient(y: FloatArray, block: Block) -> FloatArray:
        up, down = pick(y, block)
        above, below = weighted(up, y), weighted(down, y)
        return up / np.where(above > 0, above, np.nan) - down / np.where(below > 0, below, np.nan)

    return estimate, gradient


def _measures() -> list[Measure]:
    rows = [
        ("default", "default", (_default_values, _default), ("order_if_ordered", "end_direction", "extremes"), "unordered"),
        ("max_minus_min", "max_over_min", (_extreme_values, _extremes), ("estimates",), "always"),
        (
            "reference_group", "reference_group", (_reference_values, _against_reference),
            ("direction", "reference", "estimates"), "always",
        ),
    ]  # fmt: skip
    found = []
    for of_difference, of_ratio, pair, needs, selects in rows:
        estimate, gradient = _difference(*pair)
        found.append(Measure("d", of_difference, estimate, "y₁ − y₂", needs, gradient, selects=selects))
        estimate, gradient = _ratio(*pair)
        found.append(
            Measure(
                "r", of_ratio, estimate, "y₁ / y₂", (*needs, "not_negative"), gradient,
                on_log=True, unit="ratio", selects=selects, null=1.0, if_undefined=Reason.ZERO_BASE,
            )
        )  # fmt: skip
    return found


PAIRWISE = _measures()
"""Difference `d` and ratio `r` in their variants."""
