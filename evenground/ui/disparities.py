"""What the Disparities page draws: its choices, the groups, the gap, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from evenground.answers.disparities.burden import factor_for
from evenground.answers.disparities.captions import dimension_in_words
from evenground.answers.disparities.choice import AREA, LIST, Comparison, Way
from evenground.answers.disparities.gap import difference_unit, estimate_of, pair_chosen, references
from evenground.answers.disparities.groups import where_in_words
from evenground.answers.disparities.nothing import comparable, nothing
from evenground.answers.shelf import shelf
from evenground.catalog.indicator import Indicator
from evenground.catalog.library import indicators
from evenground.charts import equiplot, frame, gap_trend, inequality_curve, priority_matrix, small_multiples
from evenground.look import numbers
from evenground.look.caption import Caption
from evenground.look.text import markdown
from evenground.ui import cached_disparities as cached
from evenground.ui import window
from evenground.ui.downloads import table_button
from evenground.ui.scope import Scope, add_to_address, choose, choose_area
from evenground.ui.story_desk import add_button

MOST_PANELS = 8
WIDE, NARROW = 620, 350


@dataclass(frozen=True)
class Chosen:
    """One comparison that a reader chose, with the way it was found and its indicator."""

    view: Scope
    comparison: Comparison
    way: Way

    @property
    def indicator(self) -> Indicator:
        return indicators()[self.comparison.indicator]

    @property
    def answer(self):
        return cached.gap(self.comparison, self.view.release)

    @property
    def groups(self):
        return cached.groups(self.comparison.but(group="", reference=""), self.view.release)

    @property
    def words(self) -> Caption:
        return cached.words(self.comparison, self.view.release)


def choose_comparison(view: Scope) -> Chosen | None:
    """Geography, dimension, group and reference, kept in the address; None where the indicator has no gap to show."""
    release, indicator = view.release, view.chosen.indicator
    first, second, third, fourth = st.columns(4, vertical_alignment="bottom")
    area = _choose_area(view, fourth)
    ways = cached.ways(release, indicator, area)
    if not ways:
        return None
    base = Comparison(view.chosen.place, view.language, indicator, view.chosen.period, "", "")
    options = tuple(dict.fromkeys(f"{way.where}|{way.by}" for way in ways))
    with first:
        picked = choose("where", view.say("disparities.where"), options, options[0], lambda key: _way_name(view, base, key))
    way = next(one for one in ways if f"{one.where}|{one.by}" == picked)
    period = view.chosen.period if view.chosen.period in way.periods else way.periods[0]
    chosen = base.but(period=period, where=way.where, by=way.by)
    found = cached.groups(chosen, release)
    if len(found.known) < 1:
        return Chosen(view, chosen, way)
    group, reference = _choose_pair(view, found, chosen, second, third)
    add_to_address(where=picked if picked != options[0] else "", whom=group, against=reference)
    return Chosen(view, chosen.but(group=group, reference=reference), way)


def _choose_area(view: Scope, column) -> str | None:
    """The area whose groups are compared, where the indicator is published by group for areas of a level."""
    offer, of = shelf(view.release, "offer"), shelf(view.release, "strata").set_index("stratum_id")["stratifier_id"]
    own = offer[(offer["indicator_id"] == view.chosen.indicator) & (offer["with_value"] > 0) & offer["stratum_id"].map(of).notna()]
    levels = shelf(view.release, "levels").set_index("level_key")
    many = [level for level in own["level_key"].unique() if levels.loc[level, "areas"] > 1]
    if not many:
        return None
    level = view.chosen.level if view.chosen.level in many else many[0]
    with column:
        return choose_area(view.release, view.language, level, view.say("choose.area_search")) or None


def _way_name(view: Scope, base: Comparison, key: str) -> str:
    where, by = key.split("|", 1)
    one = base.but(where=where, by=by)
    kind = "area" if where.startswith(AREA) else "list" if where.startswith(LIST) else "all"
    place = view.say(f"disparities.where_{kind}", name=where_in_words(one, view.release))
    if dimension_in_words(one, view.release) and by not in {way.id for way in view.folder.place.stratifiers}:
        place = where_in_words(one, view.release)
    return f"{place} · {dimension_in_words(one, view.release)}"


def _choose_pair(view: Scope, found, chosen: Comparison, second, third) -> tuple[str, str]:
    default = pair_chosen(chosen, found)
    names = dict(zip(found.known["key"], found.known["name"], strict=True))
    offered = references(found)
    with third:
        reference = choose("against", view.say("disparities.reference"), offered or ("",), default[1] or (offered or ("",))[0], lambda key: names.get(key) or found.name(key))
    whom = tuple(key for key in names if key != reference) or ("",)
    group = pair_chosen(chosen.but(reference=reference), found)[0]
    with second:
        group = choose("whom", view.say("disparities.whom"), whom, group if group in whom else whom[0], lambda key: names.get(key, key))
    return group, reference


def absent(view: Scope) -> None:
    """Why there is no gap, everyone's figure, and indicators that have one."""
    answer = nothing(view.release, view.chosen.indicator, view.language)
    st.title(markdown(indicators()[view.chosen.indicator].title.get(view.language) or indicators()[view.chosen.indicator].title["en"]))
    for sentence in answer.sentences:
        st.info(markdown(sentence), icon=":material/info:")
    others = comparable(view.release, view.language)
    if len(others):
        st.write(markdown(view.say("disparities.try", names="; ".join(others["title"].head(12)))))
    for one in answer.provenance:
        st.caption(markdown(one.line))


