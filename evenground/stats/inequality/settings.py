"""Settings: many small tables of groups, kept as flat arrays and worked on in blocks of equal size.

A setting is one indicator in one period and place, split into groups. Blocks hold settings with the same number of
groups as arrays of shape (groups, settings), so that every measure is a few reductions along the first axis, whether it
is asked of one estimate or of a thousand draws (then with a third axis).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evenground.stats.arrays import FloatArray

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Block:
    """Settings alike in number of groups, order and direction: (k, m) by group, (m,) by setting."""

    ordered: bool
    favourable: bool
    index: NDArray[np.intp]
    """Positions of the settings, (m,)."""
    value: FloatArray
    se: FloatArray
    population: FloatArray
    share: FloatArray
    """Share of people, adds up to 1."""
    rank: FloatArray
    """Midpoint rank among people from least (0) to most (1) advantaged; tied groups share one."""
    lowest: FloatArray
    """Weights that pick the least advantaged group; tied groups by their people."""
    highest: FloatArray
    reference: BoolArray
    scale: FloatArray
    """Largest possible value; missing when there is none."""
    average: FloatArray
    has_direction: BoolArray
    is_partition: BoolArray
    is_consistent: BoolArray
    has_order: BoolArray

    @property
    def groups(self) -> int:
        return self.value.shape[0]

    @property
    def mean(self) -> FloatArray:
        """Average over people, (m,)."""
        return (self.share * self.value).sum(axis=0)

    def _each(self, change) -> Block:
        arrays = {f.name: getattr(self, f.name) for f in fields(self)}
        return replace(self, **{name: change(a) for name, a in arrays.items() if isinstance(a, np.ndarray)})

    def drawn(self) -> Block:
        """The same block with one more axis at the end of every array, to meet draws of shape (k, m, draws)."""
        return self._each(lambda array: array[..., None])

    def part(self, chosen: slice | NDArray) -> Block:
        """Some of its settings."""
        return self._each(lambda array: array[..., chosen])


@dataclass(frozen=True)
class Settings:
    """Groups of many settings, sorted by setting and by order within it; made by `settings`."""

    ids: NDArray
    """One per setting, sorted."""
    rows: NDArray[np.intp]
    """Row of the input behind each kept group."""
    offsets: NDArray[np.intp]
    """Where each setting starts among the kept groups, and the end."""
    columns: dict[str, NDArray]
    declared: dict[str, NDArray]

    @property
    def count(self) -> int:
        return self.ids.size

    def blocks(self) -> Iterator[Block]:
        """Blocks of settings that are alike; those without a group have k = 0."""
        kinds = np.stack([np.diff(self.offsets), self.declared["ordered"], self.declared["favourable"]])
        for kind in np.unique(kinds, axis=1).T:
            index = np.flatnonzero((kinds == kind[:, None]).all(axis=0))
            at = self.offsets[index] + np.arange(kind[0])[:, None]
            by_group = {name: column[at] for name, column in self.columns.items()}
            by_setting = {name: column[index] for name, column in self.declared.items()}
            by_setting |= {"ordered": bool(kind[1]), "favourable": bool(kind[2])}
            rank = _midpoint_rank(by_group["share"], by_group.pop("tie_first"), by_group.pop("tie_last"))
            yield Block(index=index, rank=rank, **by_group, **by_setting)


def _midpoint_rank(share: FloatArray, first: NDArray, last: NDArray) -> FloatArray:
    """Middle of each group's span among all people; `first` and `last` are the positions of the groups it ties with."""
    upto = np.cumsum(share, axis=0)
    below = np.take_along_axis(upto - share, first, axis=0)
    return (below + np.take_along_axis(upto, last, axis=0)) / 2


