"""Need and reach in one view: the finding, the map, and the scatter of one against the other."""

from __future__ import annotations

import numpy as np
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.outreach import wording
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.stories.log_choices import address
from evenground.answers.stories.need_map import filled_by
from evenground.answers.stories.quadrants import corner_of
from evenground.catalog.indicator import Indicator
from evenground.charts import coverage as charts
from evenground.charts import points
from evenground.look.caption import Caption
from evenground.look.numbers import interval, number
from evenground.look.text import labelled, markdown
from evenground.ui import cached, cached_outreach, coverage_cards, scope, views, window
from evenground.ui import coverage_parts as parts
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

IN_CORNER = 24
"""Areas of the corner that are named below the scatter; the list has them all."""


def heading(view: Scope, log: LogChoices, answer: Answer) -> None:
    """The finding as the title, the measure and its context below it."""
    words = parts.caption(view, log, answer, str(answer.facts["headline"]))
    st.markdown(f"### {markdown(words.title)}")
    st.caption(markdown(f"{words.subtitle[:1].upper()}{words.subtitle[1:]}, {words.context}"))
    coverage_cards.cards(view, log, answer)
    in_cards = tuple(one for one in (wording.fifth(log, answer), wording.visited(log, answer)) if one)
    for sentence in answer.sentences:
        if not sentence.endswith(in_cards):
            st.markdown(markdown(sentence))
    if rule := cached_outreach.placed_said(log, view.release):
        st.caption(markdown(rule))


def need_map(view: Scope, log: LogChoices, answer: Answer) -> None:
    """Need as fill and reach as circles; where need is not measured, residents and reach."""
    filled = filled_by(log, view.release)
    if filled is None:
        return
    chosen = filled.but(area=view.chosen.area)
    plain = Scope(view.folder, view.release, chosen)
    figure = views.map_figure(plain, cached.area_values(chosen, view.release), height=480)
    if figure is None:
        return
    circles = answer.table.assign(value=answer.table["reach"].where(answer.table["reach"] > 0), status="published", ci_low=np.nan, ci_high=np.nan, ci_kind="", ci_level=np.nan, reliability="", symbol="")
    circles = circles.assign(status=np.where(circles["value"].isna(), "not_reported", "published"))
    words = parts.caption(view, log, answer, "")
    parts.title(view, "title_map" if log.need else "title_map_alone")
    st.caption(markdown(_drawn(view, log, words, cached.words(chosen, view.release))))
    parts.chart(points.reach_circles(figure, circles, _reach_indicator(view, log), Caption(**{**words.__dict__, "subtitle": wording.measure(log)}), theme=window.theme()), "need-reach", view.say("coverage.alt_map", sentence=" ".join(answer.sentences[:1])))
    st.caption(markdown(cached.words(chosen, view.release).credit))
    add_button(view, "need_reach_map", address(log))


def _drawn(view: Scope, log: LogChoices, reach: Caption, need: Caption) -> str:
    """What fill and circles stand for, each with its unit and time."""
    told = {"need": ", ".join(part for part in (need.measure, need.period) if part), "reach": f"{reach.subtitle}, {reach.period}"}
    return view.say("coverage.map_note" if log.need else "coverage.map_note_alone", **told)


def _reach_indicator(view: Scope, log: LogChoices) -> Indicator:
    text = {"en": wording.measure(log.but(language="en")), "fr": wording.measure(log.but(language="fr"))}
    return Indicator(id="reach", title=text, question=text, domain="outreach", unit=text, kind="count", per=1, decimals=0, higher_is="neither", need_kind="none", numerator=text, denominator=text)


def quadrants(view: Scope, log: LogChoices, answer: Answer) -> None:
    """The scatter of need and reach, its cut lines, and the areas in the corner of more need and less reach."""
    need = answer.facts["need"]
    if need.kind == "none":
        return
    parts.title(view, "title_quadrants")
    starts = {key: answer.facts[f"{key}_cut"] for key in ("need", "rate")}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        cuts = tuple(_cut(view, key, start, need.decimals if key == "need" else 1, measure=wording.measure(log)) for key, start in starts.items())
    shown = answer.table[np.isfinite(answer.table["need_value"]) & np.isfinite(answer.table["rate"]) & answer.table["inside"]]
    shown = shown.assign(text=[_told(view, log, row) for row in shown.itertuples()])
    rate_title = view.say("coverage.axis_rate", measure=view.say(f"coverage.measure_name_{log.measure}"))
    figure = charts.quadrants(
        shown, view.say("coverage.axis_need", title=need.title, unit=need.unit), rate_title, cuts, need.higher_is, parts.caption(view, log, answer, ""),
        view.say, theme=window.theme(), chosen=view.chosen.area, names=views.ranks(view), width=parts.width(),
    )  # fmt: skip
    corner = shown[corner_of(shown, cuts, need.higher_is)]
    parts.chart(figure, "quadrants", view.say("coverage.alt_quadrants", count=number(len(shown), view.language), high_low=number(len(corner), view.language)))
    if len(corner):
        label = f"**{view.say('coverage.quadrant_high_low')}** ({number(len(corner), view.language)})"
        st.markdown(labelled(label, markdown(wording.named(corner.sort_values(["rate", "name"])["name"].tolist(), view.language, IN_CORNER)), view.language))
    parts.source(view, log, answer)
    moved = {f"cut_{key}": "" if at == answer.facts[f"{key}_cut"] or not np.isfinite(at) else f"{at:g}" for key, at in zip(("need", "rate"), cuts, strict=True)}
    add_button(view, "need_reach", address(log, **moved))


def _cut(view: Scope, key: str, middle: float, decimals: int, **said: str) -> float:
    """A cut line that the reader can move; until then it starts at `middle`. `said` are the words of its label."""
    name = f"cut_{key}"
    st.session_state[name] = st.session_state.get(name, scope.in_address(name))
    typed = st.text_input(view.say(f"coverage.{name}", **said), key=name, placeholder=number(middle, view.language, decimals), width=220)
    found = scope.numbers(typed)
    scope.add_to_address(**{name: f"{found[0]:g}" if found else ""})
    return found[0] if found else middle


def _told(view: Scope, log: LogChoices, row: object) -> str:
    language = view.language
    rate = f"{number(row.rate, language, 1)} ({interval(row.rate_low, row.rate_high, language, 1, kind='closed_form')})" if row.enough else f"{number(row.rate, language, 1)}, {view.say('coverage.verdict_too_few').lower()}"
    return f"{row.name}: {number(row.need_value, language, _decimals(row))}; {number(row.reach, language)} {wording.measure(log)}, {rate}"


def _decimals(row: object) -> int:
    return 1 if abs(row.need_value) >= 1 else 2
