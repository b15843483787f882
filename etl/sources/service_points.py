"""Community resources: hospitals, libraries, recreation facilities, services of mental health.

Publisher   City of Ottawa open data; Ottawa Neighbourhood Study
Grain       one row per facility or service
Quirks      latitude and longitude are WGS84, written as text in quotes; some lists give addresses and no position: their
            rows are kept without a point; telephone numbers are not loaded; several types stand in one cell, separated
            by "; "; names have spaces at their ends
Options     name, lat, lon, link: columns (lat, lon and link may be missing); kind: the kind of every row;
            kind_column and kinds {published kind: kind}: rows of another kind, by the first kind in their cell;
            not_loaded: columns that are left out on purpose
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, rejects
from etl.csv_records import ragged, read_csv_records, require_columns
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
OPTIONS = {"name", "lat", "lon", "link", "kind", "kind_column", "kinds", "not_loaded"}


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """`Tidy.resources`; a row without a name, or with a position that is none, is rejected."""
    options = source.options
    if strange := sorted(set(options) - OPTIONS):
        raise SourceChanged(f"{source.id}: the option {strange[0]!r} is not known; use one of {sorted(OPTIONS)}")
    used = [options[key] for key in ("name", "lat", "lon", "link", "kind_column") if key in options]
    require_columns(published, [*used, *options.get("not_loaded", [])], source.id)
    table = published.table
    place = _position(table, options)
    nameless = table[options["name"]].str.strip().eq("")
    rejected = pd.concat(
        [
            ragged(published),
            rejects(table["line"][nameless], options["name"], [""] * nameless.sum(), "no name", "write the name"),
            rejects(
                table["line"][place["wrong"]],
                options.get("lat", ""),
                table[options["lat"]][place["wrong"]] if "lat" in options else [],
                "not a position in degrees",
                "write latitude and longitude",
            ),
        ],
        ignore_index=True,
    ).drop_duplicates("line")
    kept = ~table["line"].isin(rejected["line"])
    found = pd.DataFrame(
        {
            "line": table["line"].astype("int64"),
            "kind": _kinds(table, options),
            "name": table[options["name"]].str.strip(),
            "lon": place["lon"],
            "lat": place["lat"],
            "link": table[options["link"]].str.strip() if "link" in options else "",
            "area_code": "",
        }
    )[kept]
    left = options.get("not_loaded", [])
    notes = [f"Columns not loaded: {', '.join(left)}."] if left else []
    return Tidy(resources=found.reset_index(drop=True), rejected=rejected, notes=notes)


def _position(table: pd.DataFrame, options: dict) -> pd.DataFrame:
    if "lat" not in options:
        return pd.DataFrame({"lat": float("nan"), "lon": float("nan"), "wrong": False}, index=table.index)
    lat, lon = (pd.to_numeric(table[options[key]], errors="coerce") for key in ("lat", "lon"))
    return pd.DataFrame({"lat": lat, "lon": lon, "wrong": ~(lat.between(-90, 90) & lon.between(-180, 180))})


def _kinds(table: pd.DataFrame, options: dict) -> pd.Series:
    kinds = pd.Series(options["kind"], index=table.index)
    if "kind_column" not in options:
        return kinds
    return table[options["kind_column"]].str.split(";").str[0].str.strip().map(options["kinds"]).fillna(kinds)
