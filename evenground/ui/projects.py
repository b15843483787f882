"""Projects on the screen: the board, time in each phase, requests, links, workshops and promises."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from evenground.answers.community import log
from evenground.answers.community.projects import PHASES
from evenground.charts.bars import bars
from evenground.charts.phase_bars import phase_bars
from evenground.look.caption import Caption
from evenground.look.dates import day
from evenground.look.numbers import number
from evenground.look.text import markdown
from evenground.ui import cached_community as cached
from evenground.ui import community, window
from evenground.ui.audience import audience
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

BOARD = {
    "title": "project.project", "phase_words": "project.phase", "entered_on": "project.from_day", "days_in_phase": "project.days", "area": "community.area",
    "lead": "community.lead", "started_by": "project.origin", "sessions": "project.held", "requests": "project.requests_counted",
}  # fmt: skip
SPANS = {"title": "project.project", "phase_words": "project.phase", "from_day": "project.from_day", "to_day": "project.to_day", "days": "project.days"}
LINKS = {
    "title": "project.project", "phase_words": "project.phase", "indicator": "project.indicator", "sessions": "project.held",
    "last_held_on": "project.last_held", "requests": "project.requests_counted",
}  # fmt: skip
REQUESTS = {
    "title": "community.title", "kind_words": "project.request_kind", "area": "community.area", "asked_on": "project.asked_on",
    "first_reply_on": "project.first_reply", "days_to_reply": "project.days_to_reply", "days_waiting": "project.days_waiting",
    "status_words": "community.status", "origin": "project.origin", "project": "project.project", "support_offered": "project.support_offered",
}  # fmt: skip
WORKSHOPS = {
    "day": "community.date", "type_words": "community.kind", "title": "community.title", "area": "community.area", "people": "community.people",
    "audience_words": "project.audience", "status_words": "community.status", "project": "project.project",
}  # fmt: skip


def words(view: Scope, title: str, subtitle: str = "", unit: str = "") -> Caption:
    return log.caption(view.release, view.language, title=title, subtitle=subtitle, unit=unit, note="")


def public_note(view: Scope) -> None:
    """Said to the public before anything else: what is here is a part, and zero is not what communities asked for or began."""
    if audience() == "public":
        st.info(view.say("project.public_note"), icon=":material/visibility_lock:")


def board(view: Scope) -> None:
    """Three columns with the names of the phases; a card says since when, who started it and what is linked to it."""
    answer = cached.board(view.release, view.language)
    community.told(answer)
    if answer.table.empty:
        return
    names = log.word_names("phases", view.language)
    for phase, column in zip(PHASES, st.columns(len(PHASES)), strict=True):
        with column:
            here = answer.table[answer.table["phase"] == phase]
            st.markdown(f"#### {markdown(names[phase])} ({len(here)})")
            if here.empty:
                st.caption(view.say("project.empty_phase"))
            for project in here.to_dict("records"):
                card(view, project)
    said = words(view, view.say("project.board"), answer.sentences[0])
    with st.expander(view.say("community.table"), icon=":material/table:"):
        community.listed(view, answer.table, BOARD, "projects", said)
    add_button(view, "project_board", {})


def card(view: Scope, project: dict[str, object]) -> None:
    """One project of the board."""
    with st.container(border=True):
        st.markdown(f"**{markdown(project['title'])}**")
        where = " · ".join(markdown(part) for part in (project["area"], project["lead"]) if part)
        since = view.say("project.since_unknown")
        if project["entered_on"] is not None and project["entered_on"] == project["entered_on"]:
            since = view.say("project.since", date=day(project["entered_on"], view.language), days=community.days(view, project["days_in_phase"]))
        linked = [view.say("project.sessions", count=int(project["sessions"]))] if project["sessions"] > 0 else []
        linked += [view.say("project.requests_linked", count=int(project["requests"]))] if project["requests"] else []
        started = view.say("project.initiated", who=project["started_by"].lower()) if project["started_by"] else ""
        lines = [where, markdown(since), markdown(started), markdown(" · ".join(linked)), markdown(project["about"]) if isinstance(project["about"], str) else ""]
        st.markdown("  \n".join(line for line in lines if line))


def spans(view: Scope) -> None:
    answer = cached.phase_spans(view.release, view.language)
    if answer.table.empty:
        return
    said = words(view, answer.sentences[0] if answer.sentences else view.say("project.spans"), view.say("project.spans_subtitle"), view.say("project.spans_unit"))
    figure = phase_bars(answer.table, said, theme=window.theme(), width=community.width())
    community.drawn(figure, said, "chart-phases", view.say("project.spans_alt", count=answer.table["title"].nunique()))
    with st.expander(view.say("community.table"), icon=":material/table:"):
        community.listed(view, answer.table, SPANS, "phases", said)


def requests(view: Scope) -> None:
    """Requests from communities with days to the first reply; what staff opened stands apart."""
    answer = cached.requests(view.release, view.language)
    if answer.table.empty and audience() == "public":
        st.markdown(view.say("project.requests_withheld"))
        return
    community.told(answer)
    own, others = _parted(answer.table)
    if len(own):
        kinds = cached.requests_by_kind(view.release, view.language)
        said = words(view, _most_asked(view, kinds, len(own)), view.say("project.requests_by_kind"), view.say("project.requests_counted"))
        listed = "; ".join(f"{kind} {count}" for kind, count in zip(kinds["kind_words"], kinds["requests"], strict=True))
        figure = bars(kinds["kind_words"], kinds["requests"], said, theme=window.theme(), width=community.width())
        community.drawn(figure, said, "chart-request-kinds", view.say("project.requests_alt", list=listed))
        community.listed(view, own, REQUESTS, "requests", words(view, view.say("project.requests_title"), answer.sentences[0]))
    if len(others):
        st.markdown(f"**{view.say('project.staff_title')}**")
        community.listed(view, others, REQUESTS, "staff-initiated", words(view, view.say("project.staff_title"), answer.sentences[-1]))


def _most_asked(view: Scope, kinds: pd.DataFrame, of: int) -> str:
    """The kind of support that was asked for most often; what is counted where none stands out."""
    most, count = log.most_often(kinds["kind_words"], kinds["requests"])
    if not most:
        return view.say("project.requests_title")
    return view.say("project.requests_found", name=most, count=number(count, view.language), of=number(of, view.language))


def _parted(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    return table[table["counts_as_request"]], table[~table["counts_as_request"]]


def links(view: Scope) -> None:
    answer = cached.links(view.release, view.language)
    if answer.table.empty:
        return
    community.told(answer)
    community.listed(view, answer.table, LINKS, "project-links", words(view, view.say("project.link_title"), answer.sentences[0]))


def workshops(view: Scope) -> None:
    answer = cached.workshops(view.release, view.language)
    community.told(answer)
    if len(answer.table):
        community.listed(view, answer.table, WORKSHOPS, "workshops", words(view, view.say("project.workshops_title"), answer.sentences[0]))
