"""The groups that a reader compares, with what each is compared with, as one table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from evenground.answers.area_values import area_name
from evenground.answers.disparities.choice import (
    ALL,
    AREA,
    EVERYONE,
    LIST,
    REST,
    Comparison,
    gradient,
    kind_of,
    stratifier,
)
from evenground.answers.shelf import names_in, row_of, shelf, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.stats import inequality
from evenground.stats.arrays import z_of
from evenground.stats.coverage.equity import order_by_need, parts_of_fifths
from evenground.stats.group_tables import in_order_of, pooled_in_lists, with_groups, with_rest
from evenground.stats.inequality import Settings
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

FAVOURABLE = {"better": 1.0, "worse": 0.0}
ORDINALS = ("first", "second", "third", "fourth", "fifth")
KNOWN = ("published", "unreliable")


@dataclass(frozen=True)
class Groups:
    """Groups of one comparison.

    `table` has one row per group (`key`, `name`, `value` with its interval, `population`, `status`, `reliability`, `areas`, and
    everybody else's `rest_...` where groups overlap). For areas in the order of an index it has one row per fifth of
    residents, and `areas` has one row per area.
    """

    chosen: Comparison
    kind: str
    table: pd.DataFrame
    indicator: pd.Series
    level: str
    areas: pd.DataFrame
    whole: pd.Series
    """Everyone: `value`, `ci_low`, `ci_high`, `areas`."""
    of: int
    """Areas of the geography; 1 for one area."""

    @property
    def known(self) -> pd.DataFrame:
        return self.table[self.table["value"].notna() & self.table["status"].isin(KNOWN)]

    @property
    def reliable(self) -> pd.DataFrame:
        return self.known[~self.known["reliability"].isin(("low",)) & (self.known["status"] == "published")]

    @property
    def is_modelled(self) -> bool:
        return bool(text_in(self.indicator, "modelled_from", "en")) or self.indicator["sample"] == "modelled"

    @property
    def is_built_in(self) -> bool:
        """True where the indicator is a part of the index that orders the areas, or was predicted from such parts."""
        declared = gradient(self.chosen.place, self.level, self.chosen.by) if self.kind == "areas" else None
        return declared is not None and self.chosen.indicator in declared.built_in

    @property
    def favourable(self) -> bool:
        return self.indicator["higher_is"] == "better"

    @property
    def interval_kind(self) -> str:
        """What an interval that is made from the groups' own may be called: no better than theirs."""
        return "approximate" if self.table["ci_kind"].eq("approximate").any() else "closed_form"

    def name(self, key: str) -> str:
        """A group, or what it is compared with, in words."""
        if key == REST:
            return say("gap.rest", self.chosen.language)
        if key == EVERYONE:
            return say("disparities.everyone", self.chosen.language)
        match = self.table[self.table["key"] == key]
        return key if match.empty else str(match["name"].iloc[0])

    def settings(self, reference: str = "") -> Settings:
        """One setting for measures over all groups; areas themselves for a gradient."""
        favourable = FAVOURABLE[self.indicator["higher_is"]]
        scale = float(self.indicator["per"]) if self.indicator["kind"] == "proportion" else np.nan
        if self.kind == "areas":
            rows = self.areas
            return inequality.settings(
                np.zeros(len(rows)), rows["value"], se=rows["se"], population=rows["population"], order=rows["order"], ordered=True,
                favourable=favourable, scale=scale,
            )  # fmt: skip
        rows = self.table
        ordered = bool(stratifier(self.chosen.place, self.chosen.by).ordered)
        value = rows["value"].where(rows["status"].isin(KNOWN))
        return inequality.settings(
            np.zeros(len(rows)), value, se=rows["se"], population=rows["denominator"], order=rows["social_rank"].astype(float), ordered=ordered,
            favourable=favourable, scale=scale, average=self.whole["value"], is_reference=rows["key"] == reference, partition=self.is_whole,
        )  # fmt: skip

    @property
    def is_whole(self) -> bool:
        """True where every resident is in exactly one of the groups that are published."""
        if self.kind == "areas":
            return True
        declared = stratifier(self.chosen.place, self.chosen.by)
        return declared.partition and len(self.table) == len(declared.strata) and self.table["areas"].nunique() == 1


@lru_cache(maxsize=512)
def groups(chosen: Comparison, release: Release) -> Groups:
    """The groups of a comparison; what is chosen among them (`group`, `reference`) changes nothing here."""
    indicator = row_of(release, "indicators", "indicator_id", chosen.indicator)
    level = level_of(chosen, release)
    seen = _seen(release, chosen.indicator, level)
    seen = seen[seen["period_id"] == chosen.period]
    if kind_of(chosen.place, chosen.by) == "areas":
        return _areas(chosen, release, indicator, level, seen)
    return _strata(chosen, release, indicator, level, seen)


def level_of(chosen: Comparison, release: Release) -> str:
    """The level of the areas that a comparison is about."""
    if chosen.where.startswith(ALL):
        return chosen.where.removeprefix(ALL)
    if chosen.where.startswith(LIST):
        return str(row_of(release, "area_sets", "area_set_id", chosen.where.removeprefix(LIST))["level_key"])
    return str(row_of(release, "area_codes", "area_key", chosen.where.removeprefix(AREA))["level_key"])


def where_in_words(chosen: Comparison, release: Release) -> str:
    """The geography of a comparison, by name."""
    if chosen.where.startswith(AREA):
        return area_name(release, chosen.where.removeprefix(AREA), chosen.language)
    if chosen.where.startswith(LIST):
        listed = row_of(release, "area_sets", "area_set_id", chosen.where.removeprefix(LIST))
        return text_in(listed, "short", chosen.language)
    return text_in(row_of(release, "levels", "level_key", chosen.where.removeprefix(ALL)), "name", chosen.language)


@lru_cache(maxsize=256)
def _seen(release: Release, indicator: str, level: str) -> pd.DataFrame:
    table = ask(release, "group_figures", indicator_id=indicator, level_key=level)
    return table.astype({name: object for name in table.select_dtypes("str")}).fillna({"reliability": "", "ci_kind": "", "source_id": ""})


def _members(release: Release, chosen: Comparison) -> pd.DataFrame:
    one = chosen.where.removeprefix(LIST)
    return ask(release, "area_set_members", area_set_id=one).assign(area_set_id=one)


def fractions(place: str) -> dict[str, float]:
    """Part of households that a census long form asked, by source."""
    folder = place_folder(place)
    return {one.id: one.census_sampling_fraction for one in (*folder.sources, *folder.starter_sources) if one.census_sampling_fraction}


def _strata(chosen: Comparison, release: Release, indicator: pd.Series, level: str, seen: pd.DataFrame) -> Groups:
    strata = shelf(release, "strata")
    own = seen.drop(columns=["name_en", "name_fr", "name_iu", "population", "ends_on"])
    rows = with_groups(own, strata[strata["stratifier_id"].isna() | strata["stratifier_id"].eq(chosen.by)], pd.Series(level, index=own["area_key"].unique()))
    about = {name: indicator[name] for name in ("kind", "per", "sample")}
    of = 1
    if chosen.where.startswith(LIST):
        members = _members(release, chosen)
        rows = pooled_in_lists(rows, members, pd.DataFrame([{"indicator_id": chosen.indicator, **about}]), fractions(chosen.place))
        of = len(members)
    else:
        rows = rows[rows["area_key"] == chosen.where.removeprefix(AREA)]
    rows = rows.assign(**about).sort_values("position").reset_index(drop=True)
    rows = rows.assign(**with_rest(rows, fractions(chosen.place)))
    names = strata.set_index("stratum_id")
    labels = dict(zip(names.index, names_in(names, "name", chosen.language), strict=True))
    rows = rows.assign(key=rows["stratum_id"], name=rows["stratum_id"].map(labels), population=rows["denominator"])
    return Groups(chosen, kind_of(chosen.place, chosen.by), rows, indicator, level, rows.iloc[:0], _whole(rows, seen, chosen), of)


def _whole(rows: pd.DataFrame, seen: pd.DataFrame, chosen: Comparison) -> pd.Series:
    """Everyone's figure: of the same area, or of the areas that went into the group with the most of them."""
    if chosen.where.startswith(AREA):
        match = seen[(seen["area_key"] == chosen.where.removeprefix(AREA)) & (seen["stratum_id"] == "everyone")]
        if len(match):
            return match.iloc[0][["value", "ci_low", "ci_high"]].astype(float)
    if rows.empty:
        return pd.Series({"value": np.nan, "ci_low": np.nan, "ci_high": np.nan})
    fullest = rows.loc[rows["areas"].idxmax()]
    return pd.Series({"value": fullest["whole_value"], "ci_low": fullest["whole_low"], "ci_high": fullest["whole_high"]})


def _areas(chosen: Comparison, release: Release, indicator: pd.Series, level: str, seen: pd.DataFrame) -> Groups:
    declared = gradient(chosen.place, level, chosen.by)
    index = _seen(release, chosen.by, level)
    index = index[(index["period_id"] == declared.period) & (index["stratum_id"] == "everyone")].set_index("area_key")["value"]
    everyone = seen[seen["stratum_id"] == "everyone"].set_index("area_key", drop=False)
    residents = everyone["population"].astype(float)
    of = int(row_of(release, "levels", "level_key", level)["areas"])
    if chosen.where.startswith(LIST):
        weight = _members(release, chosen).set_index("area_key")["weight"]
        of, residents = len(weight), (residents * residents.index.map(weight)).dropna()
    better = row_of(release, "indicators", "indicator_id", chosen.by)["higher_is"] == "better"
    given = everyone[everyone["value"].notna() & everyone["status"].isin(KNOWN)].reset_index(drop=True)
    rows = in_order_of(given, index, residents, better).sort_values(["order", "area_key"], ignore_index=True)
    rows["name"] = names_in(rows, "name", chosen.language)
    table, value = fifths(rows, chosen, indicator), np.average(rows["value"], weights=rows["population"]) if len(rows) else np.nan
    whole = pd.Series({"value": value, "ci_low": np.nan, "ci_high": np.nan})
    return Groups(chosen, "areas", table, indicator, level, rows, whole, of)


def fifths(rows: pd.DataFrame, chosen: Comparison, indicator: pd.Series) -> pd.DataFrame:
    """Mean of each fifth of residents, least advantaged first; areas that straddle two fifths are split by their people.

    Areas that share a place in the order are split alike, so that no other order among them changes a mean.
    """
    shares = (rows["population"] / rows["population"].sum()).to_numpy()
    kind = "approximate" if rows["ci_kind"].eq("approximate").any() else "closed_form"
    found = []
    for number, part in enumerate(parts_of_fifths(order_by_need(-rows["order"], rows["population"])) if len(rows) else ()):
        inside = part * shares
        weight = inside / inside.sum() if inside.sum() > 0 else inside
        value, se = float((weight * rows["value"]).sum()), float(np.sqrt((weight**2 * rows["se"] ** 2).sum(skipna=False)))
        half = z_of(0.95) * se
        found.append(
            {
                "key": f"fifth_{number + 1}", "name": say(f"disparities.fifth_{ORDINALS[number]}", chosen.language), "value": value, "se": se,
                "ci_low": value - half, "ci_high": value + half, "ci_level": 0.95, "ci_kind": kind if np.isfinite(se) else "",
                "population": float((inside * rows["population"].sum()).sum()), "status": "published", "reliability": "", "order": number + 1.0,
                "areas": int((inside > 0).sum()), "numerator": np.nan, "denominator": np.nan, "index_low": rows["index_value"][inside > 0].min(),
                "index_high": rows["index_value"][inside > 0].max(),
            }
        )  # fmt: skip
    return pd.DataFrame(found) if len(rows) else pd.DataFrame(columns=["key", "name", "value", "status", "reliability", "ci_low", "ci_high", "areas", "population"])
