"""Measures of inequality of everything that has groups, and of areas in the order of a declared index.

All settings are measured at once. Measures over all groups need a partition: every resident in exactly one group, and every
group published. Groups that overlap are compared one by one with everybody else; groups that exclude one another but are not
everyone, in pairs. A public release makes this table again from what it may show.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from evenground.catalog.library import PlaceFolder
from evenground.stats import inequality
from evenground.stats.group_tables import LIST, SETTING, in_order_of, pooled_in_lists, with_groups, with_rest
from evenground.stats.pairs import compare_pair

COLUMNS = [
    "indicator_id", "period_id", "basis", "stratifier_id", "level_key", "area_key", "measure", "variant", "ci_kind", "estimate", "se",
    "ci_low", "ci_high", "ci_level", "status", "reason", "groups", "groups_missing",
]  # fmt: skip
FAVOURABLE = {"better": 1.0, "worse": 0.0}
FEWEST_AREAS = 5
AREA_MEASURES = [key for key, one in inequality.MEASURES.items() if not {"reference", "average"} & set(one.needs)]
"""Areas have no named one to compare with, and their average is their own."""
OVERLAP, NOT_EVERYONE = "groups overlap", "the groups published are not everyone"
ELSEWHERE = "groups are known in different areas of the list"
WITHHELD, UNRELIABLE = "a group’s figure is withheld", "a group’s figure is unreliable"
INCLUDES = "compared with everyone, who include this group"
NO_LIMITS = "no interval: a group has none"


def inequality_rows(folder: PlaceFolder, content: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """`fact_inequality` of a release, from its other tables.

    Parameters
    ----------
    folder : PlaceFolder
        Says which groups are a partition or exclude one another, and which indices order areas.
    content : mapping of table to DataFrame
        `fact_observation`, `dim_stratum`, `dim_indicator`, `dim_area`, `area_set`, `area_set_member`.
    """
    parts = [_of_groups(folder, content), *(_of_areas(gradient, content) for gradient in folder.place.gradients)]
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    found = pd.concat(parts, ignore_index=True)[COLUMNS]
    found["area_key"] = found["area_key"].fillna("")
    return found.sort_values(["basis", *SETTING, "measure", "variant", "ci_kind"], ignore_index=True)


def fractions_of(folder: PlaceFolder) -> dict[str, float]:
    """Part of households that a census long form asked, by source."""
    both = (*folder.sources, *folder.starter_sources)
    return {one.id: one.census_sampling_fraction for one in both if one.census_sampling_fraction}


def _of_groups(folder: PlaceFolder, content: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    indicators, areas = content["dim_indicator"], content["dim_area"]
    if not folder.place.stratifiers:
        return pd.DataFrame(columns=COLUMNS)
    own = with_groups(content["fact_observation"], content["dim_stratum"], areas.set_index("area_key")["level_key"])
    own = own[~own["indicator_id"].isin(indicators.loc[indicators["kind"] == "count", "indicator_id"])]
    if own.empty:
        return pd.DataFrame(columns=COLUMNS)
    pooled = pooled_in_lists(own, _outlined(content), indicators, fractions_of(folder))
    rows = pd.concat([own, pooled], ignore_index=True) if len(pooled) else own
    rows = rows.merge(indicators[["indicator_id", "kind", "per", "sample", "higher_is"]], on="indicator_id")
    rows["setting"] = rows.groupby(SETTING).ngroup()
    return pd.concat([_over_all(rows, folder), _pairs(rows, folder)], ignore_index=True)


def _outlined(content: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Members of the lists that are drawn on the map; weights are shares of areas."""
    lists, members = content["area_set"], content["area_set_member"]
    if lists.empty or members.empty:
        return pd.DataFrame({"area_set_id": pd.Series(dtype=str), "area_key": pd.Series(dtype=str), "weight": pd.Series(dtype=float)})
    return members[members["area_set_id"].isin(lists.loc[lists["outlined"].astype(bool), "area_set_id"])]


