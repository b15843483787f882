"""Every exhibit as a picture of a fixed size, with title, key, source and date: PNG to paste, SVG to print large."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes

from evenground.answers.exhibit import Exhibit, Series
from evenground.briefs import parts
from evenground.briefs.sheet import EDGE, Format, Sheet, drawing
from evenground.briefs.still import SIZE
from evenground.briefs.still_dots import MARKERS
from evenground.briefs.still_exhibit import still_map
from evenground.briefs.still_points import points
from evenground.briefs.still_table import table
from evenground.catalog.words import say
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.palette import LIGHT, VERDICTS, Palette

LINES = ("-", "--", ":", "-.")
POINTS = ("o", "s", "D", "^", "v", "P")
HATCHES = ("", "///", "...", "xx", "\\\\\\", "++")
SERIES = ("#431873", "#c25e00", "#1f55a8", "#585863", "#a279c3", "#8a6d00")
ROW = 30.0
"""Least pixels of one row."""
THICKEST = 0.26
"""Of the figure, that the bars of one row take at most: a chart of one group is no wall of colour."""


def image(exhibit: Exhibit, fmt: Format = "png", *, size: tuple[int, int] = SIZE, scale: float = 1, palette: Palette = LIGHT) -> bytes:
    """One exhibit as a picture of exactly `size` times `scale` pixels; the same exhibit gives the same bytes."""
    caption = captioned(exhibit)
    mark = str(say("export.demonstration", caption.language)) if exhibit.is_demonstration else ""
    if exhibit.kind == "map" and exhibit.drawing:
        return still_map(exhibit, caption, note=exhibit.drawing.note, palette=palette, fmt=fmt, size=size, scale=scale, watermark=mark)
    with drawing():
        sheet = Sheet(caption, palette, size, scale=scale, key_width=0)
        if exhibit.kind in DRAWS and exhibit.series and len(exhibit.labels):
            DRAWS[exhibit.kind](exhibit, sheet)
        elif exhibit.kind == "table":
            table(exhibit, sheet)
        else:
            _said(exhibit, sheet)
        sheet.watermark(mark)
        return sheet.bytes(fmt)


def _points(exhibit: Exhibit, sheet: Sheet) -> None:
    axes = points(exhibit, sheet)
    _plain(axes, sheet)
    _legend(axes, exhibit, sheet)


def captioned(exhibit: Exhibit) -> Caption:
    """The caption with the exhibit's own headline; a demonstration says so above it."""
    mark = exhibit.caption.demonstration or (say("export.demonstration", exhibit.caption.language) if exhibit.is_demonstration else "")
    note = " · ".join(one for one in (parts.in_its_source(exhibit), exhibit.caption.note) if one)
    return replace(exhibit.caption, title=parts.headline(exhibit), demonstration=mark, note=note)


def _axes(sheet: Sheet, names: list[str], above: float, below: float) -> Axes:
    wide = max((sheet.width_of(name, 17) for name in names), default=0)
    return sheet.axes(sheet.left + min(wide + 24, 520), sheet.right - 260, sheet.bottom + below, sheet.top - above)


def _plain(axes: Axes, sheet: Sheet) -> None:
    axes.set_facecolor(sheet.colours.background)
    axes.tick_params(length=0, colors=sheet.colours.text)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
    for label in (*axes.get_yticklabels(), *axes.get_xticklabels()):
        label.set_fontproperties(sheet.font(17))


