"""The empty map below every map of ours: no tiles, no fonts and no icons from another host; and the key below it."""

from __future__ import annotations

import plotly.graph_objects as go

from evenground.charts.frame import CLEAR, Trace, framed, wrapped
from evenground.charts.view import Ground, view
from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.palette import Palette

LABEL_FONT = "Noto Sans"
NARROW = 500
"""Below this width the key is one column."""
LINE = 20
"""Pixels of one entry of the key, or of its title."""
GAP = 12
"""Pixels below a column of the key."""


def style(ground: Ground, colours: Palette) -> dict[str, object]:
    """A MapLibre style that is transparent, with land where there is an address for it.

    Without `glyphs` the browser draws names with its own fonts, or with those of `ground.fonts`. The source is never
    empty because Plotly drops an empty mapping, and MapLibre then refuses the style and stops answering the pointer.
    """
    land = ground.land_url or {"type": "Point", "coordinates": [0, 0]}
    layers: list[dict[str, object]] = [{"id": "background", "type": "background", "paint": {"background-color": CLEAR}}]
    if ground.land_url:
        layers.append({"id": "land", "type": "fill", "source": "land", "paint": {"fill-color": colours.land}})
        shore = {"line-color": colours.shore, "line-width": 1}
        layers.append({"id": "shore", "type": "line", "source": "land", "paint": shore})
    made: dict[str, object] = {
        "version": 8,
        "id": f"evenground-{colours.name}-{'land' if ground.land_url else 'plain'}",
        "sources": {"land": {"type": "geojson", "data": land}},
        "layers": layers,
    }
    if ground.fonts:
        made["font-faces"] = {LABEL_FONT: [{"url": address} for address in ground.fonts]}
    return made


def outline(ground: Ground, colours: Palette) -> list[dict[str, object]]:
    """The outlined list of areas as two lines, a dark one on a light one, readable on every class."""
    if not ground.outline_url:
        return []
    line = {"sourcetype": "geojson", "source": ground.outline_url, "type": "line"}
    return [
        {**line, "color": colours.outline_halo, "line": {"width": 4.5}, "opacity": 0.9},
        {**line, "color": colours.outline, "line": {"width": 2}},
    ]


def outline_entry(ground: Ground, label: str, colours: Palette) -> list[Trace]:
    """An entry of the key for the outline; it draws nothing itself."""
    if not ground.outline_url:
        return []
    room = ground.width * (0.95 if ground.width < NARROW else 0.54) - 50
    entry: Trace = {
        "type": "scattermap", "lon": [None], "lat": [None], "mode": "lines", "showlegend": True,
        "name": text.plotly(text.shortened(label, max(int(room / 6.8), 20))),
        "hoverinfo": "skip", "line": {"color": colours.outline, "width": 2}, "legend": "legend2",
    }  # fmt: skip
    return [entry]


def mapped(
    traces: list[Trace], caption: Caption, ground: Ground, colours: Palette, *, title: str, other_title: str = ""
) -> go.Figure:
    """A framed figure with the map above and its key below, each keeping its own height.

    The key has classes or verdicts in one column and everything else (traces with `legend="legend2"`) in a second, which
    stands below the first on a narrow window.
    """
    shown = [trace for trace in traces if trace.get("showlegend")]
    others = sum(trace.get("legend") == "legend2" for trace in shown)
    narrow = ground.width < NARROW
    heading = wrapped(title, round(ground.width * (0.95 if narrow else 0.42) / 6.8))
    first = LINE * (len(shown) - others + len(heading)) + GAP
    second = LINE * (others + (1 if other_title else 0)) + GAP if others else 0
    key = first + second if narrow else max(first, second)
    whole = ground.height + key + 8
    layout = {
        "map": map_layout(ground, colours),
        "height": whole,
        "margin": {"l": 0, "r": 0, "t": 0, "b": key + 8, "pad": 0, "autoexpand": False},
        "legend": _key("<br>".join(heading), 0, key / whole, colours),
        "legend2": _key(text.plotly(other_title), 0 if narrow else 0.46, (key - first if narrow else key) / whole, colours),
    }
    return framed(traces, layout, caption, colours)


def _key(title: str, x: float, y: float, colours: Palette) -> dict[str, object]:
    heading = {"side": "top", "font": {"size": 13, "color": colours.muted}, "text": title}
    return {
        "orientation": "v", "x": x, "xanchor": "left", "y": y, "yanchor": "top", "yref": "container", "itemsizing": "constant",
        "bgcolor": CLEAR, "font": {"size": 13, "color": colours.text}, "tracegroupgap": 0, "title": heading,
    }  # fmt: skip


def map_layout(ground: Ground, colours: Palette) -> dict[str, object]:
    """Layout of the map itself: style, centre, zoom, outline; panning survives a change of figures, not of shapes."""
    center, zoom = view(ground.bounds, ground.width, ground.height)
    return {
        "style": style(ground, colours),
        "center": center,
        "zoom": zoom,
        "layers": outline(ground, colours),
        "uirevision": f"{ground.shapes_url}|{ground.land_url}|{ground.width}x{ground.height}",
    }
