"""Fonts that travel with the product: Latin letters with every accent, and Canadian Aboriginal syllabics."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "data" / "fonts"
FAMILIES = ("Noto Sans", "Noto Sans Canadian Aboriginal")
STACK = ", ".join(f"'{family}'" for family in FAMILIES) + ", sans-serif"
"""For CSS and Plotly, where the browser has been given the fonts."""


def font_files(folder: Path = FOLDER) -> tuple[Path, ...]:
    """Font files that a program can open (TTF and OTF), in a fixed order; none where the folder is missing."""
    return tuple(sorted(file for file in folder.glob("**/*") if file.suffix.lower() in (".ttf", ".otf")))


@lru_cache
def matplotlib_families() -> tuple[str, ...]:
    """Families for `font.family` of matplotlib, ours first; where a file is missing it falls back to its own font."""
    from matplotlib import font_manager

    for file in font_files():
        font_manager.fontManager.addfont(str(file))
    known = {font.name for font in font_manager.fontManager.ttflist}
    return (*(family for family in FAMILIES if family in known), "DejaVu Sans")
