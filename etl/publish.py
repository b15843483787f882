"""Publishing: from a working release to a public one that holds only protected values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd

from etl.inequality_tables import inequality_rows
from etl.publish_outreach import public_outreach
from evenground.catalog.library import PlaceFolder
from evenground.disclosure.interim import protected
from evenground.warehouse import releases
from evenground.warehouse.write import read_tables, write_release

PUBLIC = (
    "dim_level", "dim_area", "area_shape", "contiguity", "area_name", "area_set", "area_set_member", "area_set_shape", "crosswalk",
    "dim_indicator", "dim_stratum", "dim_period", "dim_source", "source_scope", "fact", "resource", "outreach_log", "series",
    "calendar_theme", "goal",
)  # fmt: skip
"""Tables that are public as they are. Others enter through `public_tables`, or stay in the working store."""
OBSERVATION_COLUMNS = (
    "indicator_id", "area_key", "period_id", "stratum_id", "value", "ci_low", "ci_high", "ci_level", "ci_kind", "se",
    "numerator", "denominator", "status", "symbol", "reliability", "source_id",
)  # fmt: skip


def publish(
    folder: PlaceFolder, *, on_phase: Callable[[str], None] = lambda _: None
) -> tuple[releases.Release, dict[str, int]]:
    """Write the public release of a place's current working release and make it current.

    Returns the release, and how many observations it shows and hides. Raises `releases.NoRelease` when there is nothing
    to publish and `releases.Busy` when a build is under way.
    """
    with releases.building(folder.id):
        working = releases.current(folder.id, "analyst")
        content = read_tables(working.path)
        public, counts = public_tables(folder, content, working.id)
        on_phase("write")
        draft = releases.draft(folder.id, "public", public["release"]["release_id"].iloc[0])
        try:
            write_release(draft, public)
            on_phase("sync")
            final = releases.Release(folder.id, "public", releases.seal(draft))
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        on_phase("point")
        releases.point_to(final)
        releases.prune(folder.id, "public")
    return final, counts


def public_tables(
    folder: PlaceFolder, content: dict[str, pd.DataFrame], made_from: str
) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """The tables of a working release as the public may see them."""
    rule = folder.place.policy.public
    shown = protected(_with_context(content), rule)[list(OBSERVATION_COLUMNS)].copy()
    shown.loc[shown["value"].isna(), ["numerator", "denominator", "se"]] = None  # no count stands where no figure does
    before = content["fact_observation"]["value"].notna().sum()
    counts = {"shown": int(shown["value"].notna().sum()), "hidden": int(before - shown["value"].notna().sum())}
    now = datetime.now(UTC)
    release = content["release"].assign(
        audience="public", built_at=now.replace(tzinfo=None), made_from=made_from,
        release_id=f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}Z-{made_from[-10:]}",
    )  # fmt: skip
    kept = {name: table for name, table in content.items() if name in PUBLIC}
    kept |= public_outreach(content, rule)
    kept |= {"fact_observation": shown, "release": release}
    # made again from what is shown: a measure over a hidden figure must not outlive it
    return kept | {"fact_inequality": inequality_rows(folder, kept)}, counts


def _with_context(content: dict[str, pd.DataFrame]) -> pd.DataFrame:
    areas = content["dim_area"][["area_key", "population", "parent_key"]]
    kinds = content["dim_indicator"][["indicator_id", "kind"]]
    groups = content["dim_stratum"][["stratum_id", "stratifier_id"]]
    trusted = content["dim_source"][["source_id", "source_protected"]]
    rows = content["fact_observation"].merge(areas, on="area_key").merge(kinds, on="indicator_id")
    rows = rows.merge(groups, on="stratum_id").merge(trusted, on="source_id", how="left")
    return rows.assign(
        stratifier_id=rows["stratifier_id"].fillna(""), source_protected=rows["source_protected"].eq(True)
    )
