"""Views of areas as exhibits: a map, a ranking, one number, a gradient."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from evenground.answers import gradient as gradients
from evenground.answers import overview
from evenground.answers.answer import Answer
from evenground.answers.area_values import area_values
from evenground.answers.captions import caption, interval_words
from evenground.answers.choices import Choices
from evenground.answers.exhibit import Drawing, Exhibit, Series
from evenground.answers.geometry import features, land_features, outline_features
from evenground.answers.shelf import row_of, text_in
from evenground.answers.stories.choices import chosen
from evenground.catalog.indicator import Indicator
from evenground.catalog.library import indicators, place_folder
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.caption import Caption
from evenground.look.comparator import Comparator
from evenground.look.dates import period
from evenground.warehouse.releases import Release

COLUMNS = ("name", "value", "ci_low", "ci_high", "numerator", "denominator", "status")


def map_of(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Where an indicator is higher or lower."""
    view = chosen(choices, release, language)
    answer = area_values(view, release)
    words = caption(view, release, answer)
    by = "verdict" if choices.get("colour") == "verdict" else "class"
    return Exhibit(
        "map", "map", words.title, words, answer, _map_alt(words, answer, language), columns=columns(answer.table, language),
        words=status_words(answer.table, language), drawing=drawing(view, release, answer, by), decimals=_indicator(view).decimals,
        reference=comparator(answer), part="where",
    )  # fmt: skip


def drawing(view: Choices, release: Release, answer: Answer, by: str) -> Drawing:
    """What a still map of a view is drawn from."""
    points = row_of(release, "levels", "level_key", view.level)["shape"] == "point" and view.drawing == "geographic"
    shapes = () if points else features(release, view.level, view.drawing)
    outline, named = _outlined(view, release, answer, shapes)
    return Drawing(
        _indicator(view), answer.facts["breaks"], shapes, outline, named, land_features(release) if points else (), comparator(answer),
        "verdict" if by == "verdict" else "class", say("choose.drawing_hexagon_note", view.language) if view.drawing == "hexagon" else "",
    )  # fmt: skip


def _outlined(view: Choices, release: Release, answer: Answer, shapes: tuple[dict[str, object], ...]) -> tuple[tuple[dict[str, object], ...], str]:
    """What a map outlines, and its name: the chosen area, else the list of areas."""
    own = tuple(one for one in shapes if one["id"] == view.area) if view.area else ()
    if own:
        return own, str(answer.table.loc[answer.table["area_key"] == view.area, "name"].iloc[0])
    if not shapes or not view.area_set or view.only_set:
        return (), ""
    outline = outline_features(release, view.area_set, view.drawing)
    return outline, text_in(row_of(release, "area_sets", "area_set_id", view.area_set), "short", view.language) if outline else ""


