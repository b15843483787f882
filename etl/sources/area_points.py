"""Areas as one point each: a small table that stands in for boundaries.

Publisher   anyone; the starter tables of a place are written in it
Grain       one row per area
Columns     code, name_en, name_fr, name_iu, lon, lat, population, source, licence; `parent` and `name_cited` (where name_iu was
            read) may be added
Quirks      lon and lat are degrees (EPSG:4326); an empty population is not known, never 0
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from etl.contract import Published, Tidy, rejects
from etl.csv_records import ragged, read_csv_records, require_columns
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
COLUMNS = ("code", "name_en", "name_fr", "name_iu", "lon", "lat", "population", "source", "licence")


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """`Tidy.areas` with a point per area; a row without a code, a place or its source's terms is rejected."""
    require_columns(published, COLUMNS, source.id)
    table = published.table
    found = [ragged(published)]
    for problem in (_no_code, _repeated_code, _no_place, _wrong_population, _no_terms):
        kept = table[~table["line"].isin(pd.concat(found)["line"])]
        found.append(problem(kept))
    rejected = pd.concat(found, ignore_index=True)
    return Tidy(areas=_areas(table[~table["line"].isin(rejected["line"])]), rejected=rejected)


def _areas(table: pd.DataFrame) -> gpd.GeoDataFrame:
    points = gpd.points_from_xy(table["lon"].astype(float), table["lat"].astype(float), crs="EPSG:4326")
    parent = table["parent"] if "parent" in table else pd.Series("", index=table.index, dtype="str")
    cited = {"name_cited": table["name_cited"]} if "name_cited" in table else {}
    columns = table[["line", "code", "name_en", "name_fr", "name_iu"]].assign(
        population=pd.to_numeric(table["population"].replace("", None)).astype("float64"), parent=parent, **cited
    )
    return gpd.GeoDataFrame(columns, geometry=points, crs="EPSG:4326").reset_index(drop=True)


def _no_code(table: pd.DataFrame) -> pd.DataFrame:
    empty = table[(table["code"].str.strip() == "") | (table["name_en"].str.strip() == "")]
    return rejects(empty["line"], "code", empty["code"], "the area has no code or no name", "write both")


def _repeated_code(table: pd.DataFrame) -> pd.DataFrame:
    again = table[table["code"].duplicated(keep=False)]
    return rejects(again["line"], "code", again["code"], "the code is used by several rows", "keep one row per area")


def _no_place(table: pd.DataFrame) -> pd.DataFrame:
    lon, lat = (pd.to_numeric(table[name], errors="coerce") for name in ("lon", "lat"))
    off = table[~(lon.between(-180, 180) & lat.between(-90, 90))]
    return rejects(
        off["line"], "lon", off["lon"] + " " + off["lat"], "not a position in degrees", "write longitude and latitude"
    )


def _wrong_population(table: pd.DataFrame) -> pd.DataFrame:
    written = table["population"] != ""
    number = pd.to_numeric(table["population"], errors="coerce")
    wrong = table[written & ~number.between(0, 10_000_000_000)]
    return rejects(
        wrong["line"],
        "population",
        wrong["population"],
        "not a number of residents",
        "write a number, or leave it empty",
    )


def _no_terms(table: pd.DataFrame) -> pd.DataFrame:
    silent = table[(table["source"].str.strip() == "") | (table["licence"].str.strip() == "")]
    return rejects(
        silent["line"], "licence", silent["licence"], "the row does not say whose it is", "fill source and licence"
    )
