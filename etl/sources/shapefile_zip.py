"""Boundaries in a zipped shapefile, as city portals and ArcGIS Hub export them.

Grain       one record; `line` is its number in the file, from 1
Quirks      codes are decimal numbers in the DBF (113.0); the reference system may be words without an EPSG code, then the
            option `crs` declares it; column names are cut to ten characters
Options     `layer` where the zip holds several shapefiles; for the others see etl/shapes.py
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from etl.contract import Published, SourceChanged, Tidy
from etl.shapes import GEOMETRY, REFERENCE, areas
from evenground.catalog.source import Source

COUNT = "shapefile_zip"
HEADER_ROWS = 0


def read(path: Path, source: Source) -> Published:
    """Every record of the one shapefile in the zip: its columns as text, its shape as WKB in hexadecimal.

    Raises
    ------
    SourceChanged
        If the zip holds no shapefile that can be read, or several and none is declared.
    """
    where = f"/vsizip/{path.resolve()}"
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(where)]
        layer = source.options.get("layer") or (layers[0] if len(layers) == 1 else None)
        if layer is None:
            raise SourceChanged(
                f"{source.id}: {path.name} holds {len(layers)} layers; declare one as the option `layer`"
            )
        meta, _, shapes, columns = pyogrio.raw.read(where, layer=layer, encoding=source.encoding)
    except (DataSourceError, DataLayerError, UnicodeDecodeError) as wrong:
        raise SourceChanged(f"{source.id}: {path.name} is not readable as a zipped shapefile: {wrong}") from wrong
    table = pd.DataFrame(
        {name: _words(cells) for name, cells in zip(meta["fields"], columns, strict=True)}, dtype="str"
    )
    table[GEOMETRY] = ["" if shape is None else shape.hex() for shape in shapes]
    table[REFERENCE] = meta["crs"] or ""
    table["line"] = range(1, len(table) + 1)
    return Published(table)


def tidy(published: Published, source: Source) -> Tidy:
    """Areas in degrees, one row per loaded record; see `etl.shapes.areas`."""
    options = {name: value for name, value in source.options.items() if name != "layer"}
    return areas(published, source.model_copy(update={"options": options}))


def _words(cells: object) -> list[str]:
    return ["" if pd.isna(cell) else str(cell) for cell in cells]
