"""Exhibits and decks of real places, for tests of what leaves the dashboard."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.area_values import area_values
from evenground.answers.captions import caption
from evenground.answers.choices import Choices
from evenground.answers.exhibit import Deck, Drawing, Exhibit, Series
from evenground.answers.geometry import set_outline
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.catalog.indicator import Indicator
from evenground.catalog.library import indicators, place_folder
from evenground.catalog.words import say
from evenground.look.classes import has_value
from evenground.look.comparator import Comparator
from evenground.look.order import ordered
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

COLUMNS = ("name", "value", "ci_low", "ci_high", "numerator", "denominator", "status", "verdict")


def map_exhibit(chosen: Choices, release: Release, **more: object) -> Exhibit:
    """The map of a measure; communities that are points are drawn as circles over the land."""
    answer = area_values(chosen, release)
    return _exhibit("map", chosen, release, answer, drawing=drawing_of(chosen, release, answer), **more)


def dots_exhibit(chosen: Choices, release: Release, **more: object) -> Exhibit:
    """Areas with their intervals, least favourable first; by name where the place does not rank its communities."""
    answer, indicator = area_values(chosen, release), indicators()[chosen.indicator]
    ranked = place_folder(chosen.place).place.policy.rankings
    shown = ordered(answer.table, indicator.higher_is, "value" if ranked else "name")
    against = comparator_of(answer)
    marks = tuple(shown["verdict"]) if against and indicator.higher_is != "neither" else ()
    series = Series(
        text_in(row_of(release, "indicators", "indicator_id", chosen.indicator), "title", chosen.language),
        *(shown[name].to_numpy(dtype=float) for name in ("value", "ci_low", "ci_high")), marks=marks,
    )  # fmt: skip
    reference = against if marks else None
    return _exhibit("dots", chosen, release, answer, labels=tuple(shown["name"]), series=(series,), reference=reference, **more)


def comparator_of(answer: Answer) -> Comparator | None:
    """What the areas are compared with, when its figure is known."""
    against = Comparator(str(answer.facts["comparator_short"]), float(answer.facts["comparator"].value))
    return against if against.is_known else None


def drawing_of(chosen: Choices, release: Release, answer: Answer) -> Drawing:
    """Shapes and classes of the map of a measure by area."""
    points = row_of(release, "levels", "level_key", chosen.level)["shape"] == "point" and chosen.drawing == "geographic"
    outline = set_outline(release, chosen.area_set, chosen.drawing) if chosen.area_set and not points else None
    listed = row_of(release, "area_sets", "area_set_id", chosen.area_set) if outline else None
    return Drawing(
        indicator=indicators()[chosen.indicator],
        breaks=tuple(answer.facts["breaks"]),
        features=() if points else features(release, chosen.level, chosen.drawing),
        outline=_named(outline.content) if outline else (),
        outline_name=text_in(listed, "short", chosen.language) if listed is not None else "",
        land=_land(release) if points else (),
        comparator=comparator_of(answer),
        note=say("choose.drawing_hexagon_note", chosen.language) if chosen.drawing == "hexagon" else "",
    )


def features(release: Release, level: str, drawing: str = "geographic") -> tuple[dict[str, object], ...]:
    """The shapes of a level as GeoJSON features with the area's key as id."""
    rows = ask(release, "shapes", level_key=level, drawing=drawing)
    return tuple(
        {"type": "Feature", "id": key, "geometry": json.loads(shape)}
        for key, shape in zip(rows["area_key"], rows["geometry"], strict=True)
    )


def readable(language: str, columns: tuple[str, ...] = COLUMNS) -> tuple[tuple[str, str], ...]:
    """Columns of a table of areas with their headings."""
    headings = {"name": "table.area"}
    return tuple((name, say(headings.get(name, f"table.{name}"), language)) for name in columns)


def codes(language: str) -> dict[str, dict[str, str]]:
    """Words for the codes of a table of areas."""
    statuses = ("published", "suppressed", "unreliable", "not_reported", "not_applicable")
    verdicts = ("better", "similar", "worse", "not_compared")
    return {
        "status": {key: say(f"status.{key}", language) for key in statuses},
        "verdict": {key: say(f"verdict.{key}", language) for key in verdicts},
    }


