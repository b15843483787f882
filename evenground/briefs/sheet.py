"""One printed sheet: title, measure and context above, a key at the right, note and source below, and room for a figure.

Drawn with matplotlib, without a browser. The same input gives the same bytes: nothing on the sheet or in its metadata
depends on the clock. Sizes are pixels of the sheet.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, Rectangle
from matplotlib.patheffects import withStroke

from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.fonts import matplotlib_families
from evenground.look.legend import Row
from evenground.look.palette import Palette

Format = Literal["png", "svg"]
DPI = 100
EDGE = 48
KEY_WIDTH = 400
_ONE_AT_A_TIME = threading.RLock()
_SETTINGS = {
    "svg.fonttype": "path",  # syllabics print where the reader's machine has no font for them
    "svg.hashsalt": "evenground",
    "hatch.linewidth": 1.1,
    "axes.unicode_minus": True,
    "text.parse_math": False,
}


@contextmanager
def drawing() -> Iterator[None]:
    """matplotlib with our settings; its settings and fonts are shared by all threads, so one sheet is drawn at a time."""
    with _ONE_AT_A_TIME, matplotlib.rc_context(_SETTINGS):
        yield


@dataclass
class Sheet:
    """A sheet that is being drawn. `left`, `right`, `top` and `bottom` bound the room for the figure, y from below."""

    caption: Caption
    colours: Palette
    size: tuple[int, int] = (1600, 1000)
    bare: bool = False
    """True leaves title, context, note and source to what the picture is put on: a slide, a page."""
    scale: float = 1
    """Pixels of the file for each pixel of the sheet."""
    key_width: int = KEY_WIDTH
    figure: Figure = field(init=False)
    left: float = EDGE
    right: float = 0
    top: float = 0
    bottom: float = 0

    def __post_init__(self) -> None:
        width, height = self.size
        self.figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=self.colours.background)
        FigureCanvasAgg(self.figure)
        if self.bare:
            self.left, self.right, self.top, self.bottom = 2, width - self.key_width - 8, self.size[1] - 2, 2
            return
        self.right = width - EDGE - self.key_width
        self.top = self._head()
        self.bottom = self._foot()

    def _head(self) -> float:
        """Demonstration mark, title, measure with unit, and context; returns where the figure may begin."""
        caption, y = self.caption, self.size[1] - EDGE + 8
        unit = f" ({caption.unit_beside})" if caption.unit_beside else ""
        parts = (
            (caption.demonstration, 18, True, self.colours.chosen),
            (caption.title, 30, True, self.colours.text),
            (caption.subtitle + unit, 20, False, self.colours.text),
            (caption.context, 17, False, self.colours.muted),
        )
        for words, size, bold, colour in parts:
            for line in self.lines(words, size, self.size[0] - 2 * EDGE, bold=bold):
                self.write(EDGE, y - size, line, size, bold=bold, colour=colour)
                y -= size * 1.38
        return y - 14

    def _foot(self) -> float:
        """Note and source, from the bottom up; returns where the figure may end."""
        room = self.size[0] - 2 * EDGE
        lines = [*self.lines(self.caption.note, 15, room), *self.lines(self.caption.credit, 15, room)]
        y = EDGE - 18 + 21 * len(lines)
        for position, line in enumerate(lines):
            self.write(EDGE, y - 21 * (position + 1) + 5, line, 15, colour=self.colours.muted)
        return y + 16

    @property
    def key_left(self) -> float:
        """Where the key begins."""
        return self.size[0] - self.key_width - (0 if self.bare else EDGE)

    def font(self, size: float, *, bold: bool = False) -> FontProperties:
        return FontProperties(family=list(matplotlib_families()), size=size * 72 / DPI, weight="bold" if bold else "normal")

    def write(self, x: float, y: float, words: str, size: float, *, bold: bool = False, colour: str = "", align: str = "left") -> None:
        """A line of text with its baseline at `y`, in pixels from the lower left corner."""
        width, height = self.size
        self.figure.text(
            x / width, y / height, text.one_line(words), fontproperties=self.font(size, bold=bold),
            color=colour or self.colours.text, ha=align, va="baseline",
        )  # fmt: skip

    def width_of(self, words: str, size: float, *, bold: bool = False) -> float:
        """Pixels that a text is wide."""
        renderer = self.figure.canvas.get_renderer()  # type: ignore[attr-defined]
        drawn = self.figure.text(0, 0, words, fontproperties=self.font(size, bold=bold))
        found = drawn.get_window_extent(renderer).width
        drawn.remove()
        return float(found)

    def lines(self, words: str, size: float, room: float, *, bold: bool = False) -> list[str]:
        """A text in lines that fit `room` pixels; a word that is too long for a line is cut."""
        made: list[str] = []
        for word in text.one_line(words).split(" "):
            longer = f"{made[-1]} {word}" if made else word
            if made and self.width_of(longer, size, bold=bold) <= room:
                made[-1] = longer
            elif word:
                made.append(self.cut(word, size, room, bold=bold))
        return made

    def cut(self, words: str, size: float, room: float, *, bold: bool = False) -> str:
        """A text that fits `room` pixels, with an ellipsis where it had to be cut."""
        line = text.one_line(words)
        if self.width_of(line, size, bold=bold) <= room:
            return line
        while line and self.width_of(line + "…", size, bold=bold) > room:
            line = line[:-1]
        return line.rstrip() + "…"

    def axes(self, left: float, right: float, bottom: float, top: float) -> Axes:
        width, height = self.size
        return self.figure.add_axes((left / width, bottom / height, (right - left) / width, (top - bottom) / height))

    def halo(self, width: float = 3) -> list[withStroke]:
        """An edge in the colour of the sheet, so that words and whiskers stand out from what they lie over."""
        return [withStroke(linewidth=width, foreground=self.colours.background)]

    def heading(self, x: float, y: float, words: str, room: float) -> float:
        """A heading of the key; returns the `y` below it."""
        for line in self.lines(words, 17, room, bold=True):
            y -= 23
            self.write(x, y, line, 17, bold=True)
        return y - 10

    def entry(self, x: float, y: float, row: Row, label: str, room: float) -> float:
        """A swatch with its words; returns the `y` below it."""
        width, height = self.size
        lines = self.lines(label, 17, room - 50)
        box = Rectangle(
            (x / width, (y - 24) / height), 34 / width, 22 / height, transform=self.figure.transFigure, facecolor=row.colour,
            edgecolor=self.colours.text, linewidth=0.8, hatch=row.hatch or None,
        )  # fmt: skip
        self.figure.add_artist(box)
        return self._beside(x, y, lines)

    def line_entry(self, x: float, y: float, label: str, room: float, *, dashed: bool = False) -> float:
        """An entry for a line: an outline, a comparator."""
        width, height = self.size
        style = "--" if dashed else "-"
        self.figure.add_artist(
            matplotlib.lines.Line2D(
                [x / width, (x + 34) / width], [(y - 13) / height] * 2, color=self.colours.outline, linewidth=2.4, linestyle=style
            )  # fmt: skip
        )
        return self._beside(x, y, self.lines(label, 17, room - 50))

    def circle_entry(self, x: float, y: float, across: float, label: str, room: float, colour: str = "") -> float:
        """An entry for circles, drawn at the size that it names."""
        width, height = self.size
        pixels = matplotlib.transforms.Affine2D().scale(1 / width, 1 / height) + self.figure.transFigure
        disc = Circle(
            (x + across / 2, y - across / 2), across / 2, facecolor=colour or self.colours.circle,
            edgecolor=self.colours.circle_halo, linewidth=1.2, transform=pixels,
        )  # fmt: skip
        self.figure.add_artist(disc)
        lines = self.lines(label, 17, room - across - 16)
        down = max(across / 2 - 11 * len(lines), 0)
        self._beside(x + across - 34, y - down, lines)
        return y - max(across, down + 22 * len(lines)) - 12

    def _beside(self, x: float, y: float, lines: list[str]) -> float:
        for position, line in enumerate(lines):
            self.write(x + 48, y - 19 - 22 * position, line, 17)
        return y - 22 * max(len(lines), 1) - 9

    def watermark(self, words: str) -> None:
        """Words across the whole sheet, pale enough to read through."""
        if words:
            self.figure.text(
                0.5, 0.45, words.upper(), rotation=18, ha="center", va="center", alpha=0.18, color=self.colours.chosen, zorder=9,
                fontproperties=self.font(self.size[1] / 8, bold=True),
            )  # fmt: skip

    def bytes(self, fmt: Format) -> bytes:
        """The sheet as a file; no clock and no version in it."""
        out = io.BytesIO()
        metadata = {"Software": None} if fmt == "png" else {"Date": None, "Creator": None}
        self.figure.savefig(out, format=fmt, dpi=DPI * self.scale, metadata=metadata, facecolor=self.colours.background)
        return out.getvalue()
