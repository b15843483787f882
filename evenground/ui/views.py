"""Maps and rankings on the screen: an Answer drawn, with what a reader picks in them."""

from __future__ import annotations

import math
from dataclasses import replace

import plotly.graph_objects as go
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.geometry import level_shapes, set_outline
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.catalog.indicator import Indicator
from evenground.catalog.library import indicators
from evenground.charts import choropleth, clusters, describe, frame, hexagons, points, ranked_dots, resources
from evenground.charts.selection import chosen_area
from evenground.charts.view import Ground
from evenground.look.comparator import Comparator
from evenground.look.text import markdown
from evenground.ui import cached, window
from evenground.ui.routes import font_addresses, shapes_address
from evenground.ui.scope import Scope

MAP, DOTS = "chart-map", "chart-dots"
DOTS_HEIGHT = 560
LEAST_HEIGHT = 260
MOST_DOTS, EACH_END = 400, 60
"""More areas than that are shown by the two ends of their order; the table has all of them."""
NAME_ROOM = 0.22  # of the width


def indicator_of(view: Scope) -> Indicator:
    return indicators()[view.chosen.indicator]


def comparator_of(answer: Answer) -> Comparator | None:
    against = answer.facts["comparator"]
    known = Comparator(str(answer.facts["comparator_short"]), float(against.value))
    return known if known.is_known else None


def ground_of(view: Scope, height: int) -> Ground | None:
    """Where the shapes of this view come from; None where the level has none."""
    chosen, release = view.chosen, view.release
    found = level_shapes(release, chosen.level, chosen.drawing)
    if found is None:
        return None
    outline = set_outline(release, chosen.area_set, chosen.drawing) if chosen.area_set and not chosen.only_set else None
    listed = row_of(release, "area_sets", "area_set_id", chosen.area_set) if outline else None
    return Ground(
        shapes_url=shapes_address(chosen.place, "level", chosen.level, chosen.drawing, found),
        bounds=with_room_for_names(found.bounds) if _is_points(view) else found.bounds,
        outline_url=shapes_address(chosen.place, "set", chosen.area_set, chosen.drawing, outline) if outline else None,
        outline_name=text_in(listed, "short", view.language) if listed is not None else "",
        land_url=_land(view),
        width=window.map_width(),
        height=fitted_height(found.bounds, window.map_width(), height),
        fonts=font_addresses(),
        id_path="properties.n",
        name_path=f"properties.{view.language}",
    )


def _is_points(view: Scope) -> bool:
    points = row_of(view.release, "levels", "level_key", view.chosen.level)["shape"] == "point"
    return points and view.chosen.drawing == "geographic"


