"""What a reader sees when a page fails: the choices are kept, and a reference leads to the server's log."""

from __future__ import annotations

import logging
import uuid

import streamlit as st

from evenground.catalog.library import PlaceFolder
from evenground.catalog.words import say
from evenground.ui.audience import audience
from evenground.warehouse.ask import OlderRelease, UnreadableRelease

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


def build_again(failure: UnreadableRelease, folder: PlaceFolder, language: str) -> None:
    """Say that the release of a place cannot be read, why, and which command makes a new one."""
    log.error("release cannot be read: %s", failure)
    why = "older" if isinstance(failure, OlderRelease) else "damaged"
    remedy = say("error.build_again" if audience() == "analyst" else "error.publish_again", language, place=folder.id, mailbox=folder.place.mailbox)
    st.error(f"**{say(f'error.{why}', language)}** {remedy}", icon=":material/history:")
