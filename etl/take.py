"""One source taken in: read, tidied, its areas resolved, and each of its records accounted for."""

from __future__ import annotations

import hashlib
import importlib
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from etl.areas import normal_codes
from etl.contract import REJECT, SourceModule, Tidy, rejects
from etl.counting import count
from evenground.catalog.library import PlaceFolder
from evenground.catalog.source import Source
from evenground.warehouse.home import uploads

OWN_FOLDER = "place:"


class MissingFile(Exception):
    """A declared file is not in the inputs folder; the message says where it can be had."""


class Unaccounted(Exception):
    """Records came in that were neither loaded nor rejected nor left out by a declared selector."""


class AnotherVintage(Exception):
    """A file's codes belong to another edition of the boundaries than the one that was declared."""


@dataclass
class Taken:
    """A source with what was made of it. `rows_in` was counted from the bytes, not by the loader."""

    source: Source
    path: Path
    sha256: str
    size: int
    rows_in: int
    tidy: Tidy
    lines: set[int] = field(default_factory=set)
    areas_matched: int | None = None
    areas_known: int | None = None

    @property
    def rows_rejected(self) -> int:
        return len(set(self.tidy.rejected["line"]) - self.lines)

    @property
    def rows_out_of_scope(self) -> int:
        return len({line for lines in self.tidy.out_of_scope.values() for line in lines} - self.lines)

    @property
    def rows_loaded(self) -> int:
        return len(self.lines)


def find_file(source: Source, inputs: Path, folder: PlaceFolder) -> Path:
    """The one file that a source names: what an analyst has uploaded under its name, else the one in the inputs folder or,
    with `place:`, in the place's own."""
    own = source.file.startswith(OWN_FOLDER)
    base = folder.folder if own else inputs
    pattern = source.file.removeprefix(OWN_FOLDER)
    uploaded = [] if own else sorted(uploads(folder.id).glob(Path(pattern).name))
    if len(uploaded) == 1:
        return uploaded[0]
    found = sorted(base.glob(pattern))
    if len(found) == 1:
        return found[0]
    if found:
        raise MissingFile(f"{folder.id}/{source.id}: {len(found)} files match {pattern!r} in {base}; keep one of them")
    raise MissingFile(
        f"{folder.id}/{source.id}: no file {pattern!r} in {base}; it can be had from {source.download}"
    )


def take(source: Source, path: Path) -> Taken:
    """Read and tidy one file; nothing is resolved against the map yet."""
    module = _loader(source)
    named = {name: source.options[name] for name in ("sheet", "delimiter") if name in source.options}
    rows_in = count(path, module.COUNT, header_rows=getattr(module, "HEADER_ROWS", 1), **named)
    tidied = module.tidy(module.read(path, source), source)
    content = path.read_bytes()
    taken = Taken(source, path, hashlib.sha256(content).hexdigest(), len(content), rows_in, tidied)
    taken.lines = _loaded_lines(tidied)
    return taken


def _loader(source: Source) -> SourceModule:
    name = f"etl.sources.{source.loader}"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as absent:
        if absent.name != name:
            raise
        known = ", ".join(sorted(file.stem for file in Path(__file__).parent.glob("sources/[a-z]*.py")))
        raise MissingFile(f"{source.id}: no loader {source.loader!r} in etl/sources; it has {known}") from absent


def resolve(taken: Taken, folder: PlaceFolder, areas: pd.DataFrame, indicators: set[str], strata: set[str]) -> None:
    """Give each observation its area key; what fits no known area, indicator or group is rejected with its reason."""
    rows = taken.tidy.observations
    rows = rows.assign(level=rows["level"].where(rows["level"] != "", f"{taken.source.level}:{taken.source.area_vintage}"))
    rows = rows.assign(area_key=_area_keys(rows, taken, folder))
    known_areas = set(areas["area_key"])
    _refuse_another_vintage(rows, taken, folder, known_areas)
    for column, known, reason, remedy in (
        ("area_key", known_areas, "area is not on the map", "add it to the boundaries, or to the source's scope"),
        ("indicator_id", indicators, "indicator is not declared", "declare it in an indicators folder"),
        ("stratum_id", strata, "group is not declared", "declare it under stratifiers in place.yml"),
    ):
        strange = ~rows[column].isin(known)
        _reject(taken, rows[strange], column, reason, remedy)
        rows = rows[~strange]
    taken.tidy.observations = _without_conflicts(taken, rows)
    taken.lines = _loaded_lines(taken.tidy)
    _count_areas(taken, areas)


