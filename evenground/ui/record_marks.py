"""Small forms that say what became of a promise or a follow-up; the record keeps it with a role and the time."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from evenground.answers.community import commitments, log
from evenground.answers.outreach import follow_ups
from evenground.look.dates import day
from evenground.ui.record_forms import add, emptied, is_day, list_waiting
from evenground.ui.scope import Scope
from evenground.warehouse import record

MARKED = {"promised": "commitment.promised", "done_on": "commitment.done_on", "outcome": "commitment.outcome", "told_back_on": "commitment.told_on"}
DONE = {"engagement": "plan.engagement", "owner": "plan.role", "done_on": "commitment.done_on"}


def promise_form(view: Scope) -> None:
    """Marks a promise as done, with what came of it, and as told back to those who asked."""
    recorded = record.read(view.folder.id, "commitment")
    promises = commitments.unfinished(recorded, view.release).set_index("commitment_id", drop=False)
    if len(promises):
        with st.expander(view.say("commitment.mark"), icon=":material/check:"), st.form("mark-promise", border=False):
            _promise_fields(view, promises)
    list_waiting(view, commitments.marked(recorded, view.release), MARKED)


def _promise_fields(view: Scope, promises: pd.DataFrame) -> None:
    emptied(view, "mark-promise", dict.fromkeys(("done", "told", "outcome", "role"), ""))
    st.caption(view.say("commitment.mark_note"))
    chosen = st.selectbox(view.say("commitment.promise"), promises.index.tolist(), format_func=lambda one: promise_name(view, promises.loc[one]), key="mark-promise-id")
    done, told = st.columns(2)
    fields = {
        "done_on": _day_field(done, view, "commitment.done_on", "mark-promise-done"), "told_back_on": _day_field(told, view, "commitment.told_on", "mark-promise-told"),
        "outcome": st.text_area(view.say("commitment.outcome"), key="mark-promise-outcome", max_chars=500),
    }  # fmt: skip
    role = st.text_input(view.say("community.by_role"), key="mark-promise-role", help=view.say("community.by_role_hint"), max_chars=80)
    if st.form_submit_button(view.say("commitment.save"), key="mark-promise-save"):
        wrong = _not_a_day(view, fields["done_on"], fields["told_back_on"])
        if not wrong and (unfit := wrong_days(promises.loc[chosen], fields)):
            wrong = view.say(unfit)
        if wrong:
            st.error(wrong)
        else:
            add(view, "commitment", fields | {"commitment_id": chosen}, role, needed={}, form="mark-promise")


def promise_name(view: Scope, promise: pd.Series) -> str:
    """A promise by its own words and the day it was made."""
    made = f" ({day(promise['made_on'], view.language)})" if promise["made_on"] else ""
    return f"{promise['promised']}{made}"


def wrong_days(promise: pd.Series, fields: dict[str, str]) -> str:
    """The message that says what does not fit between the days; empty where they do."""
    made, done, told = promise["made_on"], fields["done_on"] or promise["done_on"], fields["told_back_on"]
    if not any(fields.values()):
        return "commitment.mark_empty"
    if told and not done:
        return "commitment.told_before_done"
    if (done and done < made) or (told and told < done):
        return "commitment.days_in_order"
    return ""


def follow_up_form(view: Scope, open_ones: pd.DataFrame) -> None:
    """Marks a follow-up as done. `open_ones` as `follow_ups.follow_ups` gives them."""
    done = follow_ups.marked_done(view.release, view.language)
    left = open_ones[~open_ones["engagement_id"].isin(done["engagement_id"])].set_index("engagement_id")
    if len(left):
        with st.expander(view.say("plan.mark_follow_up"), icon=":material/check:"), st.form("mark-follow-up", border=False):
            _follow_up_fields(view, left)
    list_waiting(view, done, DONE)


def _follow_up_fields(view: Scope, left: pd.DataFrame) -> None:
    emptied(view, "mark-follow-up", dict.fromkeys(("done", "role"), ""))
    st.caption(view.say("commitment.mark_note"))
    chosen = st.selectbox(view.say("plan.follow_title"), left.index.tolist(), format_func=lambda one: _follow_up_name(view, left.loc[one]), key="mark-follow-up-id")
    done_on = _day_field(st, view, "commitment.done_on", "mark-follow-up-done")
    role = st.text_input(view.say("community.by_role"), key="mark-follow-up-role", help=view.say("community.by_role_hint"), max_chars=80)
    if st.form_submit_button(view.say("commitment.save"), key="mark-follow-up-save"):
        wrong = _not_a_day(view, done_on)
        if not wrong and done_on and done_on < str(left.at[chosen, "held_on"]):
            wrong = view.say("plan.follow_up_before")
        if wrong:
            st.error(wrong)
        else:
            add(view, "follow_up", {"engagement_id": chosen, "follow_up_done": done_on}, role, needed={"follow_up_done": "commitment.done_on"}, form="mark-follow-up")


def _follow_up_name(view: Scope, one: pd.Series) -> str:
    told = [one["owner"], one["engagement"], one["area"], view.say("plan.due_on") + " " + day(one["due_on"], view.language)]
    return " · ".join(part for part in told if part)


def _day_field(where: object, view: Scope, key: str, name: str) -> str:
    """A day that is typed, because the parts of a date picker are too small to be touched."""
    return where.text_input(view.say("commitment.day_of", what=view.say(key)), key=name, placeholder=str(log.today(view.folder.id))).strip()


def _not_a_day(view: Scope, *typed: str) -> str:
    """What is wrong with days as they were typed: one that is none, or that has not come yet; else empty."""
    for text in filter(None, typed):
        if not is_day(text):
            return view.say("log.not_a_day", text=text)
        if text > str(log.today(view.folder.id)):
            return view.say("commitment.day_ahead", day=day(text, view.language))
    return ""
