"""All indicators of one level side by side: what the heat table and the one area against the range are made from."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from evenground.answers.choices import Choices
from evenground.answers.finding import notes
from evenground.answers.shelf import names_in, row_of, shelf, text_in
from evenground.catalog.library import place_folder
from evenground.look.text import natural
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

EVERYONE = "everyone"


@lru_cache(maxsize=32)
def level_values(release: Release, level: str) -> pd.DataFrame:
    """One row per indicator and area, with a published value or the reason for none. Do not write to it."""
    table = ask(release, "level_values", level_key=level)
    for words in ("ci_kind", "symbol", "reliability", "source_id"):
        table[words] = table[words].fillna("")
    return table.astype({name: object for name in table.select_dtypes("str")})


@lru_cache(maxsize=64)
def areas_by_name(release: Release, level: str, language: str) -> pd.DataFrame:
    """Areas of a level in alphabetical order, with `name` in the reader's language. Do not write to it."""
    table = shelf(release, "area_codes")
    here = table[table["level_key"] == level]
    named = here.assign(name=names_in(here, "name", language))[["area_key", "code", "name"]]
    order = sorted(range(len(named)), key=lambda at: (natural(named["name"].iat[at]), named["area_key"].iat[at]))
    return named.iloc[order].reset_index(drop=True)


@lru_cache(maxsize=64)
def comparable(release: Release, level: str) -> tuple[str, ...]:
    """Indicators of a level that can stand beside others: no counts, with values for at least two areas, by domain."""
    known = shelf(release, "indicators").set_index("indicator_id")
    counted = level_values(release, level).groupby("indicator_id")["value"].count()
    options = [key for key in counted.index[counted >= 2] if known.at[key, "kind"] != "count"]
    domains = list(place_folder(release.place_id).place.domains)
    place_of = {domain: at for at, domain in enumerate(domains)}
    return tuple(sorted(options, key=lambda key: (place_of.get(known.at[key, "domain"], len(domains)), known.at[key, "title_en"])))


def first_columns(release: Release, level: str, first: str, most: int = 6) -> tuple[str, ...]:
    """Indicators that a table opens with: the chosen one, then those with a better side, one of each domain in turn."""
    known = shelf(release, "indicators").set_index("indicator_id")
    counted = level_values(release, level).groupby("indicator_id")["value"].count()
    options = [key for key in comparable(release, level) if known.at[key, "higher_is"] != "neither" and key != first]
    turn = pd.Series(options, dtype=object).groupby([known.at[key, "domain"] for key in options]).cumcount() if options else []
    order = sorted(zip(turn, [-int(counted[key]) for key in options], range(len(options)), options, strict=True))
    chosen = [first] if first in comparable(release, level) else []
    return tuple([*chosen, *(key for *_, key in order)][:most]) or comparable(release, level)[:most]


def favourable(values: pd.Series | np.ndarray, higher_is: str) -> np.ndarray:
    """Values turned so that more is more favourable; as they are where neither way is better."""
    found = np.asarray(values, dtype=float)
    return -found if higher_is == "worse" else found


def published(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["value"].notna() & (table["status"] == "published")]


def indicator_notes(chosen: Choices, release: Release, keys: tuple[str, ...], table: pd.DataFrame) -> tuple[str, ...]:
    """What must be read with care of each indicator, named where there are several."""
    said = []
    for key in dict.fromkeys(keys):
        indicator = row_of(release, "indicators", "indicator_id", key)
        lead = f"{text_in(indicator, 'title', chosen.language)}: " if len(set(keys)) > 1 else ""
        said += [f"{lead}{note}" for note in notes(indicator, table[table["indicator_id"] == key], chosen, release)]
    return tuple(dict.fromkeys(said))


def is_modelled(indicator: pd.Series) -> bool:
    """True where values were predicted by a model: they carry what went into it, and no trend."""
    inputs = indicator["modelled_from_en"]
    return indicator["sample"] == "modelled" or (isinstance(inputs, str) and bool(inputs))
