"""Activity on the screen: one part at a time, each with its table and download."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from evenground.answers.answer import Answer
from evenground.answers.community import cadence, engaged, log, together
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.stories.log_choices import address
from evenground.charts.grids import pair_grid
from evenground.look.caption import Caption
from evenground.look.text import markdown
from evenground.ui import activity_ladder, activity_tongues, community, outreach_scope, reports, tables, window
from evenground.ui.activity_words import bar_view, found, words
from evenground.ui.downloads import table_button
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

PARTS = ("log", "rhythm", "partners", "depth", "ladder", "kinds", "shared", "reports")
FIRST_ROWS = 500
ON_A_PHONE = 6
"""Partners of the grid where cells of more would be too small to read."""
ROWS = {
    "day": "community.date", "type_words": "activity.type", "title": "community.title", "status_words": "community.status", "area": "community.area",
    "basis_words": "activity.basis", "setting_words": "activity.setting", "people": "activity.people", "hours": "activity.hours", "lead_name": "community.lead",
    "others": "activity.with", "spoken": "activity.languages", "depth_words": "activity.depth", "audience_words": "activity.audience", "started_by": "activity.initiated",
    "pledged": "activity.step_pledged", "turned_out": "activity.step_turned_out", "testified": "activity.step_testified",
}  # fmt: skip
SERIES = {
    "name": "activity.series", "rhythm": "activity.rhythm", "held": "activity.held", "due": "activity.due", "cancelled": "activity.cancelled",
    "longest_gap": "activity.longest_gap", "gap_from": "activity.gap_from", "last_held": "activity.last_held", "days_since": "activity.days_since",
}  # fmt: skip
PARTNERS = {
    "name": "activity.partner", "sessions": "activity.sessions", "led": "activity.led", "alone": "activity.alone", "together_with": "activity.together_with",
    "last_on": "activity.last_on",
}  # fmt: skip
DEPENDENCE = {
    "area": "community.area", "sessions": "activity.sessions", "partners": "activity.partners_count", "main_partner": "activity.main_partner",
    "main_pct": "activity.main_share", "hangs_on_one": "activity.hangs",
}  # fmt: skip


def choose_part(view: Scope, *, with_reports: bool) -> str:
    """Which part of the page is shown; it is in the address."""
    parts = [one for one in PARTS if with_reports or one != "reports"]
    return outreach_scope.choose_of_page("activity", view.say("activity.show"), parts, "log", lambda one: view.say(f"activity.show_{one}"), width=300)


def the_log(view: Scope, chosen: LogChoices) -> None:
    answer = engaged.explorer(chosen, view.release)
    community.told(answer)
    kinds = engaged.by_kind(chosen, view.release)
    if kinds.empty:
        return
    title = found(view, "by_kind", kinds, "type_words", int(kinds["sessions"].sum()))
    said = words(view, chosen, title, view.say("activity.by_kind_title"), view.say("activity.sessions"))
    bar_view(view, said, kinds["type_words"], kinds["sessions"], "kinds", "activity.by_kind_alt")
    listed(view, answer.table, ROWS, "log", words(view, chosen, view.say("activity.show_log"), answer.sentences[0]))


def listed(view: Scope, table: pd.DataFrame, columns: dict[str, str], name: str, said: Caption) -> None:
    """A table of which the first rows are sent; the download has all of them."""
    if len(table) <= FIRST_ROWS:
        community.listed(view, table, columns, name, said)
        return
    shown = community.twin(view, table.head(FIRST_ROWS), columns)
    tables.table(view, shown, alt=markdown(f"{said.title}. {said.subtitle}"), key=f"table-{name}")
    st.caption(view.say("activity.first_rows", count=FIRST_ROWS))
    community.credited(said)
    table_button(view, lambda: community.twin(view, table, columns), name, said)


def rhythm(view: Scope, chosen: LogChoices) -> None:
    answer = cadence.cadence(chosen, view.release)
    for sentence in answer.sentences:
        st.markdown(f"- {markdown(sentence)}" if len(answer.table) else markdown(sentence))
    if len(answer.table):
        st.caption(markdown(view.say("activity.series_note")))
        community.listed(view, answer.table, SERIES, "series", words(view, chosen, view.say("activity.show_rhythm"), view.say("activity.series_note")))
        add_button(view, "series_rhythm", address(chosen, activity="rhythm"))


def partners(view: Scope, chosen: LogChoices) -> None:
    answer = together.partners(chosen, view.release)
    community.told(answer)
    if answer.table.empty:
        return
    pairs = together.overlap(chosen, view.release)
    pairs = pairs.iloc[:ON_A_PHONE, :ON_A_PHONE] if window.is_narrow() else pairs
    shown = view.say("activity.overlap_subtitle") + (f". {view.say('activity.overlap_first', count=len(pairs))}" if len(pairs) < len(answer.table) else "")
    said = words(view, chosen, together.closest(pairs, view.language), shown, view.say("activity.sessions"))
    if len(pairs) > 1:
        st.header(view.say("activity.overlap"))
        community.drawn(pair_grid(pairs, said, theme=window.theme(), width=community.width()), said, "chart-overlap", view.say("activity.overlap_alt", count=len(pairs)))
        with st.expander(view.say("community.table"), icon=":material/table:"):
            community.listed(view, pairs.rename_axis(columns=None).reset_index(names=view.say("activity.partner")), {}, "overlap", said)
    community.listed(view, answer.table, PARTNERS, "partners", words(view, chosen, view.say("activity.show_partners"), answer.sentences[0]))
    add_button(view, "partners", address(chosen, activity="partners"))
    st.header(view.say("activity.dependence"))
    hangs = together.dependence(chosen, view.release)
    community.told(hangs)
    if len(hangs.table):
        table = hangs.table.assign(main_pct=(100 * hangs.table["main_share"]).round(0))
        community.listed(view, table, DEPENDENCE, "dependence", words(view, chosen, view.say("activity.dependence"), hangs.sentences[0]))


def depth(view: Scope, chosen: LogChoices) -> None:
    """Languages in which sessions were held, beside those that residents know; then the depth of engagement."""
    spoken = engaged.languages(chosen, view.release)
    known = spoken.table[spoken.table["language"] != ""]
    title = found(view, "languages", known, "language_words", spoken.facts["known"])
    _counted(view, chosen, spoken, "language", "languages", title)
    activity_tongues.tongues_known(view, chosen)
    st.header(view.say("activity.depth"))
    deep = engaged.depths(chosen, view.release)
    _counted(view, chosen, deep, "depth", "depth", deep.sentences[0].rstrip("."))


def _counted(view: Scope, chosen: LogChoices, answer: Answer, name: str, key: str, title: str) -> None:
    """Sessions by the words of one column, as bars and as a table."""
    if not answer.table["sessions"].sum():
        community.told(answer)
        return
    measure = " ".join((f"{view.say(f'activity.{key}_title')}.", *answer.notes))
    said = words(view, chosen, title, measure, view.say("activity.sessions"))
    bar_view(view, said, answer.table[f"{name}_words"], answer.table["sessions"], key, f"activity.{key}_alt")
    with st.expander(view.say("community.table"), icon=":material/table:"):
        community.listed(view, answer.table, {f"{name}_words": f"activity.{key}", "sessions": "activity.sessions"}, key, said)


def kinds(view: Scope, chosen: LogChoices) -> None:
    """Town halls, trainings by audience, communications."""
    for kind in engaged.TALKS:
        answer = engaged.listed(chosen, view.release, kind)
        st.header(view.say(f"activity.{kind}"))
        if answer.table.empty:
            st.markdown(view.say("activity.none_of_kind"))
            continue
        community.told(answer)
        said = words(view, chosen, view.say(f"activity.{kind}"), answer.sentences[0], view.say("activity.sessions"))
        if kind == "training":
            audiences = answer.facts["audiences"]
            known = audiences[audiences["audience_words"] != view.say("activity.audience_unknown")]
            title = found(view, "audiences", known, "audience_words", len(answer.table))
            by = Caption(**{**said.__dict__, "title": title, "subtitle": view.say("activity.audiences_note")})
            bar_view(view, by, audiences["audience_words"], audiences["sessions"], "audiences", "activity.audiences_alt")
        columns = {name: key for name, key in ROWS.items() if not (kind == "communication" and name == "people")}
        listed(view, answer.table, columns, kind, said)
        if kind == "town_hall":
            add_button(view, "town_halls", address(chosen, activity="kinds"))


def shared(view: Scope) -> None:
    """Practices shared and challenges raised among partners, with outcome."""
    answer = engaged.shared(view.release, view.language)
    challenges = answer.facts["challenges"]
    for heading, said, table, columns in (
        ("practices", answer.sentences[0], answer.table, {"day": "community.date", "practice": "activity.practice", "by": "activity.shared_by", "taken_up": "activity.taken_up_by", "outcome": "activity.outcome"}),
        ("challenges", answer.sentences[1], challenges, {"day": "community.date", "challenge": "activity.challenge", "by": "activity.raised_by", "supported": "activity.supported_by", "status": "community.status", "outcome": "activity.outcome"}),
    ):  # fmt: skip
        st.header(view.say(f"activity.{heading}"))
        st.markdown(markdown(said))
        if len(table):
            community.listed(view, table, columns, heading, log.caption(view.release, view.language, title=view.say(f"activity.{heading}"), subtitle=said, unit=""))


def show(view: Scope, chosen: LogChoices, part: str) -> None:
    """One part of the page."""
    if part in ("shared", "reports"):
        {"shared": shared, "reports": reports.reports}[part](view)
    else:
        {"log": the_log, "rhythm": rhythm, "partners": partners, "depth": depth, "ladder": activity_ladder.steps, "kinds": kinds}[part](view, chosen)
