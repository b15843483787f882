"""The six comparisons on the screen. Only the one that is chosen is computed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.answers.stories.choices import address
from evenground.charts import frame
from evenground.charts.heat_table import columns_that_fit
from evenground.look.caption import Caption
from evenground.look.text import markdown
from evenground.ui import cached, cached_compare, compare_tables, details, scope, window
from evenground.ui.downloads import table_button
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

SHOWN = ("ranked", "scatter", "heat", "area", "funnel", "change")
WIDTHS = {True: 350, False: 1040}
"""Pixels of a figure on a phone, and across a page on a desk."""
BOX = 620
"""Pixels of a figure's box; a longer figure scrolls in it."""


def choose_shown() -> str:
    """Which comparison is shown: one of `SHOWN`, kept and in the address."""
    view = scope.current()
    now = scope.asked("show", SHOWN, SHOWN[0])
    st.session_state["show"] = now
    picked = st.segmented_control(
        view.say("compare.show"), SHOWN, key="show", format_func=lambda key: view.say(f"compare.show_{key}"), required=True, label_visibility="collapsed",
    )  # fmt: skip
    scope.add_to_address(show=picked or now)
    return picked or now


def _width() -> int:
    return WIDTHS[window.is_narrow()]


def _may_rank(view: Scope) -> bool:
    """True where areas may be put in order by value: the place's policy, unless the reader asks for it."""
    if view.folder.place.policy.rankings:
        return True
    st.session_state["rank_anyway"] = bool(st.session_state.get("rank_anyway"))
    return st.toggle(view.say("choose.compare_communities"), key="rank_anyway", help=view.say("choose.locked_by_place"))


def _marked(view: Scope, label: str = "compare.mark") -> Scope:
    area = scope.choose_area(view.release, view.language, view.chosen.level, view.say(label))
    return Scope(view.folder, view.release, view.chosen.but(area=area or None, area_set=None))


def ranked(view: Scope) -> None:
    """Dots in order, with intervals and the comparator's line."""
    heading = st.container()
    left, right = st.columns(2, vertical_alignment="bottom")
    on_offer = cached.comparators(view.chosen, view.release)
    with left:
        first = scope.in_address("against", scope.in_address("compare"))
        against = scope.choose("against", view.say("choose.comparator"), on_offer, first if first in on_offer else on_offer[0], lambda key: scope.comparator_name(view, key))
        scope.add_to_address(against=against if against != on_offer[0] else "")
    with right:
        view = _marked(view)
    view = Scope(view.folder, view.release, view.chosen.but(comparator=against))
    by = "value" if _may_rank(view) else "name"
    answer, words = cached.area_values(view.chosen, view.release), cached.words(view.chosen, view.release)
    _head(heading, words)
    if answer.table["value"].isna().all():
        details.empty(view, answer)
        return
    figure = cached_compare.ranked_figure(view.chosen, view.release, by, _width(), window.theme())
    alt, without = cached.dots_words(view, answer, by)
    _drawn(figure, "ranked", alt)
    if without:
        st.caption(without)
    for sentence in answer.sentences:
        st.markdown(markdown(sentence))
    _below(view, answer, words, "ranked", partial(details.twin, view, answer))
    add_button(view, "ranking", address(view.chosen))


def scatter(view: Scope) -> None:
    """Two indicators over the same areas."""
    heading = st.container()
    options = [key for key in cached_compare.comparable(view.release, view.chosen.level)]
    if view.chosen.indicator not in options or len(options) < 2:
        _refused(heading, view, view.say("compare.scatter_none"))
        return
    left, right = st.columns(2, vertical_alignment="bottom")
    others = [key for key in options if key != view.chosen.indicator]
    with left:
        usual = next((key for key in cached_compare.first_columns(view.release, view.chosen.level, view.chosen.indicator) if key in others), others[0])
        other = scope.choose("other", view.say("compare.other"), others, scope.in_address("other") if scope.in_address("other") in others else usual, _titles(view).__getitem__)
        scope.add_to_address(other=other)
    with right:
        view = _marked(view)
    answer = cached_compare.two(view.chosen, other, view.release)
    words = cached_compare.caption("scatter", view.chosen.but(area=None), view.release, (other,))
    _head(heading, words)
    figure = cached_compare.scatter_figure(view.chosen, other, view.release, _width(), window.theme())
    _told(view, answer, words, "scatter", figure, partial(compare_tables.scatter, view, answer))


