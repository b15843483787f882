"""Which neighbouring areas resemble each other: high among high, low among low, and the exceptions."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.charts.choropleth import feature_ids
from evenground.charts.frame import Trace
from evenground.charts.ground import mapped, outline_entry
from evenground.charts.view import Ground
from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.numbers import number
from evenground.look.palette import Palette, palette

KINDS = ("high_high", "high_low", "low_high", "low_low", "none")


def clusters(table: pd.DataFrame, caption: Caption, ground: Ground, *, theme: str = "light") -> go.Figure:
    """Areas filled by `cluster`; those without a value are grey, those not told apart from chance are pale."""
    colours = palette(theme)
    traces = [_kind(table, kind, caption, ground, colours) for kind in KINDS if (table["cluster"] == kind).any()]
    lacking = table[table["cluster"] == ""]
    if len(lacking):
        traces.append(_trace(lacking, words.say("status.no_value", caption.language), colours.missing["not_reported"], caption, ground, colours))
    traces += outline_entry(ground, words.say("legend.outline", caption.language, name=ground.outline_name), colours)
    return mapped(traces, caption, ground, colours, title=words.say("clusters.title", caption.language), other_title="")


def colours_of(colours: Palette) -> dict[str, str]:
    """Deep for high among high, blue for low among low, lighter ones for the exceptions, grey for the rest."""
    steps = colours.changes(7)
    return {"high_high": steps[0], "high_low": steps[2], "low_high": steps[4], "low_low": steps[6], "none": colours.fills["similar"]}


def _kind(table: pd.DataFrame, kind: str, caption: Caption, ground: Ground, colours: Palette) -> Trace:
    areas = table[table["cluster"] == kind]
    return _trace(areas, words.say(f"clusters.{kind}", caption.language), colours_of(colours)[kind], caption, ground, colours)


def _trace(areas: pd.DataFrame, label: str, colour: str, caption: Caption, ground: Ground, colours: Palette) -> Trace:
    told = [text.plotly(name) for name in areas["name"]]
    return {
        "type": "choroplethmap", "geojson": ground.shapes_url, "featureidkey": ground.id_path, "locations": feature_ids(areas),
        "z": [0] * len(areas), "colorscale": [[0, colour], [1, colour]], "showscale": False, "showlegend": True, "legend": "legend",
        "name": text.plotly(f"{label} ({number(len(areas), caption.language)})"), "customdata": told,
        "hovertemplate": f"<b>%{{customdata}}</b><br>{text.plotly(label)}<extra></extra>",
        "marker": {"line": {"color": colours.edge, "width": 0.7}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip
