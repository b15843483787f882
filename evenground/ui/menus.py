"""What each choice offers, in the reader's words, and which of it has data: the same for every reader of a release."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import pandas as pd

from evenground.answers.shelf import names_in, shelf, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look.dates import period as period_words
from evenground.warehouse.releases import Release

SEARCHED = ("title_en", "title_fr", "title_iu", "question_en", "question_fr", "synonyms")


@dataclass(frozen=True)
class Menu:
    """Options in order, the words for each, and those that have data for the choices made before."""

    options: tuple[str, ...]
    names: dict[str, str]
    with_data: frozenset[str]

    def first(self, default: str) -> str:
        """Where a reader starts: the default if it has data, else the first that has, else the first."""
        return default if default in self.with_data else next((key for key in self.options if key in self.with_data), self.options[0])


@dataclass(frozen=True)
class IndicatorMenu:
    """Every indicator of a release in the order of the place's domains, with the words that find each."""

    options: tuple[str, ...]
    names: dict[str, str]
    words: dict[str, tuple[str, ...]]

    def found(self, typed: str) -> list[str]:
        """Indicators of which every word typed begins a word, in any language; all of them when nothing is typed."""
        parts = plain(typed).split()
        return [key for key in self.options if all(any(word.startswith(part) for word in self.words[key]) for part in parts)]


def plain(text: str) -> str:
    """Lower case without accents or punctuation, so that `sante` finds `santé`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in bare)


def indicators(release: Release, language: str) -> IndicatorMenu:
    domains = place_folder(release.place_id).place.domains
    place_of = {domain: number for number, domain in enumerate(domains)}
    rows = {row["indicator_id"]: row for row in shelf(release, "indicators").to_dict("records")}
    options = sorted(rows, key=lambda key: (place_of.get(rows[key]["domain"], len(place_of)), rows[key]["title_en"]))

    def domain(key: str) -> str:
        words = domains.get(rows[key]["domain"])
        return (words.get(language) or words["en"]) if words else rows[key]["domain"].replace("_", " ")

    names = {key: f"{text_in(rows[key], 'title', language)} · {domain(key)}" for key in options}
    texts = {key: " ".join(text for text in map(rows[key].get, SEARCHED) if isinstance(text, str)) for key in options}
    return IndicatorMenu(tuple(options), names, {key: tuple(plain(text).split()) for key, text in texts.items()})


def levels(release: Release, language: str, indicator: str) -> Menu:
    """Kinds of area that the place has; those where the indicator is measured have data."""
    table, own = shelf(release, "levels"), _offer(release, indicator)
    names = dict(zip(table["level_key"], names_in(table, "name", language), strict=True))
    return _menu(table.loc[table["areas"] > 0, "level_key"].tolist(), names, _with_value(own, "level_key"), language)


def strata(release: Release, language: str, indicator: str, level: str) -> Menu:
    """Groups for which the indicator is measured anywhere; those measured on this level have data."""
    table, own = shelf(release, "strata"), _offer(release, indicator)
    measured = set(own["stratum_id"])
    names = dict(zip(table["stratum_id"], names_in(table, "name", language), strict=True))
    options = [key for key in names if key in measured] or ["everyone"]
    return _menu(options, names, _with_value(own[own["level_key"] == level], "stratum_id"), language)


def periods(release: Release, language: str, indicator: str, level: str, stratum: str, default: str) -> Menu:
    """Periods of the indicator on this level, latest first (`default` where it has none); those of the group have data."""
    here = _offer(release, indicator).pipe(lambda own: own[own["level_key"] == level])
    options = list(dict.fromkeys(here["period_id"])) or [default]
    names = {key: period_name(key, language) for key in options}
    return _menu(options, names, _with_value(here[here["stratum_id"] == stratum], "period_id"), language)


def period_name(period_id: str, language: str) -> str:
    """A period in words, beginning with a capital: "2010 to 2015", "Cumulative to September 2, 2022"."""
    words = period_words(period_id, language)
    return words[:1].upper() + words[1:]


def areas(release: Release, language: str, level: str) -> Menu:
    """Areas of a level in the order of their names."""
    table = shelf(release, "area_codes")
    here = table[table["level_key"] == level]
    names = dict(zip(here["area_key"], names_in(here, "name", language), strict=True))
    options = sorted(names, key=lambda key: names[key].casefold())
    return Menu(tuple(options), names, frozenset(options))


def drawn_areas(release: Release, level: str) -> pd.DataFrame:
    """Areas of a level as its shapes number them: `area_key` and `feature_id`."""
    table = shelf(release, "area_codes")
    here = table[table["level_key"] == level].sort_values("area_key")
    return here.assign(feature_id=range(len(here)))


def circles(release: Release, language: str, level: str) -> Menu:
    """Counts that can be laid over the map of a level as circles."""
    offer, table = shelf(release, "offer"), shelf(release, "indicators")
    here = set(_with_value(offer[(offer["level_key"] == level) & (offer["stratum_id"] == "everyone")], "indicator_id"))
    counts = {row["indicator_id"]: text_in(row, "title", language) for row in table[table["kind"] == "count"].to_dict("records")}
    options = [key for key in counts if key in here]
    return Menu(tuple(options), {key: counts[key] for key in options}, frozenset(options))


def resources(release: Release, language: str) -> Menu:
    """Kinds of community resource that have a position, in the place's own words."""
    table, words = shelf(release, "resources"), place_folder(release.place_id).place.vocabulary
    kinds = sorted(table["kind"].dropna().unique())
    texts = {kind: words.get(f"resource_{kind}") or {"en": kind.replace("_", " ")} for kind in kinds}
    names = {kind: text.get(language) or text["en"] for kind, text in texts.items()}
    placed = set(table.loc[table["lon"].notna(), "kind"])
    return Menu(tuple(kind for kind in kinds if kind in placed), names, frozenset(placed))


def _offer(release: Release, indicator: str) -> pd.DataFrame:
    offer = shelf(release, "offer")
    return offer[offer["indicator_id"] == indicator]


def _with_value(offer: pd.DataFrame, name: str) -> frozenset[str]:
    return frozenset(offer.loc[offer["with_value"] > 0, name])


def _menu(options: list[str], names: dict[str, str], with_data: frozenset[str], language: str) -> Menu:
    """A menu in which a choice without data says so before it is picked."""
    told = {key: names[key] if key in with_data else say("choose.unavailable", language, choice=names[key]) for key in options}
    return Menu(tuple(options), told, with_data)
