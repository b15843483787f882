"""What every figure shares: font, colours, hover, the caption in its metadata, and the toolbar around it."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.fonts import STACK
from evenground.look.palette import Palette

Trace = dict[str, object]
CLEAR = "rgba(0,0,0,0)"


def config(*, static: bool = False) -> dict[str, object]:
    """Options for the chart element: no logo, no unlabelled image download, no zoom that catches a scrolling page.

    A picture without its title and source must not leave the page, so the toolbar's camera is off; pages offer the
    captioned image instead.
    """
    return {
        "displaylogo": False,
        "scrollZoom": False,
        "staticPlot": static,
        "modeBarButtonsToRemove": ["toImage", "select2d", "lasso2d", "autoScale2d", "zoom2d", "pan2d", "resetScale2d"],
        "doubleClick": "reset",
    }


def framed(traces: Sequence[Trace], layout: dict[str, object], caption: Caption, colours: Palette) -> go.Figure:
    """A figure with the common layout; the caption travels in `layout.meta`, and the page draws it around the figure.

    Traces and layout come as plain mappings because Plotly checks them once then, instead of at each step. The template
    is empty: the usual one would send 7 KB of colours that no figure of ours uses.
    """
    words = {"family": STACK, "size": 13, "color": colours.text}
    common = {
        "template": {},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "paper_bgcolor": CLEAR,  # the page shows through, whatever its theme
        "plot_bgcolor": CLEAR,
        "font": words,
        "hoverlabel": {"bgcolor": colours.surface, "bordercolor": colours.muted, "font": words, "align": "left"},
        "hovermode": "closest",
        "clickmode": "event+select",
        "dragmode": "pan",
        "modebar": {"bgcolor": CLEAR, "color": colours.muted, "activecolor": colours.text},
        "meta": {"caption": caption.as_dict()},
    }
    return go.Figure({"data": list(traces), "layout": {**common, **layout}})


def titled(figure: go.Figure, caption: Caption, colours: Palette, columns: int = 70) -> go.Figure:
    """`figure` with title, subtitle and credit drawn inside, for use outside a page of ours (an embedded figure).

    Lines are broken at `columns` signs, because Plotly does not wrap: about 70 for 560 pixels, 42 for a phone.
    """
    above = [
        *wrapped(caption.demonstration, columns),
        *(f"<b>{line}</b>" for line in wrapped(caption.title, columns)),
        *wrapped(f"{caption.subtitle} ({caption.unit_beside})" if caption.unit_beside else caption.subtitle, columns),
        *wrapped(caption.context, columns),
    ]
    below = [*wrapped(caption.note, columns + 12), *wrapped(caption.credit, columns + 12)]
    top, bottom, height = 20 * len(above) + 8, 16 * len(below) + 8, figure.layout.height or 450
    margin = figure.layout.margin
    whole = height + top + bottom
    lines = {"x": 0, "xref": "paper", "xanchor": "left", "showarrow": False, "align": "left"}
    head = {**lines, "text": "<br>".join(above), "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": margin.t or 0}
    foot = {**lines, "text": "<br>".join(below), "y": 0, "yref": "paper", "yanchor": "top", "yshift": -(margin.b or 0)}
    foot["font"] = {"size": 11, "color": colours.muted}
    for legend in (figure.layout.legend, figure.layout.legend2):
        if legend.y is not None and legend.yref == "container":
            legend.y = (legend.y * height + bottom) / whole
    if figure.layout.title.text:
        figure.layout.title.y = ((figure.layout.title.y or 1) * height + bottom) / whole
    return figure.update_layout(
        annotations=[*figure.layout.annotations, head, foot],
        height=whole,
        margin={"t": (margin.t or 0) + top, "b": (margin.b or 0) + bottom},
    )


def wrapped(words: str, columns: int) -> list[str]:
    """Words in lines of at most `columns` signs where they can be broken, escaped for Plotly."""
    lines: list[str] = []
    for word in text.one_line(words).split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= columns:
            lines[-1] += f" {word}"
        elif word:
            lines.append(word)
    return [text.plotly(line) for line in lines]
