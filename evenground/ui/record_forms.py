"""Forms whose entries are added to the record with a role and the time, and are in the next build."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from evenground.answers.community import log
from evenground.answers.community.commitments import waiting
from evenground.answers.shelf import shelf
from evenground.look.dates import day
from evenground.look.text import labelled, markdown
from evenground.ui.scope import Scope
from evenground.warehouse import record

LOOKS_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:\+?\d[\s().-]*){9,}\d|\b\d{3}[-. ]\d{4}\b")
"""An e-mail address, ten digits and more with what stands between the parts of a telephone number, or a local number."""
WAITING = {
    "said": "commitment.said", "promised": "commitment.promised", "owner_role": "commitment.owner", "due_on": "commitment.due_on",
    "done_on": "commitment.done_on", "outcome": "commitment.outcome", "told_back_on": "commitment.told_on",
}  # fmt: skip
DECISIONS = ("approved", "returned", "withdrawn")


def commitment_form(view: Scope) -> None:
    """Adds a promise to the record; those that are not in this release yet stand below it."""
    with st.expander(view.say("commitment.add"), icon=":material/add:"), st.form("commitment", border=False):
        emptied(view, "commitment", {"said": "", "promised": "", "owner": "", "due": "", "role": ""})
        st.caption(view.say("commitment.add_note"))
        fields = {
            "said": st.text_area(view.say("commitment.said"), key="commitment-said"), "promised": st.text_area(view.say("commitment.promised"), key="commitment-promised"),
            "owner_role": st.text_input(view.say("commitment.owner"), key="commitment-owner", help=view.say("community.by_role_hint")),
            "due_on": st.text_input(view.say("record.due_on"), key="commitment-due", placeholder="2027-06-30"),
        }  # fmt: skip
        role = st.text_input(view.say("community.by_role"), key="commitment-role", help=view.say("community.by_role_hint"))
        if st.form_submit_button(view.say("commitment.save"), key="commitment-save"):
            stamp = datetime.now(UTC)
            own = {"commitment_id": f"app-{stamp:%Y%m%dT%H%M%S%f}", "made_on": str(log.today(view.folder.id))}
            add(view, "commitment", fields | own, role, needed={"said": "commitment.said", "promised": "commitment.promised", "owner_role": "commitment.owner"}, form="commitment")
    list_waiting(view, waiting(record.read(view.folder.id, "commitment"), view.release), WAITING)


def sign_off_form(view: Scope, area: str) -> None:
    """Adds a community's decision about its portrait to the record."""
    with st.expander(view.say("portrait.record"), icon=":material/add:"), st.form("sign-off", border=False):
        emptied(view, "sign-off", {"returned": "", "note": "", "role": ""})
        st.caption(view.say("portrait.record_note"))
        fields = {
            "decision": st.selectbox(view.say("portrait.decision"), DECISIONS, format_func=lambda one: view.say(f"portrait.decision_{one}"), key="sign-off-decision"),
            "decided_on": st.text_input(view.say("record.decided_on"), key="sign-off-day", value=str(log.today(view.folder.id))),
            "returned_on": st.text_input(view.say("record.returned_on"), key="sign-off-returned"),
            "note": st.text_area(view.say("community.note"), key="sign-off-note"),
        }  # fmt: skip
        role = st.text_input(view.say("portrait.by_role"), key="sign-off-role", help=view.say("community.by_role_hint"))
        if st.form_submit_button(view.say("commitment.save"), key="sign-off-save"):
            add(view, "sign_off", fields | {"subject": "portrait", "subject_id": area}, role, needed={"decided_on": "record.decided_on"}, form="sign-off")
    list_waiting(view, unbuilt_sign_offs(view, area), {"decision": "portrait.decision", "decided_on": "portrait.decided_on", "returned_on": "portrait.returned"})


def unbuilt_sign_offs(view: Scope, area: str) -> pd.DataFrame:
    """Decisions of the record about an area that this release does not hold yet."""
    built = shelf(view.release, "sign_offs")
    known = {(row.subject_id, row.decision, str(log.as_day(row.decided_on)), row.by_role) for row in built.itertuples()}
    rows = [
        one for one in record.read(view.folder.id, "sign_off")
        if one.get("subject_id") == area and (area, one.get("decision"), one.get("decided_on", one["at"][:10]), one["by_role"]) not in known
    ]  # fmt: skip
    table = pd.DataFrame(rows).reindex(columns=["decision", "decided_on", "returned_on", "by_role", "at"])
    return table.assign(decision=[view.say(f"portrait.decision_{one}") if one in DECISIONS else one for one in table["decision"]])


def add(view: Scope, kind: str, fields: Mapping[str, str], role: str, needed: Mapping[str, str], form: str) -> None:
    """Write to the record, or say what stands in the way: nothing is half-written, and what was typed stays until it is recorded."""
    absent = [view.say(key) for name, key in needed.items() if not str(fields.get(name) or "").strip()]
    absent += [] if role.strip() else [view.say("community.by_role")]
    wrong = [text for name, text in fields.items() if name.endswith("_on") and text and not is_day(text)]
    if absent:
        st.error(view.say("community.required", fields=", ".join(absent)))
    elif wrong:
        st.error(view.say("log.not_a_day", text=wrong[0]))
    elif any(LOOKS_PERSONAL.search(str(text)) for name, text in [*fields.items(), ("role", role)] if not name.endswith(("_on", "_id"))):
        st.error(view.say("commitment.contact_masked"))
    else:
        record.append(view.folder.id, kind, fields, role)
        st.session_state[f"{form}-recorded"] = True
        st.rerun()


def emptied(view: Scope, form: str, fields: Mapping[str, object]) -> None:
    """Once an entry of a form is recorded, its fields are empty again and it says so. Called before they are drawn."""
    if st.session_state.pop(f"{form}-recorded", False):
        st.session_state.update({f"{form}-{name}": value for name, value in fields.items()})
        st.success(view.say("community.recorded"), icon=":material/check:")


def is_day(text: str) -> bool:
    try:
        return str(date.fromisoformat(text.strip())) == text.strip()  # days are compared as text
    except ValueError:
        return False


def list_waiting(view: Scope, table: pd.DataFrame, columns: Mapping[str, str]) -> None:
    """Entries of the record that this release does not hold: recorded, in the next build."""
    if table.empty:
        return
    st.markdown(f"**{view.say('commitment.waiting')}**")
    for row in table.to_dict("records"):
        with st.container(border=True):
            lines = [labelled(view.say(key), markdown(day(str(row[name]), view.language)), view.language) for name, key in columns.items() if row[name] == row[name] and row[name]]
            by = view.say("record.by", role=row["by_role"], date=day(str(row["at"])[:10], view.language), time=str(row["at"])[11:16])
            st.markdown("  \n".join([*lines, f":small[{markdown(by)}]"]))
