"""What a file is, by its first bytes; its name must say the same."""

from __future__ import annotations

import re
from pathlib import Path

from etl.intake.outcome import Refused

MAGIC = (
    (b"\x1f\x8b", "a gzip"),
    (b"PK\x03\x04", "a zip"),
    (b"PK\x05\x06", "an empty zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"%PDF", "a PDF"),
    (b"PAR1", "a Parquet file"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7-zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
BY_NAME = {  # ending of the name -> what the bytes must be, kind of file
    ".csv": ("text", "csv"),
    ".tsv": ("text", "csv"),
    ".txt": ("text", "csv"),
    ".tab": ("text", "csv"),
    ".csv.gz": ("a gzip", "csv"),
    ".tsv.gz": ("a gzip", "csv"),
    ".xlsx": ("a zip", "xlsx"),
    ".xlsm": ("a zip", "xlsx"),
    ".ods": ("a zip", "ods"),
    ".xls": ("an old Office file", "xls"),
    ".geojson": ("JSON", "geojson"),
    ".json": ("JSON", "json"),
    ".zip": ("a zip", "shapefile"),
    ".gpkg": ("an SQLite database", "gpkg"),
}
TAKEN = "CSV, TSV (also gzipped), XLSX, XLS, ODS, GeoJSON, a zipped shapefile or GeoPackage"
_MARKUP = re.compile(rb"\s*<(!doctype|!--|\?xml|html|head|body|table|svg|kml|gml|[a-z][a-z0-9]*[\s>/:])", re.I)
_JSON = re.compile(rb'\s*(\{\s*["}]|\[\s*["\[{\]0-9-])')


def kind_of(path: Path) -> str:
    """csv, xlsx, ods, xls, geojson, json, shapefile or gpkg. Raises `Refused` for anything else, and for a wrong name."""
    name = path.name.lower()
    ending = next((e for e in sorted(BY_NAME, key=len, reverse=True) if name.endswith(e)), None)
    if ending is None:
        raise Refused(f"files of this kind ({path.suffix or 'no ending'}) are not read", f"give {TAKEN}")
    expected, kind = BY_NAME[ending]
    with open(path, "rb") as file:
        head = file.read(4096)
    if not head:
        raise Refused("the file is empty", "give it a header and records")
    found = content_of(head)
    if found != expected and not (kind in ("geojson", "json") and found == "text"):
        raise Refused(
            f"the file is named {ending} but holds {found}", f"give the file its own ending, or export it as {ending}"
        )
    return kind


def content_of(head: bytes) -> str:
    """What the first bytes show: text, JSON, or the name of another kind of file."""
    for magic, name in MAGIC:
        if head.startswith(magic):
            return name
    if head[8:12] == b"DUCK":
        return "a DuckDB database"
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:4] == b"\x00\x00\xfe\xff":
        plain = plain.replace(b"\x00", b"")[2:]
    if _MARKUP.match(plain):
        return "HTML or XML"
    if _JSON.match(plain):
        return "JSON"
    return "text"
