"""From a publisher's shapes to areas in degrees: one way for every boundary layout.

A boundary loader reads its file into text and gives each record two columns more: `__geometry` (GeoJSON text, or WKB in
hexadecimal; empty where the publisher gave no shape) and `__crs` (the reference system as the file names it). What
follows is the same for all of them and lives here.

Options of a boundary source (all optional but `code`)

    code            column with the area's code
    name, name_fr, name_iu   columns with names
    name_cited      where the names in `name_iu` were read, in words
    name_rules      list of {column, match, en, fr}: the first regular expression that matches `column` writes the names,
                    with its groups; for files that hold codes and no names
    codes           {published code: code}: where the file knows the same land by another authority's code
    population      column with a count of residents
    parent          column with the code of the area above; `parent_width` keeps its first characters and
                    `parent_level` (`level:vintage`) makes it the area key that joins
    keep            {column: [values]}: other records are out of scope
    drop            {column: [values]}: these records are out of scope, because of `drop_reason`
    make_valid      true: shapes that cross themselves are repaired and counted, else they are rejected
    crs             reference system of a file whose own words carry no EPSG code
"""

from __future__ import annotations

import re

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from etl.contract import REJECT, Published, SourceChanged, Tidy, empty, rejects
from evenground.catalog.source import Source

GEOMETRY, REFERENCE = "__geometry", "__crs"
DEGREES = "EPSG:4326"
OPTIONS = {
    "code", "codes", "name", "name_fr", "name_iu", "name_cited", "name_rules", "population", "parent", "parent_width",
    "parent_level", "keep", "drop", "drop_reason", "make_valid", "crs",
}  # fmt: skip
FLOAT_CODE = re.compile(r"(\d+)\.0+")


def areas(published: Published, source: Source) -> Tidy:
    """Areas of a boundary file, each record loaded, rejected or out of scope.

    `areas` has one row per loaded record: line, code, name_en, name_fr, name_iu, population, parent, geometry (shapely,
    EPSG:4326, longitude first).

    Raises
    ------
    SourceChanged
        If a declared option or column is unknown, or the file's reference system cannot be told.
    """
    table, options = published.table, source.options
    _refuse_unknown(source, table)
    out_of_scope, inside = _scope(table, options)
    kept = table[inside]
    shapes, rejected, repaired = _shapes(kept, options, source)
    kept = kept.loc[shapes.index]
    code, floats = _codes(kept[options["code"]])
    code = code.replace({str(own): str(ours) for own, ours in options.get("codes", {}).items()})
    if floats:
        repaired["code written as a decimal number, read as a whole one"] = floats
    frame = pd.DataFrame({"line": kept["line"].astype("int64"), "code": code})
    for part in ("en", "fr", "iu"):
        frame[f"name_{part}"] = _names(kept, options, part)
    if "name_cited" in options:
        frame["name_cited"] = frame["name_iu"].map(lambda name: options["name_cited"] if name else "")
    frame["population"] = _population(kept, options)
    frame["parent"] = _parents(kept, options)
    frame["geometry"] = shapes
    nameless = frame["code"].eq("")
    rejected = pd.concat([rejected, _rejects(frame[nameless], "record has no code", "give the record its code")])
    return Tidy(
        areas=frame[~nameless].reset_index(drop=True),
        rejected=rejected.reset_index(drop=True),
        out_of_scope=out_of_scope,
        repaired=repaired,
    )


def _refuse_unknown(source: Source, table: pd.DataFrame) -> None:
    options = source.options
    if unknown := sorted(set(options) - OPTIONS):
        raise SourceChanged(f"{source.id}: option {unknown[0]!r} is unknown; use one of {', '.join(sorted(OPTIONS))}")
    if "code" not in options:
        raise SourceChanged(f"{source.id}: the option `code` names no column")
    named = [options[key] for key in ("code", "name", "name_fr", "name_iu", "population", "parent") if key in options]
    named += [*options.get("keep", {}), *options.get("drop", {}), *(r["column"] for r in options.get("name_rules", []))]
    absent = [name for name in named if name not in table]
    if absent:
        held = ", ".join(c for c in table if c not in ("line", GEOMETRY, REFERENCE))
        raise SourceChanged(f"{source.id}: the file has no column {absent[0]!r}; it has {held}")


def _scope(table: pd.DataFrame, options: dict) -> tuple[dict[str, list[int]], pd.Series]:
    left_out: dict[str, list[int]] = {}
    inside = pd.Series(True, index=table.index)
    for column, values in options.get("drop", {}).items():
        hit = inside & _codes(table[column])[0].isin([str(v) for v in values])
        left_out[options.get("drop_reason") or f"{column} is {', '.join(map(str, values))}"] = _lines(table[hit])
        inside &= ~hit
    for column, values in options.get("keep", {}).items():
        miss = inside & ~_codes(table[column])[0].isin([str(v) for v in values])
        left_out[f"{column} is not {' or '.join(map(str, values))}"] = _lines(table[miss])
        inside &= ~miss
    return {words: lines for words, lines in left_out.items() if lines}, inside