def with_room_for_names(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Bounds with space at the right, where the names of points stand."""
    west, south, east, north = bounds
    return west, south, east + NAME_ROOM * (east - west), north


def fitted_height(bounds: tuple[float, float, float, float], width: int, most: int) -> int:
    """Pixels that shapes need at a width, so that a wide place leaves no empty band below it."""
    west, south, east, north = bounds
    high, wide = math.asinh(math.tan(math.radians(north))) - math.asinh(math.tan(math.radians(south))), math.radians(east - west)
    return int(min(max(width * high / max(wide, 1e-9) + 36, LEAST_HEIGHT), most))


def _land(view: Scope) -> str | None:
    """The outline of the whole place, to lie below points."""
    levels = shelf(view.release, "levels")
    whole = levels[(levels["shape"] == "polygon") & (levels["areas"] == 1)]
    if whole.empty or row_of(view.release, "levels", "level_key", view.chosen.level)["shape"] != "point":
        return None
    key = whole["level_key"].iloc[0]
    found = level_shapes(view.release, key, "geographic")
    return shapes_address(view.chosen.place, "level", key, "geographic", found) if found else None


def map_figure(view: Scope, answer: Answer, *, colour_by: str = "class", height: int = 560) -> go.Figure | None:
    """The map of a view: areas, hexagons or points, with a second measure as circles when one is chosen."""
    ground = ground_of(view, height)
    if ground is None:
        return None
    indicator, words = indicator_of(view), cached.words(view.chosen, view.release)
    options = {
        "comparator": comparator_of(answer), "colour_by": colour_by, "theme": window.theme(), "chosen": view.chosen.area,
    }  # fmt: skip
    if colour_by == "clusters":
        found = cached.similar_neighbours(view.chosen.but(second=None, resources=()), view.release)
        return _with_layers(view, clusters.clusters(found.table, words, ground, theme=window.theme()))
    if indicator.kind == "count" and not _is_points(view):
        # a count as a fill would make large areas look like much: circles over the shapes instead
        over = replace(ground, land_url=ground.shapes_url)
        return _with_layers(view, points.points(answer.table, indicator, answer.facts["breaks"], words, over, names=False, **options))
    shape = row_of(view.release, "levels", "level_key", view.chosen.level)["shape"]
    draw = hexagons.hexagons if view.chosen.drawing == "hexagon" else points.points if shape == "point" else choropleth.choropleth
    figure = draw(answer.table, indicator, answer.facts["breaks"], words, ground, **options)
    return _with_layers(view, figure)


def _with_layers(view: Scope, figure: go.Figure) -> go.Figure:
    """The map with what the reader asked to see over it: a second measure as circles, community resources."""
    if view.chosen.second:
        figure = _with_circles(view, figure)
    if view.chosen.resources and view.chosen.drawing == "geographic":
        shown = shelf(view.release, "resources")
        kept = shown[shown["kind"].isin(view.chosen.resources)]
        figure = resources.with_resources(figure, kept, resource_names(view), view.language, window.theme())
    return figure


def resource_names(view: Scope) -> dict[str, str]:
    """Kinds of community resource in the reader's language, from the place's own words."""
    words = view.folder.place.vocabulary
    kinds = shelf(view.release, "resources")["kind"].dropna().unique()
    found = {kind: words.get(f"resource_{kind}", {}) for kind in sorted(kinds)}
    return {kind: text.get(view.language) or text.get("en") or kind.replace("_", " ") for kind, text in found.items()}


def _with_circles(view: Scope, figure: go.Figure) -> go.Figure:
    second = view.chosen.but(indicator=view.chosen.second, comparator="none", second=None, stratum="everyone")
    periods = cached.periods_of(view.release, second.indicator, second.level)
    if not periods:
        return figure
    answer = cached.area_values(second.but(period=periods[0]), view.release)
    words = cached.words(second.but(period=periods[0]), view.release)
    return points.reach_circles(figure, answer.table, indicators()[second.indicator], words, theme=window.theme())


def map_chart(view: Scope, answer: Answer, *, colour_by: str = "class", height: int = 560, key: str = MAP) -> None:
    """The map with its alternative text; a click on an area chooses it."""
    figure = cached.map_figure(view, answer, colour_by, height)
    if figure is None:
        st.info(view.say("map.no_shapes", geography=text_in(row_of(view.release, "levels", "level_key", view.chosen.level), "name", view.language)))
        return
    alt = cached.map_alt(view, answer, ranks(view))
    st.plotly_chart(figure, key=key, on_select="rerun", selection_mode="points", theme=None, config=frame.config(), alt=alt)


def map_alt(view: Scope, answer: Answer, named: bool) -> str:
    words = cached.words(view.chosen, view.release)
    return markdown(describe.map_alt(answer.table, indicator_of(view), words, comparator=comparator_of(answer), named=named))


def dots_chart(view: Scope, answer: Answer, *, by: str) -> None:
    """Areas in order, with intervals and the comparator's line, in a box that scrolls."""
    figure = cached.dots_figure(view, answer, by)
    alt, without = cached.dots_words(view, answer, by)
    with st.container(height=DOTS_HEIGHT, border=False):
        st.plotly_chart(figure, key=DOTS, on_select="rerun", selection_mode="points", theme=None, config=frame.config(), alt=alt)
    if without:
        st.caption(without)


def dots_words(view: Scope, answer: Answer, by: str) -> tuple[str, str]:
    words, against = cached.words(view.chosen, view.release), comparator_of(answer)
    alt = describe.ranking_alt(answer.table, indicator_of(view), words, comparator=against, named=by == "value")
    return markdown(alt), markdown(describe.without_value(answer.table, view.language))


def dots_figure(view: Scope, answer: Answer, by: str) -> go.Figure:
    return ranked_dots.ranked_dots(
        answer.table, indicator_of(view), cached.words(view.chosen, view.release), comparator=comparator_of(answer), by=by,
        each_end=EACH_END if len(answer.table) > MOST_DOTS else None, theme=window.theme(), chosen=view.chosen.area,
        width=window.dots_width(),
    )  # fmt: skip


def ranks(view: Scope) -> bool:
    """True where areas may be put in order by value: the place's policy, unless the reader asks for it."""
    return view.folder.place.policy.rankings or bool(st.session_state.get("rank_anyway"))


def pick_area(view: Scope) -> Scope:
    """The area that a reader clicked since the last run, or chose by name, or that the address names."""
    here = cached.drawn_areas(view.release, view.chosen.level)
    for key in (MAP, DOTS):
        clicked = chosen_area(st.session_state.get(key), here)
        if clicked and st.session_state.get(f"seen-{key}") != clicked:
            st.session_state["area"] = clicked
        st.session_state[f"seen-{key}"] = clicked
    return view


def opening_map(view: Scope) -> None:
    """The one map of the overview: what the place opens on, large and plain."""
    chosen = cached.opening(view.release, view.language)
    plain = Scope(view.folder, view.release, chosen)
    answer = cached.area_values(chosen, view.release)
    words = cached.words(chosen, view.release)
    st.markdown(f"#### {markdown(words.title)}")
    st.caption(markdown(f"{words.measure}. {words.context}"))
    map_chart(plain, answer, height=520, key="chart-opening")
    st.caption(markdown(words.credit))
