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
        """Published files below `inputs/<place>` (or `inputs` itself) where they are, the starter tables otherwise."""
        if inputs is not None:
            own = inputs / folder.id
            if own.is_dir():
                return cls(own, folder.sources, folder.derivations, "published files")
        return cls(folder.starter, folder.starter_sources, folder.starter_derivations, "starter tables")


