"""What a reader sees when a page fails: the choices are kept, and a reference leads to the server's log."""

from __future__ import annotations

import logging
import uuid

import streamlit as st

from evenground.catalog.words import say

log = logging.getLogger("evenground")


def show(failure: Exception) -> bool:
    """Log the failure under a short reference and show that reference, never the failure's own words."""
    reference = uuid.uuid4().hex[:8]
    log.error("page failed, reference %s", reference, exc_info=failure)
    language = str(st.session_state.get("lang", "en"))
    place = getattr(getattr(st.session_state.get("scope"), "folder", None), "place", None)
    mailbox = place.mailbox if place else say("error.host", language)
    st.error(
        f"**{say('error.title', language)}** {say('error.body', language, mailbox=mailbox)} "
        f"{say('error.reference', language, code=reference)}",
        icon=":material/error:",
    )
    return True
