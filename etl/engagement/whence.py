"""Where a place's log comes from: its own files, what was uploaded, or the demonstration."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from etl.engagement.sheet import RawSheet
from evenground.catalog.library import PlaceFolder
from evenground.catalog.template import template

FOLDER = "outreach"
DEMONSTRATION = "demonstration.yml"
GENERATOR = "etl.engagement.demonstration.demonstration"


@dataclass
class Log:
    """Sheets of a log, what kind of log it is, and as of when."""

    kind: str
    as_of: date | None = None
    sheets: list[RawSheet] = field(default_factory=list)


def log_of(folder: PlaceFolder, base: Path | None, today: date) -> Log:
    """The recorded log where there is one, else the demonstration, else none."""
    if (folder.folder / DEMONSTRATION).is_file():
        return _demonstration(folder)
    return Log("none")


def _demonstration(folder: PlaceFolder) -> Log:
    try:
        generator = importlib.import_module(GENERATOR)
    except ModuleNotFoundError:
        return Log("none")
    sheets = generator.demonstration_sheets(folder)
    as_of = generator.as_of(folder) if hasattr(generator, "as_of") else None
    return Log("demonstration", as_of, [from_table(sheet.id, "demonstration", sheets[sheet.id]) for sheet in template().sheets if sheet.id in sheets])


def from_table(sheet_id: str, source: str, table: pd.DataFrame) -> RawSheet:
    """A sheet that was made, not read: its first record stands on line 2, below its header."""
    texts = table.astype("str").fillna("")
    return RawSheet(sheet_id, source, texts.reset_index(drop=True), np.arange(2, len(table) + 2, dtype="int64"))