def _dots(exhibit: Exhibit, sheet: Sheet) -> None:
    """Names at the left, marks with whiskers, values printed at the right."""
    colours, language = sheet.colours, exhibit.caption.language
    rows = parts.marks(exhibit, max(int((sheet.top - sheet.bottom - 110) / ROW), 3))
    names = [text.shortened(row.label, 52) for row in rows]
    reference = exhibit.reference if exhibit.reference and exhibit.reference.is_known else None
    verdicts = [key for key in VERDICTS if any(row.verdict == key for row in rows)]
    axes = _axes(sheet, names, 40 if reference else 6, 84 if verdicts else 44)
    for at, row in enumerate(rows):
        if row.is_gap:
            continue
        colour = colours.dots.get(row.verdict, SERIES[0])
        axes.hlines([at], [row.low], [row.high], color=colour, linewidth=2.2, zorder=2)
        hollow = row.verdict == "not_compared"
        axes.scatter([row.value], [at], marker=MARKERS.get(row.verdict, "o"), s=70, facecolor=colours.background if hollow else colour, edgecolors=colour, linewidths=1.6, zorder=3)
        said = parts.with_limits(row.value, row.low, row.high, language, exhibit.decimals, parts.sign(exhibit))
        axes.annotate(said, (1.01, at), xycoords=("axes fraction", "data"), va="center", fontproperties=sheet.font(17), color=colours.text, annotation_clip=False)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), names)
    axes.grid(axis="x", color=colours.grid, linewidth=0.9)
    if min((one for row in rows for one in (row.low, row.value) if one == one), default=-1.0) >= 0:
        axes.set_xlim(left=max(axes.get_xlim()[0], 0))  # no axis runs below nothing
    _values(axes, exhibit, "x")
    if reference:
        axes.axvline(reference.value, color=colours.text, linewidth=1.6, linestyle="--", zorder=1)
        label = say("export.compared", language, name=reference.name, value=numbers.number(reference.value, language, exhibit.decimals))
        axes.annotate(label, (reference.value, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 6), textcoords="offset points", ha="center", fontproperties=sheet.font(17), color=colours.text)
    _plain(axes, sheet)
    x = sheet.left
    for key in verdicts:
        label = say(f"verdict.{key}", language)
        spot = sheet.axes(x, x + 30, sheet.bottom + 4, sheet.bottom + 30)
        spot.scatter([0], [0], marker=MARKERS[key], s=70, facecolor=colours.background if key == "not_compared" else colours.dots[key], edgecolors=colours.dots[key])
        spot.set_axis_off()
        sheet.write(x + 40, sheet.bottom + 11, label, 17)
        x += 40 + sheet.width_of(label, 17) + 40


def _bars(exhibit: Exhibit, sheet: Sheet) -> None:
    """Horizontal bars from zero; several series are told apart by hatch too."""
    colours, several = sheet.colours, len(exhibit.series) > 1
    names = [text.shortened(label, 52) for label in exhibit.labels]
    axes = _axes(sheet, names, 6, 60 if several else 10)
    thick = min(0.76, THICKEST * len(names)) / len(exhibit.series)
    for order, one in enumerate(exhibit.series):
        at = np.arange(len(names)) + thick * (order + 0.5 - len(exhibit.series) / 2)
        values = np.nan_to_num(one.values)
        axes.barh(at, values, height=thick * 0.94, color=SERIES[order % len(SERIES)], hatch=HATCHES[order % len(HATCHES)], edgecolor=colours.background, linewidth=0.5)
        for row, place in enumerate(at):
            said, end = _printed(exhibit, one, row, several), float(values[row])
            if one.low is not None and one.high is not None and np.isfinite(one.low[row]) and np.isfinite(one.high[row]):
                axes.hlines([place], [one.low[row]], [one.high[row]], color=colours.text, linewidth=1.8, path_effects=sheet.halo(4.6))
                end = float(one.high[row])
            axes.annotate(said, (max(end, 0), place), xytext=(8, 0), textcoords="offset points", va="center", fontproperties=sheet.font(17), color=colours.text, annotation_clip=False)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names)
    axes.axvline(0, color=colours.muted, linewidth=1.2)
    axes.set_xticks([])
    _plain(axes, sheet)
    if several:
        _legend(axes, exhibit, sheet)


