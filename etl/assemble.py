"""What was taken in, put together as the tables of one release."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd

from etl import derive, tables
from etl.areas import contiguity, normal_codes, outlines, shapes
from etl.contract import OBSERVATION
from etl.engagement.read import Outreach, read_outreach
from etl.inequality_tables import inequality_rows
from etl.inputs import BuildFailed, Inputs
from etl.take import Taken, check_accounts, resolve
from evenground.catalog.library import PlaceFolder, indicators
from evenground.warehouse.write import SCHEMA_VERSION

OnPhase = Callable[[str], None]


def assemble(
    folder: PlaceFolder, chosen: Inputs, taken: list[Taken], started: datetime, on_phase: OnPhase
) -> tuple[str, dict[str, pd.DataFrame]]:
    on_phase("resolve")
    names = _names(folder, taken)
    areas = officially_named(_areas(folder, taken), names)
    declared = indicators()
    known_strata = {"everyone"} | {s.id for group in folder.place.stratifiers for s in group.strata}
    for one in taken:
        resolve(one, folder, areas, set(declared), known_strata)
        check_accounts(one)
    on_phase("derive")
    crosswalk = _crosswalk(folder, taken)
    observed = _observations(folder, chosen, taken, areas, crosswalk)
    areas = areas.assign(population=_residents(folder, areas, observed))
    members = _members(folder, taken, areas)
    drawn = _shapes(folder, areas)
    content = {
        "dim_level": tables.levels(folder),
        "dim_area": areas.drop(columns=["geometry", "line"], errors="ignore"),
        "area_shape": drawn,
        "contiguity": pd.concat(
            [contiguity(areas[areas["level_key"] == level.key], level) for level in folder.place.levels], ignore_index=True
        ),
        "area_name": names,
        "area_set": tables.area_sets(folder),
        "area_set_member": members,
        "area_set_shape": outlines(members, drawn),
        "crosswalk": crosswalk,
        "dim_indicator": tables.indicator_rows(declared, set(observed["indicator_id"])),
        "dim_stratum": tables.strata(folder),
        "dim_period": tables.periods(set(observed["period_id"])),
        "fact_observation": observed.drop(columns=["level", "area_code"]),
        "dim_source": tables.sources(taken, observed["source_id"].value_counts()),
        "source_scope": tables.scope(taken),
        "reject": tables.reject_rows(taken),
        "fact": _stacked(taken, "facts"),
        "resource": _resources(folder, taken, areas),
    }
    on_phase("outreach")
    content = with_outreach(content, read_outreach(folder, chosen.base, areas, names, started.date()))
    release_id = _release_id(started, content)
    content["fact_inequality"] = inequality_rows(folder, content)  # follows from the rest, and so is no part of the id
    content["release"] = pd.DataFrame(
        [
            {
                "place_id": folder.id, "release_id": release_id, "audience": "analyst", "built_at": started.replace(tzinfo=None),
                "inputs": chosen.called, "code_version": code_version(), "policy_version": folder.place.policy.version,
                "schema_version": SCHEMA_VERSION, "made_from": None,
            }
        ]
    )  # fmt: skip
    return release_id, content


def with_outreach(content: dict[str, pd.DataFrame], outreach: Outreach) -> dict[str, pd.DataFrame]:
    """The tables of a release with those of the log; rejects and resources stand beside those of the sources."""
    both = {"reject": outreach.rejects, "resource": outreach.tables.pop("resource", pd.DataFrame())}
    stacked = {name: pd.concat([content[name], rows], ignore_index=True) if len(rows) else content[name] for name, rows in both.items()}
    return content | outreach.tables | stacked


def _areas(folder: PlaceFolder, taken: list[Taken]) -> pd.DataFrame:
    parts = []
    for one in taken:
        if one.tidy.areas is not None:
            own = f"{one.source.level}:{one.source.area_vintage}"
            rows = one.tidy.areas.assign(source_id=one.source.id)
            if "level" not in rows:
                rows["level"] = own
            parts.append(rows.rename(columns={"level": "level_key"}))
    if not parts:
        raise BuildFailed(f"{folder.id}: no source provides areas; declare one with `provides: boundaries`")
    areas = pd.concat(parts, ignore_index=True)
    for level_key, group in areas.groupby("level_key"):
        level = folder.place.level(level_key)
        codes, _ = normal_codes(group["code"], level)
        areas.loc[group.index, "code"] = codes
        areas.loc[group.index, "area_key"] = codes.map(level.area_key)
    twice = areas[areas["area_key"].duplicated()]
    if len(twice):
        raise BuildFailed(
            f"{folder.id}: {len(twice)} areas stand twice in the boundaries (first: {twice['area_key'].iloc[0]}); keep one"
        )
    return _with_parents(folder, _placed(areas))


def _with_parents(folder: PlaceFolder, areas: pd.DataFrame) -> pd.DataFrame:
    """Areas with the key of the area above: the code that came with the boundaries, or the only one there is."""
    keys = pd.Series(None, index=areas.index, dtype=object)
    for level in folder.place.levels:
        if not level.parent:
            continue
        above = folder.place.level(level.parent)
        known = areas.loc[areas["level_key"] == above.key, "area_key"]
        here = areas["level_key"] == level.key
        given = here & areas["parent_key"].fillna("").ne("")
        codes = areas.loc[given, "parent_key"].str.removeprefix(f"{above.key}:")
        keys[given] = normal_codes(codes, above)[0].map(above.area_key)
        if len(known) == 1:
            keys[here & ~given] = known.iloc[0]
    return areas.assign(parent_key=keys)


def _placed(areas: pd.DataFrame) -> pd.DataFrame:
    points = [None if shape is None or pd.isna(shape) else shape.representative_point() for shape in areas["geometry"]]
    return areas.assign(
        lon=[point.x if point else None for point in points], lat=[point.y if point else None for point in points]
    ).rename(columns={"parent": "parent_key"})


def _shapes(folder: PlaceFolder, areas: pd.DataFrame) -> pd.DataFrame:
    parts = [shapes(areas[areas["level_key"] == level.key], level) for level in folder.place.levels]
    return pd.concat(parts, ignore_index=True)


def _observations(
    folder: PlaceFolder, chosen: Inputs, taken: list[Taken], areas: pd.DataFrame, crosswalk: pd.DataFrame
) -> pd.DataFrame:
    parts = [one.tidy.observations.assign(source_id=one.source.id) for one in taken if len(one.tidy.observations)]
    if not parts:
        raise BuildFailed(f"{folder.id}: no source gave any observation; see the reasons in the summary")
    fractions = {one.source.id: one.source.census_sampling_fraction for one in taken if one.source.census_sampling_fraction}
    rows = derive.complete(pd.concat(parts, ignore_index=True), indicators(), fractions)
    residents = _residents(folder, areas, rows).set_axis(areas["area_key"])
    for step in chosen.derivations:
        made = derive.through_crosswalk(step, rows, crosswalk, residents)
        source_of = rows.loc[rows["indicator_id"] == step.indicator, "source_id"]
        made = made.assign(source_id=source_of.iloc[0] if len(source_of) else "", status="published")
        rows = pd.concat([rows, made.drop(columns=["people", "parts"])], ignore_index=True)
    key = ["indicator_id", "area_key", "period_id", "stratum_id"]
    clash = rows[rows.duplicated(key, keep=False)]
    if len(clash):
        first = clash.iloc[0]
        raise BuildFailed(
            f"{folder.id}: {len(clash)} observations are given by two sources (first: {first['indicator_id']} of "
            f"{first['area_key']}, by {' and '.join(sorted(clash['source_id'].unique())[:2])}); let one of them give it"
        )
    texts = [name for name, kind in OBSERVATION.items() if kind == "str" and name in rows]
    rows[texts] = rows[texts].fillna("")
    return rows.sort_values(key, ignore_index=True)


def _residents(folder: PlaceFolder, areas: pd.DataFrame, observed: pd.DataFrame) -> pd.Series:
    people = pd.to_numeric(areas["population"], errors="coerce")
    everyone = observed[observed["stratum_id"] == "everyone"]
    for level_key, declared in folder.place.residents.items():
        match = (everyone["indicator_id"] == declared.indicator) & (everyone["period_id"] == declared.period)
        counts = everyone[match].set_index("area_key")["value"]
        here = areas["level_key"] == level_key
        people = people.where(~here, areas["area_key"].map(counts))
    return people


def _crosswalk(folder: PlaceFolder, taken: list[Taken]) -> pd.DataFrame:
    parts = []
    for one in taken:
        if one.tidy.crosswalk is not None:
            start, end = (folder.place.level(one.source.options[key]) for key in ("from", "to"))
            rows = one.tidy.crosswalk
            parts.append(
                pd.DataFrame(
                    {
                        "crosswalk_id": one.source.id,
                        "from_key": normal_codes(rows["from_code"], start)[0].map(start.area_key),
                        "to_key": normal_codes(rows["to_code"], end)[0].map(end.area_key),
                        "weight": rows["weight"].astype(float),
                        "basis": one.source.options["basis"],
                    }
                )
            )
    columns = ["crosswalk_id", "from_key", "to_key", "weight", "basis"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _members(folder: PlaceFolder, taken: list[Taken], areas: pd.DataFrame) -> pd.DataFrame:
    levels = {one.id: folder.place.level(one.level) for one in folder.place.area_sets}
    parts = []
    for one in taken:
        if one.tidy.members is None:
            continue
        for area_set_id, rows in one.tidy.members.groupby("area_set"):
            level = levels[area_set_id]
            keys = normal_codes(rows["area_code"], level)[0].map(level.area_key)
            part = pd.DataFrame({"area_set_id": area_set_id, "area_key": keys, "weight": rows["weight"].astype(float)})
            parts.append(
                part.groupby(["area_set_id", "area_key"], as_index=False)["weight"]
                .sum()
                .assign(weight=lambda t: t["weight"].clip(upper=1))
            )
    if not parts:
        return pd.DataFrame(columns=["area_set_id", "area_key", "weight"])
    members = pd.concat(parts, ignore_index=True)
    strange = members[~members["area_key"].isin(areas["area_key"])]
    if len(strange):
        raise BuildFailed(
            f"{folder.id}: {len(strange)} members of area sets are not on the map (first: {strange['area_key'].iloc[0]})"
        )
    return members


def _names(folder: PlaceFolder, taken: list[Taken]) -> pd.DataFrame:
    rows = []
    for one in taken:
        if one.tidy.names is None:
            continue
        level = folder.place.level(f"{one.source.level}:{one.source.area_vintage}")
        keys = normal_codes(one.tidy.names["area_code"], level)[0].map(level.area_key)
        rows.append(one.tidy.names.assign(area_key=keys)[["area_key", "language", "name", "kind", "cited"]])
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=["area_key"])


def officially_named(areas: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Areas under their official names in English and French, where a source gives one.

    Boundary files cut names short or write them in capitals; the name that a boundary file gives stays where no official
    one is known.
    """
    for language in ("en", "fr"):
        if names.empty or f"name_{language}" not in areas:
            continue
        official = names[(names["kind"] == "official") & (names["language"] == language)]
        by_key = official.drop_duplicates("area_key").set_index("area_key")["name"]
        given = areas["area_key"].map(by_key)
        areas = areas.assign(**{f"name_{language}": given.where(given.notna(), areas[f"name_{language}"])})
    return areas