def _over_all(rows: pd.DataFrame, folder: PlaceFolder) -> pd.DataFrame:
    """Measures over all groups, with both kinds of interval; where groups are no partition, one row that says so."""
    by_id = {one.id: one for one in folder.place.stratifiers}
    counts = rows.groupby("setting").agg({**{name: "first" for name in SETTING}, "stratum_id": "size", "areas": "nunique"})
    wanted = counts["stratifier_id"].map({key: len(one.strata) for key, one in by_id.items()})
    partition = counts["stratifier_id"].map({key: one.partition for key, one in by_id.items()}) & counts["stratum_id"].eq(wanted)
    exclusive = counts["stratifier_id"].map({key: one.partition or one.exclusive for key, one in by_id.items()})
    together = counts["areas"].eq(1)
    whole = rows[rows["setting"].map(partition & together)]
    refused = counts[~(partition & together)]
    why = np.select([~exclusive, ~partition], [OVERLAP, NOT_EVERYONE], default=ELSEWHERE)[~(partition & together)]
    said = refused[SETTING].assign(
        basis="groups", measure="all", variant="default", ci_kind="none", status="not_applicable", groups=refused["stratum_id"],
        reason=why, groups_missing=rows[rows["value"].isna()].groupby("setting").size(),
    )  # fmt: skip
    said["groups_missing"] = said["groups_missing"].fillna(0)
    if whole.empty:
        return said
    ordered = whole["stratifier_id"].map({key: one.ordered for key, one in by_id.items()})
    kinds = whole.assign(ordered=ordered.astype(float), directed=whole["higher_is"].isin(FAVOURABLE))
    parts = [
        _measured(
            part, _applicable(is_ordered, is_directed), population=part["denominator"], order=part["social_rank"].astype(float),
            ordered=part["ordered"], is_reference=part["is_reference"], average=part["whole_value"],
        )
        for (is_ordered, is_directed), part in kinds.groupby(["ordered", "directed"])
    ]  # fmt: skip
    measured = pd.concat(parts, ignore_index=True)
    return pd.concat([_judged(measured, whole).assign(basis="groups"), said], ignore_index=True)


def _applicable(is_ordered: bool, is_directed: bool) -> list[tuple[str, str]]:
    """Measures that what is declared allows: one that needs an order, or a better side, is no row where there is none."""
    without = {*(() if is_ordered else ("ordered",)), *(() if is_directed else ("direction", "end_direction"))}
    return [key for key, one in inequality.MEASURES.items() if not without & set(one.needs)]


def _measured(rows: pd.DataFrame, keys: list[tuple[str, str]], **columns: pd.Series) -> pd.DataFrame:
    """Measures of every setting, closed form and noise-aware."""
    settings = inequality.settings(
        rows["setting"], rows["value"].where(rows["status"].isin(("published", "unreliable"))), se=rows["se"],
        favourable=rows["higher_is"].map(FAVOURABLE), scale=rows["per"].where(rows["kind"] == "proportion"), **columns,
    )  # fmt: skip
    tables = [inequality.as_table(settings, how(settings, keys).values()) for how in (inequality.closed_form, inequality.noise_aware)]
    found = pd.concat(tables, ignore_index=True).drop(columns=["formula"]).rename(columns={"case_id": "setting"})
    return found.assign(reason=found["reason"].astype(str).replace("", None), status=found["status"].astype(str))


