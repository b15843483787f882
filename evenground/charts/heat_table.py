"""Areas by indicators as a table of coloured cells; every cell has its figure, and what has no better side no colour."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.catalog.declaration import say as said
from evenground.catalog.indicator import Indicator
from evenground.charts import hover
from evenground.charts.frame import Trace, framed, wrapped
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.palette import MARKS, Palette, palette

ROW = 24
FIFTHS = 5
LEAST_COLUMN = 76
"""Pixels that a column needs for its figures and heading."""


def columns_that_fit(width: int) -> int:
    """Columns that can be read at a width; the table below the figure has all of them."""
    return max(int((width - name_room(width)) // LEAST_COLUMN), 1)


def name_room(width: int) -> int:
    return min(max(width // 4, 120), 230)


def heat_table(
    table: pd.DataFrame, order: tuple[str, ...], columns: tuple[Indicator, ...], caption: Caption, *, theme: str = "light",
    width: int = 900, chosen: str | None = None,
) -> go.Figure:  # fmt: skip
    """Cells in `order` of areas; colour is the fifth of areas (orange least favourable, blue most), text the figure.

    `table` is that of `answers.comparing.heat.heat_table`, one row per area and indicator.
    """
    colours, language = palette(theme), caption.language
    shown = columns[: columns_that_fit(width)]
    wide = table.set_index(["area_key", "indicator_id"])
    names = table.drop_duplicates("area_key").set_index("area_key")["name"]
    z = np.array([[wide.at[(key, one.id), "fifth"] for one in shown] for key in order])
    cells = [[_figure(wide.loc[(key, one.id)], one, language) for one in shown] for key in order]
    heads = _headings(shown, language, (width - name_room(width)) // len(shown))
    lines = max(head.count("<br>") for head in heads) + 1
    above, height = 17 * lines + 34, ROW * len(order)
    layout = {
        "height": height + above + 8, "margin": {"l": 8, "r": 4, "t": above, "b": 8, "pad": 0}, "showlegend": True,
        "legend": _key(height + above + 8),
        "xaxis": {"side": "top", "tickvals": list(range(len(shown))), "ticktext": heads, "fixedrange": True, "showgrid": False, "tickangle": 0, "tickfont": {"size": 12 if width > 500 else 11}, "range": [-0.5, len(shown) - 0.5]},
        "yaxis": {
            "tickvals": list(range(len(order))), "ticktext": _labels(order, names, name_room(width), chosen), "autorange": False, "fixedrange": True,
            "range": [len(order) - 0.5, -0.5], "showgrid": False, "automargin": "left", "ticklabelstandoff": 6,
        },
    }  # fmt: skip
    lanes = [text.plotly(names[key]) for key in order]
    return framed([_cells(z, cells, lanes, [text.plotly(said(one.title, numbers.written(language))) for one in shown], colours), *_legend(colours, language)], layout, caption, colours)


def _figure(row: pd.Series, one: Indicator, language: str) -> str:
    """The figure of a cell, or the mark of why there is none."""
    return numbers.number(row["value"], language, one.decimals) if pd.notna(row["value"]) else MARKS.get(row["status"], numbers.NONE)


def _headings(shown: tuple[Indicator, ...], language: str, room: float) -> list[str]:
    titles = [said(one.title, numbers.written(language)) for one in shown]
    lines = [wrapped(title, max(int(room // 7.2), 9)) for title in titles]
    return ["<br>".join([*one[:3], one[3] + "…"] if len(one) > 4 else one) for one in lines]


def _labels(order: tuple[str, ...], names: pd.Series, room: int, chosen: str | None) -> list[str]:
    labels = text.distinct([str(names[key]) for key in order], max(int(room // 6.6), 14))
    return [f"<b>{text.plotly(label)}</b>" if key == chosen else text.plotly(label) for key, label in zip(order, labels, strict=True)]


def scale(colours: Palette) -> list[str]:
    """Colours of a cell without a fifth, then of the least to the most favourable fifth."""
    return [colours.background, *colours.fifths]


def _cells(z: np.ndarray, cells: list[list[str]], names: list[str], titles: list[str], colours: Palette) -> Trace:
    """Cells by number of row and column; what a reader points at is told by the names of both."""
    steps = scale(colours)
    edges = [[(at + end) / len(steps), colour] for at, colour in enumerate(steps) for end in (0, 1)]
    return {
        "type": "heatmap", "z": z.tolist(), "zmin": -1.5, "zmax": FIFTHS - 0.5, "colorscale": edges, "showscale": False, "text": cells,
        "texttemplate": "%{text}", "textfont": {"size": 12}, "xgap": 2, "ygap": 2, "x": titles, "y": names,
        "hovertemplate": "<b>%{y}</b><br>%{x}: %{text}" + hover.END,
    }  # fmt: skip


def _legend(colours: Palette, language: str) -> list[Trace]:
    """Entries that say what the two ends of the colours mean, and that a cell without colour is not judged."""
    steps = colours.fifths
    entries = (("least", steps[0]), ("middle", steps[2]), ("most", steps[-1]))
    return [
        {
            "type": "scatter", "x": [None], "y": [None], "mode": "markers", "name": str(words.say(f"compare.fifth_{key}", language)),
            "marker": {"symbol": "square", "size": 12, "color": colour, "line": {"width": 1, "color": colours.muted}}, "hoverinfo": "skip",
        }
        for key, colour in entries
    ]  # fmt: skip


def _key(height: int) -> dict[str, object]:
    return {
        "orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1 - 2 / height, "yref": "container", "yanchor": "top",
        "font": {"size": 12}, "itemsizing": "constant", "itemclick": False, "itemdoubleclick": False,
    }  # fmt: skip
