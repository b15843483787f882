"""Plan on the screen, what lies ahead: what communities asked for, the weeks with their themes, follow-ups and what became of them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from evenground.answers.shelf import shelf
from evenground.charts.plan_weeks import plan_weeks
from evenground.ui import cached_plan as cached
from evenground.ui import community, outreach_scope, record_marks, window
from evenground.ui.plan import is_proposed, words
from evenground.ui.scope import Scope
from evenground.ui.story_desk import add_button

WEEKS = {"week": "plan.week", "held": "plan.held", "planned": "plan.planned_bar", "cancelled": "plan.cancelled"}
THEMES = {"name": "plan.theme", "starts_on": "plan.from_day", "ends_on": "plan.to_day", "topic": "plan.topic", "source": "plan.source"}
FOLLOW = {"owner": "plan.role", "due_on": "plan.due_on", "days_overdue": "plan.days_overdue", "engagement": "plan.engagement", "held_on": "plan.held_on", "area": "plan.area"}
ROLES = {"owner": "plan.role", "open": "plan.open", "overdue": "plan.overdue", "longest": "plan.longest"}
PLANNED = {"day": "plan.day", "name": "plan.engagement", "type_words": "plan.kind", "area": "plan.area", "lead": "community.lead", "initiated_words": "plan.started_by"}
ASKED = {
    "title": "plan.request", "kind_words": "plan.kind", "area": "plan.area", "asked_on": "plan.asked_on", "first_reply_on": "plan.first_reply", "days_waiting": "plan.days_waiting",
    "support_offered": "plan.support", "wanted_from": "plan.wanted_from", "wanted_to": "plan.wanted_to",
}  # fmt: skip
DATES = {one: ASKED[one] for one in ("area", "wanted_from", "wanted_to", "title", "kind_words", "support_offered")}


def communities(view: Scope, as_of: str) -> None:
    """Requests that wait, support offered, the communities' own dates."""
    answer = cached.communities(view.release, view.language, as_of)
    community.told(answer)
    for stage, title in (("waiting", "plan.waiting_title"), ("offered", "plan.offered_title")):
        here = answer.table[answer.table["stage"] == stage]
        st.header(view.say(title))
        if here.empty:
            st.write(view.say("plan.none_waiting") if stage == "waiting" else view.say("plan.offered_count", count=0))
        else:
            community.listed(view, here, ASKED, f"requests-{stage}", words(view, None, view.say(title), ""))
    if len(answer.table):
        add_button(view, "community_requests", {"as_of": as_of})
    st.header(view.say("plan.dates_title"))
    if answer.facts["dates"].empty:
        st.write(view.say("plan.no_dates"))
    else:
        community.listed(view, answer.facts["dates"], DATES, "own-dates", words(view, None, view.say("plan.dates_title"), ""))
        add_button(view, "own_dates", {"as_of": as_of})


def ahead(view: Scope, as_of: str) -> None:
    """The calendar with its gaps and themes, and what is planned."""
    st.header(view.say("plan.calendar_title"))
    answer = cached.calendar(view.release, view.language, as_of)
    weeks, themes = answer.table, answer.facts["themes"]
    said = words(view, None, outreach_scope.first_word(view) + " ".join(answer.sentences), view.say("plan.calendar_subtitle" if is_proposed(view) else "plan.calendar_subtitle_community"), view.say("plan.sessions_unit"))
    alt = view.say(
        "plan.calendar_alt", held=int(weeks.loc[~weeks["is_ahead"], "held"].sum()), planned=int(weeks.loc[weeks["is_ahead"], "planned"].sum()), gaps=len(answer.facts["gaps"])
    )  # fmt: skip
    community.drawn(plan_weeks(weeks, themes, answer.facts["as_of"], said, theme=window.theme(), width=window.map_width()), said, "chart-weeks", alt)
    with st.expander(view.say("community.table"), icon=":material/table:"):
        community.listed(view, weeks.assign(week=[one.date().isoformat() for one in weeks["week"]]), WEEKS, "weeks", said)
    listed = cached.planned(view.release, view.language, as_of)
    with st.expander(f"{view.say('plan.planned_title')} ({len(listed.table)})", icon=":material/event:"):
        community.listed(view, listed.table, PLANNED, "planned", words(view, None, view.say("plan.planned_title"), listed.sentences[0]))
    _themes(view, as_of)


def _themes(view: Scope, as_of: str) -> None:
    """Themes of the place's calendar, where it has any."""
    if shelf(view.release, "calendar_themes").empty:
        return
    st.header(view.say("plan.themes_title"))
    coming = cached.themes_ahead(view.release, view.language, as_of)
    if coming.empty:
        st.write(view.say("plan.no_themes"))
    else:
        community.listed(view, coming, THEMES, "themes", words(view, None, view.say("plan.themes_title"), ""))


def follow_ups(view: Scope, as_of: str) -> None:
    """Open and overdue follow-ups by role, then each of them."""
    st.header(view.say("plan.follow_title"))
    answer = cached.follow_ups(view.release, view.language, as_of)
    community.told(answer)
    if answer.table.empty:
        return
    by_role: pd.DataFrame = answer.facts["by_role"]
    community.listed(view, by_role, ROLES, "follow-ups-by-role", words(view, None, view.say("plan.follow_title"), " ".join(answer.sentences)))
    with st.expander(view.say("community.table"), icon=":material/table:"):
        community.listed(view, answer.table, FOLLOW, "follow-ups", words(view, None, view.say("plan.follow_title"), " ".join(answer.sentences)), height=420)
    record_marks.follow_up_form(view, answer.table)
