"""Files that leave the dashboard: each carries title, unit, period, geography, source, licence and date."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from evenground.briefs.workbook import csv_bytes
from evenground.catalog.words import spoken_as
from evenground.look.caption import Caption
from evenground.ui.audience import audience
from evenground.ui.scope import Scope


def table_button(view: Scope, table: Callable[[], pd.DataFrame], name: str, caption: Caption | None = None) -> None:
    """A button for a table, which is made and written when it is asked for."""
    lines = (*(caption.lines if caption else ()), made_from(view))
    st.download_button(
        view.say("download.table"), spoken_as(view.folder.folder, lambda: csv_bytes(table(), lines)), file_name=f"{view.folder.id}-{name}-{view.release.id}.csv",
        mime="text/csv", key=f"download-{name}", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def made_from(view: Scope) -> str:
    """Place, release and audience of a table that leaves, in one line."""
    place = view.folder.place
    public = audience() == "public"
    parts = [place.full_name.get(view.language) or place.full_name["en"], view.say("download.release", release=view.release.id)]
    parts.append(view.say("shell.audience_public" if public else "shell.audience_analyst"))
    return " · ".join([*parts, *([view.say("shell.not_cleared")] if public else [])])
