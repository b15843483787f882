"""A whole place in a few pages: what a one-file snapshot shows, in each of the place's languages.

Maps of one level, as many as a phone can hold, chosen so that every domain is there; the figures of the whole place by
group; each area's figures; the sentences of the overview and the sources.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from evenground.answers import overview
from evenground.answers.answer import Provenance
from evenground.answers.exhibit import Exhibit
from evenground.answers.gaps import headline_gaps
from evenground.answers.methods import citation
from evenground.answers.shelf import names_in, provenance, row_of, shelf, text_in
from evenground.answers.stories.views import exhibit
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import period
from evenground.warehouse.releases import Release, current

MOST_MAPS = 12
NEED_FIRST = {"people": 0, "rate": 1, "index": 1, "none": 2}


@dataclass(frozen=True)
class Edition:
    """The snapshot in one language; every map is of the same level."""

    language: str
    place_name: str
    introduction: str
    sentences: tuple[str, ...]
    maps: tuple[Exhibit, ...]
    whole: pd.DataFrame
    """Figures of the whole place in print: measure, group, value, interval, period."""
    level: str
    citation: str
    sources: tuple[Provenance, ...]
    notices: tuple[str, ...]
    lacking: tuple[str, ...] = ()
    """What is shown in another language: the place's texts and measures that have no translation."""


@dataclass(frozen=True)
class Snapshot:
    place: str
    release_id: str
    made_on: str
    mailbox: str
    editions: tuple[Edition, ...]
    colours: dict[str, str] = field(default_factory=dict)
    logo: bytes | None = None


def snapshot(place_id: str, made_on: str, audience: str = "public") -> Snapshot:
    """Everything that a snapshot of a place shows, from the current release of an audience.

    Raises
    ------
    NoRelease
        If the audience has no release of the place.
    """
    release, folder = current(place_id, audience), place_folder(place_id)
    place = folder.place
    logo = folder.folder / "logo.png"
    editions = tuple(edition(release, language) for language in place.languages)
    return Snapshot(place_id, release.id, made_on, place.mailbox, editions, dict(place.colours), logo.read_bytes() if logo.is_file() else None)


def edition(release: Release, language: str) -> Edition:
    """One language of a snapshot."""
    place = place_folder(release.place_id).place
    opens = overview.opening(release, language)
    need = overview.need(release, language)
    maps = tuple(exhibit("map", {"indicator": one, "geo": opens.level, "period": when}, release, language) for one, when in measures(release))
    gaps = headline_gaps(release, language)
    used = {one.source_id for made in maps for one in made.answer.provenance}
    level = row_of(release, "levels", "level_key", opens.level)
    whole, own = whole_place(release, language)
    return Edition(
        language, place.full_name.get(language, place.full_name["en"]), place.introduction.get(language, place.introduction["en"]),
        (*need.sentences, *gaps.sentences), maps, whole, text_in(level, "name", language), citation(release, language, used | own),
        provenance(release, used | own, language), _notices(release, language), _lacking(release, language, maps),
    )  # fmt: skip


def measures(release: Release, most: int = MOST_MAPS) -> list[tuple[str, str]]:
    """Indicators of the level that the place opens on with their latest period: the opening one first, then one of each
    domain in the place's order, measures of need before others, until there are enough."""
    place, opens = place_folder(release.place_id).place, overview.opening(release, "en")
    offer, about = shelf(release, "offer"), shelf(release, "indicators").set_index("indicator_id")
    here = offer[(offer["level_key"] == opens.level) & (offer["stratum_id"] == "everyone") & (offer["with_value"] > 0)]
    latest = here.drop_duplicates("indicator_id").set_index("indicator_id")["period_id"]
    order = {domain: at for at, domain in enumerate(place.domains)}
    known = about.loc[latest.index].assign(
        domain_order=lambda t: t["domain"].map(order).fillna(len(order)), need_order=lambda t: t["need_kind"].map(NEED_FIRST).fillna(2)
    )
    known = known.sort_values(["domain_order", "need_order"], kind="stable")
    known = known.assign(turn=known.groupby("domain", sort=False).cumcount())
    ranked = known.sort_values(["turn", "domain_order", "need_order"], kind="stable").index
    chosen = list(dict.fromkeys([opens.indicator, *ranked]))[:most]
    return [(one, opens.period if one == opens.indicator else latest[one]) for one in chosen if one in latest]


def whole_place(release: Release, language: str) -> tuple[pd.DataFrame, set[str]]:
    """The latest figures of the whole place for everyone and by group, in print, and their sources."""
    values = shelf(release, "group_values")
    values = values[values["period_id"] == values.groupby(["indicator_id", "level_key"])["period_id"].transform("first")]
    about, strata = shelf(release, "indicators"), shelf(release, "strata")
    titles = dict(zip(about["indicator_id"], names_in(about, "title", language), strict=True))
    units = dict(zip(about["indicator_id"], names_in(about, "unit", language), strict=True))
    after = dict(zip(about["indicator_id"], about["decimals"], strict=True))
    groups = dict(zip(strata["stratum_id"], names_in(strata, "name", language), strict=True))
    rows = [
        {
            "measure": titles[one.indicator_id], "group": groups.get(one.stratum_id, one.stratum_id),
            "value": _figure(one, units[one.indicator_id], int(after[one.indicator_id]), language),
            "interval": numbers.interval(one.ci_low, one.ci_high, language, int(after[one.indicator_id]), level=one.ci_level, kind=one.ci_kind or "published")
            if one.status == "published" else "",
            "period": period(one.period_id, language),
        }
        for one in values.itertuples()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["measure", "group", "value", "interval", "period"]), set(values["source_id"].dropna())


def _figure(one, unit: str, decimals: int, language: str) -> str:
    if one.status != "published" or numbers.is_missing(one.value):
        return say(f"status.{one.status if one.status != 'published' else 'no_value'}", language)
    return numbers.with_unit(one.value, unit, language, decimals)


def _notices(release: Release, language: str) -> tuple[str, ...]:
    about, place = shelf(release, "release").iloc[0], place_folder(release.place_id).place
    said = [
        say("shell.not_cleared", language) + "." if release.audience == "public" else say("shell.audience_analyst", language),
        say("notice.starter", language) if about["inputs"] == "starter tables" else "",
        (place.demonstration or {}).get(language, (place.demonstration or {}).get("en", "")),
    ]
    return tuple(one for one in said if one)


def _lacking(release: Release, language: str, maps: tuple[Exhibit, ...]) -> tuple[str, ...]:
    """Texts that the place or its measures do not have in a language; the message catalogue lists its own."""
    place, found = place_folder(release.place_id).place, []
    for name in ("full_name", "introduction"):
        if language not in getattr(place, name):
            found.append(name)
    for made in maps:
        title = made.drawing.indicator.title if made.drawing else {}
        if language not in title:
            found.append(title.get("en", made.id))
    return tuple(found)


