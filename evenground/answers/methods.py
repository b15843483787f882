"""What is this number? Definitions, sources with their accounts, and how to cite them."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.shelf import names_in, row_of, shelf, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import day, edition, period
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release


def definition(release: Release, indicator_id: str, language: str) -> Answer:
    """One indicator's definition: a table of `name` and `text` rows in reading order."""
    one = row_of(release, "indicators", "indicator_id", indicator_id)
    rows = [(say(f"define.{name}", language), text_in(one, name, language)) for name in ("question", "numerator", "denominator", "unit")]
    rows += [
        (say("define.direction", language), say(f"direction.{one['higher_is']}", language)),
        (say("define.need_kind", language), say(f"need.{one['need_kind']}", language)),
        (say("define.sample", language), say(f"sample.{str(one['sample']).replace(' ', '_')}", language)),
        (say("define.adjusted", language), say(f"adjusted.{str(one['adjusted']).replace(' ', '_').replace('-', '_')}", language)),
        (say("define.modelled_from", language), text_in(one, "modelled_from", language)),
        (say("define.framework", language), _tags(one["framework_tags"])),
        (say("define.caveat", language), text_in(one, "caveat", language)),
    ]
    table = pd.DataFrame([row for row in rows if isinstance(row[1], str) and row[1]], columns=["name", "text"])
    return Answer("definition", release.id, table, facts={"title": text_in(one, "title", language)})


def _tags(tags: object) -> str:
    """Framework tags as words: `iqi:community` is "iqi: community"."""
    return str(tags).replace(":", ": ").replace("_", " ").replace("-", " ") if isinstance(tags, str) else ""


def indicator_list(release: Release, language: str) -> Answer:
    """Every indicator: title, domain, unit, direction, and where, when and for whom it is measured."""
    table, offer = shelf(release, "indicators"), shelf(release, "offer")
    levels = shelf(release, "levels").pipe(lambda t: dict(zip(t["level_key"], names_in(t, "name", language), strict=True)))
    grouped = offer[offer["with_value"] > 0].groupby("indicator_id")
    place = place_folder(release.place_id).place
    rows = pd.DataFrame(
        {
            "indicator_id": table["indicator_id"],
            "title": names_in(table, "title", language),
            "domain": [_domain(place, key, language) for key in table["domain"]],
            "unit": names_in(table, "unit", language),
            "direction": [say(f"direction.{key}", language) for key in table["higher_is"]],
            "levels": [_joined(grouped, key, "level_key", lambda one: levels[one]) for key in table["indicator_id"]],
            "periods": [_joined(grouped, key, "period_id", lambda one: period(one, language)) for key in table["indicator_id"]],
            "groups": [grouped.get_group(key)["stratum_id"].nunique() if key in grouped.groups else 0 for key in table["indicator_id"]],
        }
    )
    return Answer("indicator_list", release.id, rows)


def _joined(grouped, key: str, column: str, name) -> str:
    return "; ".join(name(one) for one in grouped.get_group(key)[column].unique()) if key in grouped.groups else ""


def _domain(place, key: str, language: str) -> str:
    words = place.domains.get(key)
    return (words.get(language) or words["en"]) if words else key


def sources(release: Release, language: str) -> Answer:
    """Every source with its licence, vintage and load report; `rows_in = rows_loaded + rows_rejected + rows_out_of_scope`."""
    table = shelf(release, "sources")
    rows = table.assign(
        title=names_in(table, "title", language),
        publisher=names_in(table, "publisher", language),
        note=names_in(table, "note", language),
        licence=names_in(table, "licence", language),
        vintage=[edition(one, language) for one in table["vintage"]],
        areas=[
            "" if pd.isna(matched) else say("sources.matched", language, matched=int(matched), known=int(known))
            for matched, known in zip(table["areas_matched"], table["areas_known"], strict=True)
        ],
    )
    total = {name: numbers.number(int(table[name].sum()), language) for name in ("rows_in", "rows_loaded", "rows_rejected", "rows_out_of_scope")}
    return Answer("sources", release.id, rows, (say("sources.total", language, files=len(table), **total),))


def left_out(release: Release) -> pd.DataFrame:
    """What each source left out, by declared selector."""
    return ask(release, "source_scope")


def rejected(release: Release) -> pd.DataFrame:
    """Rejected records of a working release, masked; a public release has none."""
    return ask(release, "rejects")


def citation(release: Release, language: str, source_ids: set[str] | None = None) -> str:
    """A suggested citation of the release, or of some of its sources."""
    built = pd.Timestamp(shelf(release, "release")["built_at"].iloc[0]).date()
    place = place_folder(release.place_id).place
    name = place.name.get(language) or place.name["en"]
    table = shelf(release, "sources")
    if source_ids:
        table = table[table["source_id"].isin(source_ids)]
    publishers = sorted(set(names_in(table, "publisher", language)))
    return say(
        "cite.text", language, place=name, date=day(built, language), release=release.id, publishers="; ".join(publishers)
    )
