"""Areas in order as dots with their intervals, and a line for what they are compared with."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from evenground.catalog import words
from evenground.catalog.indicator import Indicator
from evenground.charts import hover, lanes
from evenground.charts.frame import CLEAR, Trace, framed, wrapped
from evenground.charts.lanes import Lanes
from evenground.charts.selection import area_ids
from evenground.look import numbers
from evenground.look.caption import Caption
from evenground.look.comparator import Comparator
from evenground.look.order import By, ends, ordered
from evenground.look.palette import SYMBOLS, VERDICTS, Palette, palette


def name_length(width: int) -> int:
    """Signs of the longest name on the axis of a figure so wide."""
    return min(max(width // 21, 15), 34)


def _room(shown: pd.DataFrame, width: int) -> float:
    """About how many pixels are left for the dots beside the names."""
    longest = min(shown["name"].astype(str).str.len().max() if len(shown) else 0, name_length(width))
    return max(width - longest * 7.4 - 30, 80)


def _key_lines(shown: pd.DataFrame, width: int) -> int:
    """Lines of the key: it may be no wider than the dots, and its entries are all as wide as the widest."""
    return -(-shown["verdict"].nunique() // max(int(_room(shown, width) // 150), 1))


def ranked_dots(
    table: pd.DataFrame,
    indicator: Indicator,
    caption: Caption,
    *,
    comparator: Comparator | None = None,
    by: By = "value",
    each_end: int | None = None,
    theme: str = "light",
    chosen: str | None = None,
    width: int = 640,
) -> go.Figure:
    """Dots with intervals, least favourable at the top; colour and shape say the verdict.

    Parameters
    ----------
    table : DataFrame
        One row per area; those without a value are left out here and named by `describe.without_value`.
    by : {"value", "name"}
        Places that do not rank their communities use "name".
    each_end : int, optional
        Only this many areas of each end, and the chosen one; all areas otherwise (the page then scrolls the figure).
    chosen : str, optional
        `area_key` of the area whose row is marked.
    width : int
        Pixels that the figure will have, as well as they are known: a phone has about 360. Decides how long a name may
        be on the axis (the hover has it whole) and how many lines the key needs.
    """
    colours, telling = palette(theme), hover.Telling(indicator, caption, comparator)
    shown, gaps = ends(ordered(table, indicator.higher_is, by), each_end or len(table), chosen)
    # without a comparator every area would be "not compared": one plain colour then, and no key
    compared = hover.compares(telling)
    heading = wrapped(_heading(shown, indicator, caption, by), width // 8)
    place = lanes.placed(shown, gaps, len(heading), _key_lines(shown, width) * compared, comparator)
    traces = [_dots(part, key, telling, colours, compared) for key, part in _parts(place.areas, compared)]
    layout = {
        **lanes.axes(place, indicator, caption, colours, name_length(width), chosen),
        **lanes.marks(place, comparator, indicator, caption, colours, chosen, _room(shown, width)),
        **_around(place, heading, compared, colours),
    }
    return framed(traces, layout, caption, colours)


def _heading(shown: pd.DataFrame, indicator: Indicator, caption: Caption, by: By) -> str:
    """Unit and order, and what a star means where one is drawn."""
    language = caption.language
    order = words.say("ranking.order_name" if by == "name" else f"ranking.order_{indicator.higher_is}", language)
    star = words.say("reliability.flag", language) if lanes.is_cautious(shown).any() else ""
    unit = caption.unit[:1].upper() + caption.unit[1:]
    return " ".join(f"{part}." for part in (unit, order, star) if part)


def _parts(shown: pd.DataFrame, compared: bool) -> list[tuple[str, pd.DataFrame]]:
    if not compared:
        return [("all", shown)]
    return [(key, part) for key in VERDICTS if len(part := shown[shown["verdict"] == key])]


def _dots(part: pd.DataFrame, key: str, telling: hover.Telling, colours: Palette, compared: bool) -> Trace:
    custom, template = hover.with_values(part, telling) if len(part) else ([], hover.END)
    colour = colours.dots[key] if compared else colours.classes(5)[3]
    label = words.say(f"verdict.{key}", telling.language) if compared else ""
    symbol = SYMBOLS[key] if compared else "circle"
    return {
        "type": "scatter", "mode": "markers", "x": [float(f"{value:.7g}") for value in part["value"]], "y": part["row"].tolist(),
        "name": f"{label} ({numbers.number(len(part), telling.language)})", "showlegend": compared,
        "marker": {"symbol": symbol, "size": 10, "color": colour, "line": {"width": 1.5, "color": colour}},
        "error_x": _whiskers(part, colour), "unselected": {"marker": {"opacity": 1}},
        "customdata": [[area, *rest] for area, rest in zip(area_ids(part), custom, strict=True)],
        "hovertemplate": hover.shifted(template),
    }  # fmt: skip


def _whiskers(part: pd.DataFrame, colour: str) -> dict[str, object]:
    """Intervals as distances from the value; none where none is known."""
    up, down = part["ci_high"] - part["value"], part["value"] - part["ci_low"]
    known = up.notna() & down.notna()
    return {
        "type": "data", "symmetric": False, "array": np.round(up.where(known, 0).clip(lower=0), 4).tolist(),
        "arrayminus": np.round(down.where(known, 0).clip(lower=0), 4).tolist(), "thickness": 1.6, "width": 0, "color": colour,
    }  # fmt: skip


def _around(place: Lanes, heading: list[str], compared: bool, colours: Palette) -> dict[str, object]:
    """What stands above the dots: the heading, then the key; positions are shares of the figure's height."""
    down = lanes.ROW * len(heading)
    return {
        "height": place.height,
        "margin": {"l": 8, "r": 14, "t": place.above, "b": lanes.BELOW, "pad": 0},
        "showlegend": compared,
        "title": {
            "text": "<br>".join(heading), "x": 0, "xref": "container", "xanchor": "left", "y": 1 - (4 + 10 * (len(heading) - 1)) / place.height,
            "yref": "container", "yanchor": "top", "font": {"size": 13, "color": colours.muted}, "pad": {"l": 8},
        },
        "legend": {
            "orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1 - (down + 2) / place.height,
            "yref": "container", "yanchor": "top", "font": {"size": 13}, "itemsizing": "constant", "bgcolor": CLEAR,
        },
    }  # fmt: skip
