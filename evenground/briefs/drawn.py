"""The picture of an exhibit as SVG, by its kind."""

from __future__ import annotations

from evenground.answers.exhibit import Exhibit
from evenground.briefs.vector import bars, dots, lines
from evenground.briefs.vector_points import points

BY_KIND = {"dots": dots, "bars": bars, "lines": lines, "points": points}


def chart(exhibit: Exhibit, wide: float, tall: float, size: float = 24) -> str:
    """Dots, bars, lines or points of an exhibit; empty for any other kind or where there is nothing to draw."""
    if not exhibit.series or not len(exhibit.labels) or exhibit.kind not in BY_KIND:
        return ""
    return BY_KIND[exhibit.kind](exhibit, wide, tall, size)