def _lines(table: pd.DataFrame) -> list[int]:
    return [int(line) for line in table["line"]]


def _codes(cells: pd.Series) -> tuple[pd.Series, int]:
    """Codes without the decimals that a spreadsheet or a DBF gave them (113.0 is 113), and how many had some."""
    text = cells.astype("str").str.strip()
    whole = text.str.fullmatch(FLOAT_CODE)
    return text.mask(whole, text.str.replace(r"\.0+$", "", regex=True)), int(whole.sum())


def _names(kept: pd.DataFrame, options: dict, part: str) -> pd.Series:
    column = options.get("name" if part == "en" else f"name_{part}")
    names = kept[column].str.strip() if column else pd.Series("", index=kept.index, dtype="str")
    for rule in options.get("name_rules", []):
        if part in rule:
            hit = names.eq("") & kept[rule["column"]].str.fullmatch(rule["match"])
            names = names.mask(hit, kept[rule["column"]].str.replace(rule["match"], rule[part], regex=True))
    return names


def _parents(kept: pd.DataFrame, options: dict) -> pd.Series:
    if "parent" not in options:
        return pd.Series("", index=kept.index, dtype="str")
    codes = kept[options["parent"]].str.strip().str[: options.get("parent_width")]
    return f"{options['parent_level']}:" + codes if "parent_level" in options else codes


def _population(kept: pd.DataFrame, options: dict) -> pd.Series:
    if "population" not in options:
        return pd.Series(np.nan, index=kept.index)
    return pd.to_numeric(kept[options["population"]], errors="coerce")


def _shapes(kept: pd.DataFrame, options: dict, source: Source) -> tuple[gpd.GeoSeries, pd.DataFrame, dict[str, int]]:
    """Shapes in degrees by record, what had to be rejected, and what was repaired."""
    found = pd.Series([_shape(text) for text in kept[GEOMETRY]], index=kept.index, dtype=object)
    none = found.isna() | found.map(lambda shape: shape is None or shape.is_empty)
    rejected = [_rejects(kept[none], "record has no usable shape", "give the record its shape")]
    found, repaired = found[~none].map(shapely.force_2d), {}
    crooked = ~shapely.is_valid(np.array(found, dtype=object))
    if crooked.any() and options.get("make_valid"):
        mended = shapely.make_valid(np.array(found[crooked], dtype=object), method="structure", keep_collapsed=False)
        found.loc[found.index[crooked]] = list(mended)
        repaired["shape that crossed itself, made valid"] = int(crooked.sum())
    elif crooked.any():
        remedy = "repair the shape, or declare `make_valid: true` for this source"
        rejected.append(_rejects(kept.loc[found.index[crooked]], "shape crosses itself", remedy))
        found = found[~crooked]
    degrees = _in_degrees(found, kept.loc[found.index, REFERENCE], options.get("crs"), source)
    return degrees, pd.concat(rejected), repaired


def _shape(text: str) -> shapely.Geometry | None:
    if not text:
        return None
    try:
        return shapely.from_geojson(text) if text.startswith("{") else shapely.from_wkb(text)
    except (shapely.errors.GEOSException, ValueError):
        return None


def _in_degrees(found: pd.Series, named: pd.Series, declared: str | None, source: Source) -> gpd.GeoSeries:
    names = sorted(set(named))
    if len(names) > 1:
        raise SourceChanged(f"{source.id}: {len(names)} reference systems in one file")
    crs = reference_system(names[0] if names else "", declared, source.id)
    return gpd.GeoSeries(found, index=found.index, crs=crs).to_crs(DEGREES)


def reference_system(words: str, declared: str | None, source_id: str) -> CRS:
    """The reference system a file names, or the declared one where its words carry no EPSG code.

    Raises
    ------
    SourceChanged
        If neither tells, or they disagree: coordinates read in the wrong system land in the wrong place without an error.
    """
    try:
        own = CRS.from_user_input(words) if words else None
    except CRSError as wrong:
        raise SourceChanged(f"{source_id}: the reference system {words[:60]!r} is not known") from wrong
    # CRS84 named as such is degrees, longitude first, which is what its coordinates are
    certain = own is not None and (own.to_epsg() is not None or words.strip().endswith("CRS84"))
    if declared is None:
        if not certain:
            raise SourceChanged(f"{source_id}: the file names no EPSG code; declare it as the option `crs`")
        return own
    if certain and not own.equals(CRS.from_user_input(declared), ignore_axis_order=True):
        raise SourceChanged(f"{source_id}: the file says {own.to_string()}, the option `crs` says {declared}")
    return CRS.from_user_input(declared)


def _rejects(records: pd.DataFrame, reason: str, remedy: str) -> pd.DataFrame:
    if records.empty:
        return empty(REJECT)
    return rejects(records["line"], "geometry" if "shape" in reason else "code", [""] * len(records), reason, remedy)
