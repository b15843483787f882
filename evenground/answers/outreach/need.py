"""How great need is in each area, by a measure of declared kind; and the yardsticks that reach is set beside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.shelf import names_in, provenance, row_of, shelf, text_in
from evenground.catalog.library import place_folder
from evenground.look.dates import period
from evenground.stats.coverage.equity import order_by_need, parts_of_fifths
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release


@dataclass(frozen=True)
class Need:
    """Arrays of one value per area of the level, in the order of `area_key`.

    `level` orders areas, higher is greater need. `people` are people in need where the measure counts people, else None: a
    rate or an index only orders areas. `fifth` is the part of each area's residents in the fifth where need is greatest.
    """

    areas: pd.DataFrame
    """area_key, code, name, population, lon, lat, value, status."""
    level: np.ndarray
    people: np.ndarray | None
    fifth: np.ndarray
    kind: str
    """people, rate, index or none."""
    title: str = ""
    unit: str = ""
    decimals: int = 1
    per: float = 1.0
    counted: str = ""
    """What a person in need is, in words: "people in private households"."""
    higher_is: str = "worse"
    sources: tuple[str, ...] = ()

    @property
    def residents(self) -> np.ndarray:
        return self.areas["population"].to_numpy(dtype=float)


def measures(log: LogChoices, release: Release) -> dict[str, str]:
    """Need measures that the place declares and this release holds by area: indicator and its title, with the kind said."""
    outreach, there = place_folder(release.place_id).place.outreach, shelf(release, "offer")
    here = set(there.loc[(there["level_key"] == log.level) & (there["with_value"] > 0), "indicator_id"])
    known = set(shelf(release, "indicators")["indicator_id"])
    kept = [one.indicator for one in (outreach.need_in(log.level) if outreach else ()) if one.indicator in here & known]
    return {one: text_in(row_of(release, "indicators", "indicator_id", one), "title", log.language) for one in kept}


def period_of(log: LogChoices, release: Release) -> str:
    """The declared period of the chosen need measure, or its latest."""
    outreach = place_folder(release.place_id).place.outreach
    declared = {one.indicator: one.period for one in (outreach.need_in(log.level) if outreach else ())}
    return declared.get(log.need, "")


def need_of(log: LogChoices, release: Release) -> Need:
    """The chosen measure of need; without one, the areas alone."""
    return _need(log.place, log.language, log.level, log.need, period_of(log, release), release)


@lru_cache(maxsize=64)
def _need(place: str, language: str, level_key: str, need: str, period_id: str, release: Release) -> Need:
    table = ask(release, "need_measure", level_key=level_key, indicator=need, period=period_id)
    table = table.assign(name=names_in(table, "name", language))
    residents = table["population"].to_numpy(dtype=float)
    if not need:
        nothing = np.full(len(table), np.nan)
        return Need(table, nothing, None, np.zeros(len(table)), "none")
    indicator = row_of(release, "indicators", "indicator_id", need)
    values = table["value"].to_numpy(dtype=float)
    level = -values if indicator["higher_is"] == "better" else values
    level = np.where(residents > 0, level, np.nan)
    kind = str(indicator["need_kind"])
    people = _people(table, indicator) if kind == "people" else None
    if people is not None and not np.isfinite(people).any():
        kind, people = "rate", None
    return Need(
        table, level, people, parts_of_fifths(order_by_need(level, residents))[0], kind, text_in(indicator, "title", language),
        f"{text_in(indicator, 'unit', language)}, {period(period_id, language)}", int(indicator["decimals"]), float(indicator["per"]),
        text_in(indicator, "denominator", language), str(indicator["higher_is"]), tuple(sorted(set(table["source_id"].dropna()))),
    )  # fmt: skip


def _people(table: pd.DataFrame, indicator: pd.Series) -> np.ndarray:
    """The numerator; where none is published, the share times its own denominator."""
    numerator, denominator = (table[name].to_numpy(dtype=float) for name in ("numerator", "denominator"))
    return np.where(np.isfinite(numerator), numerator, table["value"].to_numpy(dtype=float) / float(indicator["per"]) * denominator)


def yardstick(log: LogChoices, need: Need) -> np.ndarray:
    """What an area's share of reach is set beside: residents, people in need, or residents of the fifth where need is greatest."""
    if log.yardstick == "equal" or need.kind == "none":
        return need.residents
    return need.people if need.people is not None else need.residents * need.fifth


def sources_of(need: Need, release: Release, language: str) -> tuple:
    return provenance(release, set(need.sources), language)
