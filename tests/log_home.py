"""A home in which a real release holds a log that a test wrote by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evenground.warehouse import releases
from evenground.warehouse.releases import Release
from evenground.warehouse.write import read_tables, write_release


def with_log(built: Path, home: Path, place: str, log: dict[str, pd.DataFrame], monkeypatch, audience: str = "analyst") -> Release:
    """A release of `place` in `home`: the real one of an audience, with the tables of `log` in the place of its own."""
    monkeypatch.setenv("EVENGROUND_HOME", str(built))
    content = read_tables(releases.current(place, audience).path) | log
    monkeypatch.setenv("EVENGROUND_HOME", str(home))
    draft = releases.draft(place, audience, "with-log")
    content["release"] = content["release"].assign(release_id="with-log")
    write_release(draft, content)
    sealed = Release(place, audience, releases.seal(draft))
    releases.point_to(sealed)
    return sealed
