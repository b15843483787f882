"""Files that leave the dashboard: each carries title, unit, period, geography, source, licence and date."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pandas as pd
import streamlit as st

from evenground.look.caption import Caption
from evenground.look.text import cell
from evenground.ui.scope import Scope


def csv_bytes(table: pd.DataFrame, caption: Caption | None = None) -> bytes:
    """A table as CSV for spreadsheets: what it is stands above it, and no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for line in caption.lines if caption else ():
        writer.writerow([cell(line)])
    if caption:
        writer.writerow([])
    writer.writerow([cell(name) for name in table.columns])
    for row in table.itertuples(index=False):
        writer.writerow([cell(part) for part in row])
    return out.getvalue().encode("utf-8-sig")


def table_button(view: Scope, table: Callable[[], pd.DataFrame], name: str, caption: Caption | None = None) -> None:
    """A button for a table, which is made and written when it is asked for."""
    st.download_button(
        view.say("download.table"), lambda: csv_bytes(table(), caption), file_name=f"{view.folder.id}-{name}-{view.release.id}.csv",
        mime="text/csv", key=f"download-{name}", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
