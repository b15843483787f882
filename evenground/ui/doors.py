"""The pages, in the order in which a reader meets them, under the heading of what they are about."""

from __future__ import annotations

import streamlit as st

from evenground.catalog.words import say

FIRST = "overview"
DOORS = {
    "needs": {"overview": "home", "map": "map", "disparities": "balance", "compare": "compare_arrows"},
    "outreach": {
        "coverage": "join_inner",
        "plan": "edit_calendar",
        "activity": "groups",
        "projects": "handyman",
        "portrait": "home_pin",
        "goals": "flag",
    },
    "brief": {"brief": "co_present"},
    "data": {"methods": "menu_book", "load": "upload_file"},
}
"""By section: the script in `screens/` and its icon. A script's title is the message `nav.<script>`."""
FIGURES = ("overview", "map", "compare", "disparities", "methods")
"""Pages that show the indicator that is chosen in the sidebar; the others keep the choice without drawing it."""


def pages(language: str) -> dict[str, list[st.Page]]:
    """Every page of the navigation, in the reader's language."""
    return {
        str(say(f"nav.section_{section}", language)): [
            st.Page(
                f"screens/{script}.py", title=str(say(f"nav.{script}", language)), icon=f":material/{icon}:",
                default=script == FIRST,
            )
            for script, icon in doors.items()
        ]
        for section, doors in DOORS.items()
    }  # fmt: skip


def shows_figures(page: st.Page) -> bool:
    """True where the page follows the shared choice of indicator, geography, group and period, and so draws it."""
    return (page.url_path or FIRST) in FIGURES
