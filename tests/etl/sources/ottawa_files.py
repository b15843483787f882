"""How the Ottawa tests read a declared source through its loader, and a published file without any loader."""

import csv
import gzip
import importlib
import io
from pathlib import Path

from etl.contract import Tidy
from evenground.catalog.declaration import read_declaration
from evenground.catalog.source import Source

DATA = Path(__file__).resolve().parents[3] / "data"
FOLDER = DATA / "places" / "ottawa"


def source(source_id: str, *, starter: bool = False) -> Source:
    folder = FOLDER / "starter" / "sources" if starter else FOLDER / "sources"
    return read_declaration(Source, folder / f"{source_id}.yml")


def loaded(source_id: str, inputs: Path) -> Tidy:
    """What the declared loader makes of the real file."""
    declared = source(source_id)
    module = importlib.import_module(f"etl.sources.{declared.loader}")
    return module.tidy(module.read(inputs / "ottawa" / declared.file, declared), declared)


def changed(source_id: str, path: Path, **fields: object) -> Tidy:
    """What the declared loader makes of another file, or with other declared fields."""
    declared = source(source_id).model_copy(update=fields)
    module = importlib.import_module(f"etl.sources.{declared.loader}")
    return module.tidy(module.read(path, declared), declared)


def raw(inputs: Path, file: str, encoding: str = "utf-8-sig") -> list[list[str]]:
    """A published file as rows of text, by the standard library alone."""
    path = inputs / "ottawa" / file
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.reader(io.StringIO(data.decode(encoding), newline="")))


def raw_records(inputs: Path, file: str, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    header, *rows = raw(inputs, file, encoding)
    return [dict(zip(header, row, strict=True)) for row in rows]


def accounted(tidy: Tidy) -> int:
    """Records that are loaded, rejected or out of scope; each once."""
    tables = [getattr(tidy, name) for name in ("areas", "crosswalk", "members", "resources", "facts", "names")]
    loaded_lines = {int(line) for table in (tidy.observations, *tables) if table is not None for line in table["line"]}
    loaded_lines |= tidy.parts
    rejected = {int(line) for line in tidy.rejected["line"]}
    left_out = [line for lines in tidy.out_of_scope.values() for line in lines]
    assert len(left_out) == len(set(left_out)), "a record is out of scope twice"
    assert not (loaded_lines & rejected) and not ((loaded_lines | rejected) & set(left_out)), (
        "a record is counted twice"
    )
    return len(loaded_lines) + len(rejected) + len(left_out)