def heading(chosen: Chosen) -> None:
    words = chosen.words
    st.title(markdown(words.title))
    st.caption(markdown(f"{words.subtitle}, {words.unit}. {words.context}"))


def groups_chart(chosen: Chosen) -> None:
    """The equiplot with the groups' own caveat on it."""
    found, words = chosen.groups, chosen.words
    make = partial(
        equiplot.equiplot, found.table, chosen.indicator, words, average=float(found.whole["value"]), note=cached.on_chart(chosen.comparison, chosen.view.release),
        chosen=chosen.comparison.group, theme=window.theme(), width=NARROW if window.is_narrow() else WIDE,
    )  # fmt: skip
    told = " ".join(f"{row['name']}: {_estimate(found, row)}." for _, row in found.known.iterrows())
    _draw(chosen, "groups", make, chosen.view.say("disparities.groups_alt", headline=words.title, told=told))


def _estimate(found, row: pd.Series) -> str:
    return estimate_of(found, row["value"], row["ci_low"], row["ci_high"], row["ci_kind"], row["ci_level"])


def _draw(chosen: Chosen, key: str, make: Callable[[], go.Figure], alt: str, *more: object) -> None:
    """A chart drawn once for each comparison, theme and width of window."""
    figure = cached.figure((key, chosen.view.release, chosen.comparison, window.theme(), window.is_narrow(), *more), make)
    st.plotly_chart(figure, key=f"chart-{key}", theme=None, config=frame.config(), alt=markdown(alt))


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
    said = cached.cautions(chosen.comparison, chosen.view.release)
    if said:
        st.markdown(f"**{chosen.view.say('careful.title')}.** " + " ".join(markdown(one) for one in said))


def not_the_gap(chosen: Chosen) -> None:
    """The declared mean over areas that must not be taken for a gap between groups, beside the published gap."""
    for answer in cached.not_the_gap(chosen.view.release, chosen.comparison.indicator, chosen.view.language):
        with st.container(border=True):
            st.markdown(f"**{chosen.view.say('disparities.weighted_title')}**")
            for sentence in answer.sentences:
                st.markdown(markdown(sentence))


def curve(chosen: Chosen) -> None:
    """Concentration curve beside the bars of fifths, where areas or groups have an order."""
    answer, words, view = cached.curve(chosen.comparison, chosen.view.release), chosen.words, chosen.view
    if answer.table.empty:
        st.write(markdown(answer.sentences[0]))
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _draw(chosen, "curve", partial(inequality_curve.concentration_curve, answer.table, words, by=answer.facts["by"], theme=window.theme()), view.say("disparities.curve_alt", told=" ".join(answer.sentences)))
    fifths = answer.facts["fifths"]
    if fifths is not None:
        with right:
            told = "; ".join(f"{row['name']} {_estimate(chosen.groups, row)}" for _, row in fifths.iterrows())
            _draw(chosen, "fifths", partial(inequality_curve.fifth_bars, fifths, chosen.indicator, words, theme=window.theme()), view.say("disparities.bars_alt", told=told))
    for sentence in answer.sentences:
        st.markdown(markdown(sentence))


