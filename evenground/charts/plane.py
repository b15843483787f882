"""Figures with two measured axes: what scatter, funnel and slope share."""

from __future__ import annotations

from collections.abc import Sequence

from evenground.charts.frame import CLEAR, wrapped
from evenground.look import numbers
from evenground.look.palette import Palette

NARROW = 500
HEIGHT = 520


def axis(title: str, colours: Palette, width: int, decimals: int = 0, **more: object) -> dict[str, object]:
    """A measured axis that cannot be dragged, so that a page scrolls on touch; its title is broken to the width."""
    words = "<br>".join(wrapped(title, max(width // 9, 20)))
    return {
        "title": {"text": words, "font": {"size": 13, "color": colours.muted}, "standoff": 8}, "gridcolor": colours.grid,
        "zeroline": False, "fixedrange": True, "nticks": 7, "tickformat": f",.{decimals}f", "automargin": True, **more,
    }  # fmt: skip


def tick_decimals(low: float, high: float, decimals: int) -> int:
    """Decimals that an axis from `low` to `high` needs, no more than the indicator has."""
    return 0 if high - low >= 7 else min(decimals, 2)


def around(language: str, colours: Palette, height: int = HEIGHT, **more: object) -> dict[str, object]:
    """Height, key above the figure, and the language's own decimal sign."""
    return {
        "height": height, "margin": {"l": 8, "r": 14, "t": 44, "b": 8, "pad": 0},
        "separators": ",\u00a0" if numbers.written(language) == "fr" else ".,",
        "legend": {
            "orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top",
            "font": {"size": 13, "color": colours.text}, "bgcolor": CLEAR, "itemsizing": "constant",
        },
        **more,
    }  # fmt: skip


def legible(x: Sequence[float], y: Sequence[float], names: Sequence[str], most: int, width: int, height: int = HEIGHT) -> list[bool]:
    """Which names can be drawn above their points without lying on each other; the first of the list come first.

    Positions are in the units of the axes, which are taken to span the points; a sign is about 6 pixels wide.
    """
    spans = [max(values) - min(values) or 1.0 for values in (x, y)] if len(x) else [1.0, 1.0]
    taken: list[tuple[float, float, float]] = []
    kept = []
    for across, up, name in zip(x, y, names, strict=True):
        at, over, half = (across / spans[0]) * (width - 90), (up / spans[1]) * (height - 110), len(name) * 3.1
        free = len(taken) < most and all(abs(at - a) > half + b + 4 or abs(over - o) > 15 for a, o, b in taken)
        kept.append(free)
        if free:
            taken.append((at, over, half))
    return kept


def line(colours: Palette, *, dash: str = "dash", **ends: object) -> dict[str, object]:
    """A reference line below the marks."""
    return {"type": "line", **ends, "line": {"color": colours.muted, "width": 1.4, "dash": dash}, "layer": "below"}
