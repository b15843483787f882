"""What the Disparities page draws of one comparison: the groups, the gap, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from evenground.answers.disparities.burden import factor_for
from evenground.answers.disparities.gap import difference_unit
from evenground.catalog.library import indicators
from evenground.charts import equiplot, frame, gap_trend, inequality_curve
from evenground.look import numbers
from evenground.look.text import markdown
from evenground.ui import cached_disparities as cached
from evenground.ui import disparity_tables as tables
from evenground.ui import fact_sheets, window
from evenground.ui.disparity_choice import Chosen
from evenground.ui.downloads import table_button
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

WIDE, NARROW = 620, 350
MEDIUM = 26
"""Signs in a line of a column of medium width."""
BOX = 560
"""Pixels of a long table's box, which scrolls."""


def absent(view: Scope) -> None:
    """Why there is no gap, everyone's figure, and indicators that have one."""
    answer = cached.nothing(view.release, view.chosen.indicator, view.language)
    st.title(markdown(indicators()[view.chosen.indicator].title.get(view.language) or indicators()[view.chosen.indicator].title["en"]))
    for sentence in answer.sentences:
        st.info(markdown(sentence), icon=":material/info:")
    others = cached.comparable(view.release, view.language)
    if len(others):
        st.write(markdown(view.say("disparities.try", names="; ".join(others["title"].head(12)))))
    for one in answer.provenance:
        st.caption(markdown(one.line))


def heading(chosen: Chosen) -> None:
    words = chosen.words
    st.title(markdown(words.title))
    st.caption(markdown(f"{words.measure}. {words.context[:1].upper()}{words.context[1:]}"))


def groups_chart(chosen: Chosen) -> None:
    """The equiplot with the groups' own caveat on it."""
    found, words = chosen.groups, chosen.words

    def make() -> go.Figure:
        return equiplot.equiplot(
            found.table, chosen.indicator, words, average=float(found.whole["value"]), note=cached.on_chart(chosen.comparison, chosen.release),
            chosen=chosen.comparison.group, theme=window.theme(), width=NARROW if window.is_narrow() else WIDE,
        )  # fmt: skip

    drawn(chosen, "groups", make, lambda: chosen.view.say("disparities.groups_alt", headline=words.title, told=f"{tables.named(found, found.known, '. ')}."))


def drawn(chosen: Chosen, key: str, make: Callable[[], go.Figure | None], alt: Callable[[], str], *more: object) -> None:
    """A chart that is made once for each comparison, theme and width of window."""
    figure, words = cached.picture((key, chosen.release, chosen.comparison, window.theme(), window.is_narrow(), *more), make, alt)
    if figure is not None:
        st.plotly_chart(figure, key=f"chart-{key}", theme=None, config=frame.config(), alt=words)


def gap_card(chosen: Chosen) -> None:
    """Absolute and relative gap side by side, whom it is unfavourable to, and the sentence that respects uncertainty."""
    answer, view = chosen.answer, chosen.view
    if answer.facts:
        facts, found = answer.facts, chosen.groups
        absolute = numbers.with_unit(abs(facts["difference"]), difference_unit(found), view.language, int(found.indicator["decimals"]))
        with st.container(border=True):
            left, right = st.columns(2)
            left.markdown(f"{view.say('disparities.absolute')}  \n**{markdown(absolute)}**")
            right.markdown(f"{view.say('disparities.relative')}  \n**{markdown(view.say('disparities.times', ratio=numbers.number(facts['ratio'], view.language, 2)))}**")
            if facts["unfavourable_to"] and facts["verdict"] != "cannot_tell":
                st.markdown(f"**{markdown(view.say('disparities.unfavourable', whom=facts['unfavourable_to']))}**")
    for sentence in answer.sentences:
        st.markdown(markdown(sentence))


def careful(chosen: Chosen) -> None:
    said = cached.cautions(chosen.comparison, chosen.release)
    if said:
        st.markdown(f"**{chosen.view.say('careful.title')}.** " + " ".join(markdown(one) for one in said))


def not_the_gap(chosen: Chosen) -> None:
    """The declared mean over areas that must not be taken for a gap between groups, beside the published gap."""
    for answer in cached.not_the_gap(chosen.release, chosen.comparison.indicator, chosen.view.language):
        with st.container(border=True):
            st.markdown(f"**{chosen.view.say('disparities.weighted_title')}**")
            for sentence in answer.sentences:
                st.markdown(markdown(sentence))


