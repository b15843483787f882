"""Coverage on the screen: its choices, and each view with its words, table and source."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.outreach import captions, wording
from evenground.answers.outreach import coverage as answers
from evenground.answers.outreach import need as needs
from evenground.answers.outreach.log_choices import MEASURES, YARDSTICKS, LogChoices
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.answers.stories.log_choices import address
from evenground.answers.stories.need_map import filled_by
from evenground.answers.stories.quadrants import corner_of
from evenground.catalog.declaration import say as said
from evenground.catalog.indicator import Indicator
from evenground.charts import coverage as charts
from evenground.charts import frame, points
from evenground.look.caption import Caption
from evenground.look.dates import day
from evenground.look.numbers import NONE, interval, number
from evenground.look.text import labelled, markdown
from evenground.ui import cached, cached_outreach, coverage_cards, outreach_scope, scope, views, window
from evenground.ui.downloads import table_button
from evenground.ui.outreach_scope import choose_of_page
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

TABLE = (
    "name", "verdict", "need_value", "people_in_need", "ratio", "ratio_low", "ratio_high", "reach", "rate", "rate_low", "rate_high", "sessions",
    "series", "residents", "days_since", "in_list",
)  # fmt: skip
STRIP = 24
"""Areas in the strip of months."""
VISITS = ("1", "3", "5", "10")


# Choices


def choose(view: Scope) -> LogChoices:
    """Window and filters, shared with the other pages of the log, and below them what coverage alone asks."""
    log = outreach_scope.choose_log(view)
    none = view.say("coverage.need_no")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        log = log.but(level=_choose_level(view, log))
        on_offer = needs.measures(log, view.release)
        need = choose_of_page("need", view.say("coverage.need"), list(on_offer) or [""], next(iter(on_offer), ""), lambda key: on_offer.get(key, none), width=330)
        kind = needs.need_of(log.but(need=need), view.release).kind
        measure = choose_of_page("measure", view.say("coverage.measure"), list(MEASURES), MEASURES[0], lambda key: view.say(f"coverage.measure_name_{key}"), width=150)
        basis = _choose_basis(view)
        yardstick = _choose_yardstick(view, kind)
        among = _choose_among(view, log)
        k = choose_of_page("visits", view.say("coverage.k"), list(VISITS), "3", lambda key: view.say("coverage.k_count", count=int(key)), width=150)
    return log.but(need=need, measure=measure, basis=basis, yardstick=yardstick, among=among, k=int(k))


def _choose_level(view: Scope, log: LogChoices) -> str:
    """The kind of area that sessions are counted in, where the place declares a second one and this release holds it."""
    further = view.folder.place.outreach.further
    if further is None or not needs.measures(log.but(level=further.level), view.release):
        return log.level
    names = {key: text_in(row_of(view.release, "levels", "level_key", key), "name", view.language) for key in (log.level, further.level)}
    return choose_of_page("counted_in", view.say("coverage.counted_in"), list(names), log.level, names.__getitem__, width=270)


def _choose_basis(view: Scope) -> str:
    options = outreach_scope.bases(view)
    if len(options) < 2:
        return options[0]
    return choose_of_page("basis", view.say("coverage.basis"), options, options[0], lambda key: view.say(f"coverage.basis_name_{key}"), width=290)


def _choose_yardstick(view: Scope, kind: str) -> str:
    if kind == "none":
        return YARDSTICKS[0]
    names = {"equal": "coverage.yardstick_equal", "equitable": "coverage.yardstick_equitable" if kind == "people" else "coverage.yardstick_fifth"}
    return choose_of_page("yardstick", view.say("coverage.yardstick"), list(YARDSTICKS), YARDSTICKS[0], lambda key: view.say(names[key]), width=300)


def _choose_among(view: Scope, log: LogChoices) -> str:
    sets = shelf(view.release, "area_sets").pipe(lambda table: table[table["level_key"] == log.level])
    names = {row["area_set_id"]: text_in(row, "short", view.language) for row in sets.to_dict("records")}
    if not names:
        return ""
    every = view.say("coverage.among_all", areas=wording.place_word(log, "areas"))
    return choose_of_page("among", view.say("coverage.among"), ["", *names], "", lambda key: names.get(key, every), width=200)


# Words around


def caption(view: Scope, log: LogChoices, answer: Answer, title: str) -> Caption:
    return captions.caption(log, view.release, answer, title)


def heading(view: Scope, log: LogChoices, answer: Answer) -> None:
    """The finding as the title, the measure and its context below it."""
    words = caption(view, log, answer, str(answer.facts["headline"]))
    st.markdown(f"### {markdown(words.title)}")
    st.caption(markdown(f"{words.subtitle[:1].upper()}{words.subtitle[1:]}. {words.context}"))
    coverage_cards.cards(view, log, answer)
    in_cards = tuple(one for one in (wording.fifth(log, answer), wording.visited(log, answer)) if one)
    for sentence in answer.sentences:
        if not sentence.endswith(in_cards):
            st.markdown(markdown(sentence))
    if rule := cached_outreach.placed_said(log, view.release):
        st.caption(markdown(rule))


def _title(view: Scope, key: str) -> None:
    st.markdown(f"#### {markdown(outreach_scope.first_word(view) + view.say(f'coverage.{key}'))}")


def _source(view: Scope, log: LogChoices, answer: Answer) -> None:
    words = caption(view, log, answer, "")
    st.caption(markdown(f"{words.subtitle[:1].upper()}{words.subtitle[1:]}. {words.period}. {words.credit}"))


def _chart(figure: go.Figure, key: str, alt: str) -> None:
    st.plotly_chart(figure.update_layout(meta=None), key=f"chart-{key}", theme=None, config=frame.config(), alt=markdown(alt))


# Views


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
    words = caption(view, log, answer, "")
    _title(view, "title_map" if log.need else "title_map_alone")
    _chart(points.reach_circles(figure, circles, _reach_indicator(view, log), Caption(**{**words.__dict__, "subtitle": wording.measure(log)}), theme=window.theme()), "need-reach", view.say("coverage.alt_map", sentence=" ".join(answer.sentences[:1])))
    st.caption(markdown(cached.words(chosen, view.release).credit))
    add_button(view, "need_reach_map", address(log))


def _reach_indicator(view: Scope, log: LogChoices) -> Indicator:
    text = {"en": wording.measure(log.but(language="en")), "fr": wording.measure(log.but(language="fr"))}
    return Indicator(id="reach", title=text, question=text, domain="outreach", unit=text, kind="count", per=1, decimals=0, higher_is="neither", need_kind="none", numerator=text, denominator=text)


def quadrants(view: Scope, log: LogChoices, answer: Answer) -> None:
    """The scatter of need and reach, its cut lines, and the areas in the corner of more need and less reach."""
    need = answer.facts["need"]
    if need.kind == "none":
        return
    _title(view, "title_quadrants")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        cuts = tuple(_cut(view, key, answer.facts[f"{key}_cut"], need.decimals if key == "need" else 1) for key in ("need", "rate"))
    shown = answer.table[np.isfinite(answer.table["need_value"]) & np.isfinite(answer.table["rate"]) & answer.table["inside"]]
    shown = shown.assign(text=[_told(view, log, row) for row in shown.itertuples()])
    rate_title = view.say("coverage.axis_rate", measure=view.say(f"coverage.measure_name_{log.measure}"))
    figure = charts.quadrants(
        shown, view.say("coverage.axis_need", title=need.title, unit=need.unit), rate_title, cuts, need.higher_is, caption(view, log, answer, ""),
        view.say, theme=window.theme(), chosen=view.chosen.area, names=views.ranks(view), width=window.map_width() if window.is_narrow() else charts.WIDE,
    )  # fmt: skip
    corner = shown[corner_of(shown, cuts, need.higher_is)]
    _chart(figure, "quadrants", view.say("coverage.alt_quadrants", count=number(len(shown), view.language), high_low=number(len(corner), view.language)))
    if len(corner):
        st.markdown(f"**{view.say('coverage.quadrant_high_low')}** ({number(len(corner), view.language)}): " + markdown(", ".join(corner.sort_values(["rate", "name"])["name"])))
    _source(view, log, answer)
    add_button(view, "need_reach", address(log, **{key: scope.in_address(key) for key in ("cut_need", "cut_rate")}))


def _cut(view: Scope, key: str, middle: float, decimals: int) -> float:
    """A cut line that the reader can move; the median until then."""
    name = f"cut_{key}"
    st.session_state[name] = st.session_state.get(name, scope.in_address(name))
    typed = st.text_input(view.say(f"coverage.{name}"), key=name, placeholder=number(middle, view.language, decimals), width=220)
    found = scope.numbers(typed)
    scope.add_to_address(**{name: f"{found[0]:g}" if found else ""})
    return found[0] if found else middle


def _told(view: Scope, log: LogChoices, row: object) -> str:
    language = view.language
    rate = f"{number(row.rate, language, 1)} ({interval(row.rate_low, row.rate_high, language, 1, kind='closed_form')})" if row.enough else f"{number(row.rate, language, 1)}, {view.say('coverage.verdict_too_few').lower()}"
    return f"{row.name}: {number(row.need_value, language, _decimals(row))}; {number(row.reach, language)} {wording.measure(log)}, {rate}"


def _decimals(row: object) -> int:
    return 1 if abs(row.need_value) >= 1 else 2


def listed(view: Scope, log: LogChoices, answer: Answer) -> None:
    """The list with reasons: verdicts in words, least share first (by name where the place does not rank), and who comes next."""
    _title(view, "title_list" if views.ranks(view) else "title_list_plain")
    table = answer.table[answer.table["inside"]]
    ranked = views.ranks(view)
    table = wording.in_order(table, ranked=ranked)
    shown = _twin(view, log, table)
    st.dataframe(shown, hide_index=True, placeholder=NONE, width="stretch", height=min(36 * (len(shown) + 1) + 3, 430), alt=markdown(view.say("coverage.title_list")))
    after = wording.next_below(answer.table)
    if len(after) and ranked:
        names = ", ".join(f"{row.name} ({number(row.ratio, view.language, 2)})" for row in after.itertuples())
        st.caption(markdown(labelled(view.say("coverage.title_next"), f"{names}.", view.language)))
    table_button(view, lambda: shown, "coverage", caption(view, log, answer, str(answer.facts["headline"])))
    st.caption(markdown(view.say("coverage.days_note", date=day(log.as_of, view.language))))
    add_button(view, "reach_list", address(log))


def _twin(view: Scope, log: LogChoices, table: pd.DataFrame) -> pd.DataFrame:
    kept = [name for name in TABLE if name != "in_list" or table["in_list"].gt(0).any()]
    if table["need_value"].isna().all():
        kept = [name for name in kept if name not in ("need_value", "people_in_need")]
    elif table["people_in_need"].isna().all():
        kept = [name for name in kept if name != "people_in_need"]
    if not views.ranks(view):
        kept = [name for name in kept if name not in ("verdict", "ratio", "ratio_low", "ratio_high")]
    shown = table[kept].copy()
    for name, decimals in (("ratio", 2), ("ratio_low", 2), ("ratio_high", 2), ("rate", 1), ("rate_low", 1), ("rate_high", 1), ("reach", 0), ("people_in_need", 0), ("need_value", 2), ("in_list", 2)):
        if name in shown:
            shown[name] = shown[name].round(decimals)
    for name in ("rate_low", "rate_high"):
        shown[name] = shown[name].where(table["enough"])
    if "verdict" in shown:
        shown["verdict"] = [view.say(f"coverage.verdict_{word}") for word in table["verdict"]]
        shown.insert(2, "reason", wording.reasons(log, table))
    return shown.rename(columns={name: view.say(f"coverage.col_{name}") for name in shown.columns})


def along_need(view: Scope, log: LogChoices, answer: Answer) -> None:
    """The equity curve and the fifths."""
    facts = answer.facts
    if facts["curve"] is None or not facts["everything"]["sessions"]:
        return
    words, need = caption(view, log, answer, ""), facts["need"]
    name = need.title if facts["need_kind"] == "people" else view.say("coverage.col_residents")
    left, right = st.columns(2, gap="medium")
    with left:
        _title(view, "title_curve")
        _chart(charts.equity_curve(facts["curve"], name, words, view.say, theme=window.theme()), "equity", view.say("coverage.alt_curve", sentence=" ".join(answer.sentences[:1])))
    with right:
        _title(view, "title_fifths")
        _chart(charts.fifth_bars(facts["fifths"], name, words, view.say, theme=window.theme()), "fifths", " ".join(answer.sentences[:1]) or view.say("coverage.title_fifths"))
    _source(view, log, answer)
    add_button(view, "reach_fifths", address(log))


def who(view: Scope, log: LogChoices, answer: Answer) -> None:
    """Groups beside residents, the unknown drawn, and where a group had less than its share."""
    found = cached_outreach.groups(log, view.release)
    if found.table.empty:
        return
    _title(view, "title_groups")
    if found.table["share"].notna().any():
        _chart(charts.group_bars(found.table, caption(view, log, answer, ""), view.say, theme=window.theme()), "groups", view.say("coverage.alt_groups", sentence=" ".join(found.sentences)))
    for sentence, row in zip(found.sentences, found.table.itertuples(), strict=True):
        st.markdown(f"- {markdown(outreach_scope.first_word(view) + sentence)} {markdown(row.difference)}")
    by_area = wording.group_findings(log, answer)
    if by_area and views.ranks(view):
        st.markdown(markdown(outreach_scope.first_word(view) + by_area))
    _source(view, log, answer)
    if found.table["share"].notna().any():
        add_button(view, "reach_groups", address(log))


def strip(view: Scope, log: LogChoices, answer: Answer) -> None:
    """Areas by months: the listed areas, those with the greatest need first."""
    table = answer.table[answer.table["inside"] & (answer.table["residents"] > 0)]
    listed_first = table[table["in_list"] >= answers.IN_LIST] if (table["in_list"] >= answers.IN_LIST).any() else table
    chosen = (wording.greatest_need_first(listed_first) if views.ranks(view) else listed_first.sort_values("name")).head(STRIP)
    if chosen.empty:
        return
    _title(view, "title_months")
    found = cached_outreach.months(log, view.release, tuple(chosen["area_key"]))
    names = dict(zip(chosen["area_key"], chosen["name"], strict=True))
    alt = view.say("coverage.alt_months", areas=number(len(found.table), view.language), months=number(found.table.shape[1], view.language))
    _chart(charts.month_strip(found.table, names, caption(view, log, answer, ""), theme=window.theme()), "months", alt)
    st.caption(markdown(view.say("coverage.months_note" if views.ranks(view) else "coverage.months_note_by_name")))


def lists(view: Scope, log: LogChoices, answer: Answer) -> None:
    """Two dated lists of areas side by side, by name, and lists that cannot be drawn."""
    outreach = view.folder.place.outreach
    sets = shelf(view.release, "area_sets").pipe(lambda table: table[table["level_key"] == log.level]).set_index("area_set_id", drop=False)
    names = {key: f"{text_in(row, 'name', view.language)}" for key, row in zip(sets.index, sets.to_dict("records"), strict=True)}
    if answer.facts["need_kind"] != "none":
        names["fifth"] = view.say("coverage.lists_fifth")
    unmapped = outreach.unmapped_lists if outreach else ()
    if len(names) < 2 and not unmapped:
        return
    _title(view, "title_lists")
    if len(names) > 1:
        own = [one for one in (*outreach.own_lists, *outreach.other_lists) if one in names] or list(names)
        left, right = st.columns(2)
        with left:
            first = choose_of_page("list1", view.say("coverage.lists_first"), list(names), own[0], names.__getitem__)
        rest = [one for one in names if one != first]
        with right:
            second = choose_of_page("list2", view.say("coverage.lists_second"), rest, next((one for one in outreach.other_lists if one in rest), "fifth" if "fifth" in rest else rest[0]), names.__getitem__)
        found = cached_outreach.two_lists(log, view.release, first, second).table
        parts = {key: ", ".join(found.loc[found["agreement"] == key, "name"]) or view.say("coverage.lists_nothing") for key in ("both", "first", "second")}
        st.markdown(markdown(view.say("coverage.lists_says", **parts)))
        for one in (first, second):
            if one in sets.index:
                st.caption(markdown(". ".join(part.rstrip(".") for part in (text_in(sets.loc[one], "name", view.language), text_in(sets.loc[one], "authority", view.language), text_in(sets.loc[one], "basis", view.language)) if part) + "."))
    for one in unmapped:
        st.markdown(markdown(view.say("coverage.lists_unmapped", name=said(one.name, view.language), authority=said(one.authority, view.language), dated=one.dated, members=", ".join(one.members), why=said(one.why, view.language))))


def apart(view: Scope, log: LogChoices, answer: Answer) -> None:
    """Settings with people of their own, and what is in no area's total, with the whole."""
    _title(view, "title_settings")
    found = cached_outreach.settings(log, view.release).table
    if found.empty:
        st.write(view.say("coverage.settings_none"))
    else:
        shown = found[["setting", "area", "sessions", "people", "hours", "days_since", "staying", "counted_on", "per_100"]].copy()
        shown[["hours", "people", "per_100"]] = shown[["hours", "people", "per_100"]].astype(float).round(1)
        shown["counted_on"] = [day(one.date(), view.language) if not pd.isna(one) else "" for one in pd.to_datetime(shown["counted_on"])]
        st.dataframe(shown.rename(columns={name: view.say(f"coverage.col_{name}") for name in shown.columns}), hide_index=True, placeholder=NONE, width="stretch", alt=markdown(view.say("coverage.title_settings")))
    _title(view, "title_totals")
    everything, language = answer.facts["everything"], view.language
    decimals = {"sessions": 0, "people": 0, "hours": 0, "series": 0}
    st.markdown(markdown(view.say("coverage.totals", **{key: number(everything[key], language, places) for key, places in decimals.items()})))
    inside = {key: everything[key] - sum(part[key] for part in answer.facts["elsewhere"].values()) for key in ("sessions", "people")}
    st.markdown("- " + markdown(view.say("coverage.in_areas", **{key: number(value, language, wording.decimals(value)) for key, value in inside.items()})))
    for line in answer.missing:
        st.markdown(f"- {markdown(line)}")


