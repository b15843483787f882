"""The empty page as a server of its own, its collector frozen as the dashboard's is."""

from __future__ import annotations

import gc
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st


@asynccontextmanager
async def _frozen(_: object):
    import evenground.ui.warm  # noqa: F401

    gc.collect()
    gc.freeze()
    yield {}


app = st.App(Path(__file__).with_name("empty_page.py"), lifespan=_frozen)
