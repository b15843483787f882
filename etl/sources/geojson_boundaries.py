"""Boundaries in GeoJSON, as ArcGIS Hub, Socrata, TIGER exports and GDAL write it.

Grain       one feature; `line` is its number in the file, from 1
Quirks      the older `crs` member names the reference system (RFC 7946 knows only degrees, which is read where it is
            absent); Socrata adds system columns that begin with a colon; numbers stay as the file writes them
Options     see etl/shapes.py
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy
from etl.shapes import DEGREES, GEOMETRY, REFERENCE, areas
from evenground.catalog.source import Source

COUNT = "geojson"
HEADER_ROWS = 0


def read(path: Path, source: Source) -> Published:
    """Every feature of the file: its properties as text, its shape as GeoJSON text.

    Raises
    ------
    SourceChanged
        If the file is not a FeatureCollection in the declared encoding.
    """
    text = _text(path, source)
    try:
        shaped = json.loads(text)
        worded = json.loads(text, parse_float=str, parse_int=str)  # 0.10 stays 0.10
    except (ValueError, RecursionError) as wrong:
        raise SourceChanged(f"{source.id}: {path.name} is not readable as JSON: {wrong}") from wrong
    features = shaped.get("features") if isinstance(shaped, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise SourceChanged(f"{source.id}: {path.name} holds no list of features; a FeatureCollection was expected")
    rows = [_words(feature.get("properties")) for feature in worded["features"]]
    table = pd.DataFrame(rows, dtype="str").fillna("")
    table[GEOMETRY] = [json.dumps(f["geometry"]) if f.get("geometry") else "" for f in features]
    table[REFERENCE] = _reference(shaped)
    table["line"] = range(1, len(table) + 1)
    return Published(table)


def tidy(published: Published, source: Source) -> Tidy:
    """Areas in degrees, one row per loaded feature; see `etl.shapes.areas`."""
    return areas(published, source)


def _text(path: Path, source: Source) -> str:
    data = path.read_bytes()
    try:
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        return data.decode("utf-8-sig" if source.encoding == "utf-8" else source.encoding)
    except (UnicodeDecodeError, OSError, EOFError) as wrong:
        raise SourceChanged(f"{source.id}: {path.name} is not readable as {source.encoding}: {wrong}") from wrong


def _words(properties: object) -> dict[str, str]:
    if not isinstance(properties, dict):
        return {}
    return {name: _word(value) for name, value in properties.items()}


def _word(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _reference(collection: dict) -> str:
    named = (collection.get("crs") or {}).get("properties") or {}
    return str(named.get("name") or DEGREES)