def _exhibit(kind: str, chosen: Choices, release: Release, answer: Answer, **more: object) -> Exhibit:
    indicator = indicators()[chosen.indicator]
    words = caption(chosen, release, answer)
    fields: dict[str, object] = {
        "id": f"{kind}-{chosen.indicator}", "kind": kind, "headline": words.title, "caption": words, "answer": answer,
        "alt": _alt(answer, words, indicator), "columns": _columns(answer.table, indicator, chosen.language),
        "words": codes(chosen.language), "decimals": indicator.decimals,
    }  # fmt: skip
    return Exhibit(**{**fields, **more})  # type: ignore[arg-type]


def _columns(table: pd.DataFrame, indicator: Indicator, language: str) -> tuple[tuple[str, str], ...]:
    """Those that say something: a column without a figure, or a verdict nobody made, is left out."""
    silent = {name for name in ("ci_low", "ci_high", "numerator", "denominator") if table[name].isna().all()}
    if indicator.kind == "count":
        silent |= {"numerator", "denominator", "ci_low", "ci_high"}
    if set(table["verdict"]) <= {"not_compared"}:
        silent.add("verdict")
    return readable(language, tuple(name for name in COLUMNS if name not in silent))


def _alt(answer: Answer, words, indicator: Indicator) -> str:
    shown = np.count_nonzero(has_value(answer.table))
    kept = answer.sentences if shown else answer.sentences[:1]
    parts = [f"{words.subtitle}, {words.period}, {words.geography}.", *kept, *answer.missing]
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)


def _named(content: bytes) -> tuple[dict[str, object], ...]:
    return tuple({**feature, "id": str(at)} for at, feature in enumerate(json.loads(content)["features"]))


def _land(release: Release) -> tuple[dict[str, object], ...]:
    levels = shelf(release, "levels")
    whole = levels[(levels["shape"] == "polygon") & (levels["areas"] == 1)]
    return () if whole.empty else features(release, whole["level_key"].iloc[0])


NAN = float("nan")


def group_bars(release: Release, language: str, indicator: str, groups: tuple[str, ...], level: str, period: str) -> Exhibit:
    """One measure of the whole place for several groups, with their limits where they are known."""
    views = [area_values(Choices(release.place_id, language, indicator, level, period, one), release) for one in groups]
    rows = pd.concat([view.table.head(1) for view in views], ignore_index=True)
    names = [text_in(row_of(release, "strata", "stratum_id", one), "name", language) for one in groups]
    words = caption(Choices(release.place_id, language, indicator, level, period), release, views[0])
    table = rows.assign(name=names)
    series = Series(words.subtitle, *(table[column].to_numpy(dtype=float) for column in ("value", "ci_low", "ci_high")))
    decimals = indicators()[indicator].decimals
    answer = Answer("groups", release.id, table, views[0].sentences, views[0].provenance, (), views[0].notes)
    shown = readable(language, ("name", "value", "ci_low", "ci_high", "status"))
    return Exhibit(
        "groups", "bars", f"{words.subtitle}: {names[-1]}", words, answer, words.subtitle, tuple(names), (series,),
        columns=shown, words=codes(language), decimals=decimals,
    )  # fmt: skip


def as_kind(exhibit: Exhibit, kind: str, **more: object) -> Exhibit:
    """The same exhibit shown in another way."""
    return replace(exhibit, id=f"{kind}-{exhibit.id}", kind=kind, drawing=None, **more)


def deck_of(release: Release, language: str, exhibits: tuple[Exhibit, ...], **more: object) -> Deck:
    """A deck as a story makes it, with its sources and a paragraph on each measure."""
    place = place_folder(release.place_id).place
    sources = {one.source_id: one for exhibit in exhibits for one in exhibit.answer.provenance}
    methods = tuple(dict.fromkeys((exhibit.caption.subtitle, " ".join(exhibit.answer.notes)) for exhibit in exhibits if exhibit.answer.notes))
    fields: dict[str, object] = {
        "id": "a-story", "place": release.place_id, "title": "Who lives longest, and who does not", "subtitle": "For the commission",
        "language": language, "audience": "public", "release_id": release.id, "made_on": "2026-11-21", "owner": "Health equity team",
        "mailbox": place.mailbox, "exhibits": exhibits, "methods": methods, "sources": tuple(sources.values()),
        "place_name": place.full_name.get(language, place.full_name["en"]), "notices": (say("shell.not_cleared", language) + ".",),
    }  # fmt: skip
    return Deck(**{**fields, **more})
