"""Charts of coverage: need beside reach by area, along residents in the order of need, by group, and by month."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from evenground.charts.frame import CLEAR, Trace, framed, wrapped
from evenground.charts.plane import legible
from evenground.look import text
from evenground.look.caption import Caption
from evenground.look.dates import short_month
from evenground.look.numbers import number, written
from evenground.look.palette import Palette, palette
from evenground.stats.coverage.equity import Curve, Fifths

Say = Callable[..., str]
NAMED = 12
"""Areas named on the scatter: those furthest into the corner of more need and less reach."""
WIDE, TALL = 900, 460
NARROW = 500
"""Below this width a corner has no room for its name, and labels are fewer and shorter."""
ROUND = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
"""Rates that are written on a square-root axis."""


def _axis(title: str, colours: Palette, room: int = 2000, **more: object) -> dict[str, object]:
    """An axis whose title is broken to the pixels that it has room for."""
    words = "<br>".join(text.plotly(line) for line in wrapped(title, max(room // 9, 20)))
    return {"title": {"text": words, "standoff": 8}, "gridcolor": colours.grid, "zeroline": False, "fixedrange": True, "automargin": True, **more}


def _layout(height: int, caption: Caption, **more: object) -> dict[str, object]:
    return {
        "height": height, "margin": {"l": 8, "r": 14, "t": 8, "b": 8, "pad": 0}, "separators": ",\u00a0" if written(caption.language) == "fr" else ".,",
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "bgcolor": CLEAR, "font": {"size": 13}},
        **more,
    }  # fmt: skip


def quadrants(
    table: pd.DataFrame, need_title: str, rate_title: str, cuts: tuple[float, float], higher_is: str, caption: Caption, say: Say, *,
    theme: str = "light", chosen: str | None = None, names: bool = True, width: int = WIDE,
) -> go.Figure:  # fmt: skip
    """Need across (greater to the right), reach per 1,000 residents up, with two cut lines.

    Reach stands on a square-root scale: a few areas are reached many times as often as most, and the many must stay apart.
    A point is hollow where its interval of reach crosses the cut line. `table` has `name`, `need_value`, `rate`,
    `rate_low`, `rate_high`, `text` (its hover) and no row without need or without residents. `names` False names nobody.
    """
    colours = palette(theme)
    across, up = cuts
    crosses = ((table["rate_low"] <= up) & (table["rate_high"] >= up)).to_numpy()
    greater = (table["need_value"] <= across if higher_is == "better" else table["need_value"] >= across).to_numpy()
    corner = greater & (table["rate"] < up).to_numpy() & ~crosses
    labels = _labels(table, greater & (table["rate"] < up).to_numpy(), across, chosen, width) if names else [""] * len(table)
    most = float(max(table["rate"].max(), up)) if len(table) else up
    ticks = _ticks(most)
    traces = [
        _points(table[rows], say(f"coverage.{key}"), colours.dots["worse"] if wanted else colours.classes(5)[3], key == "hollow", [label for label, row in zip(labels, rows, strict=True) if row])
        for key, wanted, rows in (("filled", False, ~crosses & ~corner), ("hollow", False, crosses), ("quadrant_high_low", True, corner))
        if rows.any()
    ]  # fmt: skip
    line = {"type": "line", "line": {"color": colours.text, "width": 1.4, "dash": "dash"}, "layer": "below"}
    shapes = [
        {**line, "x0": across, "x1": across, "yref": "paper", "y0": 0, "y1": 1}, {**line, "y0": np.sqrt(max(up, 0)), "y1": np.sqrt(max(up, 0)), "xref": "paper", "x0": 0, "x1": 1},
    ]  # fmt: skip
    corner_name = {
        "text": text.plotly(say("coverage.quadrant_high_low")), "xref": "paper", "x": 1, "y": np.sqrt(max(up, 0)), "xanchor": "right", "yanchor": "top",
        "showarrow": False, "font": {"size": 13, "color": colours.muted},
    }  # fmt: skip
    layout = _layout(
        TALL, caption, shapes=shapes, annotations=[corner_name] if width >= NARROW and not corner.any() else [], xaxis=_axis(need_title, colours, width, autorange="reversed" if higher_is == "better" else True),
        yaxis=_axis(
            rate_title, colours, TALL, range=[-0.04 * np.sqrt(most), 1.08 * np.sqrt(most)], tickvals=np.sqrt(ticks).tolist(),
            ticktext=[number(one, caption.language, 0) for one in ticks],
        ),
        showlegend=True,
    )  # fmt: skip
    return framed(traces, layout, caption, colours)


def _ticks(most: float) -> list[float]:
    """Round rates that stand clear of each other on a square-root axis."""
    kept = [0.0]
    for one in ROUND:
        if one <= most and np.sqrt(one) - np.sqrt(kept[-1]) >= 0.07 * np.sqrt(most):
            kept.append(float(one))
    return kept


def _labels(table: pd.DataFrame, corner: np.ndarray, cut: float, chosen: str | None, width: int) -> list[str]:
    """Names for the points of the corner, greatest need first, where they do not lie on each other; the chosen area's before any."""
    across, up = table["need_value"].to_numpy(dtype=float), np.sqrt(table["rate"].to_numpy(dtype=float))
    is_chosen = (table["area_key"] == chosen).to_numpy()
    order = np.argsort(np.where(is_chosen, -np.inf, -np.abs(across - cut)), kind="stable")
    wanted = [at for at in order if corner[at] or is_chosen[at]]
    if not wanted:
        return [""] * len(table)
    names = table["name"].tolist()
    ends = ([across.min(), across.max()], [0.0, up.max()])  # without names: they only say how far the axes reach
    free = legible([*across[wanted], *ends[0]], [*up[wanted], *ends[1]], [*(names[at] for at in wanted), "", ""], NAMED, width, TALL)
    shown = {at for at, is_free in zip(wanted, free, strict=False) if is_free}
    return [text.plotly(name) if at in shown else "" for at, name in enumerate(names)]


