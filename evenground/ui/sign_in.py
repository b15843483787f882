"""Analysts who reach the dashboard from other machines sign in first; nobody else is asked anything."""

from __future__ import annotations

import streamlit as st

from evenground.catalog.words import say
from evenground.ui.audience import must_sign_in


def required() -> None:
    """Stop the page until an analyst is signed in, where the server was told that they must be."""
    if must_sign_in() and not st.user.is_logged_in:
        st.title("Evenground")
        st.write(say("notice.sign_in", "en"))
        st.button(say("notice.sign_in_button", "en"), on_click=st.login)
        st.stop()
