"""Plan on the screen, decisions: what people chose to do about the next sessions, and the form that adds to the record."""

from __future__ import annotations

import streamlit as st

from evenground.answers.outreach import plan_record
from evenground.answers.outreach.plan_choices import PlanChoices
from evenground.answers.shelf import shelf
from evenground.ui import cached_plan as cached
from evenground.ui import community
from evenground.ui.downloads import table_button
from evenground.ui.plan import words
from evenground.ui.record_forms import LOOKS_PERSONAL
from evenground.ui.scope import Scope
from evenground.warehouse import record

DECIDED = {"at": "plan.at", "area": "plan.area", "choice_words": "plan.choice", "reason": "plan.reason", "until": "plan.until", "by_role": "plan.role", "is_built": "plan.is_built"}


def decide(view: Scope, chosen: PlanChoices) -> None:
    """Decisions of people: plan a session, or leave an area out; kept in the record with role and time."""
    st.header(view.say("plan.record_title"))
    st.caption(view.say("plan.record_note"))
    answer = cached.plan(chosen, view.release)
    areas = answer.facts["areas"]
    names = dict(zip(areas["area_key"], areas["name"], strict=True))
    first = [one for one in answer.table["area_key"] if one in names]
    with st.expander(view.say("plan.decide"), icon=":material/edit_calendar:", expanded=False):
        _form(view, list(dict.fromkeys([*first, *sorted(names, key=names.get)])), names)
    decided = plan_record.decisions(view.release, view.language)
    if decided.empty:
        st.write(view.say("plan.no_record"))
        return
    community.listed(view, decided, DECIDED, "decisions", words(view, chosen.log, view.say("plan.record_title"), ""))
    if (decided["choice"] == "plan").any():
        rows = plan_record.as_log_rows(decided, view.release, _owner(view), chosen.type)
        table_button(view, lambda: rows, "planned-sessions", words(view, chosen.log, view.say("plan.planned_rows"), ""))


def _form(view: Scope, options: list[str], names: dict[str, str]) -> None:
    with st.form("decision", border=False):
        if said := st.session_state.pop("decision_said", None):
            st.session_state.update({f"decision_{name}": "" for name in ("until", "reason", "role")})
            st.success(said)
        area = st.selectbox(view.say("plan.decide_area"), options, format_func=lambda one: names.get(one, one), key="decision_area")
        choice = st.radio(view.say("plan.choice"), plan_record.CHOICES, format_func=lambda one: view.say(f"plan.choice_{one}"), key="decision_choice", horizontal=True)
        until = st.text_input(view.say("plan.until"), key="decision_until")
        reason = st.text_input(view.say("plan.reason"), key="decision_reason", max_chars=300)
        role = st.text_input(view.say("plan.by_role"), key="decision_role", max_chars=80)
        sent = st.form_submit_button(view.say("plan.save"), key="decision_save")
    if not sent:
        return
    if not role.strip():
        st.warning(view.say("plan.role_missing"))
    elif until.strip() and not plan_record.is_day(until):
        st.warning(view.say("plan.until_wrong", text=until))
    elif LOOKS_PERSONAL.search(f"{reason} {role}"):
        st.warning(view.say("commitment.contact_masked"))
    else:
        fields = {"subject": plan_record.SUBJECT, "subject_id": area, "choice": choice, "reason": reason, "until": until.strip()}
        record.append(view.folder.id, "override", fields, role)
        st.session_state["decision_said"] = view.say("plan.saved", choice=view.say(f"plan.choice_{choice}"), area=names.get(area, area))
        st.rerun()


def _owner(view: Scope) -> str:
    """The organization that a planned row belongs to until somebody changes it: the first in the lead."""
    partners = shelf(view.release, "partners")
    return str(partners["partner_id"].iloc[0]) if len(partners) else ""
