"""Community resources as small marks over a map, one legend entry for each kind."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from evenground.charts.ground import GAP, LINE
from evenground.look import text
from evenground.look.numbers import number
from evenground.look.palette import palette

COLOURS = ("#00796b", "#b23a48", "#8a6d00", "#1f55a8", "#5d4037", "#455a64")
DARK_COLOURS = ("#4fd1c0", "#ff8fa0", "#ffd54f", "#8ab8ff", "#d7b8a8", "#b0c4d0")


def with_resources(figure: go.Figure, resources: pd.DataFrame, names: dict[str, str], language: str, theme: str = "light") -> go.Figure:
    """A copy of `figure` with resource points laid over it.

    Parameters
    ----------
    resources : DataFrame
        `kind`, `name`, `lon`, `lat`; rows without a position are left out.
    names : dict
        A kind in the reader's language.
    """
    halo, shades = palette(theme).background, DARK_COLOURS if theme == "dark" else COLOURS
    placed = resources.dropna(subset=["lon", "lat"])
    traces = []
    for position, (kind, rows) in enumerate(placed.groupby("kind", sort=True)):
        place = {"lon": rows["lon"].round(4).tolist(), "lat": rows["lat"].round(4).tolist()}
        label = text.plotly(names.get(kind, str(kind)))
        told = [text.plotly(name) for name in rows["name"]]
        common = {"type": "scattermap", "mode": "markers", **place, "unselected": {"marker": {"opacity": 1}}, "legendgroup": kind}
        ring = {"size": 10, "color": halo, "opacity": 1}
        disc = {"size": 7, "color": shades[position % len(shades)], "opacity": 1}
        traces.append({**common, "marker": ring, "hoverinfo": "skip", "showlegend": False})
        traces.append(
            {
                **common, "marker": disc, "name": f"{label} ({number(len(rows), language)})", "showlegend": True, "legend": "legend2",
                "customdata": told, "hovertemplate": f"<b>%{{customdata}}</b><br>{label}<extra></extra>",
            }
        )  # fmt: skip
    return go.Figure(figure).add_traces(traces)


def on_plain_ground(figure: go.Figure, theme: str = "light") -> go.Figure:
    """A map whose areas have one plain colour and no key: resources stand on the land, not on a measure of need."""
    colours = palette(theme)
    figure.update_traces(
        selector={"type": "choroplethmap"}, colorscale=[[0, colours.land], [1, colours.land]], showlegend=False, hoverinfo="skip", hovertemplate=None,
        marker={"line": {"color": colours.shore, "width": 1}},
    )
    figure.update_traces(selector=lambda trace: trace.type == "scattermap" and trace.mode == "text", visible=False)
    figure.update_traces(selector=lambda trace: (trace.legend or "legend") == "legend", showlegend=False)
    return _with_one_key(figure.update_layout(legend_title_text="", legend2_title_text=""))


def _with_one_key(figure: go.Figure) -> go.Figure:
    """Only as much room below the map as the entries that are left in its key."""
    room = LINE * sum(bool(trace.showlegend) for trace in figure.data) + GAP
    height = figure.layout.height - figure.layout.margin.b + room
    return figure.update_layout(height=height, margin_b=room, legend2={"x": 0, "y": room / height})
