"""Where an installation keeps what it writes: releases, uploads and the record, below `EVENGROUND_HOME`."""

from __future__ import annotations

import os
from pathlib import Path

STORES = ("working", "public")


def home() -> Path:
    """The installation's own folder; `./var` unless `EVENGROUND_HOME` names another."""
    return Path(os.environ.get("EVENGROUND_HOME") or "var").resolve()


def place_home(place_id: str) -> Path:
    return home() / place_id


def uploads(place_id: str) -> Path:
    """The folder of files that analysts brought by the Load page; a build reads them before those of the inputs folder."""
    return place_home(place_id) / "inputs"


def store(place_id: str, audience: str) -> Path:
    """The folder of releases that an audience reads: the analysts' `working` store, or the `public` one."""
    return place_home(place_id) / ("working" if audience == "analyst" else "public")