def settings(
    setting: ArrayLike,
    estimate: ArrayLike,
    *,
    se: ArrayLike = np.nan,
    population: ArrayLike = np.nan,
    order: ArrayLike = np.nan,
    is_reference: ArrayLike = False,
    favourable: ArrayLike = np.nan,
    ordered: ArrayLike = False,
    scale: ArrayLike = np.nan,
    average: ArrayLike = np.nan,
    partition: ArrayLike = True,
) -> Settings:
    """Groups of many settings from flat columns, one row per group, in any order.

    Parameters
    ----------
    setting : array_like, shape (n,)
        Which setting the row belongs to: numbers or words.
    estimate : array_like of float, shape (n,)
        Value of the group, in the indicator's unit; one that is not finite is missing.
    se : array_like of float, shape (n,)
        Its standard error, in the same unit; missing or negative means none.
    population : array_like of float, shape (n,)
        People in the group. A group of nobody (0) is left out; a negative number is missing.
    order : array_like of float, shape (n,)
        Place of the group from least advantaged (1) upwards; gaps are fine, equal places share a rank.
    is_reference : array_like of bool, shape (n,)
        True for the one group that others are compared with.
    favourable : array_like of float, shape (n,)
        1 where a high value is good, 0 where it is bad, missing where it is neither. Declared, never guessed.
    ordered : array_like of bool, shape (n,)
        True where the groups have a natural order.
    scale : array_like of float, shape (n,)
        Largest possible value: 1 or 100 for a proportion, 1000 for deaths per 1,000 births. Missing for an indicator
        without one (years of life, an index).
    average : array_like of float, shape (n,)
        Published average of the whole setting, where there is one.
    partition : array_like of bool, shape (n,)
        True where every person is in exactly one group.

    Returns
    -------
    Settings
        Sorted by setting. Everything that concerns a whole setting is taken from its first row; a setting whose rows
        disagree is kept and later refused by itself.

    Raises
    ------
    ValueError
        If a column has neither one value nor as many as there are rows.

    Examples
    --------
    >>> found = settings(["b", "a", "a"], [3.0, 1.0, 2.0], population=[5, 10, 30])
    >>> found.count, [block.value.T.tolist() for block in found.blocks()]
    (2, [[[3.0]], [[1.0, 2.0]]])
    """
    ids, of = np.unique(np.asarray(setting), return_inverse=True)
    n = of.size
    value, error, people, place = (_column(v, n, name) for v, name in _named(estimate, se, population, order))
    by_setting = {
        "favourable": _column(favourable, n, "favourable"),
        "ordered": _column(ordered, n, "ordered"),
        "scale": _column(scale, n, "scale"),
        "average": _column(average, n, "average"),
        "partition": _column(partition, n, "partition"),
    }
    value = np.where(np.isfinite(value), value, np.nan)
    people = np.where((people >= 0) & np.isfinite(people), people, np.nan)
    error = np.where((error >= 0) & np.isfinite(error), error, np.nan)
    # by value and precision within one place, so that no result depends on the order of the rows
    rows = np.lexsort((people, error, value, place, of))
    first = np.searchsorted(of[rows], np.arange(ids.size))
    declared = {name: column[rows][first] for name, column in by_setting.items()}
    agree = np.ones(ids.size, dtype=bool)
    for name, column in by_setting.items():
        same = (column == declared[name][of]) | (np.isnan(column) & np.isnan(declared[name][of]))
        agree &= np.bincount(of, ~same, ids.size) == 0
    rows = rows[people[rows] != 0]
    of = of[rows]
    offsets = np.searchsorted(of, np.arange(ids.size + 1))
    columns = _by_group(of, ids.size, offsets, value[rows], error[rows], people[rows], place[rows])
    columns["reference"] = _column(is_reference, n, "is_reference")[rows] == 1
    return Settings(ids, rows, offsets, columns, _by_setting(declared, agree, of, place[rows], ids.size))


def _named(*columns: ArrayLike) -> list[tuple[ArrayLike, str]]:
    return list(zip(columns, ("estimate", "se", "population", "order"), strict=True))


def _column(values: ArrayLike, n: int, name: str) -> FloatArray:
    column = np.asarray(values, dtype=float)
    if column.size not in (1, n):
        raise ValueError(f"{name} has {column.size} values for {n} rows; give one for all, or one per row")
    return np.broadcast_to(column.ravel(), (n,)) if column.size == n else np.full(n, column.item())


def _by_group(
    of: NDArray, m: int, offsets: NDArray, value: FloatArray, error: FloatArray, people: FloatArray, place: FloatArray
) -> dict[str, NDArray]:
    """Shares, ties and weights of the extreme groups; everything is sorted by setting and place already."""
    share = people / np.bincount(of, people, m)[of]
    starts = np.ones(of.size, dtype=bool)
    starts[1:] = (np.diff(of) != 0) | ~(np.diff(place) == 0)  # a missing place ties with nothing
    tie = np.cumsum(starts) - 1
    size = np.bincount(tie)
    first = np.flatnonzero(starts)
    position = np.arange(of.size) - offsets[of]
    tie_first = position[first][tie] if of.size else tie
    with np.errstate(invalid="ignore"):
        weight = np.where(size[tie] == 1, 1.0, share / np.bincount(tie, share)[tie])
    return {
        "value": value,
        "se": error,
        "population": people,
        "share": share,
        "tie_first": tie_first,
        "tie_last": tie_first + size[tie] - 1,
        "lowest": np.where(tie_first == 0, weight, 0.0),
        "highest": np.where(tie_first + size[tie] == np.diff(offsets)[of], weight, 0.0),
    }


def _by_setting(declared: dict[str, NDArray], agree: BoolArray, of: NDArray, place: FloatArray, m: int) -> dict:
    return {
        "favourable": declared["favourable"] == 1,
        "scale": np.where(declared["scale"] > 0, declared["scale"], np.nan),
        "average": declared["average"],
        "has_direction": ~np.isnan(declared["favourable"]),
        "ordered": declared["ordered"] == 1,
        "is_partition": declared["partition"] == 1,
        "is_consistent": agree,
        "has_order": np.bincount(of, np.isnan(place), m) == 0,
    }
