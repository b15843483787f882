"""One area against the range of all areas: one lane for each indicator, more favourable to the right."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.charts import hover
from evenground.charts.frame import CLEAR, Trace, framed, wrapped
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.palette import SYMBOLS, VERDICTS, Palette, palette

LANE = 46
"""Pixels of one indicator: its title with the area's figure above, the range below."""


def area_range(table: pd.DataFrame, caption: Caption, *, theme: str = "light", width: int = 900) -> go.Figure:
    """Ranges as bars (all areas pale, the middle half darker, the middle area a tick), the area's own figure a dot.

    `table` is that of `answers.comparing.one_area.one_area`. Titles stand above their lanes, so that they can be read on a
    phone; indicators where neither way is better have a hollow dot.
    """
    colours, language = palette(theme), caption.language
    rows = table.reset_index(drop=True)
    lanes = list(range(len(rows)))
    traces = [_bar(rows, lanes, "least", "most", 5, colours.grid), _bar(rows, lanes, "quarter", "three_quarters", 11, colours.shore)]
    traces.append({
        "type": "scatter", "mode": "markers", "x": rows["at_middle"].tolist(), "y": lanes, "showlegend": False, "hoverinfo": "skip",
        "marker": {"symbol": "line-ns", "size": 13, "line": {"width": 2, "color": colours.text}},
    })  # fmt: skip
    known = rows[rows["value"].notna()]
    traces += [_dots(known[_key(known) == key], key, language, colours) for key in (*VERDICTS, "neither") if (_key(known) == key).any()]
    above = 62 if width > 500 else 108
    height = above + LANE * len(rows) + 8
    layout = {
        "height": height, "margin": {"l": 8, "r": 8, "t": above, "b": 4, "pad": 0},
        "xaxis": {"range": [-1.06, 1.06], "visible": False, "fixedrange": True},
        "yaxis": {"range": [len(rows) - 0.5, -0.72], "visible": False, "fixedrange": True},
        "annotations": [*_titles(rows, language, width, colours), *_ends(language, colours)],
        "legend": {"orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top", "bgcolor": CLEAR, "font": {"size": 13}, "itemsizing": "constant"},
    }  # fmt: skip
    return framed(traces, layout, caption, colours)


def _key(rows: pd.DataFrame) -> pd.Series:
    return rows["verdict"].where(rows["higher_is"] != "neither", "neither")


def _bar(rows: pd.DataFrame, lanes: list[int], start: str, end: str, size: int, colour: str) -> Trace:
    """One broken line for all lanes: a gap between two lanes keeps them apart."""
    x: list[float | None] = []
    y: list[int | None] = []
    for lane, one, other in zip(lanes, rows[f"at_{start}"], rows[f"at_{end}"], strict=True):
        x += [one, other, None]
        y += [lane, lane, None]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": {"width": size, "color": colour}, "showlegend": False, "hoverinfo": "skip"}


def _dots(part: pd.DataFrame, key: str, language: str, colours: Palette) -> Trace:
    plain = key == "neither"
    colour = colours.muted if plain else colours.dots[key]
    label = words.say("direction.neither" if plain else f"verdict.{key}", language)
    custom, template = hover.packed([[text.plotly(line) for line in _told(part, language)]])
    return {
        "type": "scatter", "mode": "markers", "x": part["at"].tolist(), "y": part.index.tolist(),
        "name": f"{label} ({numbers.number(len(part), language)})",
        "marker": {"symbol": "hexagon-open" if plain else SYMBOLS[key], "size": 13, "color": colour, "line": {"width": 2, "color": colour if plain or key == "not_compared" else colours.background}},
        "customdata": custom, "hovertemplate": template,
    }  # fmt: skip


def figure_of(row: pd.Series, language: str) -> str:
    """The area's figure with unit and interval."""
    limits = (row["ci_low"], row["ci_high"])
    return numbers.estimate(
        row["value"], row["unit"], language, row["decimals"], ci=limits if pd.notna(row["ci_low"]) else None, level=row["ci_level"], kind=row["ci_kind"] or "published"
    )


def _told(part: pd.DataFrame, language: str) -> list[str]:
    return [
        words.say(
            "compare.area_hover", language, title=row["title"], value=figure_of(row, language), period=row["period"],
            low=numbers.number(row["least"], language, row["decimals"]), high=numbers.number(row["most"], language, row["decimals"]),
            middle=numbers.number(row["middle"], language, row["decimals"]), areas=numbers.number(row["areas"], language),
        )
        for _, row in part.iterrows()
    ]  # fmt: skip


def _titles(rows: pd.DataFrame, language: str, width: int, colours: Palette) -> list[dict[str, object]]:
    """Above each lane: the indicator at the left, the area's figure and the middle area's at the right."""
    room = int(width / 6.9)
    notes = []
    for lane, row in rows.iterrows():
        middle = numbers.number(row["middle"], language, row["decimals"])
        value = numbers.number(row["value"], language, row["decimals"])
        figure = words.say("compare.area_figures", language, value=value, middle=middle) if width > 500 else value
        common = {"y": lane, "yshift": 10, "yanchor": "bottom", "showarrow": False, "xref": "paper"}
        title = text.plotly(text.shortened(row["title"], max(room - len(figure) - 2, 12)))
        notes.append({**common, "x": 0, "xanchor": "left", "text": title, "font": {"size": 13, "color": colours.text}})
        notes.append({**common, "x": 1, "xanchor": "right", "text": text.plotly(figure), "font": {"size": 12, "color": colours.muted}})
    return notes


def _ends(language: str, colours: Palette) -> list[dict[str, object]]:
    common = {"xref": "paper", "y": -0.72, "yshift": 6, "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": colours.muted}}
    return [
        {**common, "x": x, "xanchor": anchor, "text": "<br>".join(wrapped(words.say(f"compare.area_{key}", language), 40))}
        for x, anchor, key in ((0, "left", "less"), (1, "right", "more"))
    ]