def _points(rows: pd.DataFrame, name: str, colour: str, hollow: bool, labels: list[str]) -> Trace:
    return {
        "type": "scatter", "mode": "markers+text" if any(labels) else "markers", "x": rows["need_value"].tolist(), "y": np.sqrt(rows["rate"].to_numpy(dtype=float)).tolist(), "name": text.plotly(name),
        "text": labels, "textposition": "top center", "textfont": {"size": 11},
        "marker": {"symbol": "circle-open" if hollow else "circle", "size": 9, "color": colour, "line": {"width": 1.6, "color": colour}},
        "customdata": [[key, text.plotly(told)] for key, told in zip(rows["area_key"], rows["text"], strict=True)],
        "hovertemplate": "%{customdata[1]}<extra></extra>", "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip


def _measure(caption: Caption) -> str:
    """What is counted, as an entry of the key: "Attendances"."""
    return caption.unit[:1].upper() + caption.unit[1:]


def equity_curve(curve: Curve, need_name: str, caption: Caption, say: Say, *, theme: str = "light", width: int = WIDE) -> go.Figure:
    """Cumulative need and cumulative reach over residents ordered from greatest need, and the line of equal shares."""
    colours = palette(theme)
    lines = (
        (curve.need, need_name, colours.classes(5)[4], "solid", 3), (curve.reach, _measure(caption), colours.dots["worse"], "solid", 3),
        (curve.residents, say("coverage.curve_equal"), colours.muted, "dot", 1.5),
    )  # fmt: skip
    traces: list[Trace] = [
        {
            "type": "scatter", "mode": "lines", "x": (100 * curve.residents).round(2).tolist(), "y": (100 * values).round(2).tolist(), "name": text.plotly(name),
            "line": {"color": colour, "dash": dash, "width": width}, "hovertemplate": "%{x:.0f} % → %{y:.1f} %<extra></extra>",
        }
        for values, name, colour, dash, width in lines
    ]  # fmt: skip
    ends = {"range": [0, 100], "dtick": 20}
    layout = _layout(380, caption, xaxis=_axis(say("coverage.axis_residents"), colours, width - 60, **ends), yaxis=_axis(say("coverage.axis_cumulative"), colours, **ends))
    return framed(traces, layout, caption, colours)


def fifth_bars(fifths: Fifths, need_name: str, caption: Caption, say: Say, *, theme: str = "light", width: int = WIDE) -> go.Figure:
    """For each fifth of residents, what it holds of need and what it received of reach, the latter with its interval."""
    colours = palette(theme)
    named = (say("coverage.fifth_1"), *(say("coverage.fifth_n", n=n) for n in (2, 3, 4)), say("coverage.fifth_5"))
    labels = ["<br>".join(wrapped(name, 13 if width >= NARROW else 9)) for name in named]  # broken, not turned
    reach, low, high = (100 * np.asarray(part) for part in (fifths.reach, fifths.low, fifths.high))
    whisker = {"type": "data", "symmetric": False, "array": np.nan_to_num(high - reach).tolist(), "arrayminus": np.nan_to_num(reach - low).tolist(), "thickness": 1.6, "width": 0, "color": colours.text}
    common = {"type": "bar", "x": labels, "hovertemplate": "%{x}: %{y:.1f} %<extra>%{fullData.name}</extra>"}
    traces: list[Trace] = [
        {**common, "y": (100 * fifths.need).round(2).tolist(), "name": text.plotly(need_name), "marker": {"color": colours.classes(5)[3]}},
        {**common, "y": np.nan_to_num(reach).round(2).tolist(), "name": text.plotly(_measure(caption)), "marker": {"color": colours.dots["worse"]}, "error_y": whisker},
    ]
    layout = _layout(340, caption, barmode="group", bargap=0.3, xaxis=_axis("", colours, showgrid=False, tickangle=0, tickfont={"size": 12 if width >= NARROW else 11}), yaxis=_axis(say("coverage.axis_cumulative"), colours, rangemode="tozero"))
    return framed(traces, layout, caption, colours)


def group_bars(table: pd.DataFrame, caption: Caption, say: Say, *, theme: str = "light") -> go.Figure:
    """Each group's share among those who answered, a pale bar for what those not asked could make of it, a mark for residents."""
    colours = palette(theme)
    shown = table[table["share"].notna()]
    names = [text.plotly(name) for name in shown["name"]]
    share = (100 * shown["share"]).tolist()
    traces: list[Trace] = [
        {
            "type": "bar", "orientation": "h", "y": names, "base": (100 * shown["least"]).tolist(), "x": (100 * (shown["most"] - shown["least"])).tolist(), "width": 0.5,
            "marker": {"color": colours.missing["not_reported"], "opacity": 0.55}, "name": say("coverage.group_bounds"), "hoverinfo": "skip",
        },
        {
            "type": "scatter", "mode": "markers", "y": names, "x": share, "name": say("coverage.group_known"),
            "marker": {"size": 12, "color": colours.dots["worse"]},
            "error_x": {"type": "data", "symmetric": False, "array": (100 * (shown["high"] - shown["share"])).tolist(), "arrayminus": (100 * (shown["share"] - shown["low"])).tolist(), "thickness": 2, "width": 0, "color": colours.dots["worse"]},
            "hovertemplate": "%{y}: %{x:.1f} %<extra></extra>",
        },
        {
            "type": "scatter", "mode": "markers", "y": names, "x": (100 * shown["expected"]).tolist(), "name": say("coverage.group_expected"),
            "marker": {"symbol": "line-ns-open", "size": 22, "line": {"width": 3, "color": colours.text}, "color": colours.text}, "hovertemplate": "%{y}: %{x:.1f} %<extra></extra>",
        },
    ]  # fmt: skip
    layout = _layout(120 + 62 * max(len(shown), 1), caption, xaxis=_axis(say("coverage.axis_people"), colours, range=[0, 100]), yaxis=_axis("", colours, autorange="reversed", showgrid=False))
    return framed(traces, layout, caption, colours)


def month_strip(table: pd.DataFrame, names: dict[str, str], caption: Caption, *, theme: str = "light", width: int = WIDE) -> go.Figure:
    """Areas down, months across, darker for more sessions; the number stands in the cell, a dot where none was held."""
    colours = palette(theme)
    counts = table.to_numpy(dtype=float)
    top = max(float(counts.max(initial=0)), 1.0)
    ramp = [colours.surface, *colours.classes(5)]
    scale = [[i / (len(ramp) - 1), colour] for i, colour in enumerate(ramp)]
    written_in = np.where(counts > 0, counts.astype(int).astype(str), "·") if counts.shape[1] <= 18 else np.where(counts > 0, "", "")
    labels = text.distinct([names[key] for key in table.index], 26 if width >= NARROW else 16)
    trace: Trace = {
        "type": "heatmap", "z": counts.tolist(), "x": [short_month(one, caption.language) for one in table.columns], "y": [text.plotly(name) for name in labels], "text": written_in.tolist(), "texttemplate": "%{text}",
        "colorscale": scale, "zmin": 0, "zmax": top, "showscale": False, "xgap": 1, "ygap": 1, "hovertemplate": "%{y}, %{x}: %{z:.0f}<extra></extra>",
    }  # fmt: skip
    axis = _axis("", colours, autorange="reversed", showgrid=False, ticklabelstandoff=4)
    layout = _layout(60 + 20 * len(table), caption, xaxis=_axis("", colours, type="category", nticks=8 if width >= NARROW else 2, tickangle=0, side="top", showgrid=False), yaxis=axis, showlegend=False)
    return framed([trace], layout, caption, colours)
