"""A build: a place's published files become one new release, or nothing changes."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd

from etl.assemble import OnPhase, assemble
from etl.checks import failed_expectations
from etl.inputs import BuildFailed, Inputs
from etl.take import MissingFile, Taken, find_file, take
from evenground.catalog.library import PlaceFolder
from evenground.warehouse import releases
from evenground.warehouse.write import write_release

PHASES = ("lock", "read", "resolve", "derive", "outreach", "write", "check", "sync", "point", "prune")

OnSource = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Built:
    """What a build made, for its summary."""

    release: releases.Release
    taken: tuple[Taken, ...]
    observations: pd.DataFrame
    inputs: str
    seconds: float


def build(
    folder: PlaceFolder,
    inputs: Path | None = None,
    *,
    on_phase: OnPhase = lambda _: None,
    on_source: OnSource = lambda *_: None,
) -> Built:
    """Build a new working release of a place and make it the current one.

    Parameters
    ----------
    folder : PlaceFolder
        The place's declarations.
    inputs : Path, optional
        Folder with `<place>/`; without one, the starter tables are used.
    on_phase : callable, optional
        Told the name of each phase as it begins.
    on_source : callable, optional
        Told each source's id, its number and how many there are.

    Raises
    ------
    BuildFailed
        When a file is missing or wrong, an expectation fails, or the disk is full; nothing has changed then.
    releases.Busy
        When another build of the place is under way.
    """
    started = datetime.now(UTC)
    on_phase("lock")
    with releases.building(folder.id):
        chosen = Inputs.of(folder, inputs)
        on_phase("read")
        taken = _take_all(chosen, folder, on_source)
        made, content = assemble(folder, chosen, taken, started, on_phase)
        on_phase("write")
        draft = releases.draft(folder.id, "analyst", made)
        try:
            write_release(draft, content)
            on_phase("check")
            _check(folder, taken)
            on_phase("sync")
            final = releases.Release(folder.id, "analyst", releases.seal(draft))
        except (OSError, duckdb.Error) as broken:
            draft.unlink(missing_ok=True)
            raise BuildFailed(_disk_or_other(folder, broken)) from broken
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        on_phase("point")
        releases.point_to(final)
        on_phase("prune")
        releases.prune(folder.id, "analyst")
    seconds = (datetime.now(UTC) - started).total_seconds()
    return Built(final, tuple(taken), content["fact_observation"], chosen.called, seconds)


def read_all(folder: PlaceFolder, inputs: Path | None, on_source: OnSource = lambda *_: None) -> list[Taken]:
    """Everything a build does before it writes: for `evenground check PLACE`. Raises `BuildFailed` with every complaint."""
    chosen = Inputs.of(folder, inputs)
    taken = _take_all(chosen, folder, on_source)
    assemble(folder, chosen, taken, datetime.now(UTC), lambda _: None)
    _check(folder, taken)
    return taken


def _take_all(chosen: Inputs, folder: PlaceFolder, on_source: OnSource) -> list[Taken]:
    if not chosen.sources:
        raise BuildFailed(
            f"{folder.id}: no sources are declared for {chosen.called} in {folder.folder}; add sources/*.yml"
        )
    missing, taken = [], []
    for number, source in enumerate(chosen.sources, start=1):
        on_source(source.id, number, len(chosen.sources))
        try:
            taken.append(take(source, find_file(source, chosen.base, folder)))
        except MissingFile as absent:
            missing.append(f"  {absent}")
    if missing:
        raise BuildFailed("\n".join([f"{folder.id}: {len(missing)} files are missing", *missing]))
    return taken


def _check(folder: PlaceFolder, taken: Iterable[Taken]) -> None:
    complaints = [complaint for one in taken for complaint in failed_expectations(one)]
    if complaints:
        noun = "check" if len(complaints) == 1 else "checks"
        raise BuildFailed("\n".join([f"{folder.id}: {len(complaints)} {noun} failed", *(f"  {c}" for c in complaints)]))


def _disk_or_other(folder: PlaceFolder, broken: Exception) -> str:
    full = getattr(broken, "errno", None) == errno.ENOSPC or "No space left" in str(broken)
    why = "the disk is full; free some space and build again" if full else str(broken)
    return f"{folder.id}: nothing was released: {why}. The earlier release, if there is one, goes on serving."
