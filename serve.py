"""The server: pages, shapes and fonts from one process. `evenground serve` runs it."""

from __future__ import annotations

import gc
import os
import socket
import threading
import time
import webbrowser
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config

from evenground.catalog.library import place_folders
from evenground.ui.audience import AUDIENCE, LOOPBACK, SIGN_IN, audience_for
from evenground.ui.child import INPUTS
from evenground.ui.errors import show
from evenground.ui.routes import ROUTES, StayHome
from evenground.warehouse.releases import NoRelease, current

ROOT = Path(__file__).resolve().parent


@asynccontextmanager
async def _warm(_: object):
    """Load what every page needs before the first reader comes.

    Streamlit collects all garbage after every run; with the big libraries loaded, and every figure that is kept, that
    costs more than the page. What is there now stays for good, so it is taken out of the collector's sight; when to
    collect the rest is left to Python.
    """
    import evenground.ui.warm  # noqa: F401

    config.set_option("runner.postScriptGC", False)  # a hidden option: no variable of the environment sets it
    config.set_option("global.minCachedMessageSize", 1000)  # bytes: a list of areas is not sent again unless it changes
    gc.collect()
    gc.freeze()
    yield {}


app = st.App(ROOT / "app.py", routes=ROUTES, middleware=[Middleware(StayHome)], lifespan=_warm, on_script_error=show)


def serve(*, audience: str | None, address: str, port: int, inputs: Path | None, open_browser: bool) -> int:
    """Build what has no release yet, then serve until interrupted. Returns the exit code."""
    shown = audience_for(address, audience)
    if shown == "analyst" and address not in LOOPBACK:
        if not _sign_in_is_set_up():
            print(
                f"evenground: analysts on {address} must sign in, and no sign-in is set up; add [auth] to "
                ".streamlit/secrets.toml (docs/running-it.md says how), or serve with --audience public"
            )
            return 1
        os.environ[SIGN_IN] = "required"
    os.environ[AUDIENCE] = shown
    if inputs:
        os.environ[INPUTS] = str(inputs)  # so that a rebuild from the Load page reads the same files
    if not _is_free(address, port):
        print(f"evenground: port {port} on {address} is in use or not allowed; choose another with --port")
        return 1
    failed = _make_releases(shown, inputs)
    if failed:
        return failed
    url = f"http://{'127.0.0.1' if address in ('0.0.0.0', '::') else address}:{port}"
    print(f"Evenground is open at {url} for the {shown} audience. Stop it with Ctrl+C.", flush=True)
    if open_browser and address in LOOPBACK:
        threading.Thread(target=_open_when_up, args=(url,), daemon=True).start()
    _run(address, port)
    return 0


def _make_releases(shown: str, inputs: Path | None) -> int:
    """Build and publish what is missing; a place that cannot be built is said and left out, the others are served."""
    from etl.console import build_with_progress, publish_with_summary
    from etl.inputs import BuildFailed
    from evenground.warehouse.releases import Busy

    for folder in place_folders().values():
        try:
            if inputs is not None or not _has_release(folder.id, "analyst"):
                build_with_progress(folder, inputs)
            if shown == "public" and (inputs is not None or not _has_release(folder.id, "public")):
                publish_with_summary(folder)
        except (BuildFailed, Busy) as failure:
            print(failure, flush=True)
            if inputs is not None and not _has_release(folder.id, "analyst") and folder.starter_sources:
                build_with_progress(folder, None)
    served = [place_id for place_id in place_folders() if _has_release(place_id, shown)]
    return 0 if served else 1


def _is_free(address: str, port: int) -> bool:
    """Whether a server can listen there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def _has_release(place_id: str, audience: str) -> bool:
    try:
        return bool(current(place_id, audience).id)
    except NoRelease:
        return False


def _sign_in_is_set_up() -> bool:
    return any((folder / ".streamlit" / "secrets.toml").is_file() for folder in (ROOT, Path.cwd(), Path.home()))


def _run(address: str, port: int) -> None:
    import uvicorn

    os.environ.setdefault("STREAMLIT_SERVER_ADDRESS", address)
    os.environ.setdefault("STREAMLIT_SERVER_PORT", str(port))
    uvicorn.run("serve:app", host=address, port=port, log_level="warning", app_dir=str(ROOT), server_header=False)


def _open_when_up(url: str) -> None:
    time.sleep(2)
    webbrowser.open(url)
