"""Colours with a meaning, for light and dark themes, chosen for colour-blind readers and for black-and-white print.

Three families never share a hue. Classes are violet, from pale to deep: a single hue, so that more is more. Verdicts are
blue (better), orange (worse) and grey (similar). What has no number is a flat grey of its own *and* carries a mark or a
hatch, so that it is never told apart by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from evenground.look.colour import ramp

VERDICTS = ("better", "similar", "worse", "not_compared")
MISSING = ("suppressed", "unreliable", "not_reported")

MARKS = {"suppressed": "×", "unreliable": "?", "not_reported": "–"}
"""Drawn in the middle of an area without a number, and before its words in the legend."""
HATCHES = {"suppressed": "xxx", "unreliable": "...", "not_reported": "///"}
"""The same for print, as matplotlib spells hatches."""
SYMBOLS = {"better": "circle", "similar": "square", "worse": "diamond", "not_compared": "circle-open"}
"""Shapes of dots, so that a verdict survives a black-and-white printer."""


@dataclass(frozen=True)
class Palette:
    """Colours of one theme, as `#rrggbb`.

    `fills` colour areas, `dots` the smaller marks, which need more contrast against the background.
    """

    name: str
    background: str
    surface: str
    land: str
    """Ground of a point map, between the background and the marks."""
    shore: str
    text: str
    muted: str
    grid: str
    edge: str
    """Between neighbouring areas."""
    outline: str
    outline_halo: str
    chosen: str
    circle: str
    circle_halo: str
    sequence: tuple[str, ...]
    divergence: tuple[str, ...]
    fifths: tuple[str, ...]
    """Cells of a table from the least favourable fifth to the most; black or white figures can be read on each."""
    fills: dict[str, str]
    dots: dict[str, str]
    missing: dict[str, str]

    def classes(self, k: int) -> tuple[str, ...]:
        """`k` colours from the least to the largest class."""
        return ramp(self.sequence, k)

    def changes(self, k: int) -> tuple[str, ...]:
        """`k` colours from orange over neutral to blue, for differences around zero."""
        return ramp(self.divergence, k)


LIGHT = Palette(
    name="light",
    background="#ffffff",
    surface="#f6f6f9",
    land="#ececf0",
    shore="#b9b9c3",
    text="#1b1b1f",
    muted="#585863",
    grid="#dcdce3",
    edge="#ffffff",
    outline="#111114",
    outline_halo="#ffffff",
    chosen="#c2185b",
    circle="#f2b430",
    circle_halo="#1b1b1f",
    sequence=("#e6d6f0", "#c9a9de", "#a279c3", "#7546a2", "#431873"),
    divergence=("#a34a00", "#e08b3f", "#f3ede6", "#6f9fd8", "#174a8c"),
    fifths=("#a34a00", "#f6cda3", "#f5f3ef", "#c3d9f3", "#174a8c"),
    fills={"better": "#2f62b3", "similar": "#dfdfe3", "worse": "#e88a33", "not_compared": "#ffffff"},
    dots={"better": "#1f55a8", "similar": "#7d7d87", "worse": "#c25e00", "not_compared": "#585863"},
    missing={"suppressed": "#8f8f98", "unreliable": "#c0b496", "not_reported": "#bcbcc4"},
)

DARK = Palette(
    name="dark",
    background="#0e1117",
    surface="#1a1d26",
    land="#20242e",
    shore="#4a5060",
    text="#f2f2f5",
    muted="#b4b6c0",
    grid="#333845",
    edge="#0e1117",
    outline="#ffffff",
    outline_halo="#0e1117",
    chosen="#ff7eb0",
    circle="#f7c64f",
    circle_halo="#0e1117",
    sequence=("#483060", "#734c9a", "#9f6ed1", "#c4a0ee", "#e5d6f9"),
    divergence=("#ffab5c", "#b8651c", "#3a3f4b", "#3f76bd", "#9cc8ff"),
    fifths=("#ffab5c", "#7d430f", "#2b303b", "#28528a", "#9cc8ff"),
    fills={"better": "#78b4ff", "similar": "#3b414d", "worse": "#d9802f", "not_compared": "#0e1117"},
    dots={"better": "#78b4ff", "similar": "#9a9ca6", "worse": "#ff9d47", "not_compared": "#b4b6c0"},
    missing={"suppressed": "#828793", "unreliable": "#a0977c", "not_reported": "#656a76"},
)


@lru_cache
def palette(theme: str = "light") -> Palette:
    """The palette of a theme, `light` or `dark`; any other word is light, which prints."""
    return DARK if theme == "dark" else LIGHT
