"""Tables on the screen: numbers with the signs of the reader's language, and names that stay in sight."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from evenground.look.numbers import NONE
from evenground.ui import window
from evenground.ui.scope import Scope

NAMES, LONG, TWO_LINES = 150, 20, 66
"""On a phone: pixels of a column of long names, signs from which a name is long there, and pixels of a row in which a name is broken:
the browser breaks none in rows of 64 or less."""

DECIMALS = 4
"""Enough for every figure here; without it a sum of shares shows the last bit of its floating point."""


def table(view: Scope, shown: pd.DataFrame, *, alt: str, **more: object) -> None:
    """A table as wide as the page, without its index; `more` goes to `st.dataframe`."""
    shown = shown.round({name: DECIMALS for name in shown.columns if pd.api.types.is_float_dtype(shown[name])})
    if window.is_narrow() and _has_long_names(shown):
        more["row_height"] = TWO_LINES
    st.dataframe(shown, hide_index=True, placeholder=NONE, width="stretch", alt=alt, column_config=columns(view, shown), **more)


def columns(view: Scope, shown: pd.DataFrame) -> dict[str, ColumnConfig]:
    """The first column stays in sight while the others are moved; numbers are written as the page writes them."""
    as_written = window.number_format(view.language)
    numbers = {name: st.column_config.NumberColumn(format=as_written) for name in shown.columns if pd.api.types.is_numeric_dtype(shown[name])}
    width = NAMES if window.is_narrow() and _has_long_names(shown) else None
    first = {shown.columns[0]: st.column_config.Column(pinned=True, width=width)} if len(shown.columns) > 1 and shown.columns[0] not in numbers else {}
    return first | numbers


def _has_long_names(shown: pd.DataFrame) -> bool:
    return len(shown.columns) > 1 and len(shown) > 0 and bool(shown.iloc[:, 0].astype(str).str.len().max() > LONG)
