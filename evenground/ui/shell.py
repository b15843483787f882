"""What stands around every page: the language of the document, notices, the foot."""

from __future__ import annotations

import json

import streamlit as st

from evenground.answers.shelf import shelf
from evenground.catalog.words import say
from evenground.look.dates import day
from evenground.ui.audience import audience
from evenground.ui.scope import Scope
from evenground.ui.window import FOLLOW_THEME

WHOLE_LANGUAGES = ("en", "fr")
"""Every word of the product is said in these; another language has the words that a source gives it."""


def speak(language: str) -> None:
    """Tell the browser which language the page is in, so that screen readers pronounce it; and to follow its theme."""
    tell = f"<script>document.documentElement.lang = {json.dumps(language)}</script>"
    st.html(tell + FOLLOW_THEME, unsafe_allow_javascript=True, width="content")


def notices(scope: Scope) -> None:
    """What a reader must know before any figure: starter tables, and whose eyes these pages are for."""
    place = scope.folder.place
    about = shelf(scope.release, "release").iloc[0]
    if scope.language not in WHOLE_LANGUAGES:
        st.caption(f":material/translate: {say('notice.partial', scope.language)}")
    if about["inputs"] == "starter tables":
        st.caption(f":material/info: {scope.say('notice.starter')}")
    if place.demonstration:
        st.warning(place.demonstration.get(scope.language) or place.demonstration["en"], icon=":material/science:")


def not_on_offer(scope: Scope) -> None:
    """That an address asked for what is not here; known only after the page has drawn its own choices."""
    if st.session_state.pop("not_on_offer", None):
        st.info(scope.say("notice.not_on_offer"), icon=":material/link_off:")


def foot(scope: Scope) -> None:
    """Audience, release, policy and mailbox, at the end of every page."""
    about = shelf(scope.release, "release").iloc[0]
    place = scope.folder.place
    public = audience() == "public"
    said = [
        scope.say("shell.audience_public" if public else "shell.audience_analyst"),
        f"**{scope.say('shell.not_cleared')}.**" if public else "",
        scope.say("shell.release", date=day(about["built_at"].date(), scope.language)) + f" ({about['release_id']}).",
        scope.say("notice.policy", version=about["policy_version"]),
        place.policy.data_owner.get(scope.language) or place.policy.data_owner["en"],
        scope.say("shell.footer_privacy"),
    ]
    with st.container(key="foot"):
        st.divider()
        st.caption(" ".join(part for part in said if part))
        # outside the caption, whose paleness would leave the link's contrast under 4.5 to 1
        st.markdown(f":small[{scope.say('notice.mailbox', mailbox=place.mailbox)}]")