def measures(chosen: Chosen) -> None:
    """All measures: estimate and interval, plain words, when not to use it, formula; the download has the rest."""
    answer, view = cached.measures(chosen.comparison, chosen.view.release), chosen.view
    for sentence in answer.sentences:
        st.markdown(markdown(sentence))
    if answer.table.empty:
        return
    table = _measure_table(view, answer.table)
    widths = {name: st.column_config.TextColumn(width="medium") for name in table.columns}
    st.dataframe(
        table, hide_index=True, width="stretch", row_height=92, height=460 if len(table) > 4 else "auto", column_config=widths,
        alt=markdown(f"{view.say('disparities.measures_title')}, {chosen.words.title}"),
    )  # fmt: skip
    st.caption(markdown(view.say("formula.key")))
    table_button(view, partial(_measure_download, view, answer.table), "measures", chosen.words)


def _measure_table(view: Scope, table: pd.DataFrame) -> pd.DataFrame:
    columns = {"title": "measure", "shown": "shown", "plain": "reads", "beware": "beware", "formula": "formula", "reason": "reason"}
    kept = [name for name in columns if table[name].replace("", None).notna().any()]
    return table[kept].rename(columns={name: view.say(f"disparities.col_{columns[name]}") for name in kept})


def _measure_download(view: Scope, table: pd.DataFrame) -> pd.DataFrame:
    columns = {
        "title": "disparities.col_measure", "estimate": "disparities.col_estimate", "ci_low": "table.ci_low", "ci_high": "table.ci_high", "interval": "disparities.col_interval",
        "plain_estimate": "disparities.col_plain_estimate", "plain_low": "disparities.col_plain_low", "plain_high": "disparities.col_plain_high", "plain": "disparities.col_reads",
        "beware": "disparities.col_beware", "formula": "disparities.col_formula", "source": "disparities.col_source", "reason": "disparities.col_reason",
    }  # fmt: skip
    kept = [name for name in columns if name in table]
    return table[kept].rename(columns={name: view.say(columns[name]) for name in kept})


def over_time(chosen: Chosen) -> None:
    answer, view = cached.over_time(chosen.comparison, chosen.view.release, chosen.way.periods), chosen.view
    if not answer.table.empty:
        found = chosen.groups
        make = partial(
            gap_trend.gap_trend, answer.table, chosen.words, group=found.name(answer.facts["group"]), reference=found.name(answer.facts["reference"]), gap=view.say("disparities.time_gap"), theme=window.theme()
        )
        _draw(chosen, "trend", make, view.say("disparities.time_alt", told=" ".join(answer.sentences)))
    for sentence in answer.sentences:
        st.markdown(markdown(sentence))


def reference(chosen: Chosen) -> None:
    answer, view = cached.check(chosen.comparison, chosen.view.release), chosen.view
    st.markdown(markdown(answer.sentences[0]))
    if answer.table.empty:
        return
    names = {"reference": "disparities.col_reference", "shown": "disparities.col_difference", "ratio": "disparities.col_ratio", "note": "disparities.col_note"}
    kept = [name for name in names if answer.table[name].replace("", None).notna().any()]
    table = answer.table[kept].assign(ratio=[numbers.number(one, view.language, 2) for one in answer.table["ratio"]])
    st.dataframe(table.rename(columns={name: view.say(names[name]) for name in kept}), hide_index=True, width="stretch", alt=markdown(view.say("disparities.reference_title")))


def sentences(answer) -> None:
    for sentence in (*answer.sentences, *answer.notes):
        st.markdown(markdown(sentence))


def fewer(chosen: Chosen) -> None:
    sentences(cached.fewer(chosen.comparison, chosen.view.release))


def made_of(chosen: Chosen) -> None:
    sentences(cached.decomposition(chosen.comparison, chosen.view.release))


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


def matrix(chosen: Chosen) -> None:
    """Every indicator of this geography and dimension, as a chart and a table."""
    answer, view = cached.matrix(chosen.comparison.but(indicator="", period="", group="", reference=""), chosen.view.release), chosen.view
    st.markdown(markdown(answer.sentences[0]))
    if answer.table.empty:
        return
    if answer.table["people"].notna().any():
        _draw(chosen, "matrix", partial(priority_matrix.priority_matrix, answer.table, chosen.words, theme=window.theme()), view.say("disparities.matrix_alt", told=" ".join(answer.table["sentence"].head(5))))
    st.dataframe(_matrix_table(view, answer.table), hide_index=True, width="stretch", row_height=92, height=460, alt=markdown(view.say("disparities.matrix_title")))
    table_button(view, partial(_matrix_table, view, answer.table), "priority", None)


