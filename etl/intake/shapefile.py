"""A shapefile in a zip: its parts compared with each other before any library opens them."""

from __future__ import annotations

import struct
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import shapely

from etl.intake.archive import open_zip
from etl.intake.outcome import Declared, Refused
from etl.intake.shapes import Feature

WHOLE = "ask the publisher for a whole copy"
NEEDED = {".shp": "shapes", ".shx": "index", ".dbf": "attributes"}
_CODE_PAGES = {"utf-8": "utf-8", "utf8": "utf-8", "65001": "utf-8", "iso-8859-1": "iso-8859-1", "88591": "iso-8859-1",
               "8859-1": "iso-8859-1", "ansi 1252": "cp1252", "1252": "cp1252", "cp1252": "cp1252"}  # fmt: skip
_LANGUAGE_DRIVERS = {0x03: "cp1252", 0x57: "cp1252", 0x02: "cp850"}


def read_shapefile(path: Path, declared: Declared) -> tuple[list[Feature], str, list[str]]:
    """Features, coordinate system and notes of the one shapefile in a zip. Raises `Refused` where a part is wrong."""
    with open_zip(path) as archive:
        parts = _parts(archive)
    lengths = shape_lengths(parts[".shp"], parts[".shx"])
    encoding, note = _encoding(parts, declared)
    rows = read_dbf(parts[".dbf"], encoding)
    if len(rows) != len(lengths):
        raise Refused(f"{len(lengths)} shapes but {len(rows)} records of attributes", WHOLE)
    crs = _crs(parts, declared)
    shapes = _geometry(parts)
    features = [Feature(n, row, shape) for n, (row, shape) in enumerate(zip(rows, shapes, strict=True), start=1)]
    return features, crs, [note] if note else []


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Bytes of each part of the only layer, by its ending in lower case."""
    layers: dict[str, dict[str, str]] = {}
    for name in archive.namelist():
        plain = PurePosixPath(name)
        if name.endswith("/") or plain.parts[0] == "__MACOSX" or plain.name.startswith("."):
            continue
        stem, ending = str(plain.with_suffix("")).lower(), plain.suffix.lower()
        layers.setdefault(stem, {})[ending] = name
    layers = {stem: parts for stem, parts in layers.items() if parts.keys() & NEEDED.keys()}
    if not layers:
        raise Refused("the zip holds no shapefile", "pack one shapefile: .shp, .shx, .dbf, .prj")
    if len(layers) > 1:
        raise Refused(
            f"the zip holds {len(layers)} shapefiles: {', '.join(sorted(layers)[:4])}", "keep the one that is meant"
        )
    (parts,) = layers.values()
    for ending, what in NEEDED.items():
        if ending not in parts:
            raise Refused(f"no {what}: the {ending} is missing", WHOLE)
    kept = (*NEEDED, ".prj", ".cpg")
    return {ending: archive.read(parts[ending]) for ending in kept if ending in parts}


def shape_lengths(shp: bytes, shx: bytes) -> list[int]:
    """Bytes of each shape; `Refused` unless header, index and records agree to the byte."""
    for what, data in (("shapes", shp), ("index", shx)):
        if len(data) < 100 or struct.unpack(">i", data[:4])[0] != 9994:
            raise Refused(f"the file of {what} is no shapefile", WHOLE)
        said = 2 * struct.unpack(">i", data[24:28])[0]
        if said != len(data):
            raise Refused(f"the file of {what} should have {said} bytes and has {len(data)}", WHOLE)
    lengths, at = [], 100
    index = struct.iter_unpack(">ii", shx[100 : 100 + 8 * ((len(shx) - 100) // 8)])
    for number, (offset, words) in enumerate(index, start=1):
        if 2 * offset != at or at + 8 > len(shp):
            raise Refused(f"the index places shape {number} elsewhere than the file of shapes", WHOLE)
        own_number, own_words = struct.unpack(">ii", shp[at : at + 8])
        if own_words != words or words < 2 or at + 8 + 2 * words > len(shp) or own_number != number:
            raise Refused(f"shape {number} says it has {2 * own_words} bytes and the index {2 * words}", WHOLE)
        _check_points(shp[at + 8 : at + 8 + 2 * words], number)
        lengths.append(2 * words)
        at += 8 + 2 * words
    if at != len(shp):
        raise Refused(f"{len(shp) - at} bytes follow the last shape of the index", WHOLE)
    return lengths


def _check_points(shape: bytes, number: int) -> None:
    """A polygon's own counts of rings and points must fit its length."""
    kind = struct.unpack("<i", shape[:4])[0]
    if kind not in (3, 5, 13, 15, 23, 25):
        return
    if len(shape) < 44:
        raise Refused(f"shape {number} is cut short", WHOLE)
    rings, points = struct.unpack("<ii", shape[36:44])
    if rings < 0 or points < 0 or 44 + 4 * rings + 16 * points > len(shape):
        raise Refused(f"shape {number} says it has {points} points, more than it holds", WHOLE)