def _refuse_another_vintage(rows: pd.DataFrame, taken: Taken, folder: PlaceFolder, known: set[str]) -> None:
    """Stop when a file's codes fit another edition of the same areas better than the one it is declared for.

    Joining by code alone would go through without an error and lose areas, or give them another area's figures.
    """
    for level_key, keys in rows.groupby("level")["area_key"]:
        declared, found = folder.place.level(level_key), set(keys)
        codes = {key.split(":", 2)[2] for key in found}
        for other in folder.place.levels:
            if other.id == declared.id and other.vintage != declared.vintage:
                here, there = len(found & known), len({other.area_key(code) for code in codes} & known)
                if there > here:
                    raise AnotherVintage(
                        f"{folder.id}/{taken.source.id}: declared for {level_key}, where {here} of its {len(codes)} codes are "
                        f"areas, but {there} are areas of {other.key}; declare that vintage, or a crosswalk between the two"
                    )


def check_accounts(taken: Taken) -> None:
    """`rows_in = loaded + rejected + out_of_scope`, or the build stops."""
    total = taken.rows_loaded + taken.rows_rejected + taken.rows_out_of_scope
    if total != taken.rows_in:
        raise Unaccounted(
            f"{taken.source.id}: {taken.rows_in} records came in but {taken.rows_loaded} loaded + {taken.rows_rejected} "
            f"rejected + {taken.rows_out_of_scope} out of scope = {total}; the loader {taken.source.loader} loses records"
        )


def _loaded_lines(tidied: Tidy) -> set[int]:
    tables = (
        tidied.observations, tidied.areas, tidied.crosswalk, tidied.members, tidied.resources, tidied.facts, tidied.names
    )  # fmt: skip
    return tidied.parts | {int(line) for table in tables if table is not None for line in table["line"].unique()}


def _area_keys(rows: pd.DataFrame, taken: Taken, folder: PlaceFolder) -> pd.Series:
    keys = pd.Series("", index=rows.index, dtype="str")
    for level_key, group in rows.groupby("level"):
        level = folder.place.level(level_key)
        codes, repaired = normal_codes(group["area_code"], level)
        for rule, number in repaired.items():
            taken.tidy.repaired[rule] = taken.tidy.repaired.get(rule, 0) + number
        keys.loc[group.index] = f"{level.id}:{level.vintage}:" + codes
    return keys


def _reject(taken: Taken, rows: pd.DataFrame, column: str, reason: str, remedy: str) -> None:
    if len(rows):
        each = rows.drop_duplicates(["line", column])
        refused = rejects(each["line"], column, each[column], reason, remedy)
        taken.tidy.rejected = pd.concat([taken.tidy.rejected, refused], ignore_index=True).astype(REJECT)


def _without_conflicts(taken: Taken, rows: pd.DataFrame) -> pd.DataFrame:
    key = ["indicator_id", "area_key", "period_id", "stratum_id"]
    twice = rows.duplicated(key, keep=False)
    if twice.any():
        _reject(taken, rows[twice], "area_key", "two records give the same figure", "keep the one that is right")
    return rows[~twice]


def _count_areas(taken: Taken, areas: pd.DataFrame) -> None:
    if not taken.source.level or taken.tidy.observations.empty:
        return
    own = f"{taken.source.level}:{taken.source.area_vintage}"
    here = taken.tidy.observations
    taken.areas_matched = int(here.loc[here["level"] == own, "area_key"].nunique())
    taken.areas_known = int((areas["level_key"] == own).sum())
