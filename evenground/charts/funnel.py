"""A funnel: areas by size, and how far from the common value chance alone takes areas of each size."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.catalog.indicator import Indicator
from evenground.charts import hover, plane
from evenground.charts.frame import Trace, framed
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.palette import SYMBOLS, VERDICTS, Palette, palette

MOST_NAMES = 8
NAME = 26


def funnel(
    table: pd.DataFrame, facts: dict[str, object], indicator: Indicator, caption: Caption, *, theme: str = "light", width: int = 900,
    named: bool = True, chosen: str | None = None,
) -> go.Figure:  # fmt: skip
    """Areas as dots, the common value as a line, limits of 95% (dashed) and 99.8% (plain).

    `table` and `facts` are those of `answers.comparing.funnel.funnel_of`. Areas that remain findings after false-discovery
    control have the colour and shape of their verdict, and a name where `named`.
    """
    colours, language = palette(theme), caption.language
    traces = [_limit(facts, f"{name}_{end}", name, end == "high", language, colours) for name in ("warning", "alarm") for end in ("low", "high")]
    names = _names(table, width, named, chosen)
    traces += [
        _dots(part, key, indicator, caption, colours, names, chosen)
        for key in VERDICTS if len(part := table[table["verdict"] == key])
    ]  # fmt: skip
    shown = table["value"]
    common = float(facts["common"])
    label = words.say("compare.funnel_common", language, name=text.shortened(str(facts["common_name"]), 44 if width > plane.NARROW else 26), value=numbers.number(common, language, indicator.decimals))
    layout = {
        **plane.around(language, colours, plane.HEIGHT + 40, margin={"l": 8, "r": 14, "t": 66 if width > plane.NARROW else 130, "b": 8, "pad": 0}),
        "xaxis": plane.axis(words.say(f"compare.funnel_size_{facts['basis']}", language), colours, width),
        "yaxis": plane.axis(caption.unit, colours, width, plane.tick_decimals(shown.min(), shown.max(), indicator.decimals), range=_span(table, facts)),
        "shapes": [{**plane.line(colours, dash="solid", y0=common, y1=common, xref="paper", x0=0, x1=1), "line": {"color": colours.text, "width": 1.6}}],
        "annotations": [{"xref": "paper", "x": 1, "xanchor": "right", "y": common, "yanchor": "bottom", "showarrow": False, "text": text.plotly(label), "font": {"size": 12, "color": colours.text}}],
    }  # fmt: skip
    return framed(traces, layout, caption, colours)


def _span(table: pd.DataFrame, facts: dict[str, object]) -> list[float]:
    """Every area, and the limits at a middling size: those of the smallest areas would flatten everything else."""
    quarter = len(facts["grid"]) // 4
    found = [table["value"].min(), table["value"].max(), facts["warning_low"][quarter], facts["warning_high"][quarter]]
    room = (max(found) - min(found)) * 0.06 or 1
    return [max(min(found) - room, 0) if min(found) >= 0 else min(found) - room, max(found) + room]


def _limit(facts: dict[str, object], key: str, name: str, keyed: bool, language: str, colours: Palette) -> Trace:
    return {
        "type": "scatter", "mode": "lines", "x": [float(f"{one:.5g}") for one in facts["grid"]], "y": [float(f"{one:.5g}") for one in facts[key]],
        "name": str(words.say(f"compare.funnel_{name}", language)), "showlegend": keyed, "hoverinfo": "skip", "legendgroup": name,
        "line": {"color": colours.muted, "width": 1.4, "dash": "dash" if name == "warning" else "solid"},
    }  # fmt: skip


def _names(table: pd.DataFrame, width: int, named: bool, chosen: str | None) -> set[str]:
    """The chosen area and, where areas are named, the findings that lie farthest out; only names that can be read."""
    found = table[table["found"]] if named else table.iloc[:0]
    first = pd.concat([table[table["area_key"] == chosen], found.reindex(found["z"].abs().sort_values(ascending=False, kind="stable").index)])
    first = first.drop_duplicates("area_key")
    labels = [text.shortened(name, NAME) for name in first["name"]]
    return set(first["area_key"][plane.legible(first["size"].tolist(), first["value"].tolist(), labels, MOST_NAMES if width > plane.NARROW else 3, width)])


def _dots(part: pd.DataFrame, key: str, indicator: Indicator, caption: Caption, colours: Palette, names: set[str], chosen: str | None) -> Trace:
    language = caption.language
    found = bool(part["found"].any())
    label = words.say("compare.funnel_within" if key == "similar" else f"compare.funnel_{key}", language)
    telling = hover.Telling(indicator, caption)
    values, limits = hover.value_texts(part, telling), hover.interval_texts(part, telling)
    sizes = numbers.numbers(part["size"], language, 0 if part["size"].max() > 20 else 2)
    custom, template = hover.packed([
        [f"<b>{text.plotly(name)}</b><br>" for name in part["name"]],
        [text.plotly(f"{value} {limit}") + "<br>" for value, limit in zip(values, limits, strict=True)],
        [text.plotly(words.say("compare.funnel_hover", language, size=size, q=numbers.number(q, language, 3))) for size, q in zip(sizes, part["q"], strict=True)],
    ])  # fmt: skip
    texts = [text.plotly(text.shortened(name, NAME)) if area in names else "" for area, name in zip(part["area_key"], part["name"], strict=True)]
    colour = colours.dots[key] if found or key == "similar" else colours.muted
    edge = [colours.chosen if area == chosen else colours.background for area in part["area_key"]]
    return {
        "type": "scatter", "mode": "markers+text" if any(texts) else "markers", "x": part["size"].tolist(), "y": part["value"].tolist(),
        "name": f"{label} ({numbers.number(len(part), language)})", "text": texts, "textposition": "top center", "textfont": {"size": 11, "color": colours.text},
        "marker": {"symbol": SYMBOLS[key] if key != "similar" else "circle", "size": 9, "color": colour, "opacity": 0.9, "line": {"width": 1.2, "color": colour if key == "not_compared" else edge}},
        "customdata": custom, "hovertemplate": template, "cliponaxis": False,
    }  # fmt: skip
