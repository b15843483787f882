"""Does the conclusion hang on which group the others are compared with?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from evenground.stats.arrays import FloatArray, z_of
from evenground.stats.inequality.settings import Block, Settings

KINDS = ("best", "average", "largest", "named")


class Comparison(NamedTuple):
    """The group with the least favourable value against one kind of reference; arrays of shape (m,)."""

    reference: FloatArray
    """The value compared with."""
    difference: FloatArray
    """0 or more where the reference does better, whatever the direction of the indicator."""
    low: FloatArray
    high: FloatArray
    ratio: FloatArray
    """1 or more where the reference does better."""
    is_itself: NDArray[np.bool_]
    """The least favourable group is the reference."""


def reference_check(settings: Settings, *, level: float = 0.95) -> dict[str, Comparison]:
    """The gap of the least favourable group against the best group, the average, the largest group and the named one.

    Parameters
    ----------
    settings : Settings
        Groups of m settings with a declared direction.
    level : float, default 0.95
        Two-sided coverage.

    Returns
    -------
    dict of kind to Comparison
        For `best`, `average`, `largest` and `named`. Missing without a direction, an estimate for every group, people
        (for `average` and `largest`) or exactly one named reference (for `named`). Limits are textbook ones and serve
        to compare the kinds with each other; both groups may have been chosen by their values.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.

    References
    ----------
    Harper S, Lynch J. Methods for Measuring Cancer Disparities. National Cancer Institute; 2005.

    Examples
    --------
    >>> from evenground.stats.inequality import settings
    >>> rows = settings([0] * 3, [10.0, 12.0, 20.0], se=1.0, population=[1, 8, 1], favourable=0, is_reference=[0, 1, 0])
    >>> found = reference_check(rows)
    >>> [round(float(found[kind].difference[0]), 2) for kind in KINDS]
    [10.0, 7.4, 8.0, 8.0]
    """
    z = z_of(level)
    columns = {kind: [np.full(settings.count, np.nan) for _ in range(5)] for kind in KINDS}
    itself = {kind: np.zeros(settings.count, dtype=bool) for kind in KINDS}
    for block in settings.blocks():
        if block.groups < 2:
            continue
        with np.errstate(divide="ignore", invalid="ignore"):
            for kind, (weights, usable) in _references(block).items():
                found, own = _compare(block, weights, usable, z)
                for column, values in zip(columns[kind], found, strict=True):
                    column[block.index] = values
                itself[kind][block.index] = own
    return {kind: Comparison(*columns[kind], itself[kind]) for kind in KINDS}


def _references(block: Block) -> dict[str, tuple[FloatArray, NDArray[np.bool_]]]:
    """Weights that make each reference value, and where they can be used."""
    groups = np.arange(block.groups)[:, None]
    good = block.value if block.favourable else -block.value
    people = ~np.isnan(block.population).any(axis=0)
    everywhere = np.ones(block.index.size, dtype=bool)
    return {
        "best": ((groups == good.argmax(axis=0)).astype(float), everywhere),
        "average": (block.share, people),
        "largest": ((groups == block.population.argmax(axis=0)).astype(float), people),
        "named": (block.reference.astype(float), block.reference.sum(axis=0) == 1),
    }


def _compare(block: Block, weights: FloatArray, usable: NDArray[np.bool_], z: float):
    known = usable & block.has_direction & block.is_consistent & block.is_partition & ~np.isnan(block.value).any(axis=0)
    good = block.value if block.favourable else -block.value
    worst = (np.arange(block.groups)[:, None] == good.argmin(axis=0)).astype(float)
    reference, least = (weights * block.value).sum(axis=0), (worst * block.value).sum(axis=0)
    difference = np.abs(reference - least)
    half = z * np.sqrt(((weights - worst) ** 2 * block.se**2).sum(axis=0))
    above, below = (reference, least) if block.favourable else (least, reference)
    ratio = np.where((below > 0) & (above >= 0), above / below, np.nan)
    itself = (weights * worst).sum(axis=0) == 1
    parts = reference, difference, difference - half, difference + half, ratio
    return [np.where(known, part, np.nan) for part in parts], known & itself
