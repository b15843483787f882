"""A GeoPackage: an SQLite database whose pages are all there, with one layer of shapes."""

from __future__ import annotations

import shutil
import sqlite3
import struct
import tempfile
from pathlib import Path

import shapely

from etl.intake.outcome import Declared, Refused
from etl.intake.shapes import Feature

WHOLE = "export the GeoPackage again"
MOST_BYTES = 256 << 20


def read_geopackage(path: Path, declared: Declared) -> tuple[list[Feature], str, list[str]]:
    """Features, coordinate system and notes of the only layer. Raises `Refused` where the file is damaged."""
    import pyogrio

    _check_pages(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "layer.gpkg"  # SQLite may write beside the file it reads
        shutil.copyfile(path, copy)
        layer, count = _only_layer(copy)
        try:
            meta, _, shapes, values = pyogrio.raw.read(copy, layer=layer)
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as broken:
            raise Refused(f"the GeoPackage cannot be read ({broken})", WHOLE) from broken
    if len(shapes) != count:
        raise Refused(f"the layer has {count} records and {len(shapes)} could be read", WHOLE)
    if not meta["crs"] and not declared.crs:
        raise Refused("the coordinate system is missing", "declare `crs`")
    rows = [
        dict(zip(meta["fields"].tolist(), row, strict=True)) for row in zip(*(v.tolist() for v in values), strict=True)
    ]
    rows = rows or [{} for _ in shapes]
    features = [
        Feature(n, row, None if shape is None else shapely.from_wkb(shape, on_invalid="ignore"))
        for n, (row, shape) in enumerate(zip(rows, shapes, strict=True), start=1)
    ]
    return features, meta["crs"] or declared.crs, [f"layer {layer!r} was read"]


def _check_pages(path: Path) -> None:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused(f"the file has {size >> 20} MB, more than {MOST_BYTES >> 20}", "simplify the shapes, or split it")
    with open(path, "rb") as file:
        head = file.read(100)
    page = struct.unpack(">H", head[16:18])[0] if len(head) == 100 else 0
    page = 65536 if page == 1 else page
    said = page * struct.unpack(">I", head[28:32])[0] if page else 0
    if said != size:
        raise Refused(f"the database should have {said} bytes and has {size}", WHOLE)


def _only_layer(path: Path) -> tuple[str, int]:
    """Name and number of records of the one layer of shapes; every page of the database is verified."""
    try:
        with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
            database.execute("pragma trusted_schema = off")
            verdict = database.execute("pragma integrity_check(1)").fetchone()[0]
            if verdict != "ok":
                raise Refused(f"the database is damaged ({str(verdict)[:80]})", WHOLE)
            layers = database.execute("select table_name from gpkg_contents where data_type = 'features'").fetchall()
            if len(layers) != 1:
                raise Refused(f"{len(layers)} layers of shapes", "keep the one that is meant")
            name = layers[0][0].replace('"', '""')
            return layers[0][0], database.execute(f'select count(*) from "{name}"').fetchone()[0]
    except sqlite3.Error as broken:
        raise Refused(f"not a readable GeoPackage ({broken})", WHOLE) from broken