def _lines(exhibit: Exhibit, sheet: Sheet) -> None:
    """Lines over periods; a missing value breaks its line."""
    colours, language = sheet.colours, exhibit.caption.language
    axes = sheet.axes(sheet.left + 90, sheet.right - 160, sheet.bottom + (90 if len(exhibit.series) > 1 else 50), sheet.top - 6)
    for order, one in enumerate(exhibit.series):
        colour, at = SERIES[order % len(SERIES)], np.arange(len(exhibit.labels))
        axes.plot(at, one.values, LINES[order % len(LINES)], marker=POINTS[order % len(POINTS)], color=colour, linewidth=2.6, markersize=9, label=one.name)
        if one.low is not None and one.high is not None:
            axes.vlines(at, one.low, one.high, color=colour, linewidth=1.6)
        known = np.flatnonzero(np.isfinite(one.values))
        if known.size:
            said = numbers.with_unit(float(one.values[known[-1]]), parts.sign(exhibit), language, exhibit.decimals)
            axes.annotate(said, (known[-1], one.values[known[-1]]), xytext=(12, 0), textcoords="offset points", va="center", fontproperties=sheet.font(18, bold=True), color=colours.text, annotation_clip=False)
    axes.set_xticks(range(len(exhibit.labels)), list(exhibit.labels))
    axes.margins(x=0.03, y=0.12)
    axes.grid(axis="y", color=colours.grid, linewidth=0.9)
    _values(axes, exhibit, "y")
    _plain(axes, sheet)
    if len(exhibit.series) > 1:
        _legend(axes, exhibit, sheet)


def _legend(axes: Axes, exhibit: Exhibit, sheet: Sheet) -> None:
    """The key of the series, without those that have nothing drawn."""
    drawn = axes.get_legend_handles_labels()[0] or [bar[0] for bar in axes.containers]
    made, names = zip(*((mark, text.one_line(one.name)) for mark, one in zip(drawn, exhibit.series, strict=True) if np.isfinite(one.values).any()), strict=True)
    sheet.figure.legend(made, names, loc="lower left", bbox_to_anchor=(sheet.left / sheet.size[0], sheet.bottom / sheet.size[1]), ncols=4, frameon=False, prop=sheet.font(17))


def _values(axes: Axes, exhibit: Exhibit, which: str) -> None:
    """Round ends and the language's own signs on a value axis."""
    low, high = axes.get_xlim() if which == "x" else axes.get_ylim()
    start, end, step = parts.axis_ends(low, high)
    axis, after = (axes.xaxis if which == "x" else axes.yaxis), 0 if abs(step - round(step)) < 1e-9 else 1
    axis.set_ticks(np.arange(start, end + step / 2, step))
    axis.set_major_formatter(lambda value, _: numbers.number(value, exhibit.caption.language, after))


def _printed(exhibit: Exhibit, one: Series, row: int, several: bool) -> str:
    none = float("nan")
    low, high = (none if limit is None or several else float(limit[row]) for limit in (one.low, one.high))
    return parts.with_limits(float(one.values[row]), low, high, exhibit.caption.language, exhibit.decimals, parts.sign(exhibit))


def _said(exhibit: Exhibit, sheet: Sheet) -> None:
    """A number in large figures, or sentences."""
    y = sheet.top - 40
    if exhibit.kind == "number":
        y -= 150
        sheet.write(EDGE, y, parts.figure_only(exhibit), 190, bold=True, colour=SERIES[0])
        y -= 70
        for words in (exhibit.caption.unit, *exhibit.labels[:1], parts.number_interval(exhibit)):
            sheet.write(EDGE, y, words, 28)
            y -= 44
    asked = [f"{say('export.ask', exhibit.caption.language)} {exhibit.ask}"] if exhibit.ask and exhibit.kind == "statement" else []
    for sentence in (*parts.body(exhibit, 4, 800), *asked):
        for line in sheet.lines(sentence, 26, sheet.size[0] - 2 * EDGE):
            if y > sheet.bottom:
                sheet.write(EDGE, y, line, 26)
            y -= 38
        y -= 16


DRAWS = {"dots": _dots, "bars": _bars, "lines": _lines, "points": _points}
