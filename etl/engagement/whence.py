"""Where a place's log comes from: its own files, what was uploaded, or the demonstration."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from etl.engagement.files import sheets_of
from etl.engagement.sheet import RawSheet
from etl.inputs import BuildFailed
from etl.intake.outcome import Refused
from evenground.catalog.library import PlaceFolder
from evenground.catalog.mapping import Mapping, common_mappings, mappings_in
from evenground.catalog.template import template
from evenground.warehouse.home import place_home

FOLDER = "outreach"
ENDINGS = (".csv", ".csv.gz", ".tsv", ".txt", ".xlsx", ".xls", ".ods")
DEMONSTRATION = "demonstration.yml"
GENERATOR = "etl.engagement.demonstration.demonstration"


@dataclass
class Log:
    """Sheets of a log, what kind of log it is, and as of when."""

    kind: str
    as_of: date | None = None
    sheets: list[RawSheet] = field(default_factory=list)


def log_of(folder: PlaceFolder, base: Path | None, today: date) -> Log:
    """The recorded log where there is one, else the demonstration, else none. Raises `BuildFailed` with every unusable file."""
    folders = [*([base / FOLDER] if base else []), uploads(folder.id)]
    files = [file for one in folders for file in log_files(one)]
    if files:
        return Log("recorded", today, _all_sheets(folder, files, known_mappings(folder, base)))
    if (folder.folder / DEMONSTRATION).is_file():
        return _demonstration(folder)
    return Log("none")


def uploads(place_id: str) -> Path:
    """Where files that people load in the app are staged for the next build."""
    return place_home(place_id) / "inputs" / FOLDER


def log_files(folder: Path) -> list[Path]:
    """Tables in a folder of a log, by name."""
    return sorted(file for file in folder.glob("*") if file.is_file() and file.name.lower().endswith(ENDINGS)) if folder.is_dir() else []


def known_mappings(folder: PlaceFolder, base: Path | None) -> dict[str, Mapping]:
    """The common mappings, the place's own, and those that lie beside its logs."""
    own = [folder.folder] if folder.folder else []
    beside = [*([base / FOLDER] if base else []), uploads(folder.id)]
    return common_mappings() | mappings_in(*(one / "mappings" for one in (*own, *beside)))


def mapping_in_name(path: Path, mappings: dict[str, Mapping]) -> str:
    """The mapping that a file's name declares: `march.kobotoolbox.csv`."""
    return next((part for part in path.name.split(".")[1:-1] if part in mappings), "")


def _all_sheets(folder: PlaceFolder, files: list[Path], mappings: dict[str, Mapping]) -> list[RawSheet]:
    sheets, wrong = [], []
    for file in files:
        try:
            sheets += sheets_of(file, mappings, mapping_in_name(file, mappings), folder.place.time_zone)
        except Refused as refused:
            wrong.append(f"  {file.name}: {refused}")
    if wrong:
        raise BuildFailed("\n".join([f"{folder.id}: {len(wrong)} files of the outreach log cannot be used", *wrong]))
    return sheets


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
