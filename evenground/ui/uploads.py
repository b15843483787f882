"""Files that analysts bring: put aside to be checked, and kept for the next build only when they say so."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from evenground.ui import child
from evenground.ui.child import Ended
from evenground.warehouse.home import uploads

KINDS = ("csv", "tsv", "gz", "xlsx", "xls", "ods", "geojson", "json", "zip", "gpkg")
GROUP_KINDS = ("csv", "tsv", "gz", "xlsx", "parquet")
CHECK_SECONDS, MEASURE_SECONDS, BUILD_SECONDS = 180, 900, 900
ASIDE = ".checked"
"""Folder of files that wait for a decision; no build reads it."""
_PLAIN = re.compile(r"[^\w .()+-]", re.UNICODE)


def plain_name(name: str) -> str:
    """A file's own name without folders or signs that a system could take for its own.

    >>> plain_name("../../etc/pass wd;.csv"), plain_name(".hidden")
    ('pass wd_.csv', 'hidden')
    """
    last = re.split(r"[\\/]", name)[-1]
    return _PLAIN.sub("_", last).lstrip(". ")[-120:] or "file"


def put_aside(place_id: str, name: str, content: bytes) -> Path:
    """Write a file where it can be checked; the same bytes under the same name land in the same place."""
    folder = uploads(place_id) / ASIDE / hashlib.sha256(content).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / plain_name(name)
    path.write_bytes(content)
    return path


def check(place_id: str, path: Path) -> dict[str, Any]:
    """The report of `evenground check PLACE --file`, as `etl.check_report` writes it."""
    out = path.with_name(f"{path.name}.report.json")
    out.unlink(missing_ok=True)
    ended = child.run("check", place_id, "--file", str(path), "--report", str(out), seconds=CHECK_SECONDS)
    if not out.is_file():
        return {"file": path.name, "outcome": "refused", "reason": last_words(ended), "remedy": "", "rows_in": None, "rejected": [], "preview": []}
    report = json.loads(out.read_text(encoding="utf-8"))
    out.unlink()
    return report


def last_words(ended: Ended) -> str:
    """What a command said last, without the names of this machine's folders."""
    lines = [line.strip() for line in ended.said.splitlines() if line.strip()]
    return re.sub(r"(/[\w.+-]+)+/", "", lines[-1])[:400] if lines else ""


def keep(place_id: str, path: Path) -> Path:
    """Move a checked file to where the next build looks; one of the same name is replaced whole."""
    target = uploads(place_id) / path.name
    os.replace(path, target)
    shutil.rmtree(path.parent, ignore_errors=True)
    return target


def drop_aside(place_id: str) -> None:
    """Remove everything that waits for a decision."""
    shutil.rmtree(uploads(place_id) / ASIDE, ignore_errors=True)


def kept(place_id: str) -> list[Path]:
    """Files that the next build will look at, by name."""
    folder = uploads(place_id)
    return sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith(".")) if folder.is_dir() else []


def remove(place_id: str, name: str) -> None:
    """Take a kept file out again; the next build reads the inputs folder's own."""
    (uploads(place_id) / plain_name(name)).unlink(missing_ok=True)
