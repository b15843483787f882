"""The report on one file for a program to read: JSON, with at most so many rejects and preview rows."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pandas as pd

from etl.intake.report import LOAD, REFUSED, WITH_REJECTS, Report
from etl.tables import mask
from etl.take import Taken

MOST_REJECTS = 500
MOST_PREVIEW = 50
COLUMNS = ("line", "column", "value", "reason", "remedy")


def of_report(report: Report) -> dict[str, Any]:
    """The report on a table or shapes of one's own."""
    return {
        "file": report.file, "outcome": report.outcome, "kind": report.kind, "layout": report.layout, "rows_in": report.rows_in,
        "loaded": report.loaded, "rejected_rows": report.rejected_rows, "reason": report.reason, "remedy": report.remedy,
        "rejected": _rows(report.rejected, COLUMNS, MOST_REJECTS), "repaired": dict(report.repaired),
        "warnings": list(report.warnings), "notes": list(report.notes), "source": "",
        "preview": _rows(report.preview, _shown(report.preview), MOST_PREVIEW),
    }  # fmt: skip


def of_source(taken: Taken, complaints: list[str]) -> dict[str, Any]:
    """The report on a file that a place's own loader reads."""
    rejected = taken.tidy.rejected.assign(value=[mask(value) for value in taken.tidy.rejected["value"]])
    outcome = REFUSED if complaints else WITH_REJECTS if len(rejected) else LOAD
    shown = taken.tidy.observations
    return {
        "file": taken.path.name, "outcome": outcome, "kind": taken.path.suffix.lstrip("."), "layout": taken.source.loader,
        "rows_in": taken.rows_in, "loaded": taken.rows_loaded, "rejected_rows": taken.rows_rejected, "reason": "; ".join(complaints), "remedy": "",
        "rejected": _rows(rejected, COLUMNS, MOST_REJECTS), "repaired": {}, "warnings": [], "notes": [], "source": taken.source.id,
        "preview": _rows(shown, _shown(shown), MOST_PREVIEW),
    }  # fmt: skip


def refused(file: str, reason: str) -> dict[str, Any]:
    """The report on a file that could not be read at all."""
    empty = {"kind": "", "layout": "", "rows_in": None, "loaded": 0, "rejected_rows": 0, "remedy": "", "source": ""}
    return {"file": file, "outcome": REFUSED, "reason": reason, **empty, "rejected": [], "repaired": {}, "warnings": [], "notes": [], "preview": []}


def write(report: dict[str, Any], out: Path | None) -> None:
    if out is not None:
        out.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")


def _shown(table: pd.DataFrame | None) -> tuple[str, ...]:
    """Columns of a preview: those that hold anything, without geometry."""
    if table is None:
        return ()
    return tuple(name for name in table.columns if name != "geometry" and table[name].head(MOST_PREVIEW).replace("", None).notna().any())


def _rows(table: pd.DataFrame | None, columns: tuple[str, ...], most: int) -> list[dict[str, Any]]:
    if table is None:
        return []
    return [{str(name): _plain(row[name]) for name in columns if name in row} for row in table.head(most).to_dict("records")]


def _plain(value: Any) -> Any:
    """A value that JSON can hold; what it cannot is written as text."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, bool | int | float | str):
        return value
    if hasattr(value, "item"):
        return _plain(value.item())
    return None if value is pd.NaT or value is pd.NA else str(value)
