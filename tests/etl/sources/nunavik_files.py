"""Nunavik's published files for tests: each source as declared, taken in, and its bytes for those who read them anew."""

import csv
import random
from pathlib import Path

from etl.take import Taken, find_file, take
from evenground.catalog.library import place_folder
from evenground.catalog.source import Source

FOLDER = "nunavik"


def declared(source_id: str) -> Source:
    return next(source for source in place_folder(FOLDER).sources if source.id == source_id)


def taken(inputs: Path, source_id: str) -> Taken:
    source = declared(source_id)
    return take(source, find_file(source, inputs / FOLDER, place_folder(FOLDER)))


def raw(inputs: Path, source_id: str) -> bytes:
    return (inputs / FOLDER / declared(source_id).file).read_bytes()


def raw_rows(inputs: Path, source_id: str, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """The file read with the standard library alone; of a repeated header the last column wins."""
    return list(csv.DictReader(raw(inputs, source_id).decode(encoding).splitlines()))


def five_of(records: list, seed: int) -> list:
    return random.Random(seed).sample(records, 5)
