"""Where the names of marks stand, so that they hide neither marks nor each other. Pixels, y downwards."""

from __future__ import annotations

from collections.abc import Sequence

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


CROWD = 40
"""Circles laid over a map that may have their full width; more are drawn smaller, so that they cover no more of it."""


def share_of_widest(circles: int, *, over_circles: bool = False) -> float:
    """How wide the largest circle over a map is, of the widest there may be; over circles it leaves a ring of them to be seen."""
    return 0.6 if over_circles else max(min(1.0, (CROWD / max(circles, 1)) ** 0.5), 0.5)


def free_box(x: float, y: float, r: float, wide: float, tall: float, taken: Sequence[Box], right: float, bottom: float) -> Box:
    """Where a name stands beside its circle: right, left, below or above it, the first that hides no circle and no name; where
    none is free, the one that hides least."""
    starts = [
        (x + r + 5, y - tall / 2), (x - r - 5 - wide, y - tall / 2), (x + r * 0.7, y + r * 0.6), (x - r * 0.7 - wide, y + r * 0.6),
        (x + r * 0.7, y - r * 0.6 - tall), (x - r * 0.7 - wide, y - r * 0.6 - tall), (x - wide / 2, y + r + 2), (x - wide / 2, y - r - 2 - tall),
    ]  # fmt: skip
    boxes = [(left, top, left + wide, top + tall) for left, top in starts]
    return min(boxes, key=lambda box: sum(_shared(box, one) for one in taken) + _outside(box, right, bottom) * 4)


def is_clear(box: Box, taken: Sequence[Box]) -> bool:
    """True where a box covers none of the others."""
    return not any(_shared(box, one) > 1 for one in taken)


def _shared(one: Box, other: Box) -> float:
    wide, tall = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return wide * tall if wide > 0 and tall > 0 else 0.0


def _outside(box: Box, right: float, bottom: float) -> float:
    return (max(-box[0], 0) + max(box[2] - right, 0)) * (box[3] - box[1]) + (max(-box[1], 0) + max(box[3] - bottom, 0)) * (box[2] - box[0])
