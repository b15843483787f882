"""Which files a build reads: a folder of published files, or the starter tables that travel with the place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evenground.catalog.library import Derivation, PlaceFolder
from evenground.catalog.source import Source


class BuildFailed(Exception):
    """Nothing was released; the message lists every complaint. The earlier release goes on serving."""


@dataclass(frozen=True)
class Inputs:
    """The folder that a build reads, and which declarations describe it."""

    base: Path
    sources: tuple[Source, ...]
    derivations: tuple[Derivation, ...]
    called: str

    @classmethod
    def of(cls, folder: PlaceFolder, inputs: Path | None) -> Inputs:
        """Published files in `inputs/<place>`, or in `inputs` itself; the starter tables when no folder was named.

        A folder that was named and holds nothing of the place is refused: a slip of the pen must not put starter tables
        in the place of published figures.
        """
        if inputs is None:
            return cls(folder.starter, folder.starter_sources, folder.starter_derivations, "starter tables")
        own = inputs / folder.id
        if own.is_dir():
            return cls(own, folder.sources, folder.derivations, "published files")
        if any(any(inputs.glob(source.file)) for source in folder.sources if not source.file.startswith("place:")):
            return cls(inputs, folder.sources, folder.derivations, "published files")
        raise BuildFailed(f"{folder.id}: {inputs} has no folder {folder.id!r} and none of its files; name the folder that holds it")
