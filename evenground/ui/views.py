"""Maps and rankings on the screen: an Answer drawn, with its caption, table twin and downloads."""

from __future__ import annotations

import streamlit as st

from evenground.ui.scope import Scope


def opening_map(view: Scope) -> None:
    st.write("")