def careful(view: Scope, answer: Answer) -> None:
    st.markdown(f"**{view.say('careful.title')}.** " + " ".join(markdown(note) for note in answer.notes))


def public(view: Scope) -> None:
    """What the public release holds of outreach: protected sums, and nothing that was made from small ones."""
    found = cached_outreach.public_reach(view.release, view.language, 3)
    for sentence in found.sentences:
        st.markdown(markdown(outreach_scope.first_word(view) + sentence))
    if found.table.empty:
        return
    shown = found.table.copy()
    for measure in ("sessions", "attendances"):
        hidden = shown.pop(f"{measure}_hidden")
        shown[measure] = [view.say("status.suppressed") if is_hidden else number(value, view.language) for value, is_hidden in zip(shown[measure], hidden, strict=True)]
    names = {"name": "col_name", "residents": "col_residents", "sessions": "measure_name_sessions", "attendances": "measure_name_attendances"}
    shown = shown[list(names)].rename(columns={name: view.say(f"coverage.{key}") for name, key in names.items()})
    st.dataframe(shown, hide_index=True, placeholder=NONE, width="stretch", alt=markdown(view.say("coverage.title_list")))
    table_button(view, lambda: shown, "coverage")


DRAWN: tuple[Callable[[Scope, LogChoices, Answer], None], ...] = (heading, need_map, quadrants, listed, along_need, who, strip, lists, apart)
"""The views of the page, in order."""
