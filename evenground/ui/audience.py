"""Who is looking: decided when the dashboard is served, never by a reader."""

from __future__ import annotations

import os

LOOPBACK = ("127.0.0.1", "localhost", "::1")
AUDIENCE = "EVENGROUND_AUDIENCE"
SIGN_IN = "EVENGROUND_SIGN_IN"


def audience_for(address: str, asked: str | None) -> str:
    """The audience of a server on an address: analysts on this machine alone, the public elsewhere unless asked."""
    return asked or ("analyst" if address in LOOPBACK else "public")


def audience() -> str:
    """The audience this process serves. Without a word from `evenground serve`, the address that it listens on decides."""
    said = os.environ.get(AUDIENCE)
    if said in ("analyst", "public"):
        return said
    import streamlit as st

    return audience_for(st.get_option("server.address") or "0.0.0.0", None)


def must_sign_in() -> bool:
    """True where analysts reach the dashboard from other machines."""
    return audience() == "analyst" and os.environ.get(SIGN_IN) == "required"