def _judged(measured: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Measures with the setting's keys, and with the status that their inputs leave them."""
    by = rows.groupby("setting")
    about = by[SETTING].first()
    about["groups"], about["groups_missing"] = by.size(), rows["value"].isna().groupby(rows["setting"]).sum()
    withheld = rows["status"].eq("suppressed").groupby(rows["setting"]).any()
    unsure = (rows["reliability"].eq("low") | rows["status"].eq("unreliable")).groupby(rows["setting"]).any()
    found = measured.join(about, on="setting").drop(columns="setting")
    hidden = measured["setting"].map(withheld) & found["estimate"].isna() & (found["status"] == "not_reported")
    shaky = measured["setting"].map(unsure) & found["estimate"].notna()
    return _with_status(_with_status(found, hidden, "suppressed", WITHHELD), shaky, "unreliable", UNRELIABLE)


def _with_status(found: pd.DataFrame, where: pd.Series, status: str, reason: str) -> pd.DataFrame:
    found.loc[where, ["estimate", "se", "ci_low", "ci_high"]] = np.nan
    found.loc[where, "status"], found.loc[where, "reason"] = status, reason
    return found


def _pairs(rows: pd.DataFrame, folder: PlaceFolder) -> pd.DataFrame:
    """Difference and ratio: of each overlapping group and the rest, and of each two groups that exclude one another."""
    apart = {one.id for one in folder.place.stratifiers if one.partition or one.exclusive}
    whole = {one.id for one in folder.place.stratifiers if one.partition}
    mixed = rows[~rows["stratifier_id"].isin(apart)]
    separate = rows[rows["stratifier_id"].isin(apart - whole)]
    parts = [part for part in (_against_rest(mixed, fractions_of(folder)), _two_by_two(separate)) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)


def _against_rest(rows: pd.DataFrame, fractions: Mapping[str, float]) -> pd.DataFrame:
    if rows.empty:
        return rows
    rows = rows.assign(**with_rest(rows, fractions))
    pair = compare_pair(rows["value"], rows["ci_low"], rows["ci_high"], rows["rest_value"], rows["rest_low"], rows["rest_high"])
    by_rest = rows["rest_value"].notna()
    plain = rows["value"] - rows["whole_value"], (rows["value"] / rows["whole_value"]).where(rows["whole_value"] > 0)
    difference, ratio = np.where(by_rest, pair.difference, plain[0]), np.where(by_rest, pair.ratio, plain[1])
    variant = np.where(by_rest, "rest:", "everyone:") + rows["stratum_id"]
    told = {"reason": np.where(by_rest, np.where(np.isnan(pair.low), NO_LIMITS, None), INCLUDES), "variant": variant}
    limits = (pair.low, pair.high), (pair.ratio_low, pair.ratio_high)
    kind = np.where(by_rest & ~np.isnan(pair.low), rows["ci_kind"], "none")
    return pd.concat([
        _pair_rows(rows, "d", difference, *limits[0], kind, **told), _pair_rows(rows, "r", ratio, *limits[1], kind, **told)
    ], ignore_index=True)  # fmt: skip


def _two_by_two(rows: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return rows
    kept = [*SETTING, "setting", "stratum_id", "value", "ci_low", "ci_high", "ci_kind", "status", "reliability", "position"]
    both = rows[kept].merge(rows[["setting", "stratum_id", "value", "ci_low", "ci_high", "status", "reliability", "position"]], on="setting", suffixes=("", "_b"))
    both = both[both["position"] < both["position_b"]].reset_index(drop=True)
    pair = compare_pair(*(both[name] for name in ("value", "ci_low", "ci_high", "value_b", "ci_low_b", "ci_high_b")))
    withheld = (both["status"] == "suppressed") | (both["status_b"] == "suppressed")
    shaky = (both["reliability"] == "low") | (both["reliability_b"] == "low")
    both = both.assign(status=np.where(withheld, "suppressed", both["status"]), reliability=np.where(shaky, "low", both["reliability"]))
    told = {"reason": np.where(np.isnan(pair.low), NO_LIMITS, None), "variant": both["stratum_id"] + ":" + both["stratum_id_b"]}
    kind = np.where(np.isnan(pair.low), "none", both["ci_kind"])
    return pd.concat([
        _pair_rows(both, "d", pair.difference, pair.low, pair.high, kind, **told),
        _pair_rows(both, "r", pair.ratio, pair.ratio_low, pair.ratio_high, kind, **told),
    ], ignore_index=True)  # fmt: skip


def _pair_rows(rows: pd.DataFrame, measure: str, estimate, low, high, kind, *, reason, variant) -> pd.DataFrame:
    found = rows[SETTING].assign(
        basis="groups", measure=measure, variant=variant, ci_kind=pd.Series(kind, index=rows.index).replace("", "closed_form"),
        estimate=np.asarray(estimate, dtype=float), se=np.nan, ci_low=low, ci_high=high, ci_level=0.95, status="published", reason=reason,
        groups=2, groups_missing=rows["value"].isna().astype(int),
    )  # fmt: skip
    missing = found["estimate"].isna()
    found.loc[missing, "status"] = np.where(rows.loc[missing, "status"] == "published", "not_reported", rows.loc[missing, "status"])
    found.loc[missing, "reason"] = np.where(rows.loc[missing, "status"] == "suppressed", WITHHELD, "a group has no estimate")
    shaky = ~missing & (rows["reliability"].eq("low") | rows["status"].eq("unreliable"))
    return _with_status(found, shaky, "unreliable", UNRELIABLE)


def _of_areas(gradient, content: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Measures over areas in the order of one index: all areas of the level, and those of each outlined list."""
    indicators, areas = content["dim_indicator"], content["dim_area"]
    here = areas[areas["level_key"] == gradient.level]
    seen = content["fact_observation"]
    seen = seen[(seen["stratum_id"] == "everyone") & seen["area_key"].isin(here["area_key"])]
    index = seen[(seen["indicator_id"] == gradient.index) & (seen["period_id"] == gradient.period)].set_index("area_key")["value"]
    known = indicators.set_index("indicator_id")
    if index.notna().sum() < FEWEST_AREAS:
        return pd.DataFrame(columns=COLUMNS)
    usable = known[known["higher_is"].ne("neither") & known["kind"].ne("count") & known["mappable"]].index.drop(gradient.index, errors="ignore")
    rows = in_order_of(
        seen[seen["indicator_id"].isin(usable)], index, here.set_index("area_key")["population"], known.loc[gradient.index, "higher_is"] == "better"
    )
    parts = [rows.assign(geography="")]
    members = _outlined(content)
    for one, part in members[members["area_key"].isin(here["area_key"])].groupby("area_set_id"):
        weight = part.set_index("area_key")["weight"]
        inside = rows[rows["area_key"].isin(weight.index)]
        parts.append(inside.assign(population=inside["population"] * inside["area_key"].map(weight), geography=LIST + one))
    rows = pd.concat(parts, ignore_index=True).merge(indicators[["indicator_id", "kind", "per", "sample", "higher_is"]], on="indicator_id")
    rows = rows.assign(stratifier_id=gradient.index, level_key=gradient.level, area_key=rows["geography"])
    rows["setting"] = rows.groupby(SETTING).ngroup()
    sizes = content["area_set_member"]["area_set_id"].value_counts().rename(lambda one: LIST + one).to_dict() | {"": len(here)}
    return _measured_areas(rows, rows.groupby("setting")["area_key"].first().map(sizes))


def _measured_areas(rows: pd.DataFrame, sizes: pd.Series) -> pd.DataFrame:
    """`sizes` are the areas of each setting's geography, with or without a figure."""
    given = rows[rows["value"].notna() & rows["status"].isin(("published", "unreliable"))]
    given = given[given.groupby("setting")["value"].transform("size") >= FEWEST_AREAS]
    if given.empty:
        return pd.DataFrame(columns=COLUMNS)
    measured = _measured(given, AREA_MEASURES, population=given["population"], order=given["order"], ordered=pd.Series(1.0, index=given.index))
    about = rows.groupby("setting")[SETTING].first()
    about["groups"] = given.groupby("setting").size()
    about["groups_missing"] = sizes - about["groups"]
    unsure = (given["population"] * given["reliability"].eq("low")).groupby(given["setting"]).sum() / given.groupby("setting")["population"].sum()
    found = measured.join(about, on="setting").assign(basis="areas")
    shaky = found["setting"].map(unsure) > 0.2
    return _with_status(found.drop(columns="setting"), shaky & found["estimate"].notna(), "unreliable", UNRELIABLE)
