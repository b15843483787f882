"""The record: what people decided in the app, one line each, never changed. An input of the next build.

One file per kind below `EVENGROUND_HOME/<place>/record/`. A line says what, by which role and when; a correction is a new
line. Names of persons do not belong here: a decision is a role's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from evenground.catalog.template import template
from evenground.warehouse.home import place_home

SHEETS = {"sign_off": "sign_offs", "commitment": "commitments"}
"""Kinds of which a sheet of the template says what they hold."""
FIELDS = {"override": ("subject", "subject_id", "choice", "reason", "until"), "follow_up": ("engagement_id", "follow_up_done")}
"""Kinds that say themselves what they hold."""
KINDS = (*SHEETS, *FIELDS)
LONGEST_LINE = 20_000


def append(place_id: str, kind: str, fields: Mapping[str, Any], by_role: str) -> dict[str, str]:
    """Write one decision at the end of the record and return it as it was written.

    Parameters
    ----------
    place_id : str
    kind : {"sign_off", "commitment", "override", "follow_up"}
    fields : mapping
        What was decided; `fields_of(kind)` says which names it may have. Empty values are left out. A commitment with the
        id of an earlier one changes the fields it names.
    by_role : str
        The role that decided, never a person's name.

    Raises
    ------
    ValueError
        If the kind or a field is unknown, the role is empty, or the line would be too long.
    """
    known = fields_of(kind)
    strange = sorted(set(fields) - set(known))
    if strange:
        raise ValueError(f"record of {kind}: no field {strange[0]!r}; known are {', '.join(known)}")
    if not by_role.strip():
        raise ValueError(f"record of {kind}: the role that decided is empty; say which role it was")
    said = {name: str(value).strip() for name, value in fields.items() if value is not None and str(value).strip()}
    entry = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "by_role": by_role.strip(), **said}
    line = json.dumps(entry, ensure_ascii=False)
    if len(line) > LONGEST_LINE:
        raise ValueError(f"record of {kind}: {len(line):,} characters are more than {LONGEST_LINE:,}; say it in fewer words")
    _write(_file(place_id, kind), line)
    return entry


def read(place_id: str, kind: str) -> list[dict[str, str]]:
    """Every decision of a kind, the earliest first; a line that a killed writer left unfinished is passed over."""
    fields_of(kind)
    try:
        lines = _file(place_id, kind).read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []
    return [entry for line in lines if (entry := _entry(line)) is not None]


def numbered(place_id: str, kind: str) -> list[dict[str, str]]:
    """As `read`, each with a `record_id` that stays the same: lines are only ever added."""
    return [entry | {"record_id": f"record-{number:06d}"} for number, entry in enumerate(read(place_id, kind), start=1)]


def fields_of(kind: str) -> tuple[str, ...]:
    """Names that the fields of a kind may have; `ValueError` for an unknown kind."""
    if kind not in KINDS:
        raise ValueError(f"no record of {kind!r}; kinds are {', '.join(KINDS)}")
    if kind in FIELDS:
        return FIELDS[kind]
    columns = template().sheet(SHEETS[kind]).columns
    return tuple(dict.fromkeys(name for column in columns for name in (column.id, column.to) if name and name != "by_role"))


def _file(place_id: str, kind: str) -> Path:
    return place_home(place_id) / "record" / f"{kind}.jsonl"


def _write(file: Path, line: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{file}.lock"), file.open("ab+") as record:
        record.seek(0, os.SEEK_END)
        if record.tell():
            record.seek(-1, os.SEEK_END)
            line = line if record.read(1) == b"\n" else f"\n{line}"  # a killed writer left half a line
        record.write(f"{line}\n".encode())
        record.flush()
        os.fsync(record.fileno())


def _entry(line: str) -> dict[str, str] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return {str(name): str(value) for name, value in entry.items()} if isinstance(entry, dict) and "at" in entry else None
