"""Two periods of each area joined by a line: what rose, what fell, and what may only be chance."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.catalog.declaration import say as said
from evenground.catalog.indicator import Indicator
from evenground.charts import hover, plane
from evenground.charts.frame import Trace, framed
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.palette import SYMBOLS, VERDICTS, Palette, palette

ALL_NAMED = 20
DASHES = {"better": "solid", "worse": "solid", "similar": "dot", "not_compared": "solid"}


def slope(
    table: pd.DataFrame, facts: dict[str, object], indicator: Indicator, caption: Caption, *, theme: str = "light", width: int = 900,
    chosen: str | None = None,
) -> go.Figure:  # fmt: skip
    """One line per area from the earlier to the later period; colour and dash say the tested verdict.

    `table` and `facts` are those of `answers.comparing.between_periods.change_between`.
    """
    colours, language = palette(theme), caption.language
    traces = [_lines(part, key, indicator, caption, colours, chosen) for key in VERDICTS if len(part := table[table["verdict"] == key])]
    both = pd.concat([table["before"], table["after"]])
    layout = {
        **plane.around(language, colours, plane.HEIGHT + 40),
        "xaxis": {"tickvals": [0, 1], "ticktext": [text.plotly(_capital(facts[end])) for end in ("first", "second")], "range": [-0.12, 1.45 if width > plane.NARROW else 1.75], "fixedrange": True, "showgrid": True, "gridcolor": colours.grid, "zeroline": False, "tickfont": {"size": 14}, "automargin": True},
        "yaxis": plane.axis(caption.unit, colours, width, plane.tick_decimals(both.min(), both.max(), indicator.decimals)),
        "showlegend": bool((table["verdict"] != "not_compared").any()), "annotations": _names(table, chosen, colours),
    }  # fmt: skip
    return framed(traces, layout, caption, colours)


def _capital(period: object) -> str:
    return str(period)[:1].upper() + str(period)[1:]


def _lines(part: pd.DataFrame, key: str, indicator: Indicator, caption: Caption, colours: Palette, chosen: str | None) -> Trace:
    language = caption.language
    x: list[float | None] = []
    y: list[float | None] = []
    told: list[str] = []
    for (_, row), line in zip(part.iterrows(), _told(part, indicator, language), strict=True):
        x += [0, 1, None]
        y += [row["before"], row["after"], None]
        told += [line, line, ""]
    label = words.say(f"compare.change_{key}", language)
    return {
        "type": "scatter", "mode": "lines+markers", "x": x, "y": y, "name": f"{label} ({numbers.number(len(part), language)})",
        "line": {"width": 1.8, "color": colours.dots[key], "dash": DASHES[key]}, "marker": {"symbol": SYMBOLS[key], "size": 8, "color": colours.dots[key]},
        "customdata": told, "hovertemplate": "%{customdata}" + hover.END,
    }  # fmt: skip


def _told(part: pd.DataFrame, indicator: Indicator, language: str) -> list[str]:
    unit = said(indicator.unit, numbers.written(language))
    return [
        f"<b>{text.plotly(row['name'])}</b><br>" + text.plotly(words.say(
            "compare.change_hover", language, before=numbers.number(row["before"], language, indicator.decimals),
            after=numbers.with_unit(row["after"], unit, language, indicator.decimals), change=signed(row["change"], language, indicator.decimals),
        ))
        for _, row in part.iterrows()
    ]  # fmt: skip


def signed(value: float, language: str, decimals: int) -> str:
    """A change with its sign, also when it is an increase."""
    shown = numbers.number(value, language, decimals)
    return f"+{shown}" if value > 0 and shown != numbers.number(0, language, decimals) else shown


def _names(table: pd.DataFrame, chosen: str | None, colours: Palette) -> list[dict[str, object]]:
    """Names at the right ends, moved apart where they would lie on each other; of many areas only the chosen one's."""
    shown = table if len(table) <= ALL_NAMED else table[table["area_key"] == chosen]
    if shown.empty:
        return []
    both = pd.concat([table["before"], table["after"]])
    step = (both.max() - both.min() or 1) * 0.036
    ends = shown.sort_values("after")
    places: list[float] = []
    for value in ends["after"]:
        places.append(max(value, places[-1] + step) if places else value)
    return [
        {
            "x": 1.03, "y": place, "xanchor": "left", "yanchor": "middle", "showarrow": False, "text": text.plotly(text.shortened(name, 22)),
            "font": {"size": 12, "color": colours.chosen if key == chosen else colours.text},
        }
        for key, name, place in zip(ends["area_key"], ends["name"], places, strict=True)
    ]  # fmt: skip
