"""Releases: one DuckDB file each, never changed once written, and a small pointer to the current one.

A database that is open cannot be replaced in place: readers of the same process keep the old one. So a release is a new
file, and what moves is the pointer. Readers pin one release for a run and follow the pointer on the next.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from evenground.warehouse.home import place_home, store
from evenground.warehouse.story_files import named_releases

POINTER = "current"
KEPT = 5
BUILDING = ".building-"


class NoRelease(Exception):
    """A store has no release yet; the message says how to make one."""


class Busy(Exception):
    """Another build of the same place is under way."""


@dataclass(frozen=True)
class Release:
    """One pinned release of one store."""

    place_id: str
    audience: str
    path: Path

    @property
    def id(self) -> str:
        return self.path.stem


def current(place_id: str, audience: str) -> Release:
    """The release that the pointer names now."""
    folder = store(place_id, audience)
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError as missing:
        verb = "build" if audience == "analyst" else "publish"
        raise NoRelease(
            f"{place_id}: no {audience} release in {folder}; run `evenground {verb} {place_id}` to make one"
        ) from missing
    path = folder / "releases" / f"{name}.duckdb"
    if not path.is_file():
        raise NoRelease(f"{place_id}: the pointer in {folder} names {name!r}, which is not there; build again")
    return Release(place_id, audience, path)


def release(place_id: str, audience: str, release_id: str) -> Release:
    """An earlier release by its id, for a story or a meeting date that names it."""
    path = store(place_id, audience) / "releases" / f"{release_id}.duckdb"
    if not path.is_file():
        raise NoRelease(f"{place_id}: release {release_id!r} is not kept any more; {path.parent} holds what is")
    return Release(place_id, audience, path)


def released(place_id: str, audience: str) -> list[str]:
    """Ids of the releases that are kept, oldest first."""
    return sorted(path.stem for path in (store(place_id, audience) / "releases").glob("*.duckdb"))


@contextmanager
def building(place_id: str) -> Iterator[None]:
    """The right to write releases of a place; held by one process at a time and given up when it ends or is killed."""
    folder = place_home(place_id)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "build.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as held:
        raise Busy(f"{place_id}: another build is writing releases in {folder}; wait for it, then try again") from held
    try:
        yield
    finally:
        lock.release()


def draft(place_id: str, audience: str, release_id: str) -> Path:
    """A path beside the releases for a file that is still being written; left-overs of killed builds are removed."""
    folder = store(place_id, audience) / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in folder.glob(f"{BUILDING}*"):
        left_over.unlink(missing_ok=True)
    return folder / f"{BUILDING}{release_id}.duckdb"


def seal(written: Path) -> Path:
    """Give a finished draft its name: its bytes reach the disk first, then the name does."""
    final = written.with_name(written.name.removeprefix(BUILDING))
    _sync(written)
    os.replace(written, final)
    _sync(final.parent)
    return final


def point_to(sealed: Release) -> None:
    """Make a sealed release the current one, in one atomic step."""
    folder = store(sealed.place_id, sealed.audience)
    fresh = folder / f".{POINTER}-{sealed.id}"
    fresh.write_text(sealed.id + "\n", encoding="utf-8")
    _sync(fresh)
    os.replace(fresh, folder / POINTER)
    _sync(folder)


def prune(place_id: str, audience: str, named: frozenset[str] = frozenset()) -> list[str]:
    """Remove all but the last few releases; the current one, those that a story was made from and any `named` stay."""
    here = released(place_id, audience)
    keep = set(here[-KEPT:]) | named | named_releases(place_id, here) | {current(place_id, audience).id}
    gone = [old for old in here if old not in keep]
    for old in gone:
        (store(place_id, audience) / "releases" / f"{old}.duckdb").unlink(missing_ok=True)
    return gone


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder to flush it
    handle = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