def _matrix_table(view: Scope, table: pd.DataFrame) -> pd.DataFrame:
    shown = pd.DataFrame(
        {
            "#": np.arange(1, len(table) + 1), view.say("disparities.col_indicator"): table["title"], view.say("disparities.group"): table["group"],
            view.say("disparities.col_reference"): table["reference"], view.say("disparities.col_ratio"): [numbers.number(one, view.language, 2) for one in table["ratio"]],
            view.say("disparities.col_people"): [numbers.number(one, view.language) for one in table["people"]], view.say("disparities.col_difference"): table["sentence"],
            view.say("disparities.col_trend"): table["trend"],
        }
    )  # fmt: skip
    return shown


def multiples(chosen: Chosen) -> None:
    """The largest gaps of this geography and dimension as small equiplots."""
    view = chosen.view
    ranked = cached.matrix(chosen.comparison.but(indicator="", period="", group="", reference=""), view.release).table
    if len(ranked) < 2:
        return
    titles = dict(zip(ranked["indicator_id"], ranked["title"], strict=True))
    picked = st.multiselect(view.say("disparities.multiples_pick"), list(titles), default=list(titles)[:4], format_func=titles.__getitem__, max_selections=MOST_PANELS, key="panels")
    panels = []
    for indicator in picked:
        periods = next(one.periods for one in cached.ways(view.release, indicator, view.chosen.area or _area_of(chosen)) if (one.where, one.by) == (chosen.way.where, chosen.way.by))
        found = cached.groups(chosen.comparison.but(indicator=indicator, period=periods[0], group="", reference=""), view.release)
        table = found.known.assign(told=[_estimate(found, row) for _, row in found.known.iterrows()])
        if len(table) > 1:
            one = indicators()[indicator]
            panels.append((f"{titles[indicator]}, {one.unit.get(view.language) or one.unit['en']}", table, one.decimals))
    if panels:
        make = partial(small_multiples.small_multiples, panels, chosen.words, theme=window.theme(), width=NARROW if window.is_narrow() else 1000)
        _draw(chosen, "multiples", make, view.say("disparities.multiples_alt", names="; ".join(titles[one] for one in picked)), *picked)


def _area_of(chosen: Chosen) -> str | None:
    return chosen.way.where.removeprefix(AREA) if chosen.way.where.startswith(AREA) else None


GROUP_COLUMNS = {
    "name": "disparities.group", "value": "table.value", "ci_low": "table.ci_low", "ci_high": "table.ci_high", "ci_kind": "table.ci_kind", "numerator": "table.numerator",
    "denominator": "table.denominator", "population": "table.population", "rest_value": "disparities.col_rest", "rest_low": "disparities.col_rest_low",
    "rest_high": "disparities.col_rest_high", "areas": "disparities.col_areas", "status": "table.status", "reliability": "table.reliability",
}  # fmt: skip


def table(chosen: Chosen) -> None:
    """The table twin of the equiplot, and its download."""
    view = chosen.view
    one = chosen.comparison
    address = {"indicator": one.indicator, "period": one.period, "where": f"{one.where}|{one.by}", "whom": one.group, "against": one.reference, "area": _area_of(chosen) or ""}
    add_button(view, "disparity", {key: value for key, value in address.items() if value})
    opened = st.expander(view.say("disparities.same_table"), icon=":material/table:")
    opened.dataframe(_group_table(chosen), hide_index=True, width="stretch", alt=markdown(chosen.words.title))
    table_button(view, partial(_group_table, chosen), f"disparities-{chosen.comparison.indicator}", chosen.words)


def _group_table(chosen: Chosen) -> pd.DataFrame:
    view, rows = chosen.view, chosen.groups.table
    rows = rows if chosen.groups.kind != "areas" else rows.drop(columns=["denominator", "numerator"], errors="ignore")
    rows = rows if chosen.groups.kind == "areas" else rows.drop(columns=["population"], errors="ignore")
    if chosen.groups.kind != "overlapping":
        rows = rows.drop(columns=["rest_value", "rest_low", "rest_high"], errors="ignore")
    kept = [name for name in GROUP_COLUMNS if name in rows and rows[name].replace("", None).notna().any()]
    out = rows[kept].copy()
    out["status"] = [view.say(f"status.{word}") for word in rows["status"]]
    if "reliability" in out:
        out["reliability"] = [view.say(f"reliability.{word or 'unknown'}") for word in rows["reliability"]]
    if "ci_kind" in out:
        out["ci_kind"] = [view.say(f"interval.{word}", level=95) if word else view.say("interval.none") for word in rows["ci_kind"].fillna("")]
    return out.rename(columns={name: view.say(GROUP_COLUMNS[name]) for name in kept})


def sources(chosen: Chosen) -> None:
    st.caption(markdown(chosen.words.credit))
