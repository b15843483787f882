"""One file, checked as if it were to be loaded: what would be loaded, what would not, and what would put it right.

Nothing is kept. The file is read in a child process with limits; nothing is written outside its scratch folder and no
other host is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from etl import limited
from etl.counting import CannotCount, count
from etl.intake.columns import LAYOUTS, place_columns, recognise_layout
from etl.intake.lists import read_areas, read_events
from etl.intake.observed import NUMBERS, STATUSES, Observed
from etl.intake.outcome import Cells, Declared, Refused
from etl.intake.read_tidy import read_tidy
from etl.intake.report import REFUSED, Report
from etl.intake.sniff import kind_of
from etl.intake.table import open_table

__all__ = ["Report", "check_file", "check_files"]

TABLES = ("csv", "xlsx", "xls", "ods")
PREVIEW_ROWS = 100
RegionBox = tuple[float, float, float, float]


def check_file(
    path: Path | str,
    *,
    known_areas: Collection[str] | None = None,
    declared: Declared | dict[str, Any] | None = None,
    region_box: RegionBox | None = None,
    scratch: Path | None = None,
) -> Report:
    """Check one file. Never raises for a bad file: what is wrong with it is in the report.

    Parameters
    ----------
    path : Path or str
        CSV or TSV (also gzipped), XLSX, XLS, ODS, GeoJSON, a zipped shapefile or GeoPackage.
    known_areas : collection of str, optional
        Area codes that exist; a record of another one is rejected.
    declared : Declared or dict, optional
        What is known of the file; see `etl.intake.outcome.Declared`. An unknown field is a `ValueError`.
    region_box : four floats, optional
        West, south, east, north in degrees; a shape outside is rejected.
    scratch : Path, optional
        Folder for temporary copies; a new one that is removed afterwards unless given.
    """
    (report,) = check_files([path], known_areas=known_areas, declared=declared, region_box=region_box, scratch=scratch)
    return report


def check_files(
    paths: Iterable[Path | str],
    *,
    known_areas: Collection[str] | None = None,
    declared: Declared | dict[str, Any] | None = None,
    region_box: RegionBox | None = None,
    scratch: Path | None = None,
) -> Iterator[Report]:
    """As `check_file`, for several files one after the other; a file that exhausts its process costs only itself."""
    declaration = Declared.of(declared)
    known = None if known_areas is None else frozenset(known_areas)
    paths = [Path(path) for path in paths]
    jobs = [(path, known, declaration, region_box) for path in paths]
    largest = max((path.stat().st_size for path in paths if path.is_file()), default=0)
    outcomes = limited.run_each(report_on, jobs, limits=limits_for(largest), scratch=scratch)
    for path, outcome in zip(paths, outcomes, strict=True):
        yield outcome if isinstance(outcome, Report) else _lost(path, outcome)


def limits_for(size: int) -> limited.Limits:
    """Limits that let an honest file of `size` bytes through and stop one that pretends to be small."""
    megabytes = size >> 20
    seconds = 25 + 0.5 * megabytes
    return limited.Limits(seconds=seconds, cpu_seconds=int(2 * seconds), memory=(512 + 10 * min(megabytes, 400)) << 20)


def _lost(path: Path, outcome: object) -> Report:
    """The report on a file that its process did not survive."""
    if isinstance(outcome, limited.TooCostly):
        reason, remedy = f"reading the file {outcome}", "give a smaller file, or the same data as CSV or GeoJSON"
    else:
        reason, remedy = f"the file cannot be read: {outcome}", "export the file again, or give the data as CSV"
    return Report(path.name, outcome=REFUSED, reason=reason, remedy=remedy)


def report_on(path: Path, known: frozenset[str] | None, declared: Declared, region_box: RegionBox | None) -> Report:
    """The report on one file; runs in the child process."""
    report = Report(path.name)
    try:
        if not path.is_file():
            raise Refused("there is no such file", "see to its name and folder")
        report.kind = kind_of(path)
        if report.kind in TABLES:
            _check_table(path, report, known, declared)
        else:
            _check_shapes(path, report, known, declared, region_box)
    except Refused as refused:
        report.reason, report.remedy = refused.reason, refused.remedy
    return report.settle()


# --- tables -----------------------------------------------------------------------------------------------------------


def _check_table(path: Path, report: Report, known: frozenset[str] | None, declared: Declared) -> None:
    cells = open_table(path, declared)
    report.rows_in = counted(path, report.kind, cells)
    report.notes, report.warnings, report.repaired = cells.notes, cells.warnings, cells.repaired
    report.layout = declared.layout or recognise_layout(cells.columns, declared)
    if report.layout not in (*LAYOUTS, "any"):
        raise Refused(f"layout {report.layout!r} is not known", f"declare one of {', '.join((*LAYOUTS, 'any'))}")
    loaded = _read_layout(cells, report, known, declared)
    report.loaded, report.preview = len(loaded), loaded.head(PREVIEW_ROWS)
    report.rejected = cells.rejects.table()
    if report.rows_in != report.loaded + report.rejected_rows:
        raise Refused(
            f"the bytes hold {report.rows_in:,} records but {report.loaded:,} were loaded and {report.rejected_rows:,} rejected",
            "report this: no file may lose a record without a word",
        )


def counted(path: Path, kind: str, cells: Cells) -> int:
    """Records of the file from its bytes; for old workbooks, which have no counter, from their reader."""
    try:
        if kind == "csv":
            return count(path, "csv", cells.header_records, delimiter=cells.delimiter)
        if kind == "xlsx":
            return count(path, "xlsx", cells.header_records, sheet=cells.sheet)
    except CannotCount as uncounted:
        raise Refused(f"the records cannot be counted: {uncounted}", "export the file again") from uncounted
    cells.notes.append("records were counted by the reader: this kind of file has no counter of its own")
    return len(cells.lines) + len(cells.rejects.lines())


def _read_layout(cells: Cells, report: Report, known: frozenset[str] | None, declared: Declared) -> pd.DataFrame:
    if report.layout == "any":
        return cells.frame()
    if report.layout == "observations":
        return _observed(read_tidy(cells, declared, known_areas=known))
    places = place_columns(cells.columns, report.layout, declared)
    read = {"areas": read_areas, "events": read_events}[report.layout]
    loaded = read(cells, places, declared, known)
    if "area_name" in loaded:
        report.names = loaded["area_name"].tolist()
    return loaded


def _observed(seen: Observed) -> pd.DataFrame:
    """The good observations by our columns; only as many as are shown carry their content."""
    rows = np.flatnonzero(seen.good)
    top = rows[:PREVIEW_ROWS]
    content: dict[str, Any] = {"line": seen.cells.lines[top]}
    content |= {name: column.at(top) for name, column in seen.keys.items()}
    content |= {name: seen.numbers[name][top] for name in NUMBERS}
    content["status"] = [STATUSES[code] for code in seen.status[top]]
    content["symbol"] = seen.symbol.at(top)
    return pd.DataFrame(content).reindex(range(len(rows)))


# --- shapes -----------------------------------------------------------------------------------------------------------


def _check_shapes(
    path: Path, report: Report, known: frozenset[str] | None, declared: Declared, region_box: RegionBox | None
) -> None:
    from etl.intake.geojson_file import read_geojson
    from etl.intake.geopackage import read_geopackage
    from etl.intake.shapefile import read_shapefile
    from etl.intake.shapes import check_shapes

    readers = {"geojson": read_geojson, "json": read_geojson, "shapefile": read_shapefile, "gpkg": read_geopackage}
    features, crs, notes = readers[report.kind](path, declared)
    report.layout = "areas"
    report.rows_in = _counted_shapes(path, report.kind, len(features), notes)
    made = check_shapes(features, declared, crs=crs, region_box=region_box, known_areas=known)
    report.loaded, report.rejected = len(made.areas), made.rejects.table()
    report.repaired, report.notes, report.warnings = made.repaired, notes + made.notes, made.warnings
    report.names = [name for name in made.areas["name"] if name]
    report.preview = made.areas.head(PREVIEW_ROWS)
    if report.rows_in != report.loaded + report.rejected_rows:
        raise Refused(
            f"the bytes hold {report.rows_in:,} shapes but {report.loaded:,} were loaded and {report.rejected_rows:,} rejected",
            "report this: no file may lose a shape without a word",
        )


def _counted_shapes(path: Path, kind: str, read: int, notes: list[str]) -> int:
    counter = {"geojson": "geojson", "json": "geojson", "shapefile": "shapefile_zip"}.get(kind)
    if counter is None:
        notes.append("shapes were counted by the database itself")
        return read
    try:
        return count(path, counter)
    except CannotCount as uncounted:
        raise Refused(f"the shapes cannot be counted: {uncounted}", "export the file again") from uncounted