def heat(view: Scope) -> None:
    """Areas by indicators."""
    heading = st.container()
    options = list(cached_compare.comparable(view.release, view.chosen.level))
    if not options:
        _refused(heading, view, view.say("compare.heat_none"))
        return
    columns = _choose_columns(view, options)
    view = _marked(view)
    by_value = _may_rank(view)
    answer = cached_compare.heat_of(view.chosen, columns, view.release, by_value)
    words = cached_compare.caption("heat", view.chosen.but(area=None), view.release, (columns, by_value))
    _head(heading, words)
    figure = cached_compare.heat_figure(view.chosen, columns, view.release, by_value, _width(), window.theme())
    if columns_that_fit(_width()) < len(columns):
        st.caption(view.say("compare.heat_narrow", count=columns_that_fit(_width())))
    _told(view, answer, words, "heat", figure, partial(compare_tables.heat, view, answer))


def _choose_columns(view: Scope, options: list[str]) -> tuple[str, ...]:
    asked = st.session_state.get("columns") or scope.in_address("columns").split(",")
    kept = [key for key in asked if key in options]
    st.session_state["columns"] = kept or list(cached_compare.first_columns(view.release, view.chosen.level, view.chosen.indicator))
    titles = _titles(view)
    picked = st.multiselect(view.say("compare.columns"), options, key="columns", format_func=titles.__getitem__, max_selections=10)
    picked = picked or list(cached_compare.first_columns(view.release, view.chosen.level, view.chosen.indicator))
    scope.add_to_address(columns=",".join(picked))
    return tuple(picked)


def area(view: Scope) -> None:
    """One area against the range of all."""
    heading = st.container()
    options = cached_compare.comparable(view.release, view.chosen.level)
    if not options:
        _refused(heading, view, view.say("compare.heat_none"))
        return
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        view = _marked(view, "choose.area_search")
    with right:
        topic = _choose_topic(view, options)
    if not view.chosen.area:
        _refused(heading, view, view.say("compare.area_choose"))
        return
    answer = cached_compare.area_of(view.chosen, view.chosen.area, view.release, topic)
    words = cached_compare.caption("area", view.chosen.but(area=None), view.release, (view.chosen.area, topic))
    _head(heading, words)
    figure = cached_compare.area_figure(view.chosen.but(area=None), view.chosen.area, view.release, topic, _width(), window.theme())
    _told(view, answer, words, "area", figure, partial(compare_tables.area, view, answer))
    add_button(view, "area_over_indicators", {"geo": view.chosen.level, "area": view.chosen.area})


def _choose_topic(view: Scope, options: tuple[str, ...]) -> str:
    known = shelf(view.release, "indicators").set_index("indicator_id")["domain"]
    topics = list(dict.fromkeys(known[key] for key in options))
    domains = view.folder.place.domains

    def name(key: str) -> str:
        if not key:
            return view.say("choose.domain_all")
        words = domains.get(key)
        return (words.get(view.language) or words["en"]) if words else key.replace("_", " ")

    topic = scope.choose("topic", view.say("choose.domain"), ["", *topics], "", name)
    scope.add_to_address(topic=topic)
    return topic


def funnel(view: Scope) -> None:
    """Areas by size with limits of chance."""
    heading = st.container()
    view = _marked(view)
    kept = st.session_state.get("widened", scope.in_address("widened") == "1")
    st.session_state["widened"] = bool(kept)
    widened = st.toggle(view.say("compare.widen"), key="widened", help=view.say("compare.widen_help"))
    scope.add_to_address(widened="1" if widened else "")
    named = _may_rank(view)
    answer = cached_compare.funnel_of(view.chosen, view.release, widened)
    if "refused" in answer.facts:
        _refused(heading, view, str(answer.facts["refused"]))
        return
    words = cached_compare.caption("funnel", view.chosen.but(area=None), view.release, (widened,))
    _head(heading, words)
    figure = cached_compare.funnel_figure(view.chosen, view.release, widened, named, _width(), window.theme())
    _told(view, answer, words, "funnel", figure, partial(compare_tables.funnel, view, answer))


