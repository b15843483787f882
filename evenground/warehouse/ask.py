"""The readers' door: a question by name, its values bound, answered from one pinned release.

Each question is a text in `sql/`. Connections are read-only and locked down; every question gets a cursor of its own,
because a connection that threads share answers with another thread's rows.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from evenground.warehouse.releases import Release

QUESTIONS = Path(__file__).parent / "sql"
LOCKED_DOWN = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "memory_limit": "512MB",
    "threads": "2",
    "lock_configuration": "true",
}
OPEN_AT_MOST = 12
REMEDY = "run `evenground build {place}` again"

_open: dict[Path, duckdb.DuckDBPyConnection] = {}
_guard = threading.Lock()


class UnreadableRelease(Exception):
    """A release file is damaged or was made by another version; build again."""


class OlderRelease(UnreadableRelease):
    """A release was made by an earlier version and lacks a table or a column that a question reads; build again."""


def ask(release: Release, question: str, **values: Any) -> pd.DataFrame:
    """The answer to `sql/<question>.sql` from a pinned release, as a table.

    `values` are bound to the `$names` of the text, never pasted into it. Raises `UnreadableRelease` when the file is
    damaged, and its kind `OlderRelease` when an earlier version made it and the answer is not in it.
    """
    try:
        return connection(release.path).cursor().execute(text(question), values or None).df()
    except (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException) as bad:
        raise UnreadableRelease(f"{release.path}: {bad}; {REMEDY.format(place=release.place_id)}") from bad
    except (duckdb.CatalogException, duckdb.BinderException) as lacking:
        # The questions are fixed texts that tests put to releases of this version: what lacks a table is older.
        raise OlderRelease(f"{release.path} was made by an earlier version ({str(lacking).splitlines()[0]}); {REMEDY.format(place=release.place_id)}") from lacking


@lru_cache
def text(question: str) -> str:
    """The SQL of a question; only names of files in `sql/` are questions."""
    path = QUESTIONS / f"{question}.sql"
    if path.parent != QUESTIONS or not path.is_file():
        raise KeyError(f"no question {question!r} in {QUESTIONS}")
    return path.read_text(encoding="utf-8")


def connection(path: Path) -> duckdb.DuckDBPyConnection:
    """The process's one read-only, locked-down connection to a release; take a cursor of it for each question."""
    with _guard:
        if path not in _open:
            while len(_open) >= OPEN_AT_MOST:
                # Not closed by hand: a cursor of another thread may still be reading it.
                _open.pop(next(iter(_open)))
            _open[path] = duckdb.connect(str(path), read_only=True, config=LOCKED_DOWN)
        return _open[path]