def _encoding(parts: dict[str, bytes], declared: Declared) -> tuple[str, str]:
    if declared.encoding:
        return declared.encoding, ""
    if ".cpg" in parts:
        said = parts[".cpg"].decode("ascii", "replace").strip().casefold()
        if said not in _CODE_PAGES:
            raise Refused(f"the .cpg names an encoding that is not known: {said[:30]!r}", "declare `encoding`")
        return _CODE_PAGES[said], ""
    driver = parts[".dbf"][29] if len(parts[".dbf"]) > 29 else 0
    if driver in _LANGUAGE_DRIVERS:
        return _LANGUAGE_DRIVERS[driver], f"no .cpg: names read as {_LANGUAGE_DRIVERS[driver]}, as the .dbf says"
    return "utf-8", "no .cpg: names read as UTF-8, which fits every byte"


def read_dbf(data: bytes, encoding: str) -> list[dict[str, Any]]:
    """Records of a dBase table: text as text, numbers as numbers. `Refused` where its sizes do not fit."""
    if len(data) < 33:
        raise Refused("the table of attributes is cut short", WHOLE)
    count, start, size = struct.unpack("<IHH", data[4:12])
    columns, at, place = [], 32, 1
    while at + 32 <= min(start, len(data)) and data[at] != 0x0D:
        name = data[at : at + 11].split(b"\x00")[0].decode("ascii", "replace")
        columns.append((name, chr(data[at + 11]), place, data[at + 16]))
        at, place = at + 32, place + data[at + 16]
    if place != size or start + count * size > len(data):
        raise Refused(f"the table of attributes should hold {count} records of {size} bytes and does not", WHOLE)
    rows = []
    for number in range(count):
        record = data[start + number * size : start + (number + 1) * size]
        if record[:1] == b"*":
            raise Refused(f"record {number + 1} of the attributes is marked as deleted", WHOLE)
        rows.append({name: _cell(record[at : at + width], kind, encoding, number) for name, kind, at, width in columns})
    return rows


def _cell(raw: bytes, kind: str, encoding: str, number: int) -> Any:
    if kind in "NF":
        text = raw.decode("ascii", "replace").strip("\x00 *")
        try:
            return int(text) if text.lstrip("-").isdigit() else float(text) if text else None
        except ValueError:
            return None
    try:
        return raw.decode(encoding).rstrip("\x00 ") or None
    except UnicodeDecodeError as wrong:
        raise Refused(
            f"encoding: record {number + 1} of the attributes is not {encoding}", "declare `encoding`"
        ) from wrong


def _crs(parts: dict[str, bytes], declared: Declared) -> str:
    if ".prj" in parts:
        return parts[".prj"].decode("utf-8", "replace").strip()
    if declared.crs:
        return declared.crs
    west, south, east, north = struct.unpack("<4d", parts[".shp"][36:68])
    degrees = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    raise Refused(
        "the coordinate system is missing (no .prj)" + ("" if degrees else " and the numbers are not degrees"),
        "add the .prj, or declare `crs`",
    )


def _geometry(parts: dict[str, bytes]) -> np.ndarray:
    """Shapes as the Shapefile driver builds them, from a copy in the scratch folder."""
    import pyogrio

    with tempfile.TemporaryDirectory() as folder:
        for ending in NEEDED:
            (Path(folder) / f"layer{ending}").write_bytes(parts[ending])
        try:
            _, _, shapes, _ = pyogrio.raw.read(Path(folder) / "layer.shp", columns=[])
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as broken:
            raise Refused(f"the shapes cannot be read ({broken})", WHOLE) from broken
    return np.array(
        [None if shape is None else shapely.from_wkb(shape, on_invalid="ignore") for shape in shapes], dtype=object
    )