def _stacked(taken: list[Taken], what: str) -> pd.DataFrame:
    parts = [
        getattr(one.tidy, what).assign(source_id=one.source.id) for one in taken if getattr(one.tidy, what) is not None
    ]
    if not parts:
        return pd.DataFrame()
    return (
        pd.concat(parts, ignore_index=True)
        .drop(columns=["line"])
        .rename(columns={"group": "population_group", "place": "place_name"})
    )


def _resources(folder: PlaceFolder, taken: list[Taken], areas: pd.DataFrame) -> pd.DataFrame:
    rows = _stacked(taken, "resources")
    if rows.empty:
        return rows
    ids = [f"{source}-{number:04d}" for number, source in enumerate(rows["source_id"], start=1)]
    return rows.assign(resource_id=ids).drop(columns=["area_code"], errors="ignore")


def _release_id(started: datetime, content: dict[str, pd.DataFrame]) -> str:
    digest = hashlib.sha256()
    for name in sorted(content):
        digest.update(name.encode())
        digest.update(content[name].to_csv(index=False).encode())
    return f"{started:%Y%m%dT%H%M%S}{started.microsecond // 1000:03d}Z-{digest.hexdigest()[:10]}"


def code_version() -> str:
    """The version of the code that built: the package's, and the commit where it runs from a checkout."""
    root = Path(__file__).resolve().parents[1]
    try:
        asked = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=root, capture_output=True, text=True, timeout=5, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return "0.1.0"
    return f"0.1.0+{asked.stdout.strip()}"
