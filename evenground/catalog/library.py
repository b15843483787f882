"""Every declaration the product knows: the places in `data/places`, those that `EVENGROUND_PLACES` adds, and indicators."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from evenground.catalog.declaration import DeclarationError, Declared, Identifier, declare, read_declaration, read_yaml
from evenground.catalog.indicator import Indicator
from evenground.catalog.place import Place
from evenground.catalog.source import Source

DATA = Path(__file__).resolve().parents[2] / "data"
BUILD_ORDER = (
    "boundaries", "population", "names", "crosswalk", "area_set", "observations", "resources", "facts", "reference"
)  # fmt: skip


class Derivation(Declared):
    """An indicator computed at build from facts of another level."""

    indicator: Identifier
    method: Literal["weighted_mean_through_crosswalk", "sum_through_crosswalk"]
    from_level: str
    to_level: str
    crosswalk: Identifier
    weight: Literal["residents"] = "residents"


@dataclass(frozen=True)
class PlaceFolder:
    """A place with everything its folder declares."""

    place: Place
    folder: Path
    sources: tuple[Source, ...]
    starter_sources: tuple[Source, ...]
    derivations: tuple[Derivation, ...]
    starter_derivations: tuple[Derivation, ...]

    @property
    def id(self) -> str:
        return self.place.id

    @property
    def starter(self) -> Path:
        return self.folder / "starter"


def place_folders() -> dict[str, PlaceFolder]:
    """Every place by its id, in the order of their names; read once per process and setting."""
    return _place_folders(os.environ.get("EVENGROUND_PLACES", ""))


def place_folder(place_id: str) -> PlaceFolder:
    found = place_folders()
    if place_id not in found:
        raise DeclarationError(f"no place {place_id!r}; known places: {', '.join(found) or 'none'}")
    return found[place_id]


def indicators() -> dict[str, Indicator]:
    """Every indicator by its id, from `data/indicators` and from the places' own `indicators` folders."""
    return _indicators(os.environ.get("EVENGROUND_PLACES", ""))


def measured_indicators(folder: PlaceFolder) -> set[str]:
    """Ids of the indicators that a place's sources and derivations measure."""
    declared = (*folder.sources, *folder.starter_sources)
    derived = {step.indicator for step in (*folder.derivations, *folder.starter_derivations)}
    return {measure.indicator for source in declared for measure in source.measures} | derived


@lru_cache
def _place_folders(added: str) -> dict[str, PlaceFolder]:
    found: dict[str, PlaceFolder] = {}
    for folder in _folders(added):
        read = _read_place(folder)
        if read.id in found:
            raise DeclarationError(f"{folder}: place {read.id!r} is already declared in {found[read.id].folder}")
        found[read.id] = read
    return dict(sorted(found.items(), key=lambda item: item[1].place.name["en"]))


@lru_cache
def _indicators(added: str) -> dict[str, Indicator]:
    files = sorted((DATA / "indicators").rglob("*.yml"))
    files += [file for folder in _folders(added) for file in sorted((folder / "indicators").glob("*.yml"))]
    found: dict[str, Indicator] = {}
    for file in files:
        indicator = read_declaration(Indicator, file)
        if indicator.id != file.stem:
            raise DeclarationError(f"{file}: id {indicator.id!r} is not the file's name; rename one of them")
        if indicator.id in found:
            raise DeclarationError(f"{file}: indicator {indicator.id!r} is declared twice")
        found[indicator.id] = indicator
    return found


def _folders(added: str) -> list[Path]:
    """Folders that hold a `place.yml`: below `data/places`, and in or below what was added."""
    roots = [DATA / "places", *(Path(part) for part in added.split(os.pathsep) if part)]
    found: list[Path] = []
    for root in roots:
        if not root.is_dir():
            raise DeclarationError(f"{root}: EVENGROUND_PLACES names a folder that is not there")
        own = [root] if (root / "place.yml").is_file() else sorted(file.parent for file in root.glob("*/place.yml"))
        found += own
    return found


def _read_place(folder: Path) -> PlaceFolder:
    place = read_declaration(Place, folder / "place.yml")
    return PlaceFolder(
        place=place,
        folder=folder,
        sources=_read_sources(folder / "sources", place),
        starter_sources=_read_sources(folder / "starter" / "sources", place),
        derivations=_read_derivations(folder / "derived.yml", place),
        starter_derivations=_read_derivations(folder / "starter" / "derived.yml", place),
    )


def _read_sources(folder: Path, place: Place) -> tuple[Source, ...]:
    found = []
    for file in sorted(folder.glob("*.yml")):
        source = read_declaration(Source, file)
        if source.id != file.stem:
            raise DeclarationError(f"{file}: id {source.id!r} is not the file's name; rename one of them")
        if source.level and f"{source.level}:{source.area_vintage}" not in {level.key for level in place.levels}:
            raise DeclarationError(f"{file}: level {source.level}:{source.area_vintage} is not declared in place.yml")
        found.append(source)
    return tuple(sorted(found, key=lambda source: (BUILD_ORDER.index(source.provides), source.id)))


def _read_derivations(file: Path, place: Place) -> tuple[Derivation, ...]:
    if not file.is_file():
        return ()
    fields = read_yaml(file)
    if set(fields) != {"derived"}:
        raise DeclarationError(f"{file}: one field, `derived`, was expected; found {', '.join(sorted(fields))}")
    steps = tuple(declare(Derivation, step, file) for step in fields["derived"])
    known = {level.key for level in place.levels}
    for step in steps:
        for key in (step.from_level, step.to_level):
            if key not in known:
                raise DeclarationError(f"{file}: {step.indicator}: level {key!r} is not declared in place.yml")
    return steps
