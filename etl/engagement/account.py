"""The account of one file of a log before it is loaded: what would enter, what would not, and what would put it right."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd
import shapely

from etl import limited
from etl.check_file import limits_for
from etl.engagement.files import sheets_of
from etl.engagement.places import Places
from etl.engagement.read import take_in
from etl.engagement.sheet import HOLDS_CONTACTS
from etl.engagement.whence import known_mappings, mapping_in_name
from etl.intake.outcome import Refused, some
from evenground.catalog.library import PlaceFolder
from evenground.warehouse import releases
from evenground.warehouse.ask import ask


@dataclass
class Account:
    """What the check found; `refused` says why a file as a whole cannot be used."""

    file: str
    refused: str = ""
    sheets: list[dict[str, object]] = field(default_factory=list)
    """Of each sheet its name, the mapping it was read with, and its records: in, loaded, rejected."""
    rejects: list[dict[str, object]] = field(default_factory=list)
    """Records by sheet, column, reason and remedy, with the first line and its masked value."""
    dropped: dict[str, str] = field(default_factory=dict)
    masked: dict[str, int] = field(default_factory=dict)
    no_area: dict[str, int] = field(default_factory=dict)
    new_partners: list[str] = field(default_factory=list)
    duplicates: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def rows(self) -> tuple[int, int, int]:
        """Records in, loaded and rejected."""
        return tuple(sum(int(sheet[name]) for sheet in self.sheets) for name in ("rows_in", "loaded", "rejected"))

    def as_dict(self) -> dict[str, object]:
        return asdict(self) | dict(zip(("rows_in", "loaded", "rejected"), self.rows, strict=True))

    def __str__(self) -> str:
        if self.refused:
            return f"{self.file}: refused: {self.refused}"
        lines = [f"{self.file}: {some(self.rows[0], 'record')}: {self.rows[1]:,} loaded, {self.rows[2]:,} rejected"]
        lines += [f"  sheet {s['sheet']}{' by ' + str(s['mapping']) if s['mapping'] else ''}: {s['rows_in']:,} in, {s['loaded']:,} loaded" for s in self.sheets]
        lines += [f"  {some(int(r['records']), 'record')}: {r['column']}: {r['reason']} (first: line {r['line']}, {r['value']!r}); {r['remedy']}" for r in self.rejects]
        lines += [f"  dropped: column {name!r} {why}" for name, why in self.dropped.items()]
        lines += [f"  masked: {kind} in {some(number, 'cell')}" for kind, number in self.masked.items()]
        lines += [f"  {some(number, 'session')} visit no area: {why}" for why, number in self.no_area.items() if number]
        lines += [f"  new partner: {name}" for name in self.new_partners]
        lines += [f"  {pair['kind']} double: {pair['engagement_id']} and {pair['other_id']} ({pair['why']})" for pair in self.duplicates]
        return "\n".join(lines + [f"  note: {note}" for note in self.notes])


def check_log(folder: PlaceFolder, path: Path, mapping: str = "", base: Path | None = None) -> Account:
    """The account of one file, against the areas of the place's current release. Nothing is kept.

    The file is read in a child process with limits. Raises `releases.NoRelease` where the place has none yet, and
    `DeclarationError` where a mapping cannot be used.
    """
    places = known_places(folder)
    if not path.is_file():
        return Account(path.name, refused="there is no such file; see to its name and folder")
    mappings = known_mappings(folder, base)
    named = mapping or mapping_in_name(path, mappings)
    try:
        return limited.run(account_of, path, mappings, named, folder.place.time_zone, places, limits=limits_for(path.stat().st_size))
    except (limited.TooCostly, limited.Crashed) as failed:
        return Account(path.name, refused=f"reading the file {failed}; give a smaller file, or the same data as CSV")


def account_of(path: Path, mappings: dict, named: str, zone: str, places: Places) -> Account:
    """The account of one file; runs in the child process."""
    made = Account(path.name)
    try:
        raws = sheets_of(path, mappings, named, zone)
    except Refused as refused:
        made.refused = str(refused)
        return made
    counts = [(raw.sheet, raw.mapping, raw.source, raw.records) for raw in raws]
    made.notes = [note for raw in raws for note in raw.notes]
    taken = take_in(raws, places)
    lost = taken.rejects.drop_duplicates(["source_id", "line"]).groupby("source_id").size() if len(taken.rejects) else {}
    for sheet, mapping, source, rows_in in counts:
        rejected = int(lost.get(source, 0))
        made.sheets.append({"sheet": sheet, "mapping": mapping, "rows_in": rows_in, "loaded": rows_in - rejected, "rejected": rejected})
    made.rejects = grouped(taken.rejects)
    made.dropped = dict(sorted(taken.dropped.items(), key=lambda item: item[1] != HOLDS_CONTACTS))
    made.masked, made.no_area, made.new_partners = taken.masked, taken.no_area, list(taken.new_partners.values())
    pairs = taken.tables.get("engagement_duplicate")
    made.duplicates = [] if pairs is None else pairs.to_dict("records")
    return made


def grouped(rejects: pd.DataFrame) -> list[dict[str, object]]:
    """Rejected records by what is wrong with them, the most frequent first."""
    if rejects.empty:
        return []
    by = ["source_id", "column_name", "reason", "remedy"]
    rows = rejects.sort_values("line").groupby(by, sort=False, dropna=False).agg(records=("line", "size"), line=("line", "first"), value=("value_masked", "first"))
    rows = rows.reset_index().sort_values("records", ascending=False, kind="stable").rename(columns={"source_id": "source", "column_name": "column"})
    return rows.astype({"records": int, "line": int}).to_dict("records")


def known_places(folder: PlaceFolder) -> Places:
    """The areas of the place's current release, by every name."""
    release = releases.current(folder.id, "analyst")
    areas = ask(release, "area_codes")
    drawn = ask(release, "outlines", level_key=folder.place.outreach.level).set_index("area_key")["geometry"]
    shapes = pd.Series(shapely.from_geojson(drawn.to_numpy(dtype=object)), index=drawn.index, dtype=object)
    geometry = areas["area_key"].map(shapes)
    return Places.of(folder, areas.assign(geometry=geometry.where(geometry.notna(), None)), ask(release, "known_names"))
