"""Files that leave the dashboard: each carries title, unit, period, geography, source, licence and date."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from evenground.look.caption import Caption
from evenground.look.text import cell
from evenground.ui.audience import audience
from evenground.ui.scope import Scope


def csv_bytes(table: pd.DataFrame, lines: Sequence[str] = ()) -> bytes:
    """A table as CSV for spreadsheets: `lines` say above it what it is, and no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for line in lines:
        writer.writerow([cell(line)])
    if lines:
        writer.writerow([])
    writer.writerow([cell(name) for name in table.columns])
    for row in table.itertuples(index=False):
        writer.writerow([cell(part) for part in row])
    return out.getvalue().encode("utf-8-sig")


def table_button(view: Scope, table: Callable[[], pd.DataFrame], name: str, caption: Caption | None = None) -> None:
    """A button for a table, which is made and written when it is asked for."""
    lines = (*(caption.lines if caption else ()), made_from(view))
    st.download_button(
        view.say("download.table"), lambda: csv_bytes(table(), lines), file_name=f"{view.folder.id}-{name}-{view.release.id}.csv",
        mime="text/csv", key=f"download-{name}", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def made_from(view: Scope) -> str:
    """Place, release and audience of a table that leaves, in one line."""
    place = view.folder.place
    public = audience() == "public"
    parts = [place.full_name.get(view.language) or place.full_name["en"], view.say("download.release", release=view.release.id)]
    parts.append(view.say("shell.audience_public" if public else "shell.audience_analyst"))
    return " · ".join([*parts, *([view.say("shell.not_cleared")] if public else [])])