def change(view: Scope) -> None:
    """Two periods of each area."""
    heading = st.container()
    others = cached_compare.earlier_periods(view.chosen, view.release)
    before = ""
    if others:
        left, right = st.columns(2, vertical_alignment="bottom")
        names = cached.periods(view.release, view.language, view.chosen.indicator, view.chosen.level, view.chosen.stratum, view.chosen.period).names
        with left:
            before = scope.choose("before", view.say("compare.before"), list(others), scope.in_address("before") if scope.in_address("before") in others else others[0], names.__getitem__)
            scope.add_to_address(before=before)
        with right:
            view = _marked(view)
    answer = cached_compare.change(view.chosen, before, view.release)
    if "refused" in answer.facts:
        _refused(heading, view, " ".join(answer.sentences))
        return
    words = cached_compare.caption("change", view.chosen.but(area=None), view.release, (before,))
    _head(heading, words)
    figure = cached_compare.change_figure(view.chosen, before, view.release, _width(), window.theme())
    _told(view, answer, words, "change", figure, partial(compare_tables.change, view, answer))
    add_button(view, "change", address(view.chosen, before=before))


DRAWN: dict[str, Callable[[Scope], None]] = {
    "ranked": ranked, "scatter": scatter, "heat": heat, "area": area, "funnel": funnel, "change": change,
}  # fmt: skip


def _titles(view: Scope) -> dict[str, str]:
    known = shelf(view.release, "indicators")
    return {row["indicator_id"]: text_in(row, "title", view.language) for row in known.to_dict("records")}


def _head(heading: st.delta_generator.DeltaGenerator, words: Caption) -> None:
    heading.title(markdown(words.title.rstrip(".")))
    heading.caption(markdown(f"{words.measure}. {words.context}"))


def _refused(heading: st.delta_generator.DeltaGenerator, view: Scope, why: str) -> None:
    """Why there is no figure, under the indicator's name."""
    heading.title(markdown(text_in(row_of(view.release, "indicators", "indicator_id", view.chosen.indicator), "title", view.language)))
    st.info(markdown(why), icon=":material/search_off:")


def _told(view: Scope, answer: Answer, words: Caption, kind: str, figure: go.Figure, table: Callable[[], pd.DataFrame]) -> None:
    said = " ".join(answer.sentences)
    _drawn(figure, kind, markdown(view.say(f"compare.alt_{kind}", measure=words.subtitle, context=words.context, finding=said)))
    for sentence in answer.sentences[1:]:
        st.markdown(markdown(sentence))
    _below(view, answer, words, kind, table)


def _drawn(figure: go.Figure, kind: str, alt: str) -> None:
    """The figure; in a box that scrolls where it is long."""
    box = st.container(height=BOX, border=False) if (figure.layout.height or 0) > BOX else st.container()
    with box:
        st.plotly_chart(figure, key=f"chart-{kind}", theme=None, config=frame.config(), alt=alt)


def _below(view: Scope, answer: Answer, words: Caption, kind: str, table: Callable[[], pd.DataFrame]) -> None:
    """What is missing, notes, table twin, download and sources."""
    for line in answer.missing:
        st.caption(markdown(line))
    details.careful(view, answer)
    opened = st.expander(view.say("table.title"), icon=":material/table:", key="table", on_change="rerun")
    if opened.open:
        opened.dataframe(table(), hide_index=True, width="stretch", alt=markdown(f"{words.subtitle}, {words.context}"))
    table_button(view, table, f"{kind}-{view.chosen.indicator}", words)
    st.caption(view.say("download.carries"))
    details.sources(view, words)