def curve(chosen: Chosen) -> None:
    """Concentration curve beside the bars of fifths, where areas or groups have an order."""
    answer, words, view = cached.curve(chosen.comparison, chosen.release), chosen.words, chosen.view
    if answer.table.empty:
        st.write(markdown(answer.sentences[0]))
        return
    left, right = st.columns(2, gap="medium")
    with left:
        make = partial(inequality_curve.concentration_curve, answer.table, words, by=answer.facts["by"], theme=window.theme())
        drawn(chosen, "curve", make, lambda: view.say("disparities.curve_alt", told=" ".join(answer.sentences)))
    fifths = answer.facts["fifths"]
    if fifths is not None:
        with right:
            make = partial(inequality_curve.fifth_bars, fifths, chosen.indicator, words, theme=window.theme())
            drawn(chosen, "fifths", make, lambda: view.say("disparities.bars_alt", told=tables.named(chosen.groups, fifths, "; ")))
    for sentence in answer.sentences:
        st.markdown(markdown(sentence))


def measures(chosen: Chosen) -> None:
    """All measures: estimate and interval, plain words, when not to use it, formula; the download has the rest."""
    answer, view = cached.measures(chosen.comparison, chosen.release), chosen.view
    for sentence in answer.sentences:
        st.markdown(markdown(sentence))
    if answer.table.empty:
        return
    table = cached.measures_shown(chosen.comparison, chosen.release)
    formula = view.say("disparities.col_formula")
    widths = {name: st.column_config.TextColumn(width="large" if name == formula else "medium") for name in table.column_names}
    st.dataframe(
        table, hide_index=True, width="stretch", row_height=tables.row_height(table.drop_columns([formula]), MEDIUM), height=BOX if len(answer.table) > 3 else "auto", column_config=widths,
        alt=markdown(f"{view.say('disparities.measures_title')}, {chosen.words.title}"),
    )  # fmt: skip
    st.caption(markdown(view.say("formula.key")))
    table_button(view, partial(tables.measures_saved, answer, view.language), "measures", chosen.words)


def over_time(chosen: Chosen) -> None:
    answer, view = cached.over_time(chosen.comparison, chosen.release, chosen.way.periods), chosen.view
    if not answer.table.empty:
        name, facts = chosen.groups.name, answer.facts
        make = partial(
            gap_trend.gap_trend, answer.table, chosen.words, group=name(facts["group"]), reference=name(facts["reference"]), gap=view.say("disparities.time_gap"), theme=window.theme()
        )
        drawn(chosen, "trend", make, lambda: view.say("disparities.time_alt", told=" ".join(answer.sentences)))
    for sentence in answer.sentences:
        st.markdown(markdown(sentence))


def reference(chosen: Chosen) -> None:
    answer, view = cached.check(chosen.comparison, chosen.release), chosen.view
    st.markdown(markdown(answer.sentences[0]))
    if not answer.table.empty:
        shown = cached.references(chosen.comparison, chosen.release)
        st.dataframe(shown, hide_index=True, width="stretch", alt=markdown(view.say("disparities.reference_title")))


def sentences(answer) -> None:
    for sentence in (*answer.sentences, *answer.notes):
        st.markdown(markdown(sentence))


def fewer(chosen: Chosen) -> None:
    sentences(cached.fewer(chosen.comparison, chosen.release))


def made_of(chosen: Chosen) -> None:
    sentences(cached.decomposition(chosen.comparison, chosen.release))


@st.fragment
def burden(chosen: Chosen) -> None:
    """The illustration, with the relative risk open to change."""
    view, factor = chosen.view, factor_for(chosen.comparison.indicator)
    if factor is None:
        sentences(cached.burden(chosen.comparison, view.release))
        return
    columns, kept = st.columns(4), {}
    for column, (name, start) in zip(columns, (("risk", factor.relative_risk), ("low", factor.ci_low), ("high", factor.ci_high), ("total", None)), strict=True):
        with column:
            kept[name] = st.number_input(view.say(f"disparities.burden_{name}"), min_value=0.0, value=start, step=0.05 if start else 1.0, key=f"burden-{factor.id}-{name}", format="%.2f" if start else "%.0f")
    answer = cached.burden(chosen.comparison, view.release, kept["risk"], kept["low"], kept["high"], kept["total"])
    sentences(answer)


def table(chosen: Chosen) -> None:
    """The table twin of the equiplot, and its download."""
    view = chosen.view
    one = chosen.comparison
    address = {"indicator": one.indicator, "period": one.period, "where": f"{one.where}|{one.by}", "whom": one.group, "against": one.reference, "area": chosen.area or ""}
    add_button(view, "disparity", {key: value for key, value in address.items() if value})
    fact_sheets.of_indicator(view, {"indicator": one.indicator})
    opened = st.expander(view.say("disparities.same_table"), icon=":material/table:")
    opened.dataframe(cached.groups_table(chosen.all_groups, chosen.release), hide_index=True, width="stretch", alt=markdown(chosen.words.title))
    table_button(view, partial(tables.groups_table, chosen.groups), f"disparities-{chosen.comparison.indicator}", chosen.words)


def sources(chosen: Chosen) -> None:
    st.caption(markdown(chosen.words.credit))