def ranking(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Areas in order with their intervals; by name where the place does not rank areas. Every area is there: whoever draws
    them shows both ends and counts those between."""
    view = chosen(choices, release, language)
    answer = area_values(view, release)
    words, indicator = caption(view, release, answer), _indicator(view)
    shown = _in_order(answer.table, indicator, ranked=place_folder(release.place_id).place.policy.rankings)
    compared = comparator(answer) if indicator.higher_is != "neither" else None
    series = Series(
        words.subtitle, shown["value"].to_numpy(dtype=float), shown["ci_low"].to_numpy(dtype=float), shown["ci_high"].to_numpy(dtype=float),
        tuple(shown["verdict"]) if compared else (),
    )  # fmt: skip
    alt = say("brief.alt_dots", language, measure=words.subtitle, context=words.context, first=_ends(shown, indicator, language))
    return Exhibit(
        "ranking", "dots", words.title, words, answer, alt, tuple(shown["name"]), (series,), compared,
        columns(answer.table, language), status_words(answer.table, language), decimals=indicator.decimals, part="where",
    )  # fmt: skip


def _in_order(table: pd.DataFrame, indicator: Indicator, *, ranked: bool) -> pd.DataFrame:
    shown = table[table["value"].notna() & (table["status"] == "published")]
    if not ranked:
        return shown.sort_values("name")
    return shown.sort_values(["value", "name"], ascending=[indicator.higher_is == "better", True])


def _ends(kept: pd.DataFrame, indicator: Indicator, language: str) -> str:
    """The first and the last that are drawn, with their values."""
    unit = indicator.unit.get(language) or indicator.unit["en"]
    named = [f"{row['name']} {numbers.with_unit(row['value'], unit, language, indicator.decimals)}" for _, row in kept.iloc[[0, -1]].iterrows()]
    return "; ".join(dict.fromkeys(named))


def number(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """One figure of one area with its interval, denominator, method and source."""
    view = chosen(choices, release, language)
    answer = area_values(view, release)
    words, indicator = caption(view, release, answer), _indicator(view)
    rows = answer.table[answer.table["area_key"] == view.area] if view.area else answer.table[answer.table["value"].notna()].head(1)
    if rows.empty:
        raise KeyError(f"area {view.area!r} is not in {view.level}")
    row = rows.iloc[0]
    unit = indicator.unit.get(language) or indicator.unit["en"]
    said = say(f"status.{row['status']}", language)
    if row["status"] == "published":
        limits = None if indicator.kind == "count" else (row["ci_low"], row["ci_high"])
        said = numbers.estimate(row["value"], unit, language, indicator.decimals, ci=limits, level=row["ci_level"], kind=row["ci_kind"] or "published")
    headline = say("brief.number_headline", language, title=words.subtitle, name=row["name"], value=said)
    named = replace(words, title=headline, geography=str(row["name"]), interval=interval_words(rows, language))
    told = Answer("number", release.id, rows.reset_index(drop=True), (headline + ".",), answer.provenance, (), answer.notes, answer.facts)
    series = Series(words.subtitle, np.array([float(row["value"])]), np.array([float(row["ci_low"])]), np.array([float(row["ci_high"])]))
    return Exhibit(
        "number", "number", headline, named, told, headline, (str(row["name"]),), (series,), comparator(answer), columns(rows, language),
        status_words(rows, language), decimals=indicator.decimals, part="number",
    )  # fmt: skip


def gradient(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """An indicator over fifths of residents, from where another measure says that need is greatest."""
    view = chosen(choices, release, language)
    answer = gradients.gradient(view, release, choices["by"])
    indicator, table = _indicator(view), answer.table
    words = _of_areas(view, release, answer, say("interval.approximate", language, level=95) if table["ci_low"].notna().any() else say("interval.none", language))
    series = Series(words.subtitle, *(table[name].to_numpy(dtype=float) for name in ("value", "ci_low", "ci_high")))
    return Exhibit(
        "gradient", "dots", words.title, words, answer, say("brief.alt_bars", language, headline=words.title, context=words.context),
        tuple(table["label"]), (series,), None,
        _headed(table, {"label": "brief.fifth", "value": "table.value", "ci_low": "table.ci_low", "ci_high": "table.ci_high", "residents": "brief.residents", "areas": "brief.areas_with_figure"}, language),
        decimals=indicator.decimals, part="for_whom",
    )  # fmt: skip


def where_groups_live(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """An indicator of areas, averaged over the residents of each group: never the figure of a group."""
    view = chosen(choices, release, language)
    answer = gradients.where_groups_live(view, release, tuple(choices["shares"].split(",")))
    indicator, table = _indicator(view), answer.table
    words = _of_areas(view, release, answer, say("interval.none", language))
    return Exhibit(
        "where_groups_live", "bars", words.title, words, answer, say("brief.alt_bars", language, headline=answer.sentences[0], context=words.context),
        tuple(table["label"]), (Series(words.subtitle, table["value"].to_numpy(dtype=float)),), None,
        _headed(table, {"label": "table.group", "value": "table.value", "residents": "brief.residents", "areas": "brief.areas_with_figure"}, language),
        decimals=indicator.decimals, part="for_whom",
    )  # fmt: skip


def need(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Where need is greatest, in sentences: the first of the overview."""
    answer = overview.need(release, language)
    words = replace(caption(overview.opening(release, language), release, answer), title=str(answer.facts["headline"]))
    return Exhibit("need", "statement", words.title, words, answer, " ".join(answer.sentences), columns=columns(answer.table, language), words=status_words(answer.table, language))


def portrait(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """One area: each named indicator, in the order in which the story names them; beside the range of its level where the
    place compares its areas."""
    view = chosen({"geo": choices.get("geo", ""), "area": choices["area"], "indicator": choices["indicators"].split(",")[0]}, release, language)
    rows = [_in_range(one, view, release) for one in choices["indicators"].split(",")]
    table = pd.DataFrame(rows)
    name = str(table["name"].iloc[0])
    headline = say("brief.portrait_headline", language, name=name, first=say("brief.fact_headline", language, title=table["title"].iloc[0], value=table["shown"].iloc[0]))
    answer = Answer("portrait", release.id, table, (headline + ".",), tuple(dict.fromkeys(one for row in rows for one in row["provenance"])))
    level, ranked = row_of(release, "levels", "level_key", view.level), place_folder(release.place_id).place.policy.rankings
    words = Caption(
        headline, say("brief.portrait" if ranked else "brief.portrait_alone", language), "", "; ".join(dict.fromkeys(table["period"])), f"{name} ({text_in(level, 'one', language)})", "",
        say("interval.none", language) if table["ci_low"].isna().all() else say("interval.mixed", language),
        "; ".join(one.line for one in answer.provenance), "; ".join(dict.fromkeys(one.licence for one in answer.provenance)), language=language,
    )  # fmt: skip
    compared = {"range": "brief.range"} if ranked else {}
    headed = {"title": "choose.indicator", "shown": "table.value", **compared, "period": "table.period"}
    return Exhibit("portrait", "table", headline, words, replace(answer, table=table.drop(columns="provenance")), headline, columns=_headed(table, headed, language))


def _in_range(indicator_id: str, view: Choices, release: Release) -> dict[str, object]:
    one = chosen({"indicator": indicator_id, "geo": view.level}, release, view.language)
    answer, indicator, language = area_values(one, release), indicators()[indicator_id], view.language
    row = answer.table[answer.table["area_key"] == view.area].iloc[0]
    unit = indicator.unit.get(language) or indicator.unit["en"]
    known = answer.table.loc[answer.table["status"] == "published", "value"]
    is_shown = row["status"] == "published"
    return {
        "indicator_id": indicator_id, "name": row["name"], "title": indicator.title.get(language) or indicator.title["en"], "value": row["value"],
        "ci_low": row["ci_low"], "ci_high": row["ci_high"], "status": row["status"],
        "shown": numbers.with_unit(row["value"], unit, language, indicator.decimals) if is_shown else say(f"status.{row['status']}", language),
        "range": numbers.span(known.min(), known.max(), language, indicator.decimals), "period": period(one.period, language),
        "provenance": answer.provenance,
    }  # fmt: skip


def comparator(answer: Answer) -> Comparator | None:
    """The figure that areas are compared with, when there is one."""
    against = answer.facts.get("comparator")
    known = Comparator(str(answer.facts["comparator_short"]), float(against.value)) if against is not None else None
    return known if known and known.is_known else None


def columns(table: pd.DataFrame, language: str) -> tuple[tuple[str, str], ...]:
    """The columns of a table of areas that a reader sees, with headings; empty ones are left out."""
    kept = [name for name in COLUMNS if name in table and table[name].notna().any()]
    return tuple((name, say("table.area" if name == "name" else f"table.{name}", language)) for name in kept)


def status_words(table: pd.DataFrame, language: str) -> dict[str, dict[str, str]]:
    return {"status": {code: say(f"status.{code}", language) for code in sorted(set(table["status"]))}} if "status" in table else {}


def _headed(table: pd.DataFrame, headings: dict[str, str], language: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, say(key, language)) for name, key in headings.items() if table[name].notna().any())


def _indicator(view: Choices) -> Indicator:
    return indicators()[view.indicator]


def _of_areas(view: Choices, release: Release, answer: Answer, interval: str) -> Caption:
    """The caption of a view that takes areas together."""
    whole = area_values(view, release)
    words = caption(view, release, whole)
    return replace(words, title=str(answer.facts["headline"]), interval=interval, note=" ".join(answer.notes))


def _map_alt(words: Caption, answer: Answer, language: str) -> str:
    said = " ".join((*answer.sentences[:2], *answer.missing))
    return say("brief.alt_map", language, measure=words.subtitle, context=words.context, said=said)
